"""Counts that do not add up are refused in words that say how to mend them."""

from dataclasses import replace

import pytest

from branchlife.kit.problems import Problem
from meetings.rules.counting import count_problems
from meetings.rules.votes import Count, VoteRules
from meetings.vocabulary import VoteMethod, VoteProfile

P = VoteProfile
HANDS, ORAL = VoteMethod.SHOW_OF_HANDS, VoteMethod.ORAL
SECRET, NAMED = VoteMethod.SECRET_BALLOT, VoteMethod.NAMED_BALLOT

BY_HAND = Count(10, 8, 6, 1, 1)
ON_PAPER = Count(10, 8, 6, 1, issued=8, collected=8, invalid=1)
VILLAGE = replace(BY_HAND, base_total=12, base_present=9)


def only(found: list[Problem]) -> tuple[str, str, str]:
    [problem] = found
    assert problem.blocks
    assert problem.basis == "表决人数须相符" or problem.code != "count"
    return problem.code, problem.text, problem.field


@pytest.mark.parametrize("profile", [P.A_ASSEMBLY, P.C_COMMITTEE, P.F_DELIBERATION, P.H_VILLAGERS])
def test_hands_that_add_up_are_taken(profile: VoteProfile) -> None:
    assert count_problems(profile, HANDS, BY_HAND) == []


@pytest.mark.parametrize(("yes", "total"), [(5, 7), (7, 9)])
def test_hands_must_add_up_to_those_present(yes: int, total: int) -> None:
    assert only(count_problems(P.A_ASSEMBLY, HANDS, replace(BY_HAND, yes=yes))) == (
        "count",
        f"赞成 {yes} + 反对 1 + 弃权 1 = {total}，与实到有表决权党员 8 人不符，请重新清点",
        "yes",
    )


def test_no_more_can_be_present_than_are_entitled() -> None:
    assert count_problems(P.A_ASSEMBLY, HANDS, replace(BY_HAND, eligible=8)) == []
    assert only(count_problems(P.A_ASSEMBLY, HANDS, replace(BY_HAND, eligible=7))) == (
        "count",
        "实到有表决权党员 8 人，多于应到有表决权党员 7 人，请核对点名",
        "present_voters",
    )


BALLOTS = [
    ({}, None, ""),
    ({"collected": 7, "invalid": 0}, None, ""),
    ({"issued": None}, "票决须写明发出、收回和无效的票数（没有无效票填 0）", "issued"),
    ({"collected": None}, "票决须写明发出、收回和无效的票数（没有无效票填 0）", "issued"),
    ({"invalid": None}, "票决须写明发出、收回和无效的票数（没有无效票填 0）", "issued"),
    (
        {"issued": 9},
        "发出 9 张票，多于到会有表决权党员的 8 人；不得委托代投，请核对发票数",
        "issued",
    ),
    ({"issued": 7}, "收回 8 张票，多于发出的 7 张，本次投票无效，须重新投票", "collected"),
    ({"invalid": 0}, "赞成 6 + 反对 1 + 弃权 0 + 无效 0 = 7，与收回的 8 张不符，请重新清点", "yes"),
    ({"abstain": 1}, "赞成 6 + 反对 1 + 弃权 1 + 无效 1 = 9，与收回的 8 张不符，请重新清点", "yes"),
]


@pytest.mark.parametrize(("changes", "words", "field"), BALLOTS)
@pytest.mark.parametrize("method", [SECRET, NAMED])
def test_ballots_must_add_up_to_those_collected(
    method: VoteMethod, changes: dict[str, int | None], words: str | None, field: str
) -> None:
    found = count_problems(P.A_ASSEMBLY, method, replace(ON_PAPER, **changes))  # type: ignore[arg-type]
    if words is None:
        assert found == []
    else:
        assert only(found) == ("count", words, field)


@pytest.mark.parametrize(
    "name", ["yes", "no", "abstain", "present", "written_yes", "collected", "base_total"]
)
def test_a_negative_number_is_refused_before_anything_else(name: str) -> None:
    problem = only(count_problems(P.B_ADMISSION, HANDS, replace(ON_PAPER, **{name: -1})))  # type: ignore[arg-type]
    assert problem == ("count", "人数和票数不能小于 0，请改正", name)


SECRETLY = [
    (P.B_ADMISSION, HANDS, "发展党员须用无记名投票，不能用举手；请改为无记名投票，登记发出、收回的票数"),
    (P.B_ADMISSION, NAMED, "发展党员须用无记名投票，不能用记名投票；请改为无记名投票，登记发出、收回的票数"),
    (P.D_ELECTION, ORAL, "选举须用无记名投票，不能用口头；请改为无记名投票，登记发出、收回的票数"),
    (P.G_APPRAISAL, HANDS, "民主测评须用无记名投票，不能用举手；请改为无记名投票，登记发出、收回的票数"),
]


