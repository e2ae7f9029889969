"""What a city costs: ten thousand branches beside a thousand, half a million records.

`python -m tests.bench.city` fills the database of DATABASE_URL, which must be an empty PostgreSQL, and prints a line of
JSON for each figure.
"""

import json
import os
import random
import statistics
import sys
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchlife.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 (a program of its own: Django first)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from branchlife.kit import clock  # noqa: E402
from branchlife.kit.paging import Counted  # noqa: E402
from meetings import duty_ledger  # noqa: E402
from meetings.demo import scale  # noqa: E402
from meetings.demo.scale import Size  # noqa: E402
from meetings.inspection.lifecycle.running import inspect  # noqa: E402
from meetings.lifecycle import indexing  # noqa: E402
from meetings.models import Meeting, MonthCount, SearchEntry  # noqa: E402
from meetings.search import holding  # noqa: E402
from members.access import Action, Role  # noqa: E402
from members.models import Organisation, RoleGrant, User  # noqa: E402
from tests.bench.figures import by_turns, seconds  # noqa: E402

YEAR = clock.today().year
MEMBERS, SENTENCES = 30, 4
COUNTY = Size(1_000, MEMBERS, (YEAR,), SENTENCES)
CITY = Size(10_000, MEMBERS, (YEAR - 1, YEAR), SENTENCES, rolls_since=YEAR)
QUERIES = 300
INSPECTED = 40  # branches by which the night is reckoned


def tell(work: str, against: str, ours: float, peer: float, most: str, note: str = "") -> None:
    """One figure, as tests/bench/scale.py reads it."""
    told = {"work": work, "against": against, "ours": ours, "peer": peer, "most": most, "note": note}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Fill and measure."""
    call_command("migrate", verbosity=0)
    roots = [scale.grow(COUNTY, "SC").root, scale.grow(CITY, "SD").root]
    small, large = (Organisation.objects.get(pk=root) for root in roots)
    night(large, list(Organisation.objects.order_by("path")))
    growth(*(browser_of(place) for place in (small, large)))
    matrix(large)
    search(large)


def night(city: Organisation, places: list[Organisation]) -> None:
    """Everything reckoned anew, and a sample inspected, against the hour that a night has."""
    took = seconds(lambda: duty_ledger.refresh(places, YEAR))
    tell(f"每晚核算应开义务，{len(places):,} 个组织一年", "60 分钟", took, 3600, "1")
    some = list(Organisation.objects.below(city).branches().order_by("pk")[:INSPECTED])
    took = seconds(lambda: [inspect(one, YEAR) for one in some])
    whole = took / len(some) * CITY.branches
    tell(
        f"每晚检查 {CITY.branches:,} 个支部一年（按 {len(some)} 个推算），一个进程",
        "60 分钟",
        whole,
        3600,
        "1",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def browser_of(place: Organisation) -> Client:
    """An inspector of a whole tree, signed in."""
    user = User.objects.create(username=f"jiancha{place.pk}", name="检查员")
    RoleGrant.objects.create(user=user, organisation=place, role=Role.INSPECTOR, start="2020-01-01")
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def growth(small: Client, large: Client) -> None:
    """The same pages with a thousand and with ten thousand branches."""
    for name, where in (
        ("所辖支部", "/subtree/"),
        ("哪些支部还欠", "/subtree/?owes=branch_assembly&month=9"),
        ("上级工作台", "/"),
        ("会议列表", "/meetings/"),
        ("检查结果", "/inspection/"),
    ):
        large.get(where)
        asked: list[str] = []
        with connection.execute_wrapper(_noting(asked)):
            large.get(where)
        ours, peer = by_turns(opened(large, where), opened(small, where), times=9)
        note = f"{len(asked)} 条语句"
        tell(f"{name}，{CITY.branches:,} 个支部", f"{COUNTY.branches:,} 个支部", ours, peer, "13/10", note)


def _noting(asked: list[str]) -> Callable[..., Any]:
    """Counts statements; what Django keeps itself it forgets at every request."""

    def noted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    return noted


def opened(browser: Client, where: str) -> Callable[[], None]:
    """A page that must open."""

    def work() -> None:
        if browser.get(where).status_code != 200:
            raise ValueError(f"{where} did not open")

    return work


RAW = """
SELECT m.branch_id, EXTRACT(MONTH FROM m.start AT TIME ZONE 'Asia/Shanghai')::int, count(DISTINCT m.id),
       count(*) FILTER (WHERE a.is_due), count(*) FILTER (WHERE a.state IN ('present', 'online'))
