"""What happens in some branches only, so that every sort of decision can be looked at: two admissions by paper ballot,
a commissioner chosen in a second round, a topic put off because both sides were near, a village matter that asks for
two thirds. Each is told as a story, like the meetings of every month (history.py).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from branchlife.kit import clock
from meetings.demo.history import Hand, Story
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import approval, ballot_count, elections, filing, holding, planning, recording
from meetings.lifecycle.ballot_count import Papers, Votes
from meetings.lifecycle.electorate import electorate
from meetings.lifecycle.electors import electors
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import AgendaItem, CalendarDay, Election, Meeting
from meetings.rules import schedule
from meetings.vocabulary import VoteMethod, VoteProfile
from members.models import Appointment, Member
from members.transfers import end_period
from members.vocabulary import AppointmentMode, MemberCategory, Post

ADMITTED_ON = date(2026, 6, 26)  # the day on which county.py enters those on probation
HOUR = 17  # when no other meeting of the demo is held


@dataclass(frozen=True)
class Desk:
    """A secretary at work: calls, holds, writes up and files the meetings of these matters."""

    hand: Hand
    today: date

    def day(self, before: int) -> date:
        """A working day about so many days before today."""
        about = self.today - timedelta(days=before)
        works = CalendarDay.objects.workday_test(about, self.today + timedelta(days=30))
        return schedule.next_workday(about, works)

    def officers(self, day: date) -> list[Member]:
        """Those in office, the secretary first."""
        rows = Appointment.objects.committee(self.hand.branch).on(day).in_order().select_related("member")
        return [row.member for row in rows]

    def others(self, meeting: Meeting, besides: Sequence[Member] = ()) -> list[Member]:
        """Who was in the room with the right to elect, but for some."""
        return [one for one in electors(meeting, None) if one not in besides]

    def call(self, kind: K, day: date, agenda: Sequence[str]) -> Meeting:
        """Called for that day at five, with its agenda; everybody was told."""
        start = clock.at(day, HOUR)
        officers = self.officers(day)
        facts = planning.Facts(
            start=start, end=start + timedelta(minutes=45), place="党员活动室", host=officers[0], recorder=officers[-1]
        )  # fmt: skip
        if facts.recorder == facts.host:
            rows = self.hand.branch.memberships.on(day).exclude(member=facts.host).order_by("pk")
            facts.recorder = rows[0].member
        sitting = planning.call(self.hand.branch, [kind], facts, self.hand.secretary, agenda=list(agenda))
        return sitting.meetings.get()

    def hold(self, meeting: Meeting) -> Meeting:
        """Whoever was due came."""
        holding.confirm_roll(meeting.gathering, {}, self.hand.secretary)
        meeting.refresh_from_db()
        return meeting

    def vote(self, item: AgendaItem, entry: Entry) -> None:
        """A vote, by the rule of its matter."""
        put_motion(item, entry, self.hand.secretary)

    def file(self, meeting: Meeting, body: str) -> Story:
        """Written up and filed at once, seen two days later."""
        recording.save_minutes(meeting, body, 0, self.hand.secretary)
        [filed] = filing.file_gathering(meeting.gathering, self.hand.secretary)
        yield clock.at(meeting.day + timedelta(days=2), 10)
        filing.acknowledge(filed, self.hand.superior)


# --- 接收预备党员 ----------------------------------------------------------------------------------------------------


def admission(desk: Desk) -> Story:
    """Two people, one after the other, each by a ballot of their own; two opinions against the second."""
    yield clock.at(ADMITTED_ON - timedelta(days=4), 9)
    people = newcomers(desk)
    meeting = desk.call(
        K.BRANCH_ASSEMBLY, ADMITTED_ON, [f"讨论接收{one.name}为中共预备党员" for one in people]
    )
    yield clock.at(ADMITTED_ON, HOUR + 1)
    meeting = desk.hold(meeting)
    present = len(electorate(meeting, VoteProfile.B_ADMISSION).present)
    for number, (item, person) in enumerate(zip(meeting.agenda.order_by("order"), people, strict=True)):
        against = 2 * number
        tally = Tally(present - against, against, 0, issued=present, collected=present, invalid=0)
        entry = Entry(
            VoteMethod.SECRET_BALLOT, tally, VoteProfile.B_ADMISSION, subject=person, teller=hands(desk, meeting)
        )  # fmt: skip
        desk.vote(item, entry)
    names = "、".join(one.name for one in people)
    body = (
        f"一、报告到会情况\n主持人报告应到、实到人数，介绍{names}的培养考察情况和上级党委预审意见。\n"
        "二、讨论\n党员逐人发表意见：平时肯干，联系群众多；学习要再抓紧。\n"
        "三、表决\n推选监票人、计票人，逐个讨论、逐个无记名投票，当场宣布结果，形成决议。"
    )
    yield from desk.file(meeting, body)


def newcomers(desk: Desk) -> list[Member]:
    """Those whose probation begins on that day."""
    rows = desk.hand.branch.memberships.filter(
        start=ADMITTED_ON, member__categories__category=MemberCategory.PROBATIONARY
    )
    return [row.member for row in rows.select_related("member").order_by("pk")]


def hands(desk: Desk, meeting: Meeting, besides: Sequence[Member] = ()) -> str:
    """Two people who watched and counted."""
    first, second = desk.others(meeting, [*desk.officers(meeting.day), *besides])[:2]
    return f"监票 {first.name}，计票 {second.name}"


# --- 补选委员 --------------------------------------------------------------------------------------------------------


def by_election(desk: Desk) -> Story:
    """A commissioner has left; three stand for the seat, none has half in the first round, one has in the second."""
    day = desk.day(70)
    yield clock.at(day - timedelta(days=20), 9)
    leaving = desk.hand.branch.appointments.filter(post=Post.COMMITTEE_MEMBER).open().get()
    end_period(leaving, clock.today(), desk.hand.superior)
    yield clock.at(day - timedelta(days=5), 9)
    meeting = desk.call(K.BRANCH_ASSEMBLY, day, ["补选支部委员会委员 1 名"])
    yield clock.at(day, HOUR + 1)
    meeting = desk.hold(meeting)
    people = [one for one in desk.others(meeting, desk.officers(day)) if one != leaving.member][:3]
    item = meeting.agenda.get()
    first = elections.prepare(item, Post.COMMITTEE_MEMBER, 1, [one.pk for one in people], desk.hand.secretary)
    present = len(desk.others(meeting))
    half = (present - 4) // 2
    count(desk, first, people, (present - 4 - half, half, 4))
    second = elections.next_round(first, desk.hand.secretary)
    two = people[:2]
    count(desk, second, two, (present - present // 3, present // 3))
    body = (
        "一、通过选举办法\n主持人说明补选缘由，宣读候选人情况，全体通过选举办法和监票人、计票人名单。\n"
        "二、投票\n第一轮无人超过应到会人数的半数；得票多的两名进入第二轮，当场再次投票。\n"
        "三、结果\n监票人报告计票结果，主持人宣布当选名单，报上级党委备案。"
    )
    yield from desk.file(meeting, body)
    yield clock.at(day + timedelta(days=6), 15)
    approval.approve(
        first, f"禾党组〔{day.year}〕18号", clock.today(), desk.hand.secretary, AppointmentMode.BY_ELECTED
    )


def count(desk: Desk, election: Election, people: Sequence[Member], yes: Sequence[int]) -> None:
    """One round: every ballot came back valid, each vote that is not for somebody is against."""
    cast = sum(yes)
    meeting = election.agenda_item.meeting
    watching, counting = desk.others(meeting, [*people, *desk.officers(meeting.day)])[:2]
    papers = Papers(cast, cast, 0, scrutineers=watching.name, tellers=counting.name)
    votes = {one.pk: Votes(number, cast - number) for one, number in zip(people, yes, strict=True)}
    ballot_count.count(election, papers, votes, {}, desk.hand.secretary)


# --- 民主议事 --------------------------------------------------------------------------------------------------------


def near_tie(desk: Desk) -> Story:
    """Both sides were near, so it was put off; three weeks later it came back by itself and was clear."""
    for before, is_clear in ((45, False), (24, True)):
        day = desk.day(before)
        yield clock.at(day - timedelta(days=3), 9)
        topics = [] if is_clear else ["村口停车场是否收费"]
        meeting = desk.call(K.DELIBERATION, day, topics)
        yield clock.at(day, HOUR + 1)
        meeting = desk.hold(meeting)
        present = len(electorate(meeting, VoteProfile.F_DELIBERATION).present)
        less = 1 if is_clear else present // 2 - 1 + present % 2
        tally = Tally(present - less - 1, less, 1) if not is_clear else Tally(present - less, less)
        desk.vote(meeting.agenda.get(), Entry(VoteMethod.SHOW_OF_HANDS, tally))
        yield from desk.file(meeting, DELIBERATED[is_clear])


DELIBERATED = {
    False: "一、议题\n村口停车场由村集体修建，是否向外来车辆收费。\n"
    "二、讨论\n赞成的认为养护要有来源；反对的担心影响赶集。双方人数接近，先不定，会后再听群众意见。",
    True: "一、议题\n续议村口停车场收费。会后走访了 31 户，多数同意只在赶集日以外收费。\n"
    "二、讨论\n按走访的意见修改办法，赶集日免费，其余时间每次 2 元，用于养护，按季公布账目。",
}  # fmt: skip


# --- 四议两公开 ------------------------------------------------------------------------------------------------------


def village_matter(desk: Desk) -> Story:
    """审议 before the villagers decide: two thirds of all members must be there."""
    day = desk.day(33)
    yield clock.at(day - timedelta(days=6), 9)
    meeting = desk.call(K.BRANCH_ASSEMBLY, day, ["审议集体林地流转方案（四议两公开）"])
    yield clock.at(day, HOUR + 1)
    meeting = desk.hold(meeting)
    present = len(electorate(meeting, VoteProfile.E_VILLAGE_MAJOR).present)
    tally = Tally(present - 3, 2, 1)
    entry = Entry(VoteMethod.SHOW_OF_HANDS, tally, VoteProfile.E_VILLAGE_MAJOR, teller=hands(desk, meeting))
    desk.vote(meeting.agenda.get(), entry)
    body = (
        "一、报告\n主持人报告到会情况，说明支委会提议、两委商议的经过；方案已于会前三天发给全体党员。\n"
        "二、审议\n党员逐条讨论租期、租金和造林义务，提出两处修改。\n"
        "三、表决\n按修改后的方案表决，提交村民代表会议决议。"
    )
    yield from desk.file(meeting, body)


STORIES: dict[str, Callable[[Desk], Story]] = {
    "CX-HL-LW1": admission,
    "CX-HL-JG": by_election,
    "CX-HL-SQ": near_tie,
    "CX-ZY-ZC": village_matter,
}


def stories(hand: Hand, first: date, today: date) -> Iterator[Story]:
    """The matter of this branch, if it has one and all of it falls between these days."""
    story = STORIES.get(hand.branch.code)
    begins = ADMITTED_ON if story is admission else today - timedelta(days=100)
    if story and first <= begins <= today:
        yield story(Desk(hand, today))
