"""Ten thousand of everything below 禾岭镇: places, members, meetings and filings, put in as fast as it goes.

Only for tests of length: nothing of it went through the lifecycle. Row n of a table has the key FIRST + n.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from meetings.kinds import MeetingKind
from meetings.models import Filing, Gathering, Meeting, Minutes
from members.models import (
    AccessLog,
    Appointment,
    CategoryPeriod,
    GroupMembership,
    Member,
    Membership,
    Organisation,
    StatusPeriod,
)
from members.vocabulary import Post
from tests.cast import NOW, SINCE, Cast, moment

FIRST = 1_000_000
BRANCHES, EACH, GROUPS = 400, 25, 24  # of each branch so many members, meetings, filings; and groups
ALL = range(BRANCHES * EACH)
KINDS = (MeetingKind.THEME_DAY, MeetingKind.BRANCH_ASSEMBLY, MeetingKind.PARTY_LECTURE)
STATES = ("filed", "accepted", "accepted", "recorded")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
BODY = "一、报告到会情况。\n二、大家逐项讨论，认为河道要清到桥头。" * 10


def put(like: Model, rows: Iterable[dict[str, Any]]) -> None:
    """Store rows that are like the one given but for what each of them says."""
    fields = like._meta.concrete_fields
    prepared: dict[tuple[str, Any], Any] = {}

    def value(field: Any, row: dict[str, Any]) -> Any:
        given = row.get(field.attname, getattr(like, field.attname))
        key = (field.attname, None if isinstance(given, dict | list) else given)
        if key not in prepared:
            prepared[key] = field.get_db_prep_save(given, connection)
        return prepared[key]

    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{like._meta.db_table}" ({names}) VALUES ({marks})',  # noqa: S608 (names of ours)
            [[value(field, row) for field in fields] for row in rows],
        )


def gather_crowd(cast: Cast) -> None:
    """Everything, beside the cast that is there already."""
    _places(cast.town)
    _people()
    _records(cast)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a running database does by itself after so many new rows


def _places(town: Organisation) -> None:
    codes = [f"N{n:03d}" for n in range(BRANCHES)]
    like = Organisation(kind="branch", founded_on=date(2012, 7, 1), created_at=NOW, changed_at=NOW)
    like.parent = town
    put(like, (_place(n, code, f"{town.path}{code}/", f"第{n}新村支部") for n, code in enumerate(codes)))
    like.kind = "party_group"
    groups = ((n, code, m) for n, code in enumerate(codes) for m in range(GROUPS))
    put(
        like,
        (
            _place(
                BRANCHES + n * GROUPS + m, f"{code}-G{m}", f"{town.path}{code}/{code}-G{m}/", f"第{m}党小组"
            )
            | {"parent_id": FIRST + n, "full_name": f"第{n}新村支部第{m}党小组"}
            for n, code, m in groups
        ),
    )


def _place(number: int, code: str, path: str, name: str) -> dict[str, Any]:
    return {
        "id": FIRST + number, "code": code, "path": path, "name": name, "full_name": name, "short_name": name
    }  # fmt: skip


def _people() -> None:
    stamps: dict[str, Any] = {"created_at": NOW, "changed_at": NOW}
    dated = stamps | {"start": SINCE}
    put(
        Member(joined_on=date(2010, 7, 1), **stamps),
        ({"id": FIRST + n, "name": f"{SURNAMES[n % 20]}{n}", "stroke_order": f"{n % 977:04d}"} for n in ALL),
    )
    own = [{"id": FIRST + n, "member_id": FIRST + n} for n in ALL]
    put(Membership(**dated), (row | {"branch_id": FIRST + n // EACH} for n, row in enumerate(own)))
    put(CategoryPeriod(category="full", **dated), own)
    first_group = FIRST + BRANCHES
    put(
        GroupMembership(**dated),
        (row | {"group_id": first_group + n // EACH * GROUPS + n % GROUPS} for n, row in enumerate(own)),
    )
    put(StatusPeriod(status="floating", **dated), own[::9])
    put(
        Appointment(post=Post.SECRETARY, **dated),
        (row | {"organisation_id": FIRST + n} for n, row in enumerate(own[::EACH])),
    )


def _records(cast: Cast) -> None:
    stamps: dict[str, Any] = {"created_at": NOW, "changed_at": NOW}
    rows = [_record(n) for n in ALL]
    put(Gathering(place="村文化礼堂", **stamps), rows)
    counts = {
        "due_count": 25, "present_count": 22, "leave_count": 2, "absent_count": 1, "exempt_count": 0
    }  # fmt: skip
    put(Meeting(first_saved_at=NOW, **counts, **stamps), rows)
    put(Minutes(version=1, saved_at=NOW, saved_by=cast.secretary), rows)
    like = Filing(version=1, submitted_by=cast.secretary, content={"内容记录": BODY}, content_digest="0" * 64)
    put(like, rows)
    put(AccessLog(user=cast.secretary, action="导出三会一课台账", object_type="meetings.Meeting"), rows)


def _record(number: int) -> dict[str, Any]:
    """A sitting, its one meeting, the minutes, the filing and a line of the access log, all in one."""
    n, pk = number % EACH, FIRST + number
    start = moment(1 + n % 11, 3 + n) - timedelta(days=365 * (n % 2))
    is_seen = STATES[n % 4] == "accepted"
    return {
        "id": pk, "token": UUID(int=pk), "gathering_id": pk, "meeting_id": pk, "branch_id": FIRST + number // EACH,
        "kind": KINDS[n % 3], "start": start, "end": start + timedelta(hours=1), "at": start,
        "theme": f"清理第{n}段河道", "year": start.year, "ordinal": n + 1, "state": STATES[n % 4],
        "body": f"{BODY}{number}", "submitted_at": start + timedelta(days=number % 6),
        "due_on": start.date() + timedelta(days=4), "decision": "acknowledged" if is_seen else "pending",
        "decided_at": start + timedelta(days=7) if is_seen else None,
    }  # fmt: skip
