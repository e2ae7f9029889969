"""What was resolved, and what came of it.

A follow-up appends: it may be noted long after the record has been filed and never changes what was filed. What is
reported at a meeting belongs to the record of that meeting and is closed together with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_plain
from meetings.kinds import MeetingKind
from meetings.lifecycle.table import editable, touched
from meetings.models import FollowUp, Meeting, Resolution
from meetings.models.resolution import owners_of
from meetings.regulations import rules_for
from meetings.vocabulary import ResolutionState as S
from members.models import User

# What may be noted next. What is settled can only be taken up again, with a note that says why.
TRANSITIONS: dict[S, tuple[S, ...]] = {
    S.OPEN: (S.IN_PROGRESS, S.DONE, S.CANCELLED, S.OPEN),
    S.IN_PROGRESS: (S.IN_PROGRESS, S.DONE, S.CANCELLED),
    S.DONE: (S.IN_PROGRESS,),
    S.CANCELLED: (S.IN_PROGRESS,),
}
LONGEST_REASON = 120


@dataclass(frozen=True)
class ResolutionLine:
    """事项、责任人、期限; `pk` names the one it changes."""

    text: str
    responsible: str = ""
    due_on: date | None = None
    pk: int | None = None


@transaction.atomic
def set_resolutions(meeting: Meeting, lines: Sequence[ResolutionLine], by: User | None) -> Meeting:
    """Make the resolutions these lines. One that has been followed up cannot be dropped, only cancelled."""
    row = editable(meeting)
    stored = {item.pk: item for item in row.resolutions.select_for_update().order_by("pk")}
    kept = [line for line in lines if line.text.strip()]
    for pk in set(stored) - {line.pk for line in kept}:
        _drop(stored[pk])
    for line in kept:
        item = stored.get(line.pk or 0) or Resolution(meeting=row, created_by=by)
        item.text, item.due_on = line.text.strip(), line.due_on
        item.responsible = "、".join(owners_of(line.responsible))
        item.changed_by = by
        item.save()
    return touched(row, by)


def _drop(item: Resolution) -> None:
    if item.follow_ups.exists():
        raise Refusal.because(
            "followed-up",
            f"决议“{item.text[:16]}”已记过落实情况，不能删去；不再办理的，请在这件决议的页面上登记“取消”。",
            field="resolutions",
        )
    item.delete()


@transaction.atomic
def follow_up(
    resolution: Resolution,
    note: str,
    state: S,
    by: User | None,
    meeting: Meeting | None = None,
    noted_on: date | None = None,
    evidence: str = "",
) -> FollowUp:
    """Note what came of a resolution; `meeting` is where it was reported, and its day is then the usual day.

    The day of a note that says 完成 is the day on which it was done; the note of 取消 is the reason for it. The same
    note twice is one: a button pressed twice.
    """
    sitting = editable(meeting) if meeting is not None else None
    row = held(resolution)
    entry = FollowUp(
        resolution=row,
        meeting=sitting,
        noted_on=noted_on or (sitting.day if sitting else clock.today()),
        note=note.strip(),
        evidence=evidence.strip(),
        state=state,
        created_by=by,
    )
    before = row.follow_ups.filter(
        meeting=sitting, noted_on=entry.noted_on, note=entry.note, evidence=entry.evidence, state=state
    ).first()
    if before is not None:
        return before
    keep(entry, by)
    if sitting is not None:
        touched(sitting, by)
    return entry


def held(resolution: Resolution) -> Resolution:
    """The stored row, held until the transaction ends."""
    rows = Resolution.objects.select_for_update(of=("self",)).select_related("meeting")
    row = rows.filter(pk=resolution.pk).first()
    if row is None:
        raise Refusal.because("gone", "这件决议已从记录里删去，不能再登记落实情况。")
    return row


def keep(entry: FollowUp, by: User | None) -> None:
    """Store a note, new or mended, on a row that is held, and let the resolution stand where its last note says."""
    _check(entry)
    entry.changed_by = by
    entry.save()
    settle(entry.resolution, by)


def settle(row: Resolution, by: User | None) -> None:
    """Where a resolution stands is what the latest of its notes says."""
    last = row.follow_ups.order_by("noted_on", "pk").last()
    row.state = last.state if last else at_first(row)
    day = last.noted_on if last else row.meeting.day
    row.done_on = day if row.state == S.DONE else None
    row.cancel_reason = last.note[:LONGEST_REASON] if last and row.state == S.CANCELLED else ""
    row.changed_by = by
    row.save(update_fields=["state", "done_on", "cancel_reason", "changed_by", "changed_at"])


def at_first(row: Resolution) -> S:
    """Where it stands without any note: what came out of an old ledger is taken to have been done."""
    return S.DONE if row.meeting.is_imported else S.OPEN


def _check(entry: FollowUp) -> None:
    others = FollowUp.objects.filter(resolution=entry.resolution).exclude(pk=entry.pk)
    in_order = others.order_by("noted_on", "pk")
    last = in_order.filter(noted_on__lte=entry.noted_on).last()
    following = in_order.filter(noted_on__gt=entry.noted_on).first()
    before, now = S(last.state) if last else at_first(entry.resolution), S(entry.state)
    _check_note(entry, before)
    _check_day(entry)
    if now not in TRANSITIONS[before]:
        raise Refusal.because("jump", _jump_words(before, now), field="state")
    if following is not None and S(following.state) not in TRANSITIONS[now]:
        word = S(following.state).label
        raise Refusal.because(
            "order", f"{cn_plain(following.noted_on)}已登记“{word}”，这一笔请写在那以后。", field="noted_on"
        )


def _check_note(entry: FollowUp, before: S) -> None:
    if entry.note:
        return
    words = "请写落实情况：办了什么，还差什么。"
    if entry.state == S.CANCELLED:
        words = "请写明取消的原因。"
    elif before in (S.DONE, S.CANCELLED):
        words = "请写明为什么重新办理。"
    raise Refusal.because("note", words, field="note")


def _check_day(entry: FollowUp) -> None:
    resolved = entry.resolution.meeting.day
    name = "完成日期" if entry.state == S.DONE else "日期"
    if entry.noted_on > clock.today():
        raise Refusal.because("future", f"{name}不能晚于今天。", field="noted_on")
    if entry.noted_on < resolved:
        raise Refusal.because(
            "before", f"{name}不能早于作出决议的那天（{cn_plain(resolved)}）。", field="noted_on"
        )


def _jump_words(before: S, now: S) -> str:
    if before in (S.DONE, S.CANCELLED):
        return f"这件决议已{before.label}；还要办的，请先登记“{S.IN_PROGRESS.label}”并写明原因。"
    return f"决议正在办理，不能改回“{now.label}”。"


def unheard(row: Resolution) -> int:
    """How many committee meetings have gone by since anything was noted of an unsettled resolution.

    0 while they are fewer than `followup_meetings` (教育条例第十六条“抓落实”；次数为本单位规定).
    """
    if not row.is_unsettled or row.meeting.group_id or row.meeting.spec.is_close:
        return 0
    last = row.follow_ups.order_by("noted_on").last()
    since = last.noted_on if last else row.meeting.day
    held_since = Meeting.objects.held().filter(
        branch=row.meeting.branch_id, kind=MeetingKind.BRANCH_COMMITTEE, start__date__gt=since
    )
    count = held_since.count()
    return count if count >= rules_for(row.meeting.branch, clock.today()).followup_meetings else 0
