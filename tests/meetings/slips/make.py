"""Polls for tests, made through the lifecycle, and the ways of a voter."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.test import Client

from meetings.kinds import MeetingKind
from meetings.lifecycle import holding
from meetings.models import Meeting, RuleSet, RuleValue
from meetings.rules.rollcall import Mark
from meetings.slips.lifecycle import booth, counting, opening, preparing
from meetings.slips.lifecycle.opening import Printed
from meetings.slips.lifecycle.preparing import Plan
from meetings.slips.models import Poll
from meetings.vocabulary import AttendanceState, VoteProfile
from members import transfers
from members.models import Organisation
from members.vocabulary import MemberCategory
from tests.cast import SINCE, Cast
from tests.meetings.lifecycle import make

ALL = (VoteProfile.A_ASSEMBLY, VoteProfile.C_COMMITTEE, VoteProfile.F_DELIBERATION, VoteProfile.G_APPRAISAL)
WATCHERS = ("莫怀远", "侬小梅")  # guests from above, who are not graded
GRADES = ("优秀", "合格", "基本合格", "不合格")


def allow(body: Organisation, *profiles: VoteProfile, least: int = 5) -> None:
    """A committee lets its branches use electronic slips."""
    rules = RuleSet.objects.create(organisation=body, effective_from=date(2026, 1, 1))
    values = {
        "electronic_ballot_profiles": [profile.value for profile in profiles or ALL],
        "electronic_ballot_min_voters": least,
    }
    for key, value in values.items():
        RuleValue.objects.create(ruleset=rules, key=key, value=value, level="unit")


def twelve(cast: Cast) -> Meeting:
    """An assembly to which twelve have come, two of them more than the cast has, none away."""
    for name in ("陆长庚", "蓝秀英"):
        details = {"name": name, "joined_on": date(2012, 6, 30), "full_on": date(2013, 6, 30)}
        cast.people[name] = transfers.admit(cast.first, details, MemberCategory.FULL, SINCE)
    meeting = make.called(cast, MeetingKind.BRANCH_ASSEMBLY).meetings.get()
    marks = {person.pk: Mark(AttendanceState.PRESENT) for person in (cast.henry, cast.ivan)}
    holding.confirm_roll(meeting.gathering, marks, cast.secretary)
    meeting.refresh_from_db()
    return meeting


def prepared(cast: Cast, meeting: Meeting | None = None, **more: object) -> Poll:
    """A 测评 of all full members by four grades."""
    meeting = meeting or twelve(cast)
    given = {
        "title": "2026年度民主评议党员测评",
        "profile": VoteProfile.G_APPRAISAL,
        "options": GRADES,
        "scrutineers": WATCHERS,
        "people": preparing.candidates(meeting),
    }
    return preparing.prepare(meeting, Plan(**(given | more)), cast.secretary)


def opinion(cast: Cast, meeting: Meeting, questions: Sequence[str], **more: object) -> Poll:
    """Questions with yes and no."""
    given = {
        "profile": VoteProfile.F_DELIBERATION,
        "options": ("赞成", "反对"),
        "people": (),
        "title": "征求意见",
    }
    return prepared(cast, meeting, **(given | {"questions": questions} | more))


def opened(cast: Cast, poll: Poll) -> Printed:
    """Printed and opened; what is on the paper."""
    made = opening.print_slips(poll, cast.secretary)
    opening.open_poll(poll, cast.secretary)
    poll.refresh_from_db()
    return made


def cast_all(made: Printed, ballots: Iterable[Sequence[int | None]]) -> None:
    """One after the other, each with the next slip."""
    for code, ballot in zip(made.codes, ballots, strict=False):
        booth.cast(code, ballot)


def closed(cast: Cast, poll: Poll | None = None, ballots: Sequence[Sequence[int | None]] = ()) -> Poll:
    """Voted on by everybody and counted."""
    poll = poll or prepared(cast)
    made = opened(cast, poll)
    width = poll.questions.count()
    ballots = ballots or [[0] * width for _ in made.codes]
    cast_all(made, ballots)
    counting.close(poll, made.key, len(made.codes) - len(ballots), cast.secretary)
    poll.refresh_from_db()
    return poll


def vote(browser: Client, code: str, **choices: object) -> object:
    """On the tablet: the code, the ballot, and once more where something was left blank."""
    browser.post("/vote/", {"code": code})
    return browser.post("/vote/", {"code": code, "cast": "1", "sure": "1", **choices})
