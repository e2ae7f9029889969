"""Rows to open every address with: a draft and a filed record for each place, and what else an address asks for."""

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
from meetings.inspection.models import CheckRun, Finding, Rectification, Remark
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
from tests.addresses import IN_A_YEAR, ROUNDS, TABLE, Line
from tests.cast import NOW, TODAY, Cast
from tests.meetings.lifecycle import make

THIS_YEAR = ("branch-year", "branch-findings", "branch-inspect", "inspection-dossier", "duty-ledger")
TOPIC_ROWS = ("prompt", "paper", "suggestion", "venue", "turn", "guest", "finding", "rectification")


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
            case "remark":
                return self.meetings[where].remarks.get().pk
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
            "finding": (row := suspected(branch)),
            "rectification": Rectification.objects.create(finding=row, demand="补开", due_on=TODAY),
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
            Remark.objects.create(meeting=meeting, text="暗号", by=cast.inspector, at=meeting.start)
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
        **dict.fromkeys(THIS_YEAR, lambda: {"year": 2026}),
        **dict.fromkeys(IN_A_YEAR, lambda: {"year": 2025}),
        "inspection-sample": lambda: {"year": 2026, "form": form or "inspection_report"},
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
