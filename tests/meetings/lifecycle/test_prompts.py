"""Prompts: published, amended, withdrawn, and adopted into an agenda once."""

from datetime import date
from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import planning, plans, prompts, recording
from meetings.lifecycle.prompts import PromptFacts
from meetings.models import AgendaItem, Meeting, Plan, PlanItem, PromptAdoption, TopicPrompt
from members.models import Organisation
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make

WORDS = "学习《中国共产党支部工作条例》"


def published(cast: Cast, title: str = WORDS, **facts: Any) -> TopicPrompt:
    return prompts.publish(cast.town, PromptFacts(title, **facts), cast.officer)


def coming(cast: Cast, kind: K = K.THEME_DAY, day: int = 18, **facts: Any) -> Meeting:
    """A meeting of the first branch in December, without a theme."""
    given = {"start": moment(12, day), "end": None, "theme": ""} | facts
    return make.called(cast, kind, **given).meetings.get()


def test_it_is_published_today_for_its_month(cast: Cast) -> None:
    row = published(cast, month=date(2026, 12, 18), kinds=[K.THEME_DAY, K.THEME_DAY])
    assert (row.published_on, row.month, row.kinds) == (TODAY, date(2026, 12, 1), ["theme_day"])
    assert published(cast, month=date(2026, 12, 18)).pk == row.pk  # pressed twice


@pytest.mark.parametrize("place", ["first", "east"])
def test_a_branch_publishes_nothing(cast: Cast, place: str) -> None:
    with pytest.raises(Refusal, match="由上级党组织发布"):
        prompts.publish(getattr(cast, place), PromptFacts(WORDS), None)


def test_without_a_title_nothing_is_published(cast: Cast) -> None:
    with pytest.raises(Refusal, match="请填写主题"):
        published(cast, "  ")


def test_a_theme_day_takes_topic_and_theme(cast: Cast) -> None:
    meeting = coming(cast)
    adoption = prompts.adopt(published(cast), meeting, cast.secretary)
    meeting.gathering.refresh_from_db()
    assert adoption.agenda_item is not None
    assert (adoption.agenda_item.meeting_id, adoption.agenda_item.title) == (meeting.pk, WORDS)
    assert meeting.gathering.theme == WORDS
    assert list(meeting.agenda.values_list("title", flat=True)) == ["讨论鱼塘续包", "通报党费", WORDS]


def test_words_that_are_there_stay(cast: Cast) -> None:
    day, lecture = coming(cast, theme="护河"), coming(cast, K.PARTY_LECTURE, 19)
    recording.set_lecture(lecture, None, None, topic="标准是一条线")
    prompts.adopt(published(cast), day, None)
    prompts.adopt(published(cast, "另一条"), lecture, None)
    day.gathering.refresh_from_db()
    lecture.lecture.refresh_from_db()
    assert (day.gathering.theme, lecture.lecture.topic) == ("护河", "标准是一条线")


def test_an_empty_lecture_takes_its_topic(cast: Cast) -> None:
    meeting = coming(cast, K.PARTY_LECTURE)
    prompts.adopt(published(cast), meeting, None)
    meeting.lecture.refresh_from_db()
    assert meeting.lecture.topic == WORDS


def test_pressed_twice_it_is_adopted_once_and_elsewhere_not_at_all(cast: Cast) -> None:
    prompt, meeting, other = published(cast), coming(cast), coming(cast, day=19)
    first = prompts.adopt(prompt, meeting, None)
    assert prompts.adopt(prompt, meeting, None).pk == first.pk
    with pytest.raises(Refusal, match="已经采用"):
        prompts.adopt(prompt, other, None)
    assert AgendaItem.objects.filter(title=WORDS).count() == 1


def test_a_topic_that_is_there_already_is_not_listed_twice(cast: Cast) -> None:
    meeting = coming(cast)
    prompts.adopt(published(cast, "通报党费"), meeting, None)
    assert list(meeting.agenda.values_list("title", flat=True)) == ["讨论鱼塘续包", "通报党费"]


def test_struck_off_or_not_held_it_may_be_adopted_anew(cast: Cast) -> None:
    prompt, meeting, other = published(cast), coming(cast), coming(cast, day=19)
    row = prompts.adopt(prompt, meeting, None)
    recording.set_agenda(meeting, [], None)
    assert not PromptAdoption.objects.standing()
    assert prompts.adopt(prompt, other, None).pk == row.pk
    planning.not_held(other, "大雪封路", None)
    assert list(TopicPrompt.objects.not_taken_by(cast.first)) == [prompt]


@pytest.mark.parametrize(
    ("kinds", "words"),
    [([K.PARTY_LECTURE], "不适合主题党日"), ([], "")],
    ids=["meant for another kind", "for all"],
)
def test_it_goes_where_it_is_meant_for(cast: Cast, kinds: list[K], words: str) -> None:
    prompt, meeting = published(cast, kinds=kinds), coming(cast)
    if words:
        with pytest.raises(Refusal, match=words):
            prompts.adopt(prompt, meeting, None)
    else:
        assert prompts.adopt(prompt, meeting, None)


def test_another_town_cannot_adopt_it(cast: Cast) -> None:
    meeting = coming(cast)
    with pytest.raises(Refusal, match="所辖支部"):
        prompts.adopt(prompts.publish(cast.other_town, PromptFacts(WORDS), None), meeting, None)


