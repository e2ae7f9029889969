"""After a finding: put right what was confirmed, by a day, looked at again; remarks beside a record, answered."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branchlife.kit.problems import Refusal
from meetings.inspection.lifecycle import deciding, rectifying, remarking
from meetings.inspection.lifecycle.rectifying import Answer
from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import Finding, Rectification, Remark
from meetings.inspection.vocabulary import FindingState
from meetings.kinds import MeetingKind
from meetings.models import Meeting
from members.models import AccessLog
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make

DUE = date(2026, 12, 10)
DONE = Answer("11月24日补开，今后提前一周定会", "覃秀英", TODAY, "2026-DH-02")


@pytest.fixture
def confirmed(cast: Cast) -> Finding:
    """No assembly in the third quarter, and the inspector says so."""
    inspect(cast.first, 2026)
    row = Finding.objects.get(organisation=cast.first, code="FREQ-01", period_start="2026-07-01")
    return deciding.decide(row, FindingState.CONFIRMED, cast.inspector)


@pytest.fixture
def demanded(cast: Cast, confirmed: Finding) -> Rectification:
    return rectifying.demand(confirmed, "四季度补开，写明原因", DUE, cast.inspector)


def now(row: Any) -> Any:
    row.refresh_from_db()
    return row


# --- Putting right ---


def test_what_was_confirmed_is_put_right_and_looked_at_again(cast: Cast, demanded: Rectification) -> None:
    assert (demanded.state, demanded.days_over(date(2026, 12, 12))) == ("demanded", 2)
    rectifying.report(demanded, DONE, cast.secretary)
    done = rectifying.verify(demanded, "记录属实", cast.inspector)
    assert (done.state, done.verified_by, done.opinion) == ("verified", cast.inspector, "记录属实")
    assert done.days_over(date(2027, 1, 1)) == 0
    assert now(demanded.finding).state == "rectified"


def test_what_is_sent_back_is_answered_again(cast: Cast, demanded: Rectification) -> None:
    rectifying.report(demanded, DONE, cast.secretary)
    back = rectifying.send_back(demanded, "没有写原因", cast.inspector)
    assert (back.state, now(demanded.finding).state) == ("sent_back", "confirmed")
    again = rectifying.report(back, DONE, cast.secretary)
    assert (again.state, again.verified_at) == ("reported", None)
    assert rectifying.verify(again, "", cast.inspector).state == "verified"


def test_a_finding_that_lapsed_meanwhile_stays_as_it_is(cast: Cast, demanded: Rectification) -> None:
    rectifying.report(demanded, DONE, cast.secretary)
    Finding.objects.filter(pk=demanded.finding_id).update(lapsed_on=TODAY)
    assert rectifying.verify(demanded, "", cast.inspector).state == "verified"
    assert now(demanded.finding).state == "confirmed"


REFUSED = {
    "demanded twice": (
        lambda cast, row: rectifying.demand(row.finding, "再改", DUE, cast.inspector),
        "只有认定属实",
    ),
    "verified before the answer": (
        lambda cast, row: rectifying.verify(row, "", cast.inspector),
        "还没有回复",
    ),
    "done tomorrow": (
        lambda cast, row: rectifying.report(row, Answer("补开", "覃秀英", DUE), cast.secretary),
        "不能晚于今天",
    ),
    "decided beside it": (
        lambda cast, row: deciding.decide(row.finding, FindingState.RECTIFIED, cast.inspector),
        "再在整改里复核",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_out_of_turn_it_is_refused_in_words(cast: Cast, demanded: Rectification, name: str) -> None:
    work, words = REFUSED[name]
    with pytest.raises(Refusal, match=words):
        work(cast, demanded)
    assert now(demanded).state == "demanded"


def test_once_verified_nothing_is_added(cast: Cast, demanded: Rectification) -> None:
    rectifying.report(demanded, DONE, cast.secretary)
    rectifying.verify(demanded, "", cast.inspector)
    with pytest.raises(Refusal, match="不用再回复"):
        rectifying.report(demanded, DONE, cast.secretary)
    with pytest.raises(Refusal, match="已经复核过"):
        rectifying.send_back(demanded, "再看看", cast.inspector)


@pytest.mark.parametrize(
    ("words", "due", "said"), [("", DUE, "请写明要改什么"), ("补开", date(2026, 11, 1), "不能早于今天")]
)
def test_a_demand_has_words_and_a_day_to_come(
    cast: Cast, confirmed: Finding, words: str, due: date, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        rectifying.demand(confirmed, words, due, cast.inspector)


def test_sending_back_needs_words(cast: Cast, demanded: Rectification) -> None:
    rectifying.report(demanded, DONE, cast.secretary)
    with pytest.raises(Refusal, match="须写明意见"):
        rectifying.send_back(demanded, " ", cast.inspector)


def test_what_is_found_untrue_after_all_is_no_longer_owed(cast: Cast, demanded: Rectification) -> None:
    assert Rectification.objects.owed().exists()
    deciding.decide(demanded.finding, FindingState.DISMISSED, cast.inspector)
    assert not Rectification.objects.owed().exists()
    assert not Rectification.objects.unsettled().exists()


# --- On the screens ---


def press(browser: Client, name: str, row: Any, follow: bool = True, **sent: object) -> str:
    return browser.post(reverse(name, args=[row.pk]), sent, follow=follow).content.decode()


def test_inspector_and_secretary_go_the_whole_way_on_their_pages(
    cast: Cast, confirmed: Finding, sign_in: Any
) -> None:
    frank, alice = sign_in(cast.inspector), sign_in(cast.secretary)
    year = reverse("branch-findings", args=[cast.first.pk, 2026])
    assert "要求整改" in frank.get(f"{year}?show=decided").text
    assert "要求整改" not in alice.get(f"{year}?show=decided").text
    said = press(frank, "finding-demand", confirmed, demand="四季度补开", due_on=DUE)
    assert "已要求整改" in said
    assert "要求整改</" not in said
    desk = alice.get("/").text
    assert "整改：疑似：季度未开支部党员大会" in desk
    row = confirmed.rectification
    sent = {"measure": "补开", "responsible": "覃秀英", "done_on": TODAY, "evidence": ""}
    assert "等检查员复核" in press(alice, "rectification-report", row, **sent)
    assert "整改：疑似" not in alice.get("/").text
    assert reverse("rectification-verify", args=[row.pk]) in frank.get(reverse("inspection-follow")).text
    assert "没有写" in frank.get(reverse("rectification-verify", args=[row.pk])).text
    assert "须写明意见" in press(frank, "rectification-verify", row, verdict="sent_back", opinion="")
    assert "已整改" in press(frank, "rectification-verify", row, verdict="verified", opinion="")
    assert now(confirmed).state == "rectified"
    actions = set(AccessLog.objects.values_list("action", flat=True).order_by())
    assert {"要求整改", "回复整改", "复核整改：已整改"} <= actions


def test_too_late_or_too_early_the_page_says_so(cast: Cast, demanded: Rectification, sign_in: Any) -> None:
    frank, alice = sign_in(cast.inspector), sign_in(cast.secretary)
    assert (
        "没有可以复核的" in frank.get(reverse("rectification-verify", args=[demanded.pk]), follow=True).text
    )
    assert "不用再要求" in frank.get(reverse("finding-demand", args=[demanded.finding_id]), follow=True).text
    rectifying.report(demanded, DONE, cast.secretary)
    rectifying.verify(demanded, "", cast.inspector)
    assert "不用再回复" in alice.get(reverse("rectification-report", args=[demanded.pk]), follow=True).text


def test_a_form_that_is_wrong_keeps_what_was_typed(cast: Cast, demanded: Rectification, sign_in: Any) -> None:
    alice = sign_in(cast.secretary)
    answer = alice.post(
        reverse("rectification-report", args=[demanded.pk]), {"measure": "补开", "done_on": DUE}
    )
    assert answer.status_code == 422
    assert "请填写责任人" in answer.text
    assert "补开" in answer.text


def test_nobody_of_another_township_sees_it(cast: Cast, demanded: Rectification, sign_in: Any) -> None:
    far = sign_in(cast.far_inspector)
    assert far.get(reverse("rectification-verify", args=[demanded.pk])).status_code == 404
    assert "季度未开支部党员大会" not in far.get(reverse("inspection-follow")).text


def test_the_lists_ask_the_same_whatever_their_length(cast: Cast, confirmed: Finding, sign_in: Any) -> None:
    frank, counts = sign_in(cast.inspector), []
    frank.get("/")
    for row in Finding.objects.filter(organisation=cast.first, subject_type="organisation").order_by("pk")[
        :6
    ]:
        Rectification.objects.create(finding=row, demand="补开", due_on=DUE)
        with CaptureQueriesContext(connection) as asked:
            frank.get(reverse("inspection-follow"))
        counts.append(len(asked))
    assert len(counts) == 6
    assert counts[0] == counts[-1]


# --- Remarks ---


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make.recorded(cast)


def test_a_remark_is_answered_once(cast: Cast, meeting: Meeting) -> None:
    row = remarking.remark(meeting, "请附签到表", cast.inspector)
    done = remarking.answer(row, "已附", cast.secretary)
    assert (done.answer, done.answered_by) == ("已附", cast.secretary)
    with pytest.raises(Refusal, match="已经答复过"):
        remarking.answer(row, "又附", cast.secretary)


def test_a_remark_has_words_and_a_record(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refusal, match="请写批注"):
        remarking.remark(meeting, " ", cast.inspector)
    with pytest.raises(Refusal, match="请写答复"):
        remarking.answer(remarking.remark(meeting, "请附签到表", cast.inspector), "", cast.secretary)
    coming = make.called(cast, start=moment(12, 20), end=moment(12, 20, 16)).meetings.get()
    with pytest.raises(Refusal, match="还没有开"):
        remarking.remark(coming, "请附签到表", cast.inspector)


def test_a_remark_goes_from_the_record_to_the_desk_and_back(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    frank, alice = sign_in(cast.inspector), sign_in(cast.secretary)
    page = reverse("meeting", args=[meeting.pk])
    assert "写批注" in frank.get(page).text
    assert "检查员的批注" not in alice.get(page).text
    assert "批注已送支部" in press(frank, "remark-new", meeting, text="请附签到表")
    row = Remark.objects.get()
    assert reverse("remark-answer", args=[row.pk]) in alice.get("/").text
    assert "请附签到表" in alice.get(page).text
    assert "已答复" in press(alice, "remark-answer", row, answer="已附在附件里")
    assert "已附在附件里" in frank.get(page).text
    assert "请附签到表" in frank.get(reverse("inspection-follow"), {"show": "remarks"}).text
    assert "已经答复过" in alice.get(reverse("remark-answer", args=[row.pk]), follow=True).text


def test_remarks_on_a_record_of_a_small_circle_stay_in_it(cast: Cast, sign_in: Any) -> None:
    close = make.recorded(cast, MeetingKind.ORGANISATIONAL_LIFE)
    remarking.remark(close, "请附整改清单", cast.inspector)
    shown = {"show": "remarks"}
    assert "请附整改清单" in sign_in(cast.inspector).get(reverse("inspection-follow"), shown).text
    assert "请附整改清单" not in sign_in(cast.officer).get(reverse("inspection-follow"), shown).text
