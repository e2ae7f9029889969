"""A county or a city made by the database itself: rows are selected into tables, not sent to it one by one.

For measuring. Names and figures follow from numbers, so that the same sizes give the same rows; every eleventh
meeting was not held. PostgreSQL only: nobody runs a city on a file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Max

from meetings.models import Attendance, Gathering, Meeting, Minutes
from members.models import Appointment, CategoryPeriod, Member, Membership, Organisation

TOWNS = 20
SINCE = "DATE '2015-07-01'"
# kind, day of the month, how many months apart
KINDS = (
    ("theme_day", 15, 1),
    ("branch_committee", 10, 1),
    ("branch_assembly", 20, 3),
    ("party_lecture", 25, 3),
)
# Pairs of signs: what was done, and with what. A pair stands in some thirtieth of the minutes.
DONE = (
    "学习讨论研究部署清理整治走访慰问审议通报开展组织落实推进检查督促化解调处宣传引导培训指导修缮加固巡查排查种植"
    "养护收集答复公示评议推荐考察谈心帮扶募捐义诊清淤绿化防治登记核对交流总结规划申报验收联系协调动员参观重温缅怀"
)
ABOUT = (
    "文件精神河道淤泥水利渠首村容环境困难群众预算资金护林防火汛情责任党费收缴对象发展技能果园养殖合作茶园道路桥梁"
    "路灯广场校舍卫生垃圾污水厕所危房档案制度纪律作风信访纠纷调解老人儿童留守残疾医保社保养老低保产业项目订单电商"
)


Bases = dict[type[models.Model], int]  # the first key that is free


@dataclass(frozen=True)
class Size:
    """How much of everything. `texts` are the words of each of the minutes; 0 for none."""

    branches: int = 2000
    members: int = 20
    years: tuple[int, ...] = (2026,)
    texts: int = 0
    rolls_since: int = 0  # the first year with names on its rolls


@dataclass(frozen=True)
class Grown:
    """Where the new rows begin."""

    root: int
    first_branch: int
    rows: int


def grow(size: Size, code: str = "SC") -> Grown:
    """A new tree under a root of that code, with everything in it."""
    base: Bases = {model: _next(model) for model in (Organisation, Member, Gathering, Meeting)}
    root = base[Organisation]
    first = root + 1 + TOWNS
    rows = _places(root, first, size.branches, code)
    rows += _people(base[Member], first, size)
    rows += _meetings(base, first, size)
    _count_on((Organisation, Member, Gathering, Meeting))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Grown(root, first, rows)


def _next(model: type[models.Model]) -> int:
    last: int | None = model._default_manager.aggregate(last=Max("pk"))["last"]
    return (last or 0) + 1


def insert(model: type[models.Model], source: str, **given: str) -> int:
    """Select from `source` into the table of a model; what is not given is empty, null or the default."""
    columns = [field for field in model._meta.concrete_fields if field.name in given or not field.primary_key]
    expressions = [given.get(field.name) or _usual(field) for field in columns]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in columns)
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(expressions)} FROM {source}")  # noqa: S608
        return cursor.rowcount


def _usual(field: "models.Field[Any, Any]") -> str:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return "now()"
    if field.null and not field.has_default():
        return "NULL"
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    value = field.get_default() if field.has_default() else ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | dict):
        return "'[]'" if isinstance(value, list) else "'{}'"
    return f"'{value}'"


def _places(root: int, first: int, branches: int, code: str) -> int:
    """The root, its towns, its branches: "SC/T03/B00042/"."""
    one = {"founded_on": SINCE, "sector": "'rural'"}
    rows = insert(
        Organisation, "(SELECT 1) AS one", id=f"{root}", kind="'committee'", name="'市委'",
        full_name=f"'中共新洲市{code}委员会'", short_name="'新洲市委'", code=f"'{code}'", path=f"'{code}/'", **one,
    )  # fmt: skip
    town = "lpad(i::text, 2, '0')"
    rows += insert(
        Organisation, f"generate_series(1, {TOWNS}) AS i", id=f"{root} + i", kind="'committee'",
        name=f"'镇' || {town}", full_name=f"'中共{code}第' || {town} || '镇委员会'", short_name=f"'镇' || {town}",
        code=f"'{code}-T' || {town}", parent=f"{root}", path=f"'{code}/T' || {town} || '/'", **one,
    )  # fmt: skip
    where = f"lpad((1 + i % {TOWNS})::text, 2, '0')"
    number = "lpad(i::text, 5, '0')"
    return rows + insert(
        Organisation, f"generate_series(0, {branches - 1}) AS i", id=f"{first} + i", kind="'branch'",
        name=f"'支部' || {number}", full_name=f"'中共{code}第' || {number} || '支部委员会'",
        short_name=f"'支部' || {number}", code=f"'{code}-B' || {number}", parent=f"{root} + 1 + i % {TOWNS}",
        path=f"'{code}/T' || {where} || '/B' || {number} || '/'", **one,
    )  # fmt: skip


def _people(base: int, first: int, size: Size) -> int:
    """The first three of each branch are its committee."""
    everybody = f"generate_series(0, {size.branches * size.members - 1}) AS i"
    rows = insert(
        Member, everybody, id=f"{base} + i", name="'党员' || i", joined_on=SINCE, full_on="DATE '2016-07-01'"
    )
    branch = f"{first} + i / {size.members}"
    rows += insert(Membership, everybody, member=f"{base} + i", branch=branch, start=SINCE)
    rows += insert(CategoryPeriod, everybody, member=f"{base} + i", category="'full'", start=SINCE)
    posts = "('{secretary,organisation_commissioner,discipline_commissioner}'::text[])"
    return rows + insert(
        Appointment, f"{everybody} WHERE i % {size.members} < 3", member=f"{base} + i", organisation=branch,
        post=f"{posts}[1 + i % {size.members}]", start=SINCE,
    )  # fmt: skip


def _meetings(base: Bases, first: int, size: Size) -> int:
    """Numbered over years, months, kinds and branches, so that a sitting and its meeting have each their number."""
    kinds = ", ".join(f"({at}, '{kind}', {day}, {apart})" for at, (kind, day, apart) in enumerate(KINDS))
    years = ", ".join(f"({at}, {year})" for at, year in enumerate(size.years))
    held = f"""(
        SELECT y.at::bigint * {12 * len(KINDS) * size.branches} + (m - 1) * {len(KINDS) * size.branches}
               + k.at * {size.branches} + b AS n,
               y.year AS year, m AS month, k.kind AS kind, {first} + b AS branch, b AS b,
               make_timestamptz(y.year, m, k.day, 9, 0, 0, 'Asia/Shanghai') AS start
        FROM (VALUES {years}) AS y (at, year), generate_series(1, 12) AS m,
             (VALUES {kinds}) AS k (at, kind, day, apart), generate_series(0, {size.branches - 1}) AS b
        WHERE m % k.apart = 0 AND (b + m + k.at) % 11 <> 0
    ) AS s"""  # noqa: S608 (numbers and words of this file)
    when = {"start": "s.start", "end": "s.start + interval '90 minutes'", "branch": "s.branch"}
    rows = insert(Gathering, held, id=f"{base[Gathering]} + s.n", place="'党群服务中心'", title="''", **when)
    present = f"{size.members} - s.n % 4"
    rows += insert(
        Meeting, held, id=f"{base[Meeting]} + s.n", gathering=f"{base[Gathering]} + s.n", kind="s.kind", year="s.year",
        state="'accepted'", due_count=f"{size.members}", present_count=present, due_full_count=f"{size.members}",
        present_full_count=present, leave_count="s.n % 4", absent_count="0", exempt_count="0", guest_count="0",
        first_saved_at="s.start", **when,
    )  # fmt: skip
    absent = "k < s.n % 4"
    rows += insert(
        Attendance, f"{held}, generate_series(0, {size.members - 1}) AS k WHERE s.year >= {size.rolls_since}",
        meeting=f"{base[Meeting]} + s.n", member=f"{base[Member]} + s.b * {size.members} + k", category="'full'",
        is_due="TRUE", can_vote="TRUE",
        can_elect="TRUE", state=f"CASE WHEN {absent} THEN 'leave' ELSE 'present' END",
        reason=f"CASE WHEN {absent} THEN 'personal' ELSE '' END",
    )  # fmt: skip
    return rows + (_minutes(base[Meeting], held, size.texts) if size.texts else 0)


def _minutes(base: int, held: str, words: int) -> int:
    """Each of the minutes a choice of sentences by its number."""
    done, about = (
        f"substr('{pairs}', 1 + 2 * (({{}}) % {len(pairs) // 2})::int, 2)" for pairs in (DONE, ABOUT)
    )
    sentence = (
        f"{done.format('s.n * 7919 + w * 613')} || {about.format('s.n * 104729 + w * w * 31')} || (s.n % 997)"
    )
    body = f"(SELECT string_agg({sentence} || '。', '') FROM generate_series(1, {words}) AS w)"  # noqa: S608
    return insert(Minutes, held, meeting=f"{base} + s.n", version="1", body=body, saved_at="s.start")


def _count_on(tables: Iterable[type[models.Model]]) -> None:
    """The next row made by the site gets a number of its own."""
    with connection.cursor() as cursor:
        for model in tables:
            table, column = model._meta.db_table, model._meta.pk.column
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT max({column}) FROM {table}))"  # noqa: S608
            )
