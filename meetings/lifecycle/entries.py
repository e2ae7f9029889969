"""A vote as it is handed in, what it adds up to, and everything for which it is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from branchlife.kit.problems import Problem
from meetings.lifecycle.electorate import Electorate
from meetings.models import Meeting
from meetings.rules import voters
from meetings.rules.counting import count_problems
from meetings.rules.majority import quorum_of
from meetings.rules.votes import Count
from meetings.vocabulary import BALLOT_METHODS, BaseKind, Stance, VoteMethod, VoteProfile
from members.models import Member

P = VoteProfile


@dataclass(frozen=True)
class Tally:
    """Votes as counted by the tellers; the last three for ballots."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    issued: int | None = None
    collected: int | None = None
    invalid: int | None = None


@dataclass(frozen=True)
class Base:
    """The electorate of 村民会议, which is no roll of ours: how many there are, and how many came."""

    kind: BaseKind
    total: int
    present: int


@dataclass(frozen=True)
class Entry:
    """A vote as it is handed in.

    `profile` None is the usual one of the kind. With `stances` (by member) the vote was by name, and the tally comes
    from them. `undrawn` are voters in the room who took no slip. `taken_at` is asked for when somebody came late or
    left early. `is_urgent` and `is_special` are the ways out of a near-tie.
    """

    method: VoteMethod
    tally: Tally = Tally()
    profile: VoteProfile | None = None
    teller: str = ""
    stances: Mapping[int, Stance] | None = None
    undrawn: frozenset[int] = frozenset()
    written: tuple[voters.Opinion, ...] = ()
    subject: Member | None = None
    subject_name: str = ""
    base: Base | None = None
    taken_at: datetime | None = None
    quorum_note: str = ""
    is_urgent: bool = False
    is_special: bool = False
    referral_doc: str = ""

    @property
    def subject_words(self) -> str:
        """The person voted on, from the roll or as written."""
        return self.subject.name if self.subject else self.subject_name


def settled(entry: Entry, house: Electorate) -> Entry:
    """The entry with its tally counted from the names, where the vote was by name; only who is there draws a slip."""
    there = {row.member_id for row in house.present}
    entry = replace(entry, undrawn=entry.undrawn & there)
    if entry.stances is None:
        return entry
    said = list(entry.stances.values())
    tally = Tally(said.count(Stance.YES), said.count(Stance.NO), said.count(Stance.ABSTAIN))
    if entry.method in BALLOT_METHODS:
        tally = replace(tally, issued=len(house.present), collected=len(said), invalid=0)
    return replace(entry, tally=tally)


def count_of(house: Electorate, entry: Entry) -> Count:
    """Everything the rules count: the roll, the tally, the opinions in writing."""
    written = [opinion.stance for opinion in entry.written]
    base = entry.base
    eligible, present = len(house.voters), len(house.present)
    more: dict[str, int] = {}
    if house.rule.profile is P.H_VILLAGERS:
        eligible, present = (base.total, base.present) if base else (0, 0)
    elif house.rule.profile is P.E_VILLAGE_MAJOR:
        more = {"base_total": len(house.rows), "base_present": house.everybody_present}
    return Count(
        eligible,
        present,
        **asdict(entry.tally),
        written_yes=written.count(Stance.YES),
        written_no=written.count(Stance.NO),
        written_abstain=written.count(Stance.ABSTAIN),
        base_kind=base.kind if base else BaseKind.ADULTS,
        **more,
    )


def problems_of(row: Meeting, house: Electorate, entry: Entry, count: Count) -> Iterator[Problem]:
    """Votes of people without one, numbers that do not agree, a moment outside the meeting, a quorum that was lost."""
    profile, rule, roll = house.rule.profile, house.rule, house.roll
    yield from voters.cast_problems(roll, entry.stances or (), rule, "votes")
    yield from voters.written_problems(roll, entry.written, row.start, rule)
    yield from voters.teller_problems(entry.teller, entry.subject_words)
    yield from _moment(row, house, entry)
    if profile is P.B_ADMISSION and not entry.subject_words:
        text = "请写明表决的是谁；两人以上的逐个表决，一人登记一次"
        yield Problem("subject", text, str(rule.basis), "subject_name")
    if profile is P.H_VILLAGERS and entry.base is None:
        yield Problem("base", "请填应到和到会人数：村民会议不按党员名册计", str(rule.basis), "base_total")
    else:
        yield from count_problems(profile, entry.method, count, house.rules)
        yield from _slips(house, entry)
    yield from _lost(house, entry, count)


def _moment(row: Meeting, house: Electorate, entry: Entry) -> Iterator[Problem]:
    at = entry.taken_at
    if at is None:
        if house.has_moves:
            yield Problem("moment", "有人迟到或早退，请写明表决的时间，实到按那一刻数", "", "taken_at")
    elif at < row.start or (row.end is not None and at > row.end):
        yield Problem("moment", "表决时间须在会议开始以后、散会以前", "", "taken_at")


def _slips(house: Electorate, entry: Entry) -> Iterator[Problem]:
    """Of a secret ballot it is known who drew a slip, so the slips and the names must agree."""
    issued, present = entry.tally.issued, len(house.present)
    if entry.method is not VoteMethod.SECRET_BALLOT or house.rule.profile is P.H_VILLAGERS or issued is None:
        return
    drawn = present - len(entry.undrawn)
    if issued < present and issued != drawn:
        text = (
            f"发出 {issued} 张票，领票名单上有 {drawn} 人，请在领票名单里点出没有领票的 {present - issued} 人"
        )
        yield Problem("slips", text, "领票登记须与发票数相符", "undrawn")
    elif issued == present and entry.undrawn:
        text = f"发出 {issued} 张票，而领票名单只有 {drawn} 人，请核对"
        yield Problem("slips", text, "领票登记须与发票数相符", "issued")


def _lost(house: Electorate, entry: Entry, count: Count) -> Iterator[Problem]:
    """Enough had come, not enough are left: that is entered with the reason for going on, or not at all."""
    if entry.quorum_note or not house.has_moves:
        return
    profile = house.rule.profile
    now = quorum_of(profile, count, house.rules, on=house.day)
    called = count_of(house.called, entry)
    if now.holds or not quorum_of(profile, called, house.rules, on=house.day).holds:
        return
    text = (
        f"点名到会{house.rule.voters} {called.present} 人，表决时在场 {count.present} 人：{now.sentence}。"
        "仍进行了表决的，请写明继续的理由，结果按“人数不足”登记"
    )
    yield Problem("quorum-lost", text, "", "quorum_note")
