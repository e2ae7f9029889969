"""Every address of the site, who may open it, and rows to open it with: a draft and a filed record for each place.

Who may do what is written down here once more, by name and without looking at members/access.py: where the two
disagree, one of them is wrong.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.urls import get_resolver, reverse

from branchlife.kit.jobs import queue, registry
from branchlife.kit.jobs.models import Job
from branchlife.kit.jobs.registry import Result, Run
from meetings.archive.models import ArchiveBox, ArchiveItem
from meetings.inspection.models import CheckRun, Finding
from meetings.kinds import MeetingKind
from meetings.lifecycle import lecturers, plans, prompts, recording, resolutions, suggestions, venues
from meetings.models import Election, Filing, LeaveRequest, Meeting, Motion, Plan, SignIn
from meetings.slips.models import Poll
from meetings.vocabulary import (
    AttachmentKind,
    LeaveReason,
    MotionResult,
    SignInMethod,
    VoteMethod,
    VoteProfile,
)
from members import transfers
from members.models import Member, Organisation, User
from members.vocabulary import ExclusionGround, MemberStatus, Post
from tests.cast import NOW, TODAY, Cast
from tests.meetings.lifecycle import make

ADMINISTRATORS = {"sysadmin", "secadmin", "auditor"}
EVERYBODY = {
    "secretary", "recorder", "discipline", "leader", "member", "neighbour", "stranger", "general", "officer",
    "inspector", "far_inspector", *ADMINISTRATORS,
}  # fmt: skip

# --- Who may, by place. "first" is 柳湾村第一支部, "group" its western group, "other" a branch of another town ---

KEEPERS = {"secretary", "recorder"}
OVERSEERS = {"general", "officer", "inspector"}
READERS = KEEPERS | OVERSEERS | {"discipline"}
STEADY = {"first": KEEPERS, "group": KEEPERS, "close": KEEPERS, "other": {"stranger"}}
READ = {
    "first": READERS,
    "group": READERS,
    "close": KEEPERS | {"inspector"},
    "other": {"stranger", "far_inspector"},
}
READ_MEETING = READ | {"group": READERS | {"leader"}}
EDIT_MEETING = STEADY | {"group": KEEPERS | {"leader"}}
KEEP = STEADY
REVEAL = {"first": {"secretary"}, "other": {"stranger"}}
READ_PLAN = {"first": READERS, "other": {"stranger", "far_inspector"}}
EDIT_PLAN = {"first": KEEPERS, "other": {"stranger"}}
DECIDE_PLAN = {"first": {"officer", "inspector"}, "other": {"far_inspector"}}
SET_THEME_DAY = {"first": {"secretary", "officer"}, "other": {"stranger"}}
DECIDE = {"first": {"officer", "inspector"}, "close": {"inspector"}, "other": {"far_inspector"}}
# What the town gives reaches both branches of the village.
HANDED_DOWN = READ | {"first": READERS | {"neighbour"}}
PUBLISH = {"first": {"officer"}}
INSPECT = {"first": {"inspector"}, "other": {"far_inspector"}}
CONCERNS = {"first": KEEPERS | {"discipline"}, "other": {"stranger"}}
REGISTERED = KEEP | {"first": KEEPERS | {"officer"}}
SHARE = {"first": KEEPERS | {"general", "officer"}, "other": {"stranger"}}
OVERSEE = {"first": OVERSEERS, "other": {"far_inspector"}}
AT_DESKS = EVERYBODY - ADMINISTRATORS - {"member"}


@dataclass(frozen=True)
class Line:
    """One address: who may open it (anywhere, or by place), who sees the row, what it answers to."""

    may: set[str] | dict[str, set[str]]
    sees: dict[str, set[str]] = field(default_factory=dict)
    row: str = ""  # which row `pk` names: meeting, member, organisation, filing, attachment, resolution
    get: bool = True
    post: bool = True
    asks_more: bool = (
        False  # whether the view refuses some of those who may: a leader adds no kind of the branch
    )
    notes: bool = False  # whether a GET leaves a line in the access log


def of_meeting(may: dict[str, set[str]], **more: Any) -> Line:
    return Line(may, READ_MEETING, "meeting", **more)


def of_poll(**more: Any) -> Line:
    return Line(EDIT_MEETING, READ_MEETING, "poll", **more)


def of_job(**more: Any) -> Line:
    """Theirs alone who asked for it."""
    return Line({"first": {"secretary"}, "other": {"stranger"}}, row="job", **more)


TABLE: dict[str, Line] = {
    # --- everybody who is signed in ---
    "desk": Line(EVERYBODY),
    "account": Line(EVERYBODY, post=False),
    "password-change": Line(EVERYBODY),
    "two-factor": Line(EVERYBODY),
    "reminders": Line(EVERYBODY),
    "elder": Line(EVERYBODY, get=False),
    "awake": Line(EVERYBODY, post=False),
    "logout": Line(EVERYBODY, get=False),
    "jobs": Line(EVERYBODY, post=False),
    "job": of_job(post=False),
    "job-again": of_job(get=False),
    "job-result": of_job(post=False, notes=True),
    # --- lists ---
    "calendar": Line(AT_DESKS),
    "meetings": Line(AT_DESKS),
    "members": Line(AT_DESKS - {"leader"}),
    "organisations": Line(AT_DESKS - {"leader"}),
    "resolutions": Line(AT_DESKS),
    "filings": Line(AT_DESKS - {"leader"}),
    "subtree": Line(OVERSEERS | {"far_inspector"}),
    "subtree-filings": Line(OVERSEERS | {"far_inspector"}),
    "own-record": Line({"member"}),
    "prompts": Line(AT_DESKS - {"leader"}),
    "prompt-new": Line({"officer"}),
    "suggestions": Line({"secretary", "recorder", "discipline", "neighbour", "stranger"}),
    "suggestion-new": Line({"secretary", "recorder", "neighbour", "stranger"}),
    "own-suggestions": Line({"member"}),
    "venues": Line(AT_DESKS - {"leader"}),
    "venue-new": Line({"secretary", "recorder", "neighbour", "stranger", "officer"}),
    "lecturers": Line(AT_DESKS - {"leader"}),
    "turn-add": Line({"secretary", "recorder", "neighbour", "stranger"}, get=False),
    "guests": Line(AT_DESKS - {"leader"}),
    "guest-new": Line({"secretary", "recorder", "neighbour", "stranger", "officer"}),
    "leader-lectures": Line(AT_DESKS - {"leader"}),
    "meeting-new": Line({"secretary", "recorder", "leader", "neighbour", "stranger"}),
    "member-new": Line({"secretary", "recorder", "neighbour", "stranger"}),
    # --- meetings ---
    "meeting": of_meeting(READ_MEETING),
    "meeting-filed": of_meeting(READ_MEETING),
    "meeting-export": of_meeting(READ_MEETING, post=False, notes=True),
    "meeting-counts": of_meeting(READ_MEETING),
    "meeting-facts": of_meeting(EDIT_MEETING),
    "meeting-roll": of_meeting(EDIT_MEETING),
    "meeting-minutes": of_meeting(EDIT_MEETING),
    "meeting-autosave": of_meeting(EDIT_MEETING),
    "meeting-compare": of_meeting(EDIT_MEETING),
    "meeting-agenda": of_meeting(EDIT_MEETING),
    "meeting-motion": of_meeting(EDIT_MEETING),
    "meeting-referral": of_meeting(KEEP),
    "meeting-speeches": of_meeting(EDIT_MEETING),
    "meeting-files": of_meeting(EDIT_MEETING),
    "meeting-check": of_meeting(EDIT_MEETING),
    "meeting-file": of_meeting(EDIT_MEETING, get=False),
    "meeting-notify": of_meeting(EDIT_MEETING),
    "meeting-notices": of_meeting(EDIT_MEETING),
    "meeting-notices-tell": of_meeting(EDIT_MEETING, get=False),
    "meeting-notice-slips": of_meeting(EDIT_MEETING, post=False, notes=True),
    "meeting-sign-in": of_meeting(EDIT_MEETING, post=False),
    "meeting-kiosk": of_meeting(EDIT_MEETING, get=False),
    "meeting-sign-in-undo": of_meeting(EDIT_MEETING, get=False),
    "meeting-leave": of_meeting(EDIT_MEETING),
    "meeting-leave-decide": of_meeting(EDIT_MEETING, get=False),
    "meeting-postpone": of_meeting(EDIT_MEETING),
    "meeting-not-held": of_meeting(EDIT_MEETING),
    "meeting-add-kind": of_meeting(EDIT_MEETING, asks_more=True),
    "meeting-correct": of_meeting(KEEP),
    "meeting-lecturer": of_meeting(EDIT_MEETING),
    "meeting-lecture": of_meeting(EDIT_MEETING),
    "election-new": of_meeting(EDIT_MEETING),
    "election": of_meeting(EDIT_MEETING),
    "election-ballots": of_meeting(READ_MEETING, post=False, notes=True),
    "election-count": of_meeting(EDIT_MEETING),
    "election-again": of_meeting(EDIT_MEETING),
    "election-fewer": of_meeting(EDIT_MEETING),
    "election-approve": of_meeting(KEEP),
    "election-drop": of_meeting(EDIT_MEETING),
    "attachment": Line(READ_MEETING, READ_MEETING, "attachment", notes=True),
    "attachment-remove": Line(EDIT_MEETING, READ_MEETING, "attachment"),
    # --- electronic slips ---
    "slips": of_meeting(EDIT_MEETING, post=False),
    "poll-new": of_meeting(EDIT_MEETING),
    "poll": of_poll(post=False),
    "poll-print": of_poll(get=False),
    "poll-open": of_poll(),
    "poll-close": of_poll(),
    "poll-void": of_poll(),
    "poll-export": of_poll(post=False, notes=True),
    # --- the inspection ---
    "inspection": Line(AT_DESKS - {"leader"}, post=False),
    "inspection-checks": Line(AT_DESKS - {"leader"}, post=False),
    "branch-findings": Line(READ, READ, "organisation", post=False),
    "branch-inspect": Line(READ, READ, "organisation", get=False),
    "finding-decide": Line(INSPECT, READ, "finding", get=False),
    "finding-explain": Line(KEEP, READ, "finding"),
    "own-findings": Line({"member", "secretary", "recorder", "neighbour", "stranger"}, post=False),
    # --- the archive ---
    "archive": Line(AT_DESKS - {"leader"}),
    "branch-archive": Line(READ, READ, "organisation"),
    "archive-year": Line(READ, READ, "organisation", post=False),
    "archive-close": Line(KEEP, READ, "organisation"),
    "archive-volume": Line(READ, READ, "organisation", get=False),
    "archive-dossier": Line(READ, READ, "organisation", get=False),
    "handbooks": Line(KEEP, READ, "organisation", post=False),
    "handbooks-all": Line(KEEP, READ, "organisation", get=False),
    "handbook": Line(KEEP, READ, "member", post=False, notes=True),
    "own-handbook": Line({"member"}, post=False, notes=True),
    "archive-box-new": Line(KEEP, READ, "organisation"),
    "archive-box": Line(KEEP, READ, "archive-box"),
    "archive-box-empty": Line(KEEP, READ, "archive-box", get=False),
    "archive-box-export": Line(READ, READ, "archive-box", post=False, notes=True),
    "archive-record": Line(READ, READ, "archive-item", post=False, notes=True),
    "resolution": Line(READ_MEETING, READ_MEETING, "resolution"),
    "resolution-follow": Line(EDIT_MEETING, READ_MEETING, "resolution", get=False),
    # --- what there is to talk about ---
    "prompt": Line(HANDED_DOWN, HANDED_DOWN, "prompt"),
    "prompt-adopt": Line(KEEP | {"first": KEEPERS | {"neighbour"}}, HANDED_DOWN, "prompt", get=False),
    "prompt-edit": Line(PUBLISH, HANDED_DOWN, "prompt"),
    "prompt-withdraw": Line(PUBLISH, HANDED_DOWN, "prompt"),
    "prompt-paper": Line(HANDED_DOWN, HANDED_DOWN, "paper"),
    "prompt-paper-remove": Line(PUBLISH, HANDED_DOWN, "paper"),
    "suggestion": Line(CONCERNS, CONCERNS, "suggestion"),
    "suggestion-adopt": Line(KEEP, CONCERNS, "suggestion", get=False),
    "suggestion-answer": Line(KEEP, CONCERNS, "suggestion", get=False),
    "venue": Line(REGISTERED, READ, "venue"),
    "turn-move": Line(KEEP, READ, "turn", get=False),
    "turn-drop": Line(KEEP, READ, "turn", get=False),
    "guest": Line(REGISTERED, READ, "guest"),
    # --- what was sent upward ---
    "filing": Line(READ, READ, "filing"),
    "filings-acknowledge": Line({"officer", "inspector", "far_inspector"}, get=False),
    "filing-pass": Line({"first": {"general"}}, READ, "filing"),
    "filing-acknowledge": Line(DECIDE, READ, "filing", get=False),
    "filing-return": Line(DECIDE, READ, "filing"),
    # --- people and places ---
    "member": Line(READ, READ, "member"),
    "member-edit": Line(KEEP, READ, "member"),
    "member-step": Line(KEEP, READ, "member"),
    "member-period-end": Line(KEEP, READ, "member"),
    "member-exclusion-papers": Line(KEEP, READ, "member"),
    "member-reveal": Line(REVEAL, READ, "member", get=False),
    "organisation": Line(READ, READ, "organisation"),
    "feed": Line(SHARE, READ, "organisation", post=False),
    "feed-renew": Line(SHARE, READ, "organisation", get=False),
    "feed-close": Line(SHARE, READ, "organisation", get=False),
    # --- plans ---
    "plans": Line(AT_DESKS - {"leader"}),
    "plan-draft": Line(KEEP, READ, "organisation", get=False),
    "plan": Line(READ_PLAN, READ_PLAN, "plan"),
    "plan-edit": Line(EDIT_PLAN, READ_PLAN, "plan"),
    "plan-report": Line(EDIT_PLAN, READ_PLAN, "plan", get=False),
    "plan-acknowledge": Line(DECIDE_PLAN, READ_PLAN, "plan", get=False),
    "plan-return": Line(DECIDE_PLAN, READ_PLAN, "plan"),
    "plan-discard": Line(EDIT_PLAN, READ_PLAN, "plan"),
    "plan-export": Line(READ_PLAN, READ_PLAN, "plan", post=False, notes=True),
    "plan-call": Line(EDIT_PLAN, READ_PLAN, "plan_item", get=False),
    "branch-rules": Line(READ, READ, "organisation"),
    "theme-days": Line(READ, READ, "organisation"),
    "theme-day": Line(KEEP, READ, "organisation"),
    "theme-rule": Line(SET_THEME_DAY, READ, "organisation"),
    "branch-year": Line(OVERSEE, READ, "organisation"),
    "branch-export": Line(READ, READ, "organisation", post=False, notes=True),
    "roster-import": Line(KEEP, READ, "organisation"),
    "roster-import-save": Line(KEEP, READ, "organisation", get=False),
    "posts-import": Line(KEEP, READ, "organisation"),
    "posts-import-save": Line(KEEP, READ, "organisation", get=False),
    "ledger-import": Line(KEEP, READ, "organisation"),
    "ledger-import-save": Line(KEEP, READ, "organisation", get=False),
}
ROUNDS = {name for name in TABLE if name.split("-")[0] == "election"} - {"election-new"}
# By a signed token, or by what the session of the tablet in the room knows.
BY_LINK = {
    "calendar-feed", "kiosk", "personal", "personal-confirm", "personal-here", "personal-leave", "personal-paper",
    "personal-was-there",
}  # fmt: skip
IN_A_YEAR = {
    "archive-year", "archive-close", "archive-volume", "archive-dossier", "handbooks", "handbooks-all",
    "handbook", "own-handbook",
}  # fmt: skip
PUBLIC = {"login", "vote", "vote-done", "verify", *BY_LINK}
SAID_IN_JSON = {"meeting-autosave"}  # a script asks: signed out is 401
# Forms of a branch that need more than seeing it.
EXPORTS = {
    "register": READ,
    "register_pdf": READ,
    "resolutions": READ,
    "resolutions_pdf": READ,
    "theme_days": READ,
    "theme_days_pdf": READ,
    "leader_lectures": READ,
    "leader_lectures_pdf": READ,
    "suggestions": CONCERNS,
    "suggestions_pdf": CONCERNS,
    "suggestion_slips": CONCERNS,
    "trips": OVERSEE,
    "trips_pdf": OVERSEE,
    "roster": KEEP,
    "roster_pdf": KEEP,
    "archive_catalogue": READ,
    "archive_catalogue_pdf": READ,
    "archive_catalogue_cover": READ,
    "archive_blank_stamps": READ,
    "archive_stamps": READ,
}

# --- The rows ---


TOPIC_ROWS = ("prompt", "paper", "suggestion", "venue", "turn", "guest", "finding")


@dataclass
class Rows:
    """Rows by place and state: ("first", "draft"), ("other", "filed") …"""

    cast: Cast
    meetings: dict[tuple[str, str], Meeting] = field(default_factory=dict)
    plans: dict[tuple[str, str], Plan] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    topics: dict[tuple[str, str], int] = field(default_factory=dict)  # (row, place): pk

    def pk_of(self, row: str, where: tuple[str, str]) -> int | None:
        if row == "plan":
            return self.plans[where].pk
        if row == "plan_item":
            return self.plans[where].items.order_by("-scheduled_on", "-pk")[0].pk
        if row in TOPIC_ROWS:
            return self.topics[row, where[0]]
        match row:
            case "job":
                return self.jobs[where[0]].pk
            case "member":
                return {"first": self.cast.ivan, "other": self.cast.peggy}[where[0]].pk
            case "organisation":
                return {"first": self.cast.first, "other": self.cast.other}[where[0]].pk
        return self._of_meeting(row, self.meetings[where])

    @staticmethod
    def _of_meeting(row: str, meeting: Meeting) -> int | None:
        match row:
            case "meeting":
                return meeting.pk
            case "filing":
                filing = meeting.filings.first()
                return filing.pk if filing else None
            case "attachment" | "poll" | "resolution":
                return getattr(meeting, f"{row}s").get().pk
        box = row == "archive-box"
        found = meeting.branch.archive_boxes if box else ArchiveItem.objects.filter(meeting=meeting)
        return found.first().pk

    def places_of(self, row: str) -> list[tuple[str, str]]:
        if row in ("member", "organisation", "archive-box", "job", *TOPIC_ROWS):
            return [("first", "draft"), ("other", "draft")]
        if row == "archive-item":
            return [where for where in self.meetings if where[1] == "filed"]
        if row in ("plan", "plan_item"):
            return list(self.plans)
        if row == "filing":
            return [where for where in self.meetings if where[1] == "filed" and where[0] != "group"]
        return list(self.meetings)


def moved(cast: Cast, meeting: Meeting, place: str) -> Meeting:
    """The same record as if another branch had made it."""
    meeting.attendances.all().delete()
    Meeting.objects.filter(pk=meeting.pk).update(branch=cast.places[place])
    type(meeting.gathering).objects.filter(pk=meeting.gathering_id).update(branch=cast.places[place])
    meeting.refresh_from_db()
    return meeting


def with_paper(meeting: Meeting, cast: Cast) -> Meeting:
    line = resolutions.ResolutionLine(f"落实{meeting.gathering.theme}", "柯䶮", TODAY - timedelta(days=2))
    resolutions.set_resolutions(meeting, [line], cast.secretary)
    recording.attach(meeting, "材料.pdf", b"%PDF-1.4\n%%EOF\n", AttachmentKind.OTHER, cast.secretary)
    return meeting


def with_poll(meeting: Meeting) -> Poll:
    """An electronic poll that waits for its slips."""
    return Poll.objects.create(
        meeting=meeting, title="测评", profile=VoteProfile.G_APPRAISAL, options=["合格", "不合格"],
        first_scrutineer="莫怀远", second_scrutineer="侬小梅",
    )  # fmt: skip


def leave_asked(meeting: Meeting) -> LeaveRequest:
    """Leave that somebody asked for and nobody decided."""
    return meeting.gathering.leave_requests.order_by("pk")[0]


def with_referral(meeting: Meeting) -> Motion:
    """A vote that was put before the superior."""
    return Motion.objects.create(
        agenda_item=meeting.agenda.get(order=1), profile=VoteProfile.F_DELIBERATION, method=VoteMethod.SHOW_OF_HANDS,
        eligible_count=9, present_voters=7, yes=4, no=3, abstain=0, result=MotionResult.REFERRED_UP,
        verdict="双方人数接近",
    )  # fmt: skip


def with_archive(meeting: Meeting, number: int) -> None:
    """An archived item, and for each branch a box."""
    codes = {
        "fonds_code": "J001",
        "year": 2025,
        "retention": "years_30",
        "org_code": meeting.branch.code[-3:],
    }
    ArchiveItem.objects.create(
        meeting=meeting, category="minutes", item_number=number, archive_code=f"J001-{meeting.pk}",
        responsible_party=meeting.branch.full_name, title=f"[{meeting.gathering.theme}]", dated_on=meeting.day, **codes,
    )  # fmt: skip
    ArchiveBox.objects.get_or_create(
        branch=meeting.branch, box_number=1, first_item=1, last_item=9, fonds_name="禾岭镇党委", **codes
    )


def with_topics(made: Rows) -> None:
    """One row of each sort: what the town hands down and what the branch keeps, here and in the other town."""
    cast = made.cast
    for place, branch, town, member in (
        ("first", cast.first, cast.town, cast.grace),
        ("other", cast.other, cast.other_town, cast.peggy),
    ):
        prompt = prompts.publish(town, prompts.PromptFacts(f"{town}的提示"), None)
        rows = {
            "prompt": prompt,
            "paper": prompts.keep_paper(prompt, "提纲.pdf", b"%PDF-1.4\n%%EOF\n", None),
            "suggestion": suggestions.enter(branch, "修一修村口的路灯", None, raised_by=member),
            "venue": venues.register(branch, venues.VenueFacts(f"{branch}活动室"), None),
            "turn": lecturers.add_turn(branch, member, None),
            "guest": lecturers.register_guest(branch, lecturers.GuestFacts("莫怀远", "县委党校"), None),
            "finding": suspected(branch),
        }
        made.topics |= {(name, place): row.pk for name, row in rows.items()}


def suspected(branch: Organisation) -> Finding:
    """A finding that waits for somebody's word."""
    days = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
    run = CheckRun.objects.create(organisation=branch, started_at=NOW, **days)
    return Finding.objects.create(
        run=run, organisation=branch, code="FREQ-01", severity="error", subject_type="organisation",
        subject_id=branch.pk, **days,
    )  # fmt: skip


