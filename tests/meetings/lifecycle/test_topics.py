"""Important matters: the committee first, then the assembly (支部条例第十二条)."""

from typing import Any

import pytest

from branchlife.kit.problems import Problem, Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, recording, topics
from meetings.lifecycle.recording import AgendaLine
from meetings.models import AgendaItem, Meeting, RuleSet, RuleValue
from members.models import Appointment
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make


def committee(cast: Cast, *titles: str, **facts: Any) -> Meeting:
    """The committee of 10 November, filed."""
    given = {"start": moment(11, 10), "end": moment(11, 10, 16)} | facts
    meeting = make.recorded(cast, K.BRANCH_COMMITTEE, **given)
    recording.set_agenda(meeting, [AgendaLine(title) for title in titles], cast.secretary)
    filing.file_gathering(meeting.gathering, cast.secretary)
    meeting.refresh_from_db()
    return meeting


def assembly(cast: Cast, title: str = "鱼塘续包方案", *, tied_to: int | None = None) -> Meeting:
    """The assembly of 20 November with one important matter."""
    meeting = make.recorded(cast, K.BRANCH_ASSEMBLY)
    line = AgendaLine(title, is_important=True, tied_to=tied_to)
    recording.set_agenda(meeting, [line], cast.secretary)
    return meeting


def said(meeting: Meeting) -> list[Problem]:
    return [one for one in filing.problems_of(meeting) if one.code == "committee-first"]


def test_a_matter_is_tied_to_the_topic_of_the_committee_on_both_sides(cast: Cast) -> None:
    before = committee(cast, "讨论鱼塘", "冬修水利")
    topic = before.agenda.get(title="讨论鱼塘")
    meeting = assembly(cast, tied_to=topic.pk)
    item = meeting.agenda.get()
    assert topics.discussed(meeting) == {item.pk: topic}
    assert topics.taken_up(before) == {topic.pk: item}
    assert said(meeting) == []


def test_a_tie_changes_nothing_that_was_filed(cast: Cast) -> None:
    before = committee(cast, "讨论鱼塘")
    content = filing.record_content(before)
    kept = Meeting.objects.filter(pk=before.pk).values().get()
    assembly(cast, tied_to=before.agenda.get().pk)
    assert filing.record_content(before) == content
    assert Meeting.objects.filter(pk=before.pk).values().get() == kept


def test_two_assemblies_may_take_up_one_topic(cast: Cast) -> None:
    topic = committee(cast, "讨论鱼塘").agenda.get()
    first = assembly(cast, tied_to=topic.pk)
    second = make.recorded(cast, K.BRANCH_ASSEMBLY, start=moment(11, 23), end=None)
    recording.set_agenda(second, [AgendaLine("再议鱼塘", tied_to=topic.pk)], cast.secretary)
    assert len(topics.discussed(first)) == len(topics.discussed(second)) == 1


def test_a_tie_is_taken_back_and_an_unspoken_one_stays(cast: Cast) -> None:
    meeting = assembly(cast, tied_to=committee(cast, "讨论鱼塘").agenda.get().pk)
    item = meeting.agenda.get()
    recording.set_agenda(meeting, [AgendaLine("鱼塘续包", item.pk, True)], cast.secretary)
    assert len(topics.discussed(meeting)) == 1
    recording.set_agenda(meeting, [AgendaLine("鱼塘续包", item.pk, True, tied_to=0)], cast.secretary)
    assert topics.discussed(meeting) == {}
    assert len(said(meeting)) == 1


def test_without_the_committee_it_is_said_with_its_article_and_does_not_block(cast: Cast) -> None:
    [problem] = said(assembly(cast))
    assert (problem.basis, problem.blocks, problem.field) == ("支部条例第十二条", False, "topics")
    assert "“鱼塘续包方案”没有写明支委会先议" in problem.text


def test_the_same_words_are_suggested(cast: Cast) -> None:
    topic = committee(cast, "鱼塘续包方案").agenda.get()
    meeting = assembly(cast)
    assert topics.suggested(meeting) == {meeting.agenda.get().pk: topic}
    [problem] = said(meeting)
    assert "11月10日（周二）支委会有同样的议题" in problem.text


def test_what_is_not_important_is_not_asked_for(cast: Cast) -> None:
    assert said(make.recorded(cast, K.BRANCH_ASSEMBLY)) == []


def test_a_branch_without_a_committee_is_not_asked(cast: Cast) -> None:
    meeting = assembly(cast)
    Appointment.objects.filter(member=cast.carol).delete()
    assert said(meeting) == []


def test_a_rule_of_the_branch_may_waive_it(cast: Cast) -> None:
    meeting = assembly(cast)
    own = RuleSet.objects.create(organisation=cast.town, effective_from="2026-01-01")
    RuleValue.objects.create(ruleset=own, key="committee_first", value=False, level="unit")
    assert said(meeting) == []


@pytest.mark.parametrize(
    "change",
    [{"state": "not_held", "not_held_reason": "停电"}, {"start": moment(11, 22)}, {"start": moment(2, 1)}],
)
def test_only_a_committee_of_the_last_half_year_that_met_counts(cast: Cast, change: dict[str, Any]) -> None:
    before = committee(cast, "讨论鱼塘")
    meeting = assembly(cast, tied_to=before.agenda.get().pk)
    Meeting.objects.filter(pk=before.pk).update(end=None, **change)
    assert topics.discussed(meeting) == {}
    assert len(said(meeting)) == 1


def test_a_topic_of_another_branch_cannot_be_named(cast: Cast) -> None:
    before = committee(cast, "讨论鱼塘")
    Meeting.objects.filter(pk=before.pk).update(branch=cast.other)
    with pytest.raises(Refusal, match="支委会议题不在了"):
        assembly(cast, tied_to=before.agenda.get().pk)
    assert not AgendaItem.objects.exclude(topic_key="").exists()


def test_a_topic_that_was_never_tied_is_untied_without_a_trace(cast: Cast) -> None:
    meeting = assembly(cast)
    item = meeting.agenda.get()
    topics.tie(item, 0)
    assert item.topic_key == ""
    item.topic_key = "of something the committee never saw"
    item.save()
    topics.tie(item, 0)
    assert item.topic_key == "of something the committee never saw"
