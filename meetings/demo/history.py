"""Two years of meetings with the usual blemishes, written by the same functions as real ones, each at its own time."""

import heapq
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.demo import texts
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import carrying, filing, holding, notices, planning, recording, resolutions
from meetings.lifecycle.electorate import electorate
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import CalendarDay, Filing, Gathering, Meeting
from meetings.rules import schedule
from meetings.rules.catalogue.rules import Rules
from meetings.rules.rollcall import Mark
from meetings.vocabulary import (
    AttendanceState,
    LeaveReason,
    NoticeChannel,
    ResolutionState,
    ReturnReason,
    VoteMethod,
)
from members.models import Appointment, Member, Organisation, User
from members.vocabulary import Post

# What happens to one meeting: it yields when it goes on, and is resumed at that moment.
Story = Iterator[datetime]
# Nobody sits in two places at once: what may fall on the day of another begins at another hour.
HOURS = {K.GROUP_MEETING: (19, 30), K.PARTY_LECTURE: (9, 30), K.BRANCH_ASSEMBLY: (9, 30)}


@dataclass(frozen=True)
class Hand:
    """Who writes the history of one branch: its secretary's account and the superior's."""

    branch: Organisation
    secretary: User
    superior: User


class History:
    """Writes the meetings of one branch between two days; the same chance gives the same history.

    `more` are stories beside those of every month.
    """

    def __init__(
        self, hand: Hand, first: date, today: date, chance: random.Random, more: Iterable[Story] = ()
    ) -> None:
        self.hand, self.first, self.today, self.chance = hand, first, today, chance
        self.more = more
        self.works = CalendarDay.objects.workday_test(first, today + timedelta(days=60))
        day = date(2025, 1, 1)
        self.groups = list(Organisation.objects.groups().filter(parent=hand.branch).order_by("path"))
        self.officers = [
            row.member
            for row in Appointment.objects.committee(hand.branch).on(day).in_order().select_related("member")
        ]
        self.has_committee = len(self.officers) >= Rules().committee_size_min

    def write(self) -> None:
        """Everything that happened, in the order in which it happened; what would lie ahead of now has not."""
        now = clock.now()
        waiting = [
            (next(story), number, story) for number, story in enumerate(chain(self._stories(), self.more))
        ]
        heapq.heapify(waiting)
        while waiting:
            moment, number, story = heapq.heappop(waiting)
            if moment > now:
                continue
            with clock.pretend(moment):
                following = next(story, None)
            if following is not None:
                heapq.heappush(waiting, (following, number, story))

    def _stories(self) -> Iterator[Story]:
        """One for each meeting, month by month."""
        year, month = self.first.year, self.first.month
        while date(year, month, 1) <= self.today:
            for kind, group in self._wanted(month):
                day = self._day(kind, year, month)
                if self.chance.random() > 0.05 and day <= self.today + timedelta(days=10):
                    yield self._one(kind, group, day)
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)

    def _wanted(self, month: int) -> list[tuple[K, Organisation | None]]:
        wanted: list[tuple[K, Organisation | None]] = [(K.THEME_DAY, None)]
        if self.has_committee:
            wanted.insert(0, (K.BRANCH_COMMITTEE, None))
        wanted += [(K.GROUP_MEETING, group) for group in self.groups]
        if month % 3 == 0:
            wanted.append((K.BRANCH_ASSEMBLY, None))
        if month % 3 == 2:
            wanted.append((K.PARTY_LECTURE, None))
        return wanted

    def _day(self, kind: K, year: int, month: int) -> date:
        if kind is K.THEME_DAY:
            fixed = schedule.theme_day(year, month, self.works, Rules())
            if fixed is not None:
                return fixed
        early = {K.BRANCH_COMMITTEE: 4, K.GROUP_MEETING: 9}.get(kind, 22)
        return schedule.next_workday(date(year, month, early + self.chance.randrange(4)), self.works)

    def _one(self, kind: K, group: Organisation | None, day: date) -> Story:
        """The life of one meeting: each time it says when it goes on."""
        yield min(clock.at(day - timedelta(days=2), 9), clock.now())
        sitting = self._call(kind, group, day)
        meeting = sitting.meetings.order_by("pk")[0]
        notice = planning.notify(meeting, NoticeChannel.MESSAGE, "", self.hand.secretary)
        if day > self.today:  # of those to come one sees who was told
            notices.hand_out([notice], {}, self.hand.secretary)
        if self.chance.random() < 0.015:
            yield clock.at(day, 17)
            planning.not_held(meeting, self.chance.choice(texts.REASONS), self.hand.secretary)
            return
        yield from self._hold_and_file(sitting, day)

    def _call(self, kind: K, group: Organisation | None, day: date) -> Gathering:
        start = clock.at(day, *HOURS.get(kind, (14, 30)))
        topic = self.chance.choice(texts.TOPICS[kind])
        facts = planning.Facts(
            start=start,
            end=start + timedelta(minutes=self.chance.choice((50, 65, 80, 95))),
            place=self.chance.choice(texts.PLACES),
            host=self._host(group, day),
            recorder=self.officers[1] if len(self.officers) > 1 else None,
            theme=topic if kind is K.THEME_DAY else "",
            theme_contents=["study", "volunteering"] if kind is K.THEME_DAY else [],
            scheduled_on=day if kind is K.THEME_DAY else None,
        )
        if facts.recorder is None:
            facts.recorder = self._somebody(day)
        agenda = [] if kind in (K.THEME_DAY, K.PARTY_LECTURE) else topic.split("；")
        sitting = planning.call(
            self.hand.branch, [kind], facts, self.hand.secretary, group=group, agenda=agenda
        )
        if kind is K.PARTY_LECTURE:
            self._lecture(sitting.meetings.get(), topic)
        return sitting

    def _host(self, group: Organisation | None, day: date) -> Member:
        if group is None:
            return self.officers[0]
        leader = Appointment.objects.on(day).filter(organisation=group, post=Post.GROUP_LEADER).first()
        return leader.member if leader else self.officers[0]

    def _somebody(self, day: date) -> Member | None:
        rows = self.hand.branch.memberships.on(day).select_related("member").order_by("pk")
        return next((row.member for row in rows if row.member_id != self.officers[0].pk), None)

    def _lecture(self, meeting: Meeting, topic: str) -> None:
        lecturer = self.chance.choice(self.officers)
        title = f"{self.hand.branch.short_name}党员"
        recording.set_lecture(
            meeting, self.hand.secretary, lecturer, topic=topic, lecturer_title=title, hours="1.0"
        )

    def _hold_and_file(self, sitting: Gathering, day: date) -> Story:
        age = (self.today - day).days
        late = 12 if self.chance.random() < 0.04 else 0
        written = clock.at(day + timedelta(days=self.chance.choice((0, 0, 1, 2)) + late), 17)
        if clock.local_date(written) > self.today:
            written = clock.at(day, 18)
        yield written
        holding.confirm_roll(sitting, self._marks(sitting), self.hand.secretary)
        meeting = sitting.meetings.get()
        if age < 5 and self.chance.random() < 0.35:
            return
        self._write_up(meeting, late=bool(late))
        if age < 12 and self.chance.random() < 0.3:
            return
        try:
            [filed] = filing.file_gathering(sitting, self.hand.secretary)
        except Refusal:  # something is missing: the record waits on the desk
            return
        yield from self._decide(filed, written, age)

    def _marks(self, sitting: Gathering) -> dict[int, Mark]:
        marks = {}
        meeting = sitting.meetings.get()
        for listed in holding.due_roll(meeting):
            dice = self.chance.random()
            if not listed.standing.is_due or listed.member in (self.officers[0], meeting.host):
                continue
            if dice < 0.09:
                marks[listed.member.pk] = Mark(AttendanceState.LEAVE, self.chance.choice(list(LeaveReason)))
            elif dice < 0.105:
                marks[listed.member.pk] = Mark(AttendanceState.ABSENT, LeaveReason.OTHER)
        return marks

    def _write_up(self, meeting: Meeting, *, late: bool) -> None:
        by = self.hand.secretary
        meeting.refresh_from_db()
        if late:
            facts = planning.facts_of(meeting)
            facts.late_reason = self.chance.choice(texts.LATE)
            planning.amend(meeting, facts, meeting.revision, by)
        present = [a.member.name for a in meeting.attendances.there().select_related("member").order_by("pk")]
        recording.save_minutes(meeting, self._body(meeting, present), 0, by)
        self._report(meeting)
        self._vote(meeting)
        if meeting.kind in (K.BRANCH_ASSEMBLY, K.BRANCH_COMMITTEE, K.THEME_DAY):
            owner = "" if self.chance.random() < 0.1 else self.chance.choice(present or [""])
            line = resolutions.ResolutionLine(
                self.chance.choice(texts.TASKS),
                owner,
                meeting.day + timedelta(days=self.chance.choice((10, 20, 30))),
            )
            resolutions.set_resolutions(meeting, [line], by)

    def _report(self, meeting: Meeting) -> None:
        """Most of what was resolved before has been done by the next meeting, some drags on, some is not spoken of."""
        lines = []
        for row in carrying.reportable(meeting):
            dice = self.chance.random()
            if dice < 0.7:
                note = self.chance.choice(texts.DONE)
                lines.append(carrying.ReportLine(row.pk, note, ResolutionState.DONE))
            elif dice < 0.9:
                lines.append(carrying.ReportLine(row.pk, self.chance.choice(texts.UNDER_WAY)))
        if lines:
            carrying.set_reports(meeting, lines, self.hand.secretary)

    def _body(self, meeting: Meeting, present: list[str]) -> str:
        speakers = self.chance.sample(present, min(3, len(present)))
        lines = [self.chance.choice(texts.OPENINGS)]
        headings = meeting.spec.headings or ("一、会议内容",)
        for heading, speaker in zip(headings, speakers, strict=False):
            lines += [heading, f"{speaker}：{self.chance.choice(texts.VOICES)}"]
        return "\n".join([*lines, self.chance.choice(texts.CLOSINGS)])

    def _vote(self, meeting: Meeting) -> None:
        item = meeting.agenda.order_by("order").first()
        if item is None or not meeting.spec.asks_half or self.chance.random() < 0.4:
            return
        house = electorate(meeting, meeting.spec.profiles[0])
        present = len(house.present)
        if 2 * present < len(house.voters):
            return
        against = self.chance.choice((0, 0, 0, 1, 2)) if present > 6 else 0
        tally = Tally(present - against, against)
        put_motion(item, Entry(VoteMethod.SHOW_OF_HANDS, tally), self.hand.secretary)

    def _decide(self, filed: Filing, written: datetime, age: int) -> Story:
        dice = self.chance.random()
        if age < 9 and dice < 0.6:
            return
        yield written + timedelta(days=2)
        if dice <= 0.97:
            filing.acknowledge(filed, self.hand.superior)
            return
        words = self.chance.choice(texts.RETURNS)
        filing.send_back(filed, ReturnReason.REFILL, ["minutes"], words, self.hand.superior)
        if age > 20:
            yield clock.at(clock.local_date(written) + timedelta(days=5), 10)
            self._mend(filed)

    def _mend(self, returned: Filing) -> None:
        """A record sent back long ago was written up more fully, filed again and seen."""
        meeting = Meeting.objects.get(pk=returned.meeting_id)
        latest = recording.latest_minutes(meeting)
        assert latest is not None  # noqa: S101 (a returned record has minutes)
        body = f"{latest.body}\n补记：{self.chance.choice(texts.VOICES)}"
        recording.save_minutes(meeting, body, latest.version, self.hand.secretary)
        [again] = filing.file_gathering(meeting.gathering, self.hand.secretary)
        filing.acknowledge(again, self.hand.superior)
