"""The screens: what whom is shown, which buttons, in how many queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.inspection.checks import CHECKS
from meetings.inspection.lifecycle import deciding
from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import Finding
from meetings.inspection.vocabulary import FindingState
from meetings.kinds import MeetingKind
from members import transfers
from members.access import Action, Actor
from members.models import AccessLog
from members.vocabulary import MemberTrait
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make

CADRE = "党员领导干部未过双重组织生活"


@pytest.fixture
def found(cast: Cast) -> Cast:
    """Both towns looked at; in the first branch a leading cadre who never came."""
    transfers.give_trait(cast.frank, MemberTrait.LEADING_CADRE, cast.frank.joined_on)
    make.held(cast, start=moment(5, 20), end=moment(5, 20, 16), marks={cast.frank.pk: make.Mark("absent")})
    for place in (cast.first, cast.second, cast.other):
        inspect(place, 2026)
    return cast


def page(browser: Any, name: str = "inspection", *args: object, **query: object) -> str:
    return browser.get(reverse(name, args=args), query).content.decode()


def whole_year(browser: Any, cast: Cast) -> str:
    """All three pages of a bad year."""
    return "".join(page(browser, "branch-findings", cast.first.pk, 2026, page=number) for number in (1, 2, 3))


def row_of(cast: Cast, code: str = "FREQ-01") -> Finding:
    return Finding.objects.filter(organisation=cast.first, code=code).order_by("period_start")[0]


# --- Who sees what ---


def test_an_inspector_sees_the_own_subtree_and_nothing_of_another(found: Cast, sign_in: Any) -> None:
    near, far = page(sign_in(found.inspector), state="all"), page(sign_in(found.far_inspector), state="all")
    assert "柳湾村第一支部" in near
    assert "竹园支部" not in near
    assert "竹园支部" in far or "竹园镇党委" in far
    assert "柳湾村第一支部" not in far


def test_a_branch_sees_its_own_findings_only(found: Cast, sign_in: Any) -> None:
    rows = Finding.seen.allowed(actor_of(found, "secretary"), Action.FINDING_VIEW)
    assert set(rows.values_list("organisation", flat=True).order_by()) == {found.first.pk}
    assert (
        sign_in(found.secretary).get(reverse("branch-findings", args=[found.second.pk, 2026])).status_code
        == 404
    )


def actor_of(cast: Cast, name: str) -> Actor:
    return cast.users[name].actor(TODAY)


@pytest.mark.parametrize(
    ("account", "sees"),
    [
        ("secretary", True),
        ("recorder", True),
        ("discipline", False),
        ("general", False),
        ("inspector", False),
    ],
)
def test_what_concerns_a_person_stays_in_the_branch(
    found: Cast, sign_in: Any, account: str, sees: bool
) -> None:
    browser = sign_in(found.users[account])
    text = whole_year(browser, found)
    assert (f"疑似：{CADRE}" in text) is sees
    assert ("不外传" in text) is not sees
    assert (CADRE in page(browser, state="all", severity="warning")) is sees


def test_the_person_sees_it_and_another_member_does_not(found: Cast, sign_in: Any) -> None:
    browser = sign_in(found.member)
    assert CADRE not in page(browser, "own-findings")
    found.member.member = found.frank
    found.member.save(update_fields=["member"])
    assert CADRE in page(browser, "own-findings")
    assert "写说明" not in page(browser, "own-findings")


def test_a_finding_about_a_closed_meeting_is_for_those_who_may_read_it(found: Cast, sign_in: Any) -> None:
    meeting = make.held(found, MeetingKind.ORGANISATIONAL_LIFE)
    Finding.objects.filter(pk=row_of(found).pk).update(subject_type="meeting", subject_id=meeting.pk)
    pk = row_of(found).pk
    seen = [
        name
        for name in ("secretary", "discipline", "officer", "inspector")
        if Finding.seen.allowed(actor_of(found, name), Action.FINDING_VIEW).filter(pk=pk).exists()
    ]
    assert seen == ["secretary", "inspector"]


# --- The list ---


def test_the_list_shows_what_waits_unless_asked_otherwise(found: Cast, sign_in: Any) -> None:
    browser = sign_in(found.inspector)
    deciding.decide(row_of(found), FindingState.DISMISSED, found.inspector)
    assert "2026年一季度" not in page(browser, branch=found.first.pk, family="FREQ-01")
    assert "不属实" in page(browser, branch=found.first.pk, state="dismissed")
    assert "没有符合条件的结果" in page(browser, year=2024)


def test_it_says_when_nothing_waits(cast: Cast, sign_in: Any) -> None:
    assert "没有待认定的结果" in page(sign_in(cast.inspector))


def test_the_list_is_read_in_few_queries_however_long_it_is(found: Cast, sign_in: Any) -> None:
    browser = sign_in(found.inspector)
    counts = []
    page(browser)
    for query in ({"branch": found.second.pk}, {"state": "all"}):
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("inspection"), query)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= 8


def test_who_has_one_organisation_goes_straight_to_its_year(found: Cast, sign_in: Any) -> None:
    assert "柳湾村第一支部2026年各项检查" in page(sign_in(found.secretary))


# --- One year ---


def test_a_year_shows_each_finding_with_its_numbers_and_basis(found: Cast, sign_in: Any) -> None:
    text = page(sign_in(found.inspector), "branch-findings", found.first.pk, 2026)
    for words in (
        "疑似：季度未开支部党员大会",
        "少 1 次",
        "支部条例第十一条〔核·国家〕",
        "认定属实",
        "无数据",
    ):
        assert words in text
    assert "写说明" not in text


def test_the_rows_behind_a_finding_are_links(found: Cast, sign_in: Any) -> None:
    meeting = found.first.meetings.get()
    text = whole_year(sign_in(found.secretary), found)
    assert reverse("meeting", args=[meeting.pk]) in text
    assert "阿依古丽" in text
    above = whole_year(sign_in(found.inspector), found)
    assert reverse("meeting", args=[meeting.pk]) in above
    assert "阿依古丽" not in above


def test_the_branch_explains_and_does_not_decide(found: Cast, sign_in: Any) -> None:
    text = page(sign_in(found.secretary), "branch-findings", found.first.pk, 2026)
    assert "写说明" in text
    assert "认定属实" not in text


def test_a_year_is_read_in_few_queries_however_much_there_is(found: Cast, sign_in: Any) -> None:
    browser = sign_in(found.inspector)
    counts = []
    for place in (found.first, found.second, found.first):
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("branch-findings", args=[place.pk, 2026]))
        counts.append(len(asked))
    assert counts[1] <= counts[2] <= 12  # the second has no rows behind its findings to ask for


def test_before_the_first_run_it_says_so(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.secretary)
    assert "还没有检查过" in page(browser, "branch-findings", cast.first.pk, 2026)
    where = reverse("branch-inspect", args=[cast.first.pk, 2026])
    assert "已重新检查" in browser.post(where, follow=True).content.decode()
    assert Finding.objects.exists()


def test_what_is_no_year_is_not_found(cast: Cast, sign_in: Any) -> None:
    browser = sign_in(cast.secretary)
    for pk, year in ((cast.first.pk, 1900), (cast.west.pk, 2026)):
        assert browser.get(reverse("branch-findings", args=[pk, year])).status_code == 404


def test_the_other_shelves(found: Cast, sign_in: Any) -> None:
    browser = sign_in(found.inspector)
    deciding.decide(row_of(found), FindingState.CONFIRMED, found.inspector)
    text = page(browser, "branch-findings", found.first.pk, 2026, show="decided")
    assert "认定已整改" in text
    make.held(found, start=moment(2, 20), end=moment(2, 20, 16))
    inspect(found.first, 2026)
    assert "2026年11月24日起" in page(browser, "branch-findings", found.first.pk, 2026, show="decided")
    assert "这里没有结果" in page(browser, "branch-findings", found.first.pk, 2026, show="lapsed")


def test_the_year_of_a_branch_leads_to_its_findings(cast: Cast, sign_in: Any) -> None:
    where = reverse("branch-findings", args=[cast.first.pk, 2026])
    assert where in page(sign_in(cast.inspector), "branch-year", cast.first.pk, 2026)


# --- Answers ---


def test_the_inspector_decides_by_one_press(found: Cast, sign_in: Any) -> None:
    row = row_of(found)
    where = reverse("finding-decide", args=[row.pk])
    answer = sign_in(found.inspector).post(where, {"decision": "confirmed"}, follow=True)
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("confirmed", found.inspector)
    assert "已认定属实" in answer.content.decode()
    assert AccessLog.objects.filter(action="检查结果认定为属实", object_id=str(row.pk)).exists()


@pytest.mark.parametrize(("decision", "words"), [("rectified", "不能改为"), ("odd", "请按")])
def test_what_cannot_be_decided_is_told(found: Cast, sign_in: Any, decision: str, words: str) -> None:
    where = reverse("finding-decide", args=[row_of(found).pk])
    answer = sign_in(found.inspector).post(where, {"decision": decision}, follow=True)
    assert words in answer.content.decode()
    assert row_of(found).state == "suspected"


def test_the_secretary_writes_what_there_is_to_say(found: Cast, sign_in: Any) -> None:
    browser = sign_in(found.secretary)
    where = reverse("finding-explain", args=[row_of(found).pk])
    refused = browser.post(where, {})
    assert refused.status_code == 422
    assert "请填写情况说明" in refused.content.decode()
    browser.post(where, {"explanation": "大会并到了四月。"})
    assert row_of(found).state == "explained"
    assert "大会并到了四月。" in page(sign_in(found.inspector), "branch-findings", found.first.pk, 2026)


def test_what_is_decided_is_not_explained_any_more(found: Cast, sign_in: Any) -> None:
    deciding.decide(row_of(found), FindingState.CONFIRMED, found.inspector)
    where = reverse("finding-explain", args=[row_of(found).pk])
    answer = sign_in(found.secretary).get(where, follow=True)
    assert "不用再说明" in answer.content.decode()


# --- The catalogue ---


def test_the_catalogue_is_made_of_the_checks(cast: Cast, sign_in: Any) -> None:
    text = page(sign_in(cast.inspector), "inspection-checks")
    for check in CHECKS.values():
        assert check.code in text
        assert check.title in text
    assert "无数据：还没有登记谈心谈话" in text