@pytest.mark.parametrize(("profile", "method", "words"), SECRETLY)
def test_what_must_be_secret_is_refused_in_the_open(
    profile: VoteProfile, method: VoteMethod, words: str
) -> None:
    count = ON_PAPER if method is NAMED else BY_HAND
    assert only(count_problems(profile, method, count)) == ("method", words, "method")


@pytest.mark.parametrize("profile", [P.D_ELECTION, P.G_APPRAISAL, P.I_DEMOCRATIC_LIFE])
def test_hands_are_not_added_up_where_none_are_raised(profile: VoteProfile) -> None:
    assert only(count_problems(profile, HANDS, Count(10, 8)))[0] == "method"


def test_a_branch_may_ask_for_secrecy_where_the_nation_does_not() -> None:
    strict = VoteRules(secret_profiles=("a_assembly",))
    code, text, _ = only(count_problems(P.A_ASSEMBLY, HANDS, BY_HAND, strict))
    assert (code, text[:12]) == ("method", "党员大会一般表决须用无记")
    assert count_problems(P.A_ASSEMBLY, SECRET, ON_PAPER, strict) == []


@pytest.mark.parametrize(
    ("profile", "method", "words"),
    [
        (P.A_ASSEMBLY, ORAL, "党员大会一般表决不用口头，请用举手、无记名投票、记名投票"),
        (P.F_DELIBERATION, NAMED, "民主议事不用记名投票，请用举手、无记名投票"),
        (P.I_DEMOCRATIC_LIFE, HANDS, "民主生活会不进行表决，不登记票数"),
    ],
)
def test_a_way_of_voting_that_a_profile_does_not_know_is_refused(
    profile: VoteProfile, method: VoteMethod, words: str
) -> None:
    count = ON_PAPER if method is NAMED else BY_HAND
    assert only(count_problems(profile, method, count)) == ("method", words, "method")


def test_a_committee_may_decide_by_word_of_mouth() -> None:
    assert count_problems(P.C_COMMITTEE, ORAL, BY_HAND) == []


def test_written_opinions_are_taken_for_admissions_only() -> None:
    written = replace(ON_PAPER, written_yes=1, written_no=1)
    assert count_problems(P.B_ADMISSION, SECRET, written) == []
    assert only(count_problems(P.A_ASSEMBLY, SECRET, written)) == (
        "written",
        "党员大会一般表决不收书面意见，请把会前书面意见清为 0，只计到会者的票",
        "written_yes",
    )


def test_who_wrote_beforehand_is_not_counted_twice() -> None:
    assert only(count_problems(P.B_ADMISSION, SECRET, replace(ON_PAPER, written_abstain=3))) == (
        "count",
        "实到 8 + 会前书面意见 3 = 11，多于应到 10 人；到会的人不再计书面意见，请核对",
        "written_yes",
    )


VILLAGES = [
    ({}, None),
    ({"base_present": 8, "base_total": 10}, None),
    ({"base_total": None}, "村重大事项按全体党员计到会，请先点名，取得党员总数和到会党员数"),
    ({"base_present": None}, "村重大事项按全体党员计到会，请先点名，取得党员总数和到会党员数"),
    ({"base_present": 13}, "到会党员 13 人，多于党员总数 12 人，请核对点名"),
    ({"base_present": 7}, "有表决权的（应到 10、实到 8）多于全体党员（12、7），请核对点名"),
    ({"base_total": 9}, "有表决权的（应到 10、实到 8）多于全体党员（9、9），请核对点名"),
]


@pytest.mark.parametrize(("changes", "words"), VILLAGES)
def test_a_major_matter_of_the_village_counts_all_members_too(
    changes: dict[str, int | None], words: str | None
) -> None:
    found = count_problems(P.E_VILLAGE_MAJOR, HANDS, replace(VILLAGE, **changes))  # type: ignore[arg-type]
    assert found == [] if words is None else only(found) == ("count", words, "present_voters")


def test_in_an_appraisal_only_the_papers_are_counted() -> None:
    papers = Count(10, 8, issued=8, collected=8, invalid=8)
    assert count_problems(P.G_APPRAISAL, SECRET, papers) == []
    assert only(count_problems(P.G_APPRAISAL, SECRET, replace(papers, invalid=9))) == (
        "count",
        "无效票 9 张，多于收回的 8 张，请重新清点",
        "invalid",
    )


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = count_problems(P.B_ADMISSION, NAMED, Count(5, 8, 1, issued=9, collected=10, invalid=0))
    assert [problem.field for problem in found] == ["method", "present_voters", "issued", "collected", "yes"]
