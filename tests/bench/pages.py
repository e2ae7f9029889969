"""The site at work: a signed-in page, the log-in, the inspection of a branch's year."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from branchlife.kit import clock
from meetings.inspection import reading
from meetings.inspection.checks import outcomes
from members.models import User
from tests.bench import ground
from tests.bench.figures import Figure, by_turns, repeated

LOGINS = 10  # a second


def figures(folder: Path) -> Iterator[Figure]:
    """Three figures of the running site."""
    yield log_in()
    yield page()
    yield inspection()


def log_in() -> Figure:
    """What the password costs at each log-in, against the tenth of a second that it may cost."""
    stored = make_password("Shiliu-2026-Lianxi")
    ours, _ = by_turns(lambda: check_password("Shiliu-2026-Lianxi", stored), lambda: None, times=9)
    return Figure("登录时核对口令", f"每秒 {LOGINS} 次", ours, 1 / LOGINS, Fraction(1))


def page() -> Figure:
    """A small signed-in page with all of the site around it, against a bare view that reads one row."""
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(
        User.objects.get(username="shuji"), backend="django.contrib.auth.backends.ModelBackend"
    )

    def opened() -> None:
        if browser.get(reverse("account")).status_code != 200:
            raise ValueError("the page did not open")

    @override_settings(MIDDLEWARE=[], ROOT_URLCONF="tests.bench.bare")
    def bare() -> None:
        repeated(lambda: Client(HTTP_HOST="localhost").get("/"), 20)()

    ours, peer = by_turns(repeated(opened, 20), bare)
    return Figure("登录后的页面（我的账号）", "裸视图，一次读取，没有中间件", ours, peer, Fraction(10, 3))


def inspection() -> Figure:
    """Every check of a branch-year, its rows read included, against reading them alone."""
    branch, today = ground.branch(), clock.today()
    with CaptureQueriesContext(connection) as asked:
        reading.snapshot(branch, ground.last_year(), today)
    statements = [one["sql"] for one in asked.captured_queries]

    def ours() -> None:
        for _ in outcomes(reading.snapshot(branch, ground.last_year(), today)):
            pass

    def peer() -> None:
        reading.snapshot(branch, ground.last_year(), today)

    mine, others = by_turns(ours, peer, times=9)
    return Figure(
        "检查一个支部一年（全部检查）",
        "只读取这一年的行",
        mine,
        others,
        Fraction(3),
        note=f"{len(statements)} 条语句",
    )
