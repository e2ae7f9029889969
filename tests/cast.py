"""The cast: one invented county in miniature, the same people in every test. No one here exists.

澄溪县委 (CX) → 禾岭镇党委 (CX-HL) → 柳湾村党总支 (CX-HL-LW) → 第一支部 (LW1, a committee of three, two groups) and
第二支部 (LW2, a secretary only); beside them 竹园镇党委 (CX-ZY) with 竹园支部 (ZY1), which nobody from 禾岭 may see.

Dates: everybody belongs to their branch since 2020 or the day they joined; tests freeze the clock at TODAY.
"""

import pickle
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection
from django.db.models import Model

from members import places, transfers
from members.access import Role
from members.models import Member, Organisation, RoleGrant, User
from members.vocabulary import ExemptionGround, MemberCategory, MemberStatus, OrganisationKind, Post

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)
PASSWORD = "柳湾村的石榴树-2026"
SINCE = date(2020, 1, 1)


def moment(month: int, day: int, hour: int = 14, minute: int = 30, year: int = 2026) -> datetime:
    """A local moment of the year in which the tests live."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@dataclass
class Cast:
    """Places and people by name."""

    places: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Member] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        for shelf in ("places", "people", "users"):
            found = self.__dict__.get(shelf, {}).get(name)
            if found is not None:
                return found
        raise AttributeError(name)


PLACES = (
    ("county", "CX", "committee", "中共澄溪县委员会", "澄溪县委", None),
    ("town", "CX-HL", "committee", "中共澄溪县禾岭镇委员会", "禾岭镇党委", "county"),
    ("village", "CX-HL-LW", "general_branch", "中共澄溪县禾岭镇柳湾村总支部委员会", "柳湾村党总支", "town"),
    ("first", "CX-HL-LW1", "branch", "中共澄溪县禾岭镇柳湾村第一支部委员会", "柳湾村第一支部", "village"),
    ("second", "CX-HL-LW2", "branch", "中共澄溪县禾岭镇柳湾村第二支部", "柳湾村第二支部", "village"),
    ("east", "CX-HL-LW1-G1", "party_group", "柳湾村第一支部第一党小组", "第一党小组", "first"),
    ("west", "CX-HL-LW1-G2", "party_group", "柳湾村第一支部第二党小组", "第二党小组", "first"),
    ("other_town", "CX-ZY", "committee", "中共澄溪县竹园镇委员会", "竹园镇党委", "county"),
    ("other", "CX-ZY1", "branch", "中共澄溪县竹园镇竹园支部", "竹园支部", "other_town"),
)  # fmt: skip

# name in code, Chinese name, branch, group, full member?
PEOPLE = (
    ("alice", "韦晓㛃", "first", "east", True),  # secretary
    ("bob", "祝春犇", "first", "east", True),  # organisation commissioner, keeps the record
    ("carol", "闭秀兰", "first", "west", True),  # discipline commissioner
    ("dan", "柯䶮", "first", "west", True),  # leader of the western group
    ("erin", "李建国", "first", "east", True),  # leader of the eastern group
    ("frank", "阿依古丽·买买提", "first", "west", True),
    ("grace", "谢𬱖", "first", "east", True),
    ("henry", "岑𠅤", "first", "west", True),  # old, exempt from attendance
    ("ivan", "甘小峰", "first", "east", True),  # floating
    ("judy", "卓一凡", "first", "west", False),  # probationary
    ("karl", "兰凤英", "second", None, True),  # secretary of the second branch
    ("lena", "冯德厚", "second", None, True),
    ("mona", "骆长河", "second", None, True),
    ("oscar", "汪竹生", "other", None, True),  # secretary of the other branch
    ("peggy", "尹春喆", "other", None, True),
)

POSTS = (
    ("alice", "first", Post.SECRETARY),
    ("bob", "first", Post.ORGANISATION_COMMISSIONER),
    ("carol", "first", Post.DISCIPLINE_COMMISSIONER),
    ("dan", "west", Post.GROUP_LEADER),
    ("erin", "east", Post.GROUP_LEADER),
    ("karl", "second", Post.SECRETARY),
    ("oscar", "other", Post.SECRETARY),
)

# account, role, organisation, member behind it
ACCOUNTS = (
    ("secretary", Role.SECRETARY, "first", "alice"),
    ("recorder", Role.RECORDER, "first", "bob"),
    ("discipline", Role.DISCIPLINE_OFFICER, "first", "carol"),
    ("leader", Role.GROUP_LEADER, "west", "dan"),
    ("member", Role.MEMBER, "first", "grace"),
    ("neighbour", Role.SECRETARY, "second", "karl"),
    ("stranger", Role.SECRETARY, "other", "oscar"),
    ("general", Role.GENERAL_OFFICER, "village", None),
    ("officer", Role.COMMITTEE_OFFICER, "town", None),
    ("inspector", Role.INSPECTOR, "town", None),
    ("far_inspector", Role.INSPECTOR, "other_town", None),
    ("sysadmin", Role.SYSADMIN, "county", None),
    ("secadmin", Role.SECADMIN, "county", None),
    ("auditor", Role.AUDITOR, "county", None),
)


def gather() -> Cast:
    """Put the whole cast into the database."""
    cast = Cast()
    for name, code, kind, full_name, short, parent in PLACES:
        cast.places[name] = places.plant(
            kind=kind, code=code, name=short, full_name=full_name, short_name=short,
            parent=cast.places.get(parent or ""), founded_on=date(2010, 7, 1),
        )  # fmt: skip
    for name, chinese, branch, group, is_full in PEOPLE:
        cast.people[name] = _person(cast, chinese, branch, group, is_full)
    for name, place, post in POSTS:
        transfers.appoint(cast.people[name], cast.places[place], post, date(2023, 9, 15))
    transfers.exempt(
        cast.people["henry"], ExemptionGround.ELDERLY_INFIRM, date(2024, 1, 1), approved_by="禾岭镇党委"
    )
    transfers.mark_status(cast.people["ivan"], MemberStatus.FLOATING, date(2025, 3, 1))
    for account, role, place, person in ACCOUNTS:
        cast.users[account] = make_user(account, role, cast.places[place], cast.people.get(person or ""))
    return cast


Table = tuple[str, list[tuple[Any, ...]]]  # a statement and what to run it with
KEPT: list[tuple[bytes, list[Table]]] = []  # once gathered: the cast, and every row of it


def on_stage() -> Cast:
    """The whole cast in the database: gathered once in a run, from then on copied as it lies there, far quicker."""
    if not KEPT:
        cast = gather()
        models = apps.get_app_config("members").get_models()
        KEPT.append((pickle.dumps(cast), [rows_of(model) for model in models]))
        return cast
    kept, tables = KEPT[0]
    with connection.cursor() as cursor:
        for statement, rows in tables:
            if rows:
                cursor.executemany(statement, rows)
    people: Cast = pickle.loads(kept)  # noqa: S301 (our own, written a moment ago)
    return people


def rows_of(model: type[Model]) -> Table:
    """All that a table holds, and how to put it there again."""
    quote = connection.ops.quote_name
    names = [quote(column.column) for column in model._meta.concrete_fields]
    table, columns, marks = quote(model._meta.db_table), ", ".join(names), ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608
        return f"INSERT INTO {table} ({columns}) VALUES ({marks})", cursor.fetchall()  # noqa: S608


def _person(cast: Cast, name: str, branch: str, group: str | None, is_full: bool) -> Member:
    joined = date(2015, 6, 30) if is_full else date(2026, 6, 20)
    details = {"name": name, "joined_on": joined, "full_on": date(2016, 6, 30) if is_full else None}
    category = MemberCategory.FULL if is_full else MemberCategory.PROBATIONARY
    start = SINCE if is_full else joined
    member = transfers.admit(cast.places[branch], details, category, start)
    if group:
        transfers.assign_group(member, cast.places[group], start)
    return member


def make_user(username: str, role: Role, place: Organisation, member: Member | None = None) -> User:
    """An account with one role since 2020."""
    user = User(username=username, name=member.name if member else role.label, member=member)
    user.set_password(PASSWORD)
    user.is_staff = role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
    user.save()
    RoleGrant.objects.create(user=user, organisation=place, role=role, start=SINCE)
    return user


assert {kind for _, _, kind, *_ in PLACES} <= {kind.value for kind in OrganisationKind}