def furnish(cast: Cast) -> Rows:
    """A draft and a filed record for each place, every one with an attachment and an overdue resolution."""
    made = Rows(cast)
    kinds = {
        "first": MeetingKind.BRANCH_ASSEMBLY,
        "group": MeetingKind.GROUP_MEETING,
        "close": MeetingKind.ORGANISATIONAL_LIFE,
        "other": MeetingKind.BRANCH_ASSEMBLY,
    }
    for place, kind in kinds.items():
        draft = with_paper(make.called(cast, kind, theme=f"暗号{place}").meetings.get(), cast)
        filed = with_paper(make.recorded(cast, kind, theme=f"暗号{place}"), cast)
        Filing.objects.create(meeting=filed, version=1, submitted_at=filed.start, content_digest="0" * 64)
        Meeting.objects.filter(pk=filed.pk).update(state="filed", filed_at=filed.start)
        filed.refresh_from_db()
        for state, meeting in (("draft", draft), ("filed", filed)):
            with_poll(meeting)
            with_referral(meeting)
            SignIn.objects.create(
                gathering=meeting.gathering, member=cast.erin, method=SignInMethod.KIOSK, at=meeting.start
            )
            LeaveRequest.objects.create(
                gathering=meeting.gathering,
                member=cast.erin,
                reason=LeaveReason.PERSONAL,
                asked_at=meeting.start,
            )
            Election.objects.create(agenda_item=meeting.agenda.get(order=1), post=Post.SECRETARY, seats=1)
            made.meetings[place, state] = moved(cast, meeting, "other") if place == "other" else meeting
    for number, ((_, state), meeting) in enumerate(made.meetings.items(), start=1):
        if state == "filed":
            with_archive(meeting, number)
    with_topics(made)
    for place in ("first", "other"):
        made.plans[place, "draft"] = plans.draft(cast.places[place], 2027, 1, None)
        made.plans[place, "filed"] = plans.draft(cast.places[place], 2026, 4, None)
        plans.report(made.plans[place, "filed"], None)
    transfers.mark_status(cast.peggy, MemberStatus.FLOATING, cast.peggy.joined_on)
    for member in (cast.ivan, cast.peggy):
        transfers.exclude(member, ExclusionGround.FLOATING_APPLIED, member.joined_on)
    made.jobs = {"first": done_job(cast.secretary), "other": done_job(cast.stranger)}
    return made


