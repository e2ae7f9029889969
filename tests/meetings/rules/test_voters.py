"""Who may cast a vote: the article for each refusal, and what the sentence says."""

from datetime import datetime

import pytest

from meetings.rules.profiles import rule_of
from meetings.rules.voters import (
    Opinion,
    Voter,
    cast_problems,
    names_in,
    teller_problems,
    written_problems,
)
from meetings.vocabulary import Stance, VoteProfile

ROLL = {
    1: Voter(1, "李建国"),
    2: Voter(2, "卓一凡", barred="当日是预备党员"),
    3: Voter(3, "柯䶮", away="登记为请假"),
}
OPENS = datetime(2026, 11, 20, 14, 30)  # noqa: DTZ001 (the rule compares, whatever the zone)
ADMISSION = rule_of(VoteProfile.B_ADMISSION, OPENS.date())


@pytest.mark.parametrize(
    ("article", "who", "words"),
    [
        ("", 1, ""),
        ("发展细则第二十条", 2, "卓一凡当日是预备党员，没有表决权，不能表决"),
        ("表决须由本人到会进行", 3, "柯䶮登记为请假，不能表决，也不得委托他人代投"),
        ("发展细则第二十条", 9, "有一票的投票人不在本次会议的名册上"),
    ],
)
def test_a_vote_is_cast_in_person_by_whoever_has_one(article: str, who: int, words: str) -> None:
    found = list(cast_problems(ROLL, [who], ADMISSION, "votes"))
    assert [problem.basis for problem in found] == ([article] if article else [])
    assert words in "".join(problem.text for problem in found)
    assert all(problem.blocks for problem in found)


@pytest.mark.parametrize(
    ("who", "hour", "minute", "words"),
    [
        (3, 14, 29, ""),
        (3, 14, 30, "柯䶮的书面意见须在会议开始以前送达"),
        (3, 16, 0, "迟到的不能计入"),
        (1, 9, 0, "李建国已到会，应当场投票"),
        (2, 9, 0, "没有表决权，书面意见不能计入"),
        (9, 9, 0, "不在本次会议的名册上"),
    ],
)
def test_an_opinion_counts_when_it_is_early_and_its_author_away(
    who: int, hour: int, minute: int, words: str
) -> None:
    opinion = Opinion(who, Stance.YES, OPENS.replace(hour=hour, minute=minute))
    found = list(written_problems(ROLL, [opinion], OPENS, ADMISSION))
    assert len(found) == bool(words)
    assert words in "".join(problem.text for problem in found)


def test_of_two_opinions_of_one_member_the_second_is_refused() -> None:
    early = OPENS.replace(hour=9)
    both = [Opinion(3, Stance.YES, early), Opinion(3, Stance.NO, early)]
    [problem] = written_problems(ROLL, both, OPENS, ADMISSION)
    assert problem.text == "柯䶮的书面意见写了两次，只能计一份"


@pytest.mark.parametrize(
    "text", ["甘小峰、柯䶮", "甘小峰,柯䶮", "甘小峰 柯䶮", "甘小峰；柯䶮", "甘小峰/柯䶮"]
)
def test_names_are_told_apart_by_any_sign(text: str) -> None:
    assert names_in(text) == ["甘小峰", "柯䶮"]


@pytest.mark.parametrize(
    ("teller", "subject", "refused"),
    [
        ("甘小峰、柯䶮", "柯䶮", True),
        ("甘小峰、柯䶮", "柯", False),
        ("", "", False),
        ("甘小峰", "柯䶮", False),
    ],
)
def test_nobody_counts_the_votes_on_himself(teller: str, subject: str, refused: bool) -> None:
    assert bool(list(teller_problems(teller, subject))) is refused
