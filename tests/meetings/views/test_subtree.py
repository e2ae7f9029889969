"""The branches of a superior: states without scores, one branch-year, a lot anybody can draw again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings import duty_ledger
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, planning
from meetings.views.subtree import attendance_chart, drawn
from members import places
from members.models import Organisation
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]


def rows_of(client: Client, **query: str) -> dict[str, Any]:
    return {row.label: row for row in client.get("/subtree/", query).context["matrix"].rows}


def test_a_cell_says_what_asks_for_most_among_the_kinds_of_a_month(cast: Cast, sign_in: SignIn) -> None:
    filing.acknowledge(make.filed(cast, MeetingKind.THEME_DAY), cast.officer)
    rows = rows_of(sign_in(cast.inspector))
    assert rows["柳湾村第一支部"].cells[10].word == "未到期"  # the committee and the groups have not met yet
    assert (rows["柳湾村第一支部"].cells[9].word, rows["柳湾村第一支部"].cells[9].note) == (
        "应开未开",
        "缺 4 次",
    )
    assert rows["柳湾村第二支部"].cells[9].note == "缺 1 次"  # no committee, no groups: the theme day alone


def test_those_with_most_missing_stand_first_and_nobody_is_given_a_number(
    cast: Cast, sign_in: SignIn
) -> None:
    page = sign_in(cast.inspector).get("/subtree/")
    assert [row.label for row in page.context["matrix"].rows] == ["柳湾村第一支部", "柳湾村第二支部"]
    for word in ("排名", "得分", "名次", "%"):
        assert word not in page.text.split("<main")[1]


@pytest.mark.parametrize(
    ("account", "labels"),
    [
        ("general", ["柳湾村第一支部", "柳湾村第二支部"]),
        ("officer", ["柳湾村第一支部", "柳湾村第二支部"]),
        ("far_inspector", ["竹园支部"]),
    ],
)
def test_everybody_sees_their_own_subtree(
    cast: Cast, sign_in: SignIn, account: str, labels: list[str]
) -> None:
    assert list(rows_of(sign_in(getattr(cast, account)))) == labels


def test_whoever_still_owes_an_assembly_this_quarter_is_listed(cast: Cast, sign_in: SignIn) -> None:
    make.held(cast, start=moment(10, 20), end=moment(10, 20, 16))
    duty_ledger.refresh([cast.first, cast.second], 2026)
    browser = sign_in(cast.inspector)
    page = browser.get("/subtree/", {"owes": "branch_assembly"})
    assert [row.label for row in page.context["matrix"].rows] == ["柳湾村第二支部"]
    assert "还没有开够<strong>支部党员大会</strong>的支部，共 1 个" in page.text
    earlier = rows_of(browser, owes="branch_assembly", month="5")
    assert list(earlier) == ["柳湾村第一支部", "柳湾村第二支部"]


def test_who_does_not_owe_a_kind_is_not_listed_and_an_odd_question_lists_everybody(
    cast: Cast, sign_in: SignIn
) -> None:
    duty_ledger.refresh([cast.first, cast.second], 2026)
    browser = sign_in(cast.inspector)
    assert list(rows_of(browser, owes="branch_committee")) == ["柳湾村第一支部"]  # the other has no committee
    assert len(rows_of(browser, owes="wedding", month="13")) == 2
    assert "没有支部还欠" in browser.get("/subtree/", {"owes": "secretaries_meeting"}).text


def test_a_sample_leads_to_its_papers_where_all_is_drawn_of_one_subtree(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.inspector).get("/subtree/", {"draw": "1", "seed": "8", "year": "2026"}).text
    assert f"/inspection/{cast.town.pk}/2026/sample/inspection_report/?draw=1&amp;seed=8" in page


def test_a_secretary_has_no_subtree(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.secretary).get("/subtree/").status_code == 403
    assert sign_in(cast.secretary).get(reverse("branch-year", args=[cast.first.pk, 2026])).status_code == 403


def test_a_branch_year_shows_the_meetings_the_attendance_and_the_register(
    cast: Cast, sign_in: SignIn
) -> None:
    make.held(cast, MeetingKind.THEME_DAY)
    page = sign_in(cast.inspector).get(reverse("branch-year", args=[cast.first.pk, 2026]))
    assert "2026-ZR-01" in page.text
    assert "8 / 8" in page.text
    assert page.context["chart"].rows == [("到会率", [*["–"] * 10, "100", "–"])]
    assert reverse("branch-export", args=[cast.first.pk, "register"]) + "?year=2026" in page.text
    for name in ("柯䶮", "谢𬱖"):  # who came is for the branch to know
        assert name not in page.text


def test_close_meetings_are_counted_for_an_officer_but_not_shown(cast: Cast, sign_in: SignIn) -> None:
    make.held(cast, MeetingKind.ORGANISATIONAL_LIFE, theme="对照检查")
    page = sign_in(cast.officer).get(reverse("branch-year", args=[cast.first.pk, 2026]))
    assert page.context["closed"] == 1
    assert page.context["meetings"] == []
    row = {row.label: row for row in page.context["matrix"].rows}["组织生活会"]
    assert (row.cells[10].word, row.cells[10].url) == ("已开未报", "")
    assert "对照检查" not in page.text
    assert (
        sign_in(cast.inspector).get(reverse("branch-year", args=[cast.first.pk, 2026])).context["closed"] == 0
    )


@pytest.mark.parametrize("year", [1999, 2031])
def test_a_year_out_of_range_is_not_found(cast: Cast, sign_in: SignIn, year: int) -> None:
    assert sign_in(cast.inspector).get(reverse("branch-year", args=[cast.first.pk, year])).status_code == 404


def test_a_branch_out_of_sight_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.inspector).get(reverse("branch-year", args=[cast.other.pk, 2026])).status_code == 404


def test_a_lot_prints_its_seed_and_can_be_drawn_again(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.inspector)
    first = browser.get("/subtree/", {"draw": "1"}, follow=True)
    seed = first.context["seed"]
    assert len(seed) == 8
    assert seed in first.text
    again = browser.get("/subtree/", {"draw": "1", "seed": seed})
    assert first.context["matrix"].rows[0].label == again.context["matrix"].rows[0].label
    assert len(again.context["matrix"].rows) == 1


def test_the_lot_depends_on_the_seed_and_on_the_branches_but_not_on_their_order() -> None:
    branches = [Organisation(code=f"B{number:02d}") for number in range(40)]
    one = drawn(branches, 5, "20261124")
    assert one == drawn(branches[::-1], 5, "20261124")
    assert [b.code for b in one] != [b.code for b in drawn(branches, 5, "20261125")]
    assert len({b.code for b in drawn(branches, 99, "1")}) == 40


def test_no_branch_no_chart(cast: Cast) -> None:
    assert attendance_chart([]) is None


def test_the_subtree_asks_the_same_questions_for_two_branches_and_for_forty(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.inspector)
    browser.get("/subtree/")  # the first page of a session also writes down when it began
    for number in range(40):
        branch = places.plant(
            kind="branch",
            code=f"CX-HL-N{number:02d}",
            name=f"第{number}新支部",
            full_name=f"中共澄溪县禾岭镇第{number}新支部",
            short_name=f"第{number}新支部",
            parent=cast.town,
        )
        planning.call(branch, [MeetingKind.THEME_DAY], planning.Facts(start=moment(10, 16)), None)
    with django_assert_max_num_queries(8):
        page = browser.get("/subtree/")
    assert page.context["page"].paginator.count == 42
    assert len(page.context["matrix"].rows) == 30