FROM meetings_meeting m JOIN meetings_attendance a ON a.meeting_id = m.id
     JOIN members_organisation o ON o.id = m.branch_id
WHERE o.path LIKE 'SD/%%' AND m.state IN ('held', 'recorded', 'filed', 'returned', 'accepted', 'archived')
  AND m.start >= make_timestamptz({year}, 1, 1, 0, 0, 0, 'Asia/Shanghai')
  AND m.start < make_timestamptz({year} + 1, 1, 1, 0, 0, 0, 'Asia/Shanghai')
GROUP BY 1, 2 ORDER BY 1, 2
"""


def matrix(city: Organisation) -> None:
    """Held, due and present of every branch by month: the counters, against the rows of the rolls."""

    def counted() -> list[Any]:
        rows = MonthCount.objects.filter(
            organisation__path__startswith=city.path, year=YEAR, month__gte=1, held__gte=1
        )
        return list(
            rows.order_by("organisation_id", "month").values_list(
                "organisation_id", "month", "held", "due", "present"
            )
        )

    def raw() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(RAW.format(year=YEAR))
            return cursor.fetchall()

    if counted() != raw():
        raise ValueError("the counters do not say what the rolls say")
    ours, peer = by_turns(counted, raw, times=3)
    tell(
        f"全市各支部各月开会和到会（{len(counted()):,} 格，逐格相等）",
        "从到会名单直接汇总",
        ours,
        peer,
        "2/100",
    )


def search(city: Organisation) -> None:
    """Words of two, four and eight signs, each time the first page and how many there are."""
    keys = list(Meeting.objects.order_by("pk").values_list("pk", flat=True))
    took = seconds(lambda: indexing.refresh(keys))
    tell(f"编入检索 {len(keys):,} 份记录", "60 分钟", took, 3600, "1")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    actor = User.objects.get(username=f"jiancha{city.pk}").actor(clock.today())
    seen = Meeting.seen.allowed(actor, Action.MEETING_VIEW)
    lot = random.Random(8)
    texts = list(
        SearchEntry.objects.filter(pk__in=lot.sample(keys, QUERIES))
        .order_by("pk")
        .values_list("text", flat=True)
    )
    asked = [part(lot, text, length) for text, length in zip(texts, [2, 4, 8] * QUERIES, strict=False)]

    def first_page(words: str) -> tuple[list[Meeting], int]:
        pages = Counted(seen.filter(holding(words)).newest(), 20)
        return list(pages.page(1).object_list), pages.count

    spent = sorted(seconds(lambda words=words: first_page(words)) for words in asked)  # type: ignore[misc]
    for words in asked[:12]:
        found = set(seen.filter(holding(words)).order_by().values_list("pk", flat=True))
        held = seen.filter(search_entry__text__contains=words).order_by().values_list("pk", flat=True)
        if found != set(held):
            raise ValueError(f"{words}: the index does not find what stands there")
    p95 = spent[int(0.95 * len(spent))]
    note = f"查全率 1.0，中位数为其 {statistics.median(spent) / p95:.2f}"
    tell(f"检索 {len(keys):,} 份记录，{len(asked)} 次，95 % 分位", "0.1 秒", p95, 0.1, "1", note)


def part(lot: random.Random, text: str, length: int) -> str:
    """Some signs of the minutes in a row."""
    body = text.rsplit(indexing.BETWEEN, maxsplit=1)[-1]
    at = lot.randrange(max(1, len(body) - length))
    return body[at : at + length]


if __name__ == "__main__":
    main()