def test_what_has_begun_takes_up_nothing(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不能再列议题"):
        prompts.adopt(published(cast), make.held(cast), None)


def test_withdrawn_it_is_offered_no_more_and_stays_on_its_agenda(cast: Cast) -> None:
    prompt, meeting = published(cast), coming(cast)
    prompts.adopt(prompt, meeting, None)
    prompts.withdraw(prompt, cast.officer)
    assert prompts.withdraw(prompt, cast.officer).withdrawn_on == TODAY
    assert PromptAdoption.objects.standing().count() == 1
    with pytest.raises(Refusal, match="已经撤回"):
        prompts.adopt(prompt, coming(cast, day=19), None)
    with pytest.raises(Refusal, match="已经撤回"):
        prompts.amend(prompt, PromptFacts("新的"), None)


def test_amended_its_topics_keep_their_words(cast: Cast) -> None:
    prompt, meeting = published(cast), coming(cast)
    prompts.adopt(prompt, meeting, None)
    assert prompts.amend(prompt, PromptFacts("新的"), None).title == "新的"
    assert AgendaItem.objects.filter(title=WORDS).exists()
    with pytest.raises(Refusal, match="请填写主题"):
        prompts.amend(prompt, PromptFacts(""), None)


def test_papers_are_kept_once_and_dropped_with_their_bytes(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    prompt = published(cast)
    paper = prompts.keep_paper(prompt, "提纲.pdf", b"%PDF-1.4", None)
    assert prompts.keep_paper(prompt, "提纲.pdf", b"%PDF-1.4", None).pk == paper.pk
    storage, name = paper.file.storage, paper.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        prompts.drop_paper(paper)
    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("month", "published_on", "is_timely"),
    [
        (date(2026, 11, 1), TODAY, True),
        (date(2026, 12, 1), TODAY, False),
        (None, TODAY, True),
        (None, date(2026, 9, 1), True),
        (None, date(2026, 8, 31), False),
    ],
)
def test_which_are_timely(cast: Cast, month: date | None, published_on: date, is_timely: bool) -> None:
    published(cast, month=month)
    TopicPrompt.objects.update(published_on=published_on)
    assert TopicPrompt.objects.timely(TODAY).exists() is is_timely


def test_the_prompts_of_everything_above_reach_a_branch(cast: Cast) -> None:
    prompts.publish(cast.county, PromptFacts("县里的"), None)
    published(cast)
    prompts.publish(cast.other_town, PromptFacts("邻镇的"), None)

    def reaching(place: Organisation) -> set[str]:
        return set(TopicPrompt.objects.reaching(place).values_list("title", flat=True))

    assert reaching(cast.first) == {"县里的", WORDS}
    assert reaching(cast.other) == {"县里的", "邻镇的"}


# --- into the plan ---------------------------------------------------------------------------------------------------


def line(cast: Cast, day: int = 18, kind: K = K.THEME_DAY) -> PlanItem:
    """A line of this year's plan of the first branch, in December, without a theme."""
    plan, _ = Plan.objects.get_or_create(branch=cast.first, year=2026, quarter=None, period_kind="year")
    return PlanItem.objects.create(plan=plan, kind=kind, scheduled_on=date(2026, 12, day))


def test_a_line_of_the_plan_takes_it_as_its_theme_once(cast: Cast) -> None:
    prompt, item = published(cast), line(cast)
    row = prompts.adopt_into_plan(prompt, item, cast.secretary)
    item.refresh_from_db()
    assert (item.theme, row.plan_item, row.meeting) == (WORDS, item, None)
    assert prompts.adopt_into_plan(prompt, item, None).pk == row.pk
    with pytest.raises(Refusal, match="已经采用"):
        prompts.adopt_into_plan(prompt, line(cast, 19), None)


def test_the_meeting_that_is_called_from_it_is_the_one_that_counts(cast: Cast) -> None:
    prompt, item = published(cast), line(cast)
    prompts.adopt_into_plan(prompt, item, None)
    meeting = plans.call_from(item, cast.secretary)
    assert PromptAdoption.objects.standing().with_meetings().get().meeting == meeting
    planning.not_held(meeting, "大雪封路", None)
    assert not PromptAdoption.objects.standing()
    with pytest.raises(Refusal, match="已经召集了会议"):
        prompts.adopt_into_plan(prompt, PlanItem.objects.get(), None)


def test_from_the_plan_it_may_still_go_onto_an_agenda(cast: Cast) -> None:
    prompt, item, meeting = published(cast), line(cast), coming(cast)
    row = prompts.adopt_into_plan(prompt, item, None)
    again = prompts.adopt(prompt, meeting, None)
    assert (again.pk, again.plan_item, again.meeting) == (row.pk, item, meeting)


def test_a_line_that_does_not_fit_or_of_another_town_takes_nothing(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不适合主题党日"):
        prompts.adopt_into_plan(published(cast, kinds=[K.PARTY_LECTURE]), line(cast), None)
    with pytest.raises(Refusal, match="所辖支部"):
        prompts.adopt_into_plan(prompts.publish(cast.other_town, PromptFacts(WORDS), None), line(cast), None)


def test_a_line_that_is_taken_out_of_the_plan_frees_it(cast: Cast) -> None:
    prompt, item = published(cast), line(cast)
    prompts.adopt_into_plan(prompt, item, None)
    item.delete()
    assert list(TopicPrompt.objects.not_taken_by(cast.first)) == [prompt]
