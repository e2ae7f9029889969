"""党员点题: entered with a name or without, adopted or answered, never lost on the way."""

from datetime import timedelta

import pytest

from branchlife.kit.problems import Refusal
from meetings.lifecycle import planning, recording, suggestions
from meetings.models import TopicSuggestion
from members import transfers
from members.vocabulary import ExitKind
from tests.cast import TODAY, Cast
from tests.meetings.lifecycle import make
from tests.meetings.lifecycle.test_prompts import coming

WORDS = "村口的路灯该修了"


def entered(cast: Cast, content: str = WORDS) -> TopicSuggestion:
    return suggestions.enter(cast.first, content, cast.secretary, raised_by=cast.grace)


def test_it_waits_until_it_is_adopted_or_answered(cast: Cast) -> None:
    row = entered(cast)
    assert list(TopicSuggestion.objects.waiting()) == [row]
    assert row.state_words == "待处理"
    assert suggestions.answer(row, "镇里下月统一修", cast.secretary).state_words == "已答复"
    assert not TopicSuggestion.objects.waiting()


def test_adopted_it_is_a_topic_and_later_was_talked_about(cast: Cast) -> None:
    row, meeting = entered(cast), coming(cast)
    taken = suggestions.adopt(row, meeting, cast.secretary, "研究路灯维修")
    assert taken.agenda_item is not None
    assert (taken.agenda_item.title, taken.state_words) == ("研究路灯维修", "已列入议题")
    assert suggestions.adopt(row, meeting, None).agenda_item_id == taken.agenda_item_id  # pressed twice
    with pytest.raises(Refusal, match="已经列在"):
        suggestions.adopt(row, coming(cast, day=19), None)
    meeting.state = "held"
    taken.agenda_item.meeting.state = "held"
    assert taken.state_words == "已上会"


def test_struck_off_or_not_held_it_waits_again(cast: Cast) -> None:
    row, meeting = entered(cast), coming(cast)
    suggestions.adopt(row, meeting, None)
    recording.set_agenda(meeting, [], None)
    row.refresh_from_db()
    assert list(TopicSuggestion.objects.waiting()) == [row]
    other = coming(cast, day=19)
    suggestions.adopt(row, other, None)
    planning.not_held(other, "大雪封路", None)
    assert TopicSuggestion.objects.with_outcome().get().state_words == "待处理"
    assert list(TopicSuggestion.objects.waiting()) == [row]


def test_another_branch_and_what_has_begun_take_it_not_up(cast: Cast) -> None:
    with pytest.raises(Refusal, match="本支部的会议"):
        suggestions.adopt(suggestions.enter(cast.second, WORDS, None), coming(cast), None)
    with pytest.raises(Refusal, match="不能再列议题"):
        suggestions.adopt(entered(cast), make.held(cast), None)


@pytest.mark.parametrize(
    ("content", "days", "place", "words"),
    [
        (" ", 0, "first", "请写明想议什么"),
        (WORDS, 1, "first", "不能晚于今天"),
        (WORDS, 0, "town", "登记在党支部"),
    ],
)
def test_what_is_not_entered(cast: Cast, content: str, days: int, place: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        suggestions.enter(getattr(cast, place), content, None, raised_on=TODAY + timedelta(days=days))


def test_entered_twice_it_is_one(cast: Cast) -> None:
    assert entered(cast).pk == entered(cast).pk


def test_a_member_signs_or_leaves_no_trace(cast: Cast) -> None:
    signed = suggestions.enter_own(cast.grace, WORDS, cast.member, is_named=True)
    assert (signed.branch, signed.raised_by, signed.created_by) == (cast.first, cast.grace, cast.member)
    row = suggestions.enter_own(cast.grace, "不署名的一件", cast.member, is_named=False)
    assert [row.raised_by, row.created_by, row.changed_by] == [None, None, None]


def test_who_belongs_to_no_branch_is_told_so(cast: Cast) -> None:
    transfers.leave(cast.mona, ExitKind.TRANSFERRED_OUT, TODAY - timedelta(days=3))
    with pytest.raises(Refusal, match="不在一个支部"):
        suggestions.enter_own(cast.mona, WORDS, None, is_named=True)


@pytest.mark.parametrize(
    ("words", "days", "match"), [("", 0, "请写明答复"), ("好", 1, "答复日期"), ("好", -9, "答复日期")]
)
def test_an_answer_has_words_and_a_day_that_can_be(cast: Cast, words: str, days: int, match: str) -> None:
    with pytest.raises(Refusal, match=match):
        suggestions.answer(entered(cast), words, None, TODAY + timedelta(days=days))
