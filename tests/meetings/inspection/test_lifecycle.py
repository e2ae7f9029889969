"""A run brings findings up to date; what a person said outlives it."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from branchlife.kit.problems import Refusal
from meetings.inspection import nightly, reading
from meetings.inspection.lifecycle import deciding
from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import CheckRun, Finding
from meetings.inspection.vocabulary import FindingState
from meetings.kinds import MeetingKind
from meetings.lifecycle import holding, planning
from meetings.models import Meeting, Motion, SignIn
from members import transfers
from members.vocabulary import MemberTrait
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make

QUARTER_3 = {"code": "FREQ-01", "period_start": "2026-07-01"}


def third_quarter(cast: Cast) -> Finding:
    """No assembly from July to September."""
    inspect(cast.first, 2026)
    return Finding.objects.get(organisation=cast.first, **QUARTER_3)


def now(finding: Finding) -> Finding:
    finding.refresh_from_db()
    return finding


def assembly_in_august(cast: Cast) -> Meeting:
    return make.held(cast, start=moment(8, 20), end=moment(8, 20, 16))


def test_a_run_keeps_what_every_check_said(cast: Cast) -> None:
    run = inspect(cast.first, 2026, cast.inspector)
    assert run.started_by == cast.inspector
    assert run.outcomes["FREQ-01"] == ["found", "3 处"]
    assert run.outcomes["FREQ-09"][0] == "no_data"
    assert run.outcomes["FREQ-12"][0] == "not_applicable"


def test_a_finding_names_what_it_rests_on(cast: Cast) -> None:
    row = third_quarter(cast)
    assert (row.state, row.severity, row.title) == ("suspected", "error", "疑似：季度未开支部党员大会")
    assert row.period == "2026年三季度"
    assert row.reckoning == "2026年三季度应开 1 次，已开 0 次，少 1 次。"
    assert row.basis == "支部条例第十一条〔核·国家〕"
    assert "每季度党员大会：1 次（全国）" in row.rule_source
    assert str(row) == "疑似：季度未开支部党员大会（2026年三季度）"


def test_a_second_run_writes_nothing_twice(cast: Cast) -> None:
    first = third_quarter(cast)
    count = Finding.objects.count()
    again = third_quarter(cast)
    assert (Finding.objects.count(), CheckRun.objects.count()) == (count, 1)
    assert (again.pk, again.changed_at) == (first.pk, first.changed_at)


def test_what_no_longer_holds_lapses_and_says_since_when(cast: Cast, clock: Any) -> None:
    row = third_quarter(cast)
    assembly_in_august(cast)
    clock.move_to(moment(11, 26, 10))
    inspect(cast.first, 2026)
    assert (now(row).state, str(row.lapsed_on)) == ("lapsed", "2026-11-26")
    clock.move_to(moment(11, 28, 10))
    inspect(cast.first, 2026)
    assert str(now(row).lapsed_on) == "2026-11-26"


def test_what_comes_back_is_suspected_again(cast: Cast) -> None:
    row = third_quarter(cast)
    meeting = assembly_in_august(cast)
    inspect(cast.first, 2026)
    Meeting.objects.filter(pk=meeting.pk).update(state="not_held", not_held_reason="记错了日子")
    Meeting.objects.filter(pk=meeting.pk).update(kind=MeetingKind.DELIBERATION)
    inspect(cast.first, 2026)
    assert (now(row).state, row.lapsed_on) == ("suspected", None)


@pytest.mark.parametrize("decision", ["confirmed", "dismissed"])
def test_a_decision_outlives_further_runs(cast: Cast, decision: str) -> None:
    row = deciding.decide(third_quarter(cast), FindingState(decision), cast.inspector)
    inspect(cast.first, 2026)
    assert (now(row).state, row.decided_by, row.lapsed_on) == (decision, cast.inspector, None)
    assembly_in_august(cast)
    inspect(cast.first, 2026)
    assert (now(row).state, str(row.lapsed_on)) == (decision, "2026-11-24")


def test_what_was_mended_stays_mended_while_the_facts_stay(cast: Cast) -> None:
    row = third_quarter(cast)
    for decision in (FindingState.CONFIRMED, FindingState.RECTIFIED):
        deciding.decide(row, decision, cast.inspector)
    inspect(cast.first, 2026)
    assert now(row).state == "rectified"


def test_not_held_with_a_reason_is_born_explained(cast: Cast) -> None:
    sitting = make.called(cast, start=moment(8, 20), end=moment(8, 20, 16))
    planning.not_held(sitting.meetings.get(), "防汛抢险", cast.secretary)
    row = third_quarter(cast)
    assert (row.state, row.explanation) == ("explained", "未召开：防汛抢险")
    assert row.evidence == [["meeting", sitting.meetings.get().pk]]


def test_a_reason_that_comes_later_explains(cast: Cast) -> None:
    row = third_quarter(cast)
    sitting = make.called(cast, start=moment(8, 20), end=moment(8, 20, 16))
    planning.not_held(sitting.meetings.get(), "防汛抢险", cast.secretary)
    inspect(cast.first, 2026)
    assert (now(row).state, row.explanation) == ("explained", "未召开：防汛抢险")


# --- What people say ---


def test_the_branch_explains_in_words(cast: Cast) -> None:
    row = deciding.explain(third_quarter(cast), " 支部在换届，大会并到了十月。 ", cast.secretary)
    assert (row.state, row.explanation) == ("explained", "支部在换届，大会并到了十月。")
    inspect(cast.first, 2026)
    assert now(row).state == "explained"
    assert deciding.decide(row, FindingState.DISMISSED, cast.inspector).explanation


@pytest.mark.parametrize("words", ["", "  "])
def test_an_empty_explanation_is_refused(cast: Cast, words: str) -> None:
    with pytest.raises(Refusal, match="请写明情况"):
        deciding.explain(third_quarter(cast), words, cast.secretary)


def test_after_the_decision_nothing_is_explained(cast: Cast) -> None:
    row = deciding.decide(third_quarter(cast), FindingState.CONFIRMED, cast.inspector)
    with pytest.raises(Refusal, match="这一条属实"):
        deciding.explain(row, "来得及吗", cast.secretary)


@pytest.mark.parametrize("decision", [FindingState.RECTIFIED, FindingState.LAPSED, FindingState.SUSPECTED])
def test_what_does_not_follow_is_refused(cast: Cast, decision: FindingState) -> None:
    with pytest.raises(Refusal, match="这一条疑似"):
        deciding.decide(third_quarter(cast), decision, cast.inspector)


def test_nothing_is_decided_once_it_has_lapsed(cast: Cast) -> None:
    row = third_quarter(cast)
    assembly_in_august(cast)
    inspect(cast.first, 2026)
    with pytest.raises(Refusal, match="已消失"):
        deciding.decide(row, FindingState.CONFIRMED, cast.inspector)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "confirmed"},
        {"state": "explained"},
        {"state": "lapsed"},
        {"state": "odd"},
        {"severity": "odd"},
    ],
)
def test_the_table_itself_refuses(cast: Cast, facts: dict[str, str]) -> None:
    row = third_quarter(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=row.pk).update(**facts)


# --- Reading ---


def test_the_number_of_queries_does_not_grow_with_the_meetings(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            reading.snapshot(cast.first, 2026, TODAY)
        return len(seen)

    few = asked()
    for day in (3, 5, 6):
        make.held(cast, MeetingKind.PARTY_LECTURE, start=moment(11, day), end=moment(11, day, 16))
    assert asked() == few <= 46


def test_a_leading_cadre_who_never_came_is_told_of_in_the_branch(cast: Cast) -> None:
    transfers.give_trait(cast.frank, MemberTrait.LEADING_CADRE, cast.frank.joined_on)
    absent = {cast.frank.pk: make.Mark("absent")}
    make.held(cast, start=moment(5, 20), end=moment(5, 20, 16), marks=absent)
    inspect(cast.first, 2026)
    row = Finding.objects.get(code="FREQ-19")
    assert (row.subject_type, row.subject_id, row.is_about_a_person) == ("member", cast.frank.pk, True)


def test_an_ordinary_record_gives_no_cause(cast: Cast) -> None:
    for kinds in (
        (MeetingKind.BRANCH_COMMITTEE,),
        (MeetingKind.GROUP_MEETING,),
        (MeetingKind.BRANCH_ASSEMBLY,),
    ):
        make.filed(cast, *kinds, start=moment(11, 23), end=moment(11, 23, 16))
    run = inspect(cast.first, 2026)
    usual = ("FILE-01", "MEMB-18")  # no plans were reported; the people of the tests have no addresses
    rest = Finding.objects.exclude(code__startswith="FREQ").exclude(code__in=usual)
    assert not rest.exists(), list(rest)
    clear = {code for code, (word, _) in run.outcomes.items() if word == "clear"}
    assert {
        "ATT-01",
        "ATT-02",
        "ATT-04",
        "ATT-12",
        "HOST-01",
        "HOST-02",
        "HOST-03",
        "HOST-05",
        "HOST-06",
    } <= clear


def test_the_snapshot_holds_what_the_record_says(cast: Cast) -> None:
    meeting = make.recorded(cast, marks={cast.dan.pk: make.Mark("leave", "illness")})
    holding.set_guests(meeting, [holding.Visitor("莫怀远", "expert")], cast.secretary)
    SignIn.objects.create(gathering=meeting.gathering, member=cast.erin, method="kiosk", at=meeting.start)
    item = meeting.agenda.get(order=1)
    facts = {"profile": "a_assembly", "eligible_count": 9, "present_voters": 7, "yes": 6, "result": "passed"}
    for method, abstain in (("show_of_hands", 1), ("secret_ballot", 1), ("oral", 0)):
        Motion.objects.create(agenda_item=item, method=method, no=0, abstain=abstain, **facts)
    [one] = reading.snapshot(cast.first, 2026, TODAY).meetings
    assert (one.due, one.present, one.leave, one.place) == (8, 7, 1, "村文化礼堂")
    assert (one.host, one.recorder, one.guests) == (cast.alice.pk, cast.bob.pk, ["莫怀远"])
    assert (one.has_agenda, one.has_minutes, one.has_election) == (True, True, False)
    assert (one.opposed, one.unheard) == (1, 1)
    assert one.signed_in == frozenset({cast.erin.pk})
    item.speeches.create(speaker=cast.erin, gist="再想想", is_dissent=True)
    assert reading.snapshot(cast.first, 2026, TODAY).meetings[0].unheard == 0


# --- By command and by night ---


def test_the_command_looks_at_one_organisation_and_all_under_it(cast: Cast, capsys: Any) -> None:
    call_command("inspect", organisation="CX-HL-LW", year=2026)
    assert [line.split("　")[0] for line in capsys.readouterr().out.splitlines()] == [
        "CX-HL-LW", "CX-HL-LW1", "CX-HL-LW2",
    ]  # fmt: skip
    assert CheckRun.objects.count() == 3


def test_the_command_says_when_there_is_no_such_organisation(cast: Cast) -> None:
    with pytest.raises(CommandError, match="没有代码为"):
        call_command("inspect", organisation="NIX", year=2026)


def test_by_night_this_year_and_the_last_are_looked_at(cast: Cast) -> None:

    assert nightly.inspect_all() == "7 个组织"
    assert set(CheckRun.objects.values_list("period_start__year", flat=True).order_by()) == {2025, 2026}
