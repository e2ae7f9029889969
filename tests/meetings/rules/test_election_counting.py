"""Elections whose numbers do not agree are refused before anybody is declared elected."""

from dataclasses import replace

import pytest

from branchlife.kit.problems import Problem
from meetings.rules.ballots import CandidateCount, ElectionCount
from meetings.rules.election_counting import election_problems
from meetings.rules.votes import VoteRules
from meetings.vocabulary import VoteMethod

PEOPLE = (
    CandidateCount(1, "韦晓㛃", 9, 1, 1),
    CandidateCount(2, "祝春犇", 8, 3),
    CandidateCount(3, "李建国", 8, 2, 1),
    CandidateCount(4, "李建国", 2, 9),
)
COUNT = ElectionCount(3, 15, 12, 12, 12, 11, 1, PEOPLE)


def only(found: list[Problem]) -> tuple[str, str, str]:
    [problem] = found
    assert problem.blocks
    assert problem.basis == ("表决人数须相符" if problem.code == "count" else "选举条例")
    return problem.code, problem.text, problem.field


def with_candidate(changed: CandidateCount) -> ElectionCount:
    return replace(COUNT, candidates=(changed, *PEOPLE[1:]))


def test_an_election_that_adds_up_is_taken() -> None:
    assert election_problems(COUNT) == []


@pytest.mark.parametrize("method", [m for m in VoteMethod if m is not VoteMethod.SECRET_BALLOT])
def test_an_election_is_always_secret(method: VoteMethod) -> None:
    assert only(election_problems(COUNT, method=method)) == (
        "method",
        f"选举须用无记名投票，不能用{method.label}，请改为无记名投票",
        "method",
    )


def test_one_seat_is_enough_for_an_election() -> None:
    one = (CandidateCount(1, "韦晓㛃", 9, 2), CandidateCount(2, "祝春犇", 2, 9))
    assert election_problems(replace(COUNT, seats=1, candidates=one)) == []


def test_candidates_must_leave_a_choice() -> None:
    code, text, field = only(election_problems(replace(COUNT, candidates=PEOPLE[:3])))
    assert (code, field) == ("difference", "candidates")
    assert "至少要 4 名候选人" in text
    assert election_problems(replace(COUNT, candidates=PEOPLE[:3], may_be_equal=True)) == []
    assert election_problems(replace(COUNT, candidates=PEOPLE[:3], round=2)) == []
    assert only(election_problems(COUNT, VoteRules(election_surplus_percent=34)))[0] == "difference"


WRONG = [
    (
        {"eligible": 11},
        "实到有选举权党员 12 人，多于应到 11 人，请核对点名",
        "voters_present",
    ),
    (
        {"issued": 13},
        "发出 13 张票，多于到会有选举权党员的 12 人；不得委托代投，请核对发票数",
        "issued",
    ),
    ({"consent": 13}, "同意减少名额的 13 人，应在 0 与到会选举人 12 人之间", "consent"),
    ({"consent": -1}, "同意减少名额的 -1 人，应在 0 与到会选举人 12 人之间", "consent"),
    ({"invalid": 0}, "有效 11 + 无效 0 = 11，与收回的 12 张不符，请重新清点", "valid"),
    ({"collected": 11}, "有效 11 + 无效 1 = 12，与收回的 11 张不符，请重新清点", "valid"),
    ({"seats": 0}, "人数和票数不能小于 0，应选至少 1 名，请改正", "seats"),
    ({"issued": -1}, "人数和票数不能小于 0，应选至少 1 名，请改正", "seats"),
]


@pytest.mark.parametrize(("changes", "words", "field"), WRONG)
def test_numbers_that_do_not_agree_are_refused(changes: dict[str, int], words: str, field: str) -> None:
    assert only(election_problems(replace(COUNT, **changes))) == ("count", words, field)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [{"consent": 0}, {"consent": 12}, {"eligible": 12}, {"invalid": 0, "collected": 11}, {"issued": 12}],
)
def test_numbers_at_the_edge_are_taken(changes: dict[str, int]) -> None:
    assert election_problems(replace(COUNT, **changes)) == []  # type: ignore[arg-type]


NUMBERS = ["eligible", "present", "issued", "collected", "valid", "invalid"]


@pytest.mark.parametrize("name", NUMBERS)
def test_no_number_is_below_nought(name: str) -> None:
    assert only(election_problems(replace(COUNT, **{name: -1})))[2] == "seats"  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["yes", "no", "abstain"])
def test_no_votes_are_below_nought(name: str) -> None:
    assert only(election_problems(with_candidate(replace(PEOPLE[0], **{name: -1}))))[2] == "seats"  # type: ignore[arg-type]


@pytest.mark.parametrize("abstain", [0, 2])
def test_the_votes_on_each_person_add_up_to_the_valid_ballots(abstain: int) -> None:
    assert only(election_problems(with_candidate(replace(PEOPLE[0], abstain=abstain)))) == (
        "count",
        f"韦晓㛃：赞成 9 + 反对 1 + 弃权 {abstain} = {10 + abstain}，与有效票 11 张不符，请重新清点",
        "candidates",
    )


def test_no_ballot_chooses_more_than_the_seats() -> None:
    full = tuple(CandidateCount(key, "甲", 11) for key in range(3))
    none = CandidateCount(4, "乙", 0, 11)
    assert election_problems(replace(COUNT, candidates=(*full, none))) == []
    assert only(election_problems(replace(COUNT, candidates=(*full, replace(none, yes=1, no=10))))) == (
        "count",
        "各人赞成票合计 34 > 有效票 11 × 应选 3 = 33；每票所选不得多于应选名额，多选的票是无效票，请重新清点",
        "candidates",
    )


WRITE_INS = [
    (CandidateCount(9, "邓永富", 2, is_write_in=True), None),
    (CandidateCount(9, "邓永富", 0, is_write_in=True), None),
    (CandidateCount(9, "邓永富", 2, 1, is_write_in=True), "邓永富是另选的人，只计赞成，请把反对和弃权清为 0"),
    (
        CandidateCount(9, "邓永富", 2, 0, 1, is_write_in=True),
        "邓永富是另选的人，只计赞成，请把反对和弃权清为 0",
    ),
]


@pytest.mark.parametrize(("person", "words"), WRITE_INS)
def test_of_a_write_in_only_votes_in_favour_are_counted(person: CandidateCount, words: str | None) -> None:
    found = election_problems(replace(COUNT, candidates=(*PEOPLE, person)))
    assert found == [] if words is None else only(found) == ("count", words, "candidates")


def test_a_write_in_has_no_more_votes_than_there_are_ballots() -> None:
    few = tuple(replace(person, yes=1, no=10, abstain=0) for person in PEOPLE)

    def found(yes: int) -> list[Problem]:
        write_in = CandidateCount(9, "邓永富", yes, is_write_in=True)
        return election_problems(replace(COUNT, candidates=(*few, write_in)))

    assert found(11) == []
    assert only(found(12)) == ("count", "邓永富得赞成 12 票，多于有效票 11 张，请重新清点", "candidates")


def test_a_void_election_is_not_counted_further() -> None:
    assert election_problems(replace(COUNT, collected=13)) == []