@registry.job("sample", allows=lambda owner, arguments: True)
def sample(run: Run) -> None:
    """Work of no consequence."""


def done_job(owner: User) -> Job:
    """A job of an account whose result may be fetched."""
    row = queue.enqueue("sample", owner, f"暗号{owner.username}")
    queue.take("test", timedelta(minutes=1))
    row.refresh_from_db()
    queue.finish(row, Result("结果.txt", b"x"))
    return row


def address(name: str, pk: int | None, meeting: Meeting | None = None, form: str = "") -> str:
    given: dict[str, Any] = {} if pk is None else {"pk": pk}
    return reverse(name, kwargs=given | more_of(name, pk or 0, meeting, form))


def more_of(name: str, pk: int, meeting: Meeting | None, form: str) -> dict[str, Any]:
    """What an address asks for besides the row."""
    asked: dict[str, Callable[[], dict[str, Any]]] = {
        "meeting-motion": lambda: {"item": meeting.agenda.first().pk},
        "meeting-speeches": lambda: {"item": meeting.agenda.first().pk},
        **dict.fromkeys(ROUNDS, lambda: {"election": meeting.agenda.first().elections.get().pk}),
        "meeting-sign-in-undo": lambda: {"row": SignIn.objects.filter(gathering=meeting.gathering)[0].pk},
        "meeting-leave-decide": lambda: {"asked": leave_asked(meeting).pk},
        "meeting-referral": lambda: {"motion": Motion.objects.get(agenda_item__meeting=meeting).pk},
        "meeting-export": lambda: {"form": form or "sign_in_workbook"},
        "branch-export": lambda: {"form": form or "register"},
        **dict.fromkeys(("branch-year", "branch-findings", "branch-inspect"), lambda: {"year": 2026}),
        **dict.fromkeys(IN_A_YEAR, lambda: {"year": 2025}),
        "archive-box-new": lambda: {"year": 2025, "retention": "years_30"},
        "archive-box-export": lambda: {"form": "archive_box_note"},
        "plan-export": lambda: {"form": form or "plan"},
        "theme-day": lambda: {"year": 2026, "month": 11},
        "poll-new": lambda: {"sort": "opinion"},
        "poll-export": lambda: {"form": "appraisal_ballot"},
        "member-step": lambda: {"step": "status"},
        "member-period-end": lambda: {
            "sort": "statuses", "period": Member.objects.get(pk=pk).statuses.open().first().pk,
        },
        "member-exclusion-papers": lambda: {"period": Member.objects.get(pk=pk).exclusions.get().pk},
    }  # fmt: skip
    return asked.get(name, dict)()


