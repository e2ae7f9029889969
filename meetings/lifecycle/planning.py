"""Before a meeting: call it, mend its facts, notify, put it off, say that it was not held."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings import duty_ledger
from meetings.kinds import KINDS, MeetingKind
from meetings.lifecycle import indexing
from meetings.lifecycle.carrying import carry_over
from meetings.lifecycle.deferral import bring_back
from meetings.lifecycle.requests import lapse
from meetings.lifecycle.table import editable, locked, move, touched
from meetings.lifecycle.venues import tie
from meetings.models import AgendaItem, Gathering, Lecture, Meeting, MeetingEvent, Notice
from meetings.vocabulary import GatheringMode, MeetingState, NoticeChannel
from members.models import Member, Organisation, User


@dataclass
class Facts:
    """What is said once for a whole sitting. Times are aware moments."""

    start: datetime
    end: datetime | None = None
    place: str = ""
    mode: GatheringMode = GatheringMode.ON_SITE
    theme: str = ""
    theme_contents: list[str] = field(default_factory=list)
    scheduled_on: date | None = None
    shift_reason: str = ""
    host: Member | None = None
    recorder: Member | None = None
    host_name: str = ""
    recorder_name: str = ""
    delegation_note: str = ""
    late_reason: str = ""


_SHARED = ("start", "end", "place", "mode", "theme", "theme_contents", "scheduled_on", "shift_reason")
_OWN = ("start", "end", "host", "recorder", "host_name", "recorder_name", "delegation_note")


@transaction.atomic
def call(
    branch: Organisation,
    kinds: Iterable[MeetingKind],
    facts: Facts,
    by: User | None = None,
    *,
    group: Organisation | None = None,
    agenda: Sequence[str] = (),
    token: uuid.UUID | None = None,
    instead_of: Meeting | None = None,
) -> Gathering:
    """Call a sitting that counts as one or more kinds. The same token again returns the sitting it made.

    `instead_of` is the meeting that was sent back to be held once more (重开).
    """
    token = token or uuid.uuid4()
    before = Gathering.objects.filter(token=token).first()
    if before is not None:
        return before
    wanted = list(dict.fromkeys(kinds))
    _check_call(branch, wanted, facts, group)
    gathering = Gathering(branch=branch, token=token, created_by=by, changed_by=by)
    for name in _SHARED:
        setattr(gathering, name, getattr(facts, name))
    tie(gathering)
    try:
        with transaction.atomic():
            gathering.save()
    except IntegrityError:  # the same press, answered by another worker a moment earlier
        return Gathering.objects.get(token=token)
    for kind in wanted:
        row = _add(gathering, kind, facts, by, group, agenda)
        if instead_of is not None and instead_of.kind == kind:
            row.reheld_from = instead_of
            row.save(update_fields=["reheld_from"])
    return gathering


def _check_call(
    branch: Organisation, kinds: list[MeetingKind], facts: Facts, group: Organisation | None
) -> None:
    if not kinds:
        raise Refusal.because("no-kind", "请选择会议类型。", field="kinds")
    for kind in kinds:
        if branch.kind not in KINDS[kind].held_by:
            raise Refusal.because(
                "wrong-body", f"{kind.label}不由{branch.get_kind_display()}召开。", KINDS[kind].basis, "kinds"
            )
    if MeetingKind.GROUP_MEETING in kinds and (group is None or group.parent_id != branch.pk):
        raise Refusal.because("no-group", "党小组会请选择本支部的一个党小组。", "支部条例第十三条", "group")
    if facts.end is not None and facts.end <= facts.start:
        raise Refusal.because("times", "散会时间须晚于开始时间。", field="end")


def _add(
    gathering: Gathering,
    kind: MeetingKind,
    facts: Facts,
    by: User | None,
    group: Organisation | None,
    agenda: Sequence[str],
) -> Meeting:
    meeting = Meeting(
        gathering=gathering,
        branch=gathering.branch,
        kind=kind,
        group=group if KINDS[kind].numbered_by_group else None,
        year=clock.local_date(facts.start).year,
        late_entry=bool(facts.late_reason),
        late_reason=facts.late_reason,
        first_saved_at=clock.now(),
        created_by=by,
        changed_by=by,
    )
    for name in _OWN:
        setattr(meeting, name, getattr(facts, name))
    meeting.save()
    MeetingEvent.objects.create(meeting=meeting, to_state=meeting.state, by=by, at=clock.now(), note="建立")
    for order, title in enumerate(filter(None, (line.strip() for line in agenda)), start=1):
        AgendaItem.objects.create(meeting=meeting, order=order, title=title, created_by=by)
    bring_back(meeting, by)
    carry_over(meeting, by)
    if kind is MeetingKind.PARTY_LECTURE:
        Lecture.objects.create(meeting=meeting, created_by=by)
    indexing.edited(meeting)
    duty_ledger.edited(meeting)
    return meeting


@transaction.atomic
def add_kind(
    gathering: Gathering, kind: MeetingKind, by: User | None, group: Organisation | None = None
) -> Meeting:
    """Let a sitting count as one more kind; its facts are taken over (一并组织、分别记录)."""
    first = locked(gathering.meetings.order_by("pk")[0])
    facts = Facts(**{f.name: getattr(gathering, f.name) for f in fields(Facts) if f.name in _SHARED})
    facts.host, facts.recorder, facts.late_reason = first.host, first.recorder, first.late_reason
    _check_call(gathering.branch, [kind], facts, group)
    if gathering.meetings.filter(kind=kind).exists():
        raise Refusal.because("twice", f"这次集会已含{kind.label}。", field="kinds")
    return _add(gathering, kind, facts, by, group, ())


@transaction.atomic
def amend(meeting: Meeting, facts: Facts, revision: int, by: User | None) -> Meeting:
    """Mend the facts of a meeting that is not filed; what is shared is mended for the whole sitting.

    Once the roll is confirmed the day stays: the roll belongs to it.
    """
    row = editable(meeting, revision)
    if facts.end is not None and facts.end <= facts.start:
        raise Refusal.because("times", "散会时间须晚于开始时间。", field="end")
    if row.is_held and clock.local_date(facts.start) != row.day:
        raise Refusal.because(
            "day", "已经点名，日期不能再改；日期确有错误的，请重新建立这次会议。", field="start"
        )
    _check_siblings(row, facts)
    _write_shared(row.gathering, facts, by)
    for name in _OWN:
        setattr(row, name, getattr(facts, name))
    row.year = clock.local_date(facts.start).year if not row.is_held else row.year
    row.late_reason = facts.late_reason
    row.late_entry = bool(facts.late_reason)
    return touched(row, by, *_OWN, "year", "late_reason", "late_entry")


def _check_siblings(row: Meeting, facts: Facts) -> None:
    """What is shared with a filed record of the same sitting stays as it was filed."""
    gathering = row.gathering
    same = all(getattr(gathering, name) == getattr(facts, name) for name in _SHARED)
    for sibling in [] if same else gathering.meetings.exclude(pk=row.pk).order_by("pk"):
        if sibling.is_locked:
            raise Refusal.because(
                "sibling",
                f"同一次集会的{sibling.spec.name}{sibling.get_state_display()}，"
                "时间、地点、方式、主题不能再改；确有错误的，请到那份记录上更正。",
            )


def _write_shared(gathering: Gathering, facts: Facts, by: User | None) -> None:
    for name in _SHARED:
        setattr(gathering, name, getattr(facts, name))
    tie(gathering)
    gathering.changed_by = by
    gathering.save()
    for sibling in gathering.meetings.filter(state__in=(MeetingState.PLANNED, MeetingState.NOTICED)).order_by(
        "pk"
    ):
        if sibling.start != facts.start or sibling.end != facts.end:
            sibling.start, sibling.end = facts.start, facts.end
            sibling.year = clock.local_date(facts.start).year
            sibling.save(update_fields=["start", "end", "year"])


def facts_of(meeting: Meeting) -> Facts:
    """The facts as they are stored, ready to be changed."""
    values: dict[str, Any] = {name: getattr(meeting.gathering, name) for name in _SHARED}
    values |= {name: getattr(meeting, name) for name in _OWN}
    values["mode"] = GatheringMode(values["mode"])
    return Facts(**values, late_reason=meeting.late_reason)


@transaction.atomic
def notify(meeting: Meeting, channel: NoticeChannel, body: str, by: User | None, note: str = "") -> Notice:
    """Note that the members have been told; the first notice moves a planned meeting on."""
    row = editable(meeting)
    if row.state not in (MeetingState.PLANNED, MeetingState.NOTICED):
        raise Refusal.because("too-late", f"会议{row.get_state_display()}，不用再发通知。")
    notice = Notice.objects.create(
        meeting=row, sent_at=clock.now(), channel=channel, body=body, created_by=by
    )
    if row.state == MeetingState.PLANNED:
        move(row, MeetingState.NOTICED, by, note or f"{channel.label}通知")
    return notice


@transaction.atomic
def postpone(
    meeting: Meeting, reason: str, by: User | None, to: datetime | None = None, doc: str = ""
) -> Meeting:
    """延期：the reason is required; with a new time the meeting is planned again at once, the old time kept."""
    if not reason.strip():
        raise Refusal.because("reason", "请写明延期的原因。", field="reason")
    row = editable(meeting)
    origin = row.start
    move(
        row,
        MeetingState.POSTPONED,
        by,
        reason,
        postponed_from=origin,
        postpone_reason=reason,
        postpone_doc=doc,
    )
    return resume(row, to, by) if to is not None else row


@transaction.atomic
def resume(meeting: Meeting, to: datetime, by: User | None) -> Meeting:
    """Give a postponed meeting its new time."""
    row = editable(meeting)
    if row.postponed_from and to <= row.postponed_from:
        raise Refusal.because("earlier", "延期后的时间须晚于原定时间。", field="to")
    length = row.end - row.start if row.end else None
    row.start, row.end = to, to + length if length else None
    row.year = clock.local_date(to).year
    gathering = row.gathering
    gathering.start, gathering.end = row.start, row.end
    gathering.save(update_fields=["start", "end"])
    row.save(update_fields=["start", "end", "year"])
    row.attendances.all().delete()  # leave was asked for the old day
    lapse(row)
    return move(row, MeetingState.PLANNED, by, f"改到{clock.local_date(to):%Y-%m-%d}")


@transaction.atomic
def not_held(meeting: Meeting, reason: str, by: User | None) -> Meeting:
    """未召开：a fact with a reason, no fault."""
    if not reason.strip():
        raise Refusal.because("reason", "请写明未召开的原因。", field="reason")
    row = move(editable(meeting), MeetingState.NOT_HELD, by, reason, not_held_reason=reason)
    row.attendances.all().delete()  # leave of a meeting that never was
    lapse(row)
    return row


def repeated(meeting: Meeting, start: datetime) -> Facts:
    """The facts of the last meeting of this kind, moved to a new time; nothing is stored."""
    facts = facts_of(meeting)
    length = facts.end - facts.start if facts.end else None
    facts.start, facts.end = start, start + length if length else None
    facts.theme = facts.shift_reason = facts.late_reason = facts.delegation_note = ""
    facts.scheduled_on = None
    return facts
