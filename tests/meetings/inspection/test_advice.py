"""What the inspection will say, told at the step 核对: the secretary mends it, or files and explains."""

from typing import Any

import pytest

from meetings.inspection.advice import BY_FILING, of_meeting
from meetings.inspection.checks.att import Groundless
from meetings.inspection.lifecycle.running import inspect
from meetings.inspection.models import Finding
from meetings.lifecycle import filing, planning
from meetings.models import Meeting
from meetings.views import advice
from members.models import AttendanceExemption, User
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make
from tests.meetings.views.walk import address

HEADING = "上级检查时会提示的"
CHAIR = "疑似：主持人不符：主持人当日不是书记，不是委员（应当：书记主持，或受书记委托的委员主持）"


def codes(meeting: Meeting, user: User) -> list[str]:
    return [problem.code for problem in of_meeting(meeting, user.actor(TODAY))]


@pytest.fixture
def odd(cast: Cast) -> Meeting:
    """An assembly over which nobody of the committee presided, written up and not filed."""
    return make.recorded(cast, host=cast.grace)


def test_the_secretary_reads_it_at_the_check_with_its_basis_and_the_way_to_the_field(
    odd: Meeting, cast: Cast, sign_in: Any
) -> None:
    page = sign_in(cast.secretary).get(address("meeting-check", odd))
    assert HEADING in page.text
    [line] = [line for line in page.context["hints"] if line["text"] == CHAIR]
    assert "支部条例" in line["basis"]
    assert line["url"] == f"{address('meeting-facts', odd)}#id_host"


def test_what_is_mended_is_no_longer_said(odd: Meeting, cast: Cast, sign_in: Any) -> None:
    facts = planning.facts_of(odd)
    facts.host = cast.alice
    planning.amend(odd, facts, odd.revision, cast.secretary)
    page = sign_in(cast.secretary).get(address("meeting-check", odd))
    assert CHAIR not in page.text


def test_filed_all_the_same_it_is_found_by_night_under_the_same_code(odd: Meeting, cast: Cast) -> None:
    before = codes(odd, cast.secretary)
    assert "HOST-01" in before
    filing.file_gathering(odd.gathering, cast.secretary)
    inspect(cast.first, 2026)
    rows = Finding.objects.filter(subject_type="meeting", subject_id=odd.pk)
    assert set(rows.values_list("code", flat=True)) - set(BY_FILING) == set(before)


def test_nothing_is_said_where_nothing_is_odd(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.secretary).get(address("meeting-check", make.recorded(cast)))
    assert page.context["hints"] == []
    assert HEADING not in page.text


def test_of_another_record_nothing_is_said_here(odd: Meeting, cast: Cast) -> None:
    sound = make.recorded(cast, start=moment(10, 20), end=moment(10, 20, 16))
    assert codes(sound, cast.secretary) == []


def test_a_meeting_that_has_not_been_held_has_no_record_to_speak_of(cast: Cast) -> None:
    assert codes(make.called(cast, host=cast.grace).meetings.get(), cast.secretary) == []


def test_what_is_about_a_person_is_told_by_name_to_who_keeps_the_roll_alone(cast: Cast) -> None:
    """Excused, and the paper for it is gone."""
    meeting = make.recorded(cast)
    AttendanceExemption.objects.filter(member=cast.henry).delete()
    told = {problem.code: problem.text for problem in of_meeting(meeting, cast.secretary.actor(TODAY))}
    assert cast.henry.name in told[Groundless.code]
    assert Groundless.code not in codes(meeting, cast.inspector)


def test_of_records_that_are_locked_nobody_is_asked(cast: Cast) -> None:
    filed = make.filed(cast, host=cast.grace)
    assert not list(advice.advice([filed.meeting], cast.secretary.actor(TODAY)))


def test_whoever_registers_twice_is_asked_once(odd: Meeting, cast: Cast) -> None:
    advice.register(of_meeting)
    said = [problem.code for _, problem in advice.advice([odd], cast.secretary.actor(TODAY))]
    assert said.count("HOST-01") == 1