# --- Asking ---


@contextmanager
def writes() -> Iterator[list[str]]:
    """What was written meanwhile, sessions apart; undone at the end."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        head = sql.lstrip()[:6].upper()
        if head in ("INSERT", "UPDATE", "DELETE") and "django_session" not in sql:
            found.append(sql[:120])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield found
        transaction.set_rollback(True)


SPARED = {
    ("group", "filed"),
    ("close", "draft"),
}  # both states are asked for one's own branch and for another's


def each(rows: Rows) -> Iterator[tuple[str, Line, str, str]]:
    """(name, line, place, address) of every address for every row."""
    for name, line in TABLE.items():
        if not line.row:
            yield name, line, "", address(name, None)
            continue
        for where in rows.places_of(line.row):
            if where in SPARED:
                continue
            yield name, line, where[0], address(name, rows.pk_of(line.row, where), rows.meetings[where])


def admin_addresses() -> Iterator[str]:
    given = {"object_id": "1", "app_label": "members", "content_type_id": "1", "url": "x"}
    [resolver] = [
        entry for entry in get_resolver().url_patterns if getattr(entry, "namespace", "") == "admin"
    ]
    for name in {key for key in resolver.reverse_dict if isinstance(key, str)}:
        for forms in resolver.reverse_dict.getlist(name):
            for _pattern, params in forms[0]:
                yield reverse(f"admin:{name}", kwargs={one: given[one] for one in params})
