"""VOTE: for every check a year in which it reports, one in which it must not, one to which it does not apply."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from meetings.inspection.people import Holding, People
from meetings.inspection.votes import (
    Decision,
    Exclusion,
    Franchise,
    Mention,
    Poll,
    Runner,
    Topic,
    Vote,
    Votes,
)
from meetings.rules.frequency import Life
from meetings.rules.votes import Count
from meetings.vocabulary import BaseKind
from tests.cast import moment
from tests.meetings.inspection.family import Family, look
from tests.meetings.inspection.years import EVER, day, held, people, person, roll, year

START = moment(5, 9, 9, 0, 2025)
HELD = held("branch_assembly", day(5, 9), start=START, due=16, present=9)
PK = HELD[0].pk
TOPIC = Topic(1, "冬修水利", key="渠首")
GRAVE = Topic(1, "给予处分", "discipline", True, "处分")
FIVE = people({pk: person() for pk in range(1, 6)})
BOARD = People(
    7, {pk: person() for pk in range(1, 6)}, [Holding(pk, "committee_member", 7, EVER) for pk in (1, 2, 3, 4)]
)


def vote(
    due: int = 16, came: int = 9, yes: int = 9, no: int = 0, *, rest: int | None = None, **facts: Any
) -> Vote:
    """A show of hands at which everybody voted unless said."""
    numbers = {name: facts.pop(name) for name in list(facts) if name in Count.__dataclass_fields__}
    count = Count(due, came, yes, no, came - yes - no if rest is None else rest, **numbers)
    return Vote(1, PK, facts.pop("topic", TOPIC), count, **facts)


def poll(due: int = 15, came: int = 12, *, names: int = 2, **facts: Any) -> Poll:
    """A counted round for one seat."""
    given = {"issued": came, "collected": came, "valid": came, "invalid": 0}
    runners = facts.pop("people", [Runner(pk) for pk in range(1, names + 1)])
    return Poll(1, PK, TOPIC, eligible=due, present=came, people=runners, **(given | facts))


def of(*rows: Vote | Poll, meetings: Any = HELD, more: Any = (), **facts: Any) -> Any:
    """A year with one meeting and what was voted on at it; `decisions`, `mentions` … are those of `Votes`."""
    own = {name: facts.pop(name) for name in list(facts) if name in Votes.__dataclass_fields__}
    votes = Votes([r for r in rows if isinstance(r, Vote)], [r for r in rows if isinstance(r, Poll)], **own)
    return year(meetings, more, votes=votes, **facts)


def decision(**facts: Any) -> Decision:
    given = {"meeting": PK, "topic": TOPIC, "responsible": "覃秀英", "due_on": date(2026, 8, 1)}
    return Decision(1, title="清理渠首", **(given | facts))


LIFE = held("democratic_life", day(5, 9), due=7, present=4)
IN_SPRING = held("branch_assembly", day(3, 9, 2026))
LATER = held("branch_assembly", day(6, 9), day(7, 9))
COMMITTEES = held("branch_committee", day(6, 9), day(7, 9))
NEXT_YEAR = held("branch_committee", day(2, 9, 2026), day(3, 9, 2026))
GROUP = [replace(HELD[0], kind="group_meeting", group=2)]
CLOSE = held("organisational_life", day(5, 9), start=START)
ROLL = held("branch_assembly", day(5, 9), start=START, roll=(*roll(1, 2, 3), *roll(4, state="absent")))
VOTERS = {PK: Franchise(frozenset({1, 2, 4}), frozenset({1, 2, 4}))}
WITHOUT = {PK: Franchise(frozenset({1, 2}), frozenset({1, 2}))}
BARRED = people({4: person(statuses=(("party_probation", EVER),))})
NO_PAPERS = (Exclusion(4, Life(date(2025, 1, 1)), ("上级批文",)),)
ALL_PAPERS = (Exclusion(4, Life(date(2025, 1, 1))),)
BEFORE, AFTER = START - timedelta(days=7), START + timedelta(days=30)
SECRET, PAPER = (
    {"method": "secret_ballot"},
    {"method": "secret_ballot", "issued": 12, "collected": 12, "invalid": 1},
)
HANDS, B, C, E, H = (
    {"method": "show_of_hands"},
    "b_admission",
    "c_committee",
    "e_village_major",
    "h_villagers",
)
THIRTY = people({pk: person() for pk in range(1, 31)})
CROWD = held("branch_assembly", day(5, 9), start=START, due=28, present=19)
ENOUGH = held("branch_assembly", day(5, 9), start=START, due=28, present=20)

FINDS = [
    ("VOTE-01", of(vote(16, 7, 7))),
    ("VOTE-01", of(vote(16, 8, 8))),
    ("VOTE-02", year(held("branch_committee", day(5, 9), present=1), people=BOARD)),
    ("VOTE-03", of(vote(16, 8, 8, profile=B, written_yes=5))),
    ("VOTE-04", of(poll(15, 11))),
    ("VOTE-05", of(vote(16, 9, 8, 1))),
    ("VOTE-06", of(vote(16, 9, 7, 2, profile=B, written_yes=1))),
    ("VOTE-07", of(vote(4, 4, 2, 2, profile=C))),
    ("VOTE-08", of(vote(16, 12, 9, 1, rest=1))),
    ("VOTE-08", of(vote(16, 12, 9, 1, written_yes=1))),
    ("VOTE-09", of(vote(16, 12, 11, 1, method="secret_ballot", issued=12, collected=13, invalid=1))),
    ("VOTE-09", of(poll(issued=12, collected=12, valid=11, invalid=2))),
    ("VOTE-10", of(vote(4, 3, 3), meetings=ROLL, franchise=VOTERS)),
    ("VOTE-10", of(vote(4, 2, 2, drawn=frozenset({1, 3})), meetings=ROLL, franchise=VOTERS)),
    ("VOTE-11", of(vote(16, 9, 9, profile=B, **HANDS))),
    ("VOTE-12", of(vote(16, 9, 9, profile=B, subjects=2))),
    ("VOTE-13", of(vote(16, 9, 9, profile=B, written_yes=1, opinions=[START + timedelta(hours=3)]))),
    ("VOTE-14", of(vote(16, 13, 9, profile="d_election", opinions=[BEFORE]))),
    ("VOTE-14", of(poll(15, 12, drawn=frozenset(range(1, 14))))),
    ("VOTE-15", of(poll(names=8, seats=7))),
    ("VOTE-16", of(poll(people=[Runner(1, yes=7, is_elected=True), Runner(2, yes=5)]))),
    ("VOTE-17", of(vote(topic=GRAVE), people=BOARD)),
    ("VOTE-18", of(vote(20, 20, 11, 9, topic=GRAVE))),
    ("VOTE-19", of(decisions=[decision(due_on=None)])),
    ("VOTE-19", of(decisions=[decision(due_on=date(2026, 6, 11))])),
    ("VOTE-19", of(decisions=[decision()], more=COMMITTEES)),
    ("VOTE-19", of(decisions=[decision()], more=NEXT_YEAR)),
    ("VOTE-20", of(vote(topic=Topic(1, "接收预备党员", "admission")), kind="temporary_branch")),
    ("VOTE-20", of(poll(), kind="temporary_branch")),
    ("VOTE-21", of(vote())),
    ("VOTE-22", of(vote(28, 19, 18, profile=E), meetings=CROWD, people=THIRTY)),
    ("VOTE-22", of(vote(28, 20, 14, 6, profile=E), meetings=ENOUGH, people=THIRTY)),
    ("VOTE-23", of(vote(300, 199, 199, profile=H, base_kind=BaseKind.HOUSEHOLDS))),
    ("VOTE-24", year(LIFE)),
    ("VOTE-25", of(vote(2, 2, 2), meetings=ROLL, franchise=VOTERS, exclusions=NO_PAPERS)),
    ("VOTE-25", of(vote(2, 2, 2), meetings=ROLL, franchise=WITHOUT, exclusions=NO_PAPERS)),
    ("VOTE-25", of(poll(2, 2), meetings=ROLL, franchise=WITHOUT, exclusions=NO_PAPERS)),
    ("VOTE-26", of(poll(people=[Runner(pk, yes=9, is_elected=True) for pk in (1, 2)]))),
    ("VOTE-27", of(vote(20, 20, 11, 9, topic=GRAVE, result="deferred"), more=LATER)),
    ("VOTE-27", of(vote(20, 20, 11, 9, topic=GRAVE, result="deferred"), more=IN_SPRING)),
    ("VOTE-27", of(
        vote(20, 20, 11, 9, topic=GRAVE, result="deferred"), more=LATER,
        mentions=[Mention("branch_assembly", BEFORE, "处分"), Mention("branch_committee", AFTER, "处分")],
    )),
]  # fmt: skip
CLEAR = [
    ("VOTE-01", of(vote(15, 8, 8))),
    ("VOTE-02", year(held("branch_committee", day(5, 9), present=2), people=BOARD)),
    ("VOTE-03", of(vote(16, 9, 9, profile=B))),
    ("VOTE-04", of(poll(15, 12))),
    ("VOTE-05", of(vote(16, 9, 9))),
    ("VOTE-06", of(vote(16, 9, 7, 2, profile=B, written_yes=2))),
    ("VOTE-07", of(vote(5, 4, 3, 1, profile=C))),
    ("VOTE-08", of(vote(16, 12, 9, 1, rest=1, **PAPER))),
    ("VOTE-09", of(vote(16, 12, 9, 1, rest=1, **PAPER))),
    ("VOTE-10", of(vote(4, 2, 2, drawn=frozenset({1, 2})), meetings=ROLL, franchise=VOTERS)),
    ("VOTE-11", of(vote(16, 9, 9, profile=B, **SECRET))),
    ("VOTE-12", of(vote(16, 9, 9, profile=B, subjects=1))),
    ("VOTE-13", of(vote(16, 9, 9, profile=B, written_yes=1, opinions=[BEFORE]))),
    ("VOTE-14", of(poll(15, 12, drawn=frozenset(range(1, 13))))),
    ("VOTE-15", of(poll(names=6, seats=5))),
    ("VOTE-16", of(poll(people=[Runner(1, yes=8, is_elected=True)]))),
    ("VOTE-17", of(vote(topic=GRAVE), people=BOARD, mentions=[Mention("branch_committee", BEFORE, "处分")])),
    ("VOTE-18", of(vote(20, 20, 18, 2, topic=GRAVE))),
    ("VOTE-19", of(decisions=[decision(noted_on=date(2025, 6, 20))], more=COMMITTEES)),
    ("VOTE-19", of(decisions=[decision()], more=COMMITTEES, rules={"followup_meetings": 0})),
    ("VOTE-19", of(decisions=[decision()], meetings=GROUP, more=COMMITTEES)),
    ("VOTE-19", of(decisions=[decision(meeting=CLOSE[0].pk)], meetings=CLOSE, more=COMMITTEES)),
    ("VOTE-20", of(vote(topic=Topic(1, "学习", "study")), kind="temporary_branch")),
    ("VOTE-21", of(vote(), decisions=[decision()])),
    ("VOTE-22", of(vote(28, 20, 15, 5, profile=E), meetings=ENOUGH, people=THIRTY)),
    ("VOTE-23", of(vote(801, 401, 201, 200, profile=H))),
    ("VOTE-24", year(held("democratic_life", day(5, 9), due=7, present=5))),
    ("VOTE-25", of(vote(2, 2, 2), meetings=ROLL, franchise=WITHOUT, exclusions=ALL_PAPERS)),
    ("VOTE-26", of(poll(people=[Runner(1, yes=9, is_elected=True)]))),
    ("VOTE-27", of(
        vote(20, 20, 11, 9, topic=GRAVE, result="deferred"), more=LATER,
        mentions=[Mention("branch_assembly", AFTER, source=1)],
    )),
]  # fmt: skip
NOT_APPLICABLE = [
    ("VOTE-01", of(vote(16, 7, 7, result="no_quorum"))),
    ("VOTE-02", year(held("branch_committee", day(5, 9), present=1))),
    ("VOTE-03", of(vote(16, 8, 8))),
    ("VOTE-04", of(poll(15, 11, state="void"))),
    ("VOTE-05", of(vote(16, 9, 8, 1, result="rejected"))),
    ("VOTE-06", of(vote(16, 9, 8, 1, profile=B, result="rejected"))),
    ("VOTE-07", of(vote(4, 4, 2, 2, profile=C, result="rejected"))),
    ("VOTE-08", of(vote(16, 12, 0, rest=0, result="deferred"))),
    ("VOTE-09", of(vote())),
    ("VOTE-10", of(vote(4, 3, 3))),
    ("VOTE-11", of(vote())),
    ("VOTE-12", of(vote(subjects=2))),
    ("VOTE-13", of(vote(16, 9, 9, profile=B, opinions=[AFTER]))),
    ("VOTE-14", of(vote())),
    ("VOTE-15", of(poll(names=1, post="secretary"))),
    ("VOTE-15", of(poll(names=1, round=2))),
    ("VOTE-16", of(vote())),
    ("VOTE-16", of(poll())),
    ("VOTE-17", of(vote(topic=GRAVE), people=FIVE)),
    ("VOTE-18", of(vote(20, 20, 11, 9, topic=GRAVE, is_urgent=True))),
    ("VOTE-18", of(vote(20, 20, 11, 9, topic=GRAVE, result="deferred"))),
    ("VOTE-19", of(decisions=[decision(state="done")])),
    ("VOTE-20", of(vote(topic=Topic(1, "接收", "admission")), kind="temporary_branch", approval_doc="组〔2025〕2 号")),
    ("VOTE-21", of(vote(result="rejected"))),
    ("VOTE-22", of(vote(28, 14, 14, profile=E), meetings=CROWD, people=THIRTY, sector="government")),
    ("VOTE-23", of(vote())),
    ("VOTE-24", year(held("democratic_life", day(5, 9)))),
    ("VOTE-25", of(vote(3, 2, 2), meetings=ROLL, franchise=VOTERS, exclusions=NO_PAPERS)),
    ("VOTE-25", of(vote(2, 2, 2), meetings=ROLL, franchise=WITHOUT, exclusions=NO_PAPERS, people=BARRED)),
    ("VOTE-25", of(vote(3, 2, 2, profile=C), meetings=ROLL, franchise=WITHOUT, exclusions=NO_PAPERS)),
    ("VOTE-26", of(vote())),
    ("VOTE-27", of(vote(20, 20, 11, 9, topic=GRAVE, result="deferred"))),
    ("VOTE-27", of(vote(20, 20, 11, 9, topic=GRAVE, result="deferred", referral_doc="请示 1 号"), more=LATER)),
]  # fmt: skip


class TestVote(Family):
    prefix, size = "VOTE", 27
    finds, clear, not_applicable, no_data = FINDS, CLEAR, NOT_APPLICABLE, ()


def test_several_votes_of_a_meeting_are_one_finding_that_names_the_topics() -> None:
    other = Vote(2, PK, Topic(2, "村级预算"), Count(16, 7, 7, 0, 0))
    [found] = look("VOTE-01", of(vote(16, 7, 7), other)).findings
    assert "“冬修水利”" in found.actual
    assert "“村级预算”" in found.actual


def test_what_a_resolution_lacks_is_told_together() -> None:
    [found] = look("VOTE-19", of(decisions=[decision(responsible="", due_on=None)], more=COMMITTEES)).findings
    assert "没有写责任人、时限" in found.actual
    assert "其后 2 次支委会没有跟踪记录" in found.actual


def test_both_readings_of_more_than_half_are_told_where_they_differ() -> None:
    row = poll(15, 12, people=[Runner(1, yes=7, is_elected=True)])
    [found] = look("VOTE-16", of(row)).findings
    assert "2×7 = 14 ≤ 15" in found.actual
    assert "另一口径 2×7 = 14 > 12" in found.actual
    assert not look("VOTE-16", of(row, rules={"election_pass_base": "present"})).findings


def test_more_slips_than_were_given_out_are_told_with_what_was_done_about_it() -> None:
    slips = {"issued": 12, "collected": 13, "valid": 13, "people": [Runner(1, yes=13)]}
    [void] = look("VOTE-09", of(poll(state="void", **slips))).findings
    [counted] = look("VOTE-09", of(poll(**slips))).findings
    assert (void.actual, void.excuse) == (counted.actual, "这一轮已按无效处理")
    assert counted.excuse == ""


def test_only_as_many_opinions_may_be_late_as_were_not_counted() -> None:
    def said(written: int) -> int:
        row = vote(16, 9, 9, profile="b_admission", written_yes=written, opinions=[BEFORE, AFTER])
        return len(look("VOTE-13", of(row)).findings)

    assert [said(written) for written in (1, 2)] == [0, 1]


def test_a_bare_half_is_enough_where_the_branch_says_so() -> None:
    assert not look("VOTE-01", of(vote(16, 8, 8), rules={"quorum_inclusive": True})).findings
