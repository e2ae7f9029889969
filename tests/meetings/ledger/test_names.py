"""The list of names in a ledger."""

import pytest

from meetings.ledger.names import Named, read_names, reason_of
from meetings.vocabulary import AttendanceState, LeaveReason


def test_marks_behind_a_name_are_told_from_the_name():
    text = "沈国梁、李建国（一组）(请假)[走亲]，古丽巴哈尔·阿不都拉(缺席)[外出就医]；史琳(列席)、苏雨𬱖"
    assert read_names(text) == [
        Named("沈国梁"),
        Named("李建国", AttendanceState.LEAVE, "一组", LeaveReason.PERSONAL, "走亲"),
        Named("古丽巴哈尔·阿不都拉", AttendanceState.ABSENT, "", LeaveReason.ILLNESS, ""),
        Named("史琳", None),
        Named("苏雨𬱖"),
    ]


def test_a_reason_inside_the_same_brackets_is_understood():
    assert read_names("甲（请假：参加镇里培训）")[0].reason is LeaveReason.OFFICIAL_DUTY


def test_leave_without_a_reason_has_none():
    assert read_names("毛桂花(请假)") == [Named("毛桂花", AttendanceState.LEAVE)]


@pytest.mark.parametrize("words", ["身体不适", "外出就医", "腰椎手术", "说不清的情况"])
def test_words_that_may_name_an_illness_are_not_kept(words: str):
    assert reason_of(words)[1] == ""
