"""Absentees pasted as text."""

import pytest

from meetings.rules.rollcall import Mark, read_absentees
from meetings.vocabulary import AttendanceState as S
from meetings.vocabulary import LeaveReason as L

ROLL = {1: "韦晓㛃", 2: "阿依古丽·买买提", 3: "李建国", 4: "李建国", 5: "谢𬱖"}

WRITTEN = [
    ("韦晓㛃", {1: Mark(S.ABSENT)}),
    ("韦晓㛃（病假）", {1: Mark(S.LEAVE, L.ILLNESS)}),
    ("韦晓㛃(因公出差)、谢𬱖[事由]", {1: Mark(S.LEAVE, L.OFFICIAL_DUTY), 5: Mark(S.LEAVE, L.PERSONAL)}),
    ("谢𬱖 事假", {5: Mark(S.LEAVE, L.PERSONAL)}),
    ("阿依古丽买买提：外出", {2: Mark(S.LEAVE, L.AWAY)}),
    ("谢𬱖（请假）", {5: Mark(S.LEAVE, L.OTHER)}),
    ("谢𬱖【未到】\n韦晓㛃，缺席", {5: Mark(S.ABSENT), 1: Mark(S.ABSENT)}),
    ("", {}),
]


@pytest.mark.parametrize(("text", "marks"), WRITTEN)
def test_it_finds_names_and_reasons(text: str, marks: dict[int, Mark]) -> None:
    assert read_absentees(text, ROLL).marks == marks


def test_namesakes_are_asked_about() -> None:
    pasted = read_absentees("李建国（病）", ROLL)
    assert (pasted.marks, pasted.ambiguous) == ({}, ["李建国"])


def test_names_that_are_not_on_the_roll_are_said() -> None:
    pasted = read_absentees("邓永富、韦晓㛃", ROLL)
    assert pasted.unknown == ["邓永富"]
    assert set(pasted.marks) == {1}


def test_a_reason_after_an_unclear_name_belongs_to_nobody() -> None:
    pasted = read_absentees("李建国 病假", ROLL)
    assert pasted.marks == {}
    assert pasted.unknown == ["病假"]
