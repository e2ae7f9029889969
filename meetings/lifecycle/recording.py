"""Writing it up: minutes in versions, agenda, speeches, the lecture, files."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Conflict, Refusal
from meetings.lifecycle.table import editable, move, touched
from meetings.lifecycle.topics import tie
from meetings.models import AgendaItem, Attachment, Lecture, Meeting, Minutes, Speech
from meetings.vocabulary import AgendaCategory, AttachmentKind, MeetingState
from members.models import Member, User


@transaction.atomic
def save_minutes(meeting: Meeting, body: str, base: int, by: User | None, *, draft: bool = False) -> Minutes:
    """Store a version of the minutes. `base` is the version the writer started from (0: none).

    If another version has been stored since, nothing is written and Conflict carries the latest. A draft saved on its
    own by the same hand is carried on in place; everything else is a version of its own.
    """
    row = editable(meeting)
    latest = row.minutes_versions.first()
    current = latest.version if latest else 0
    if latest is not None and latest.body == body and (draft or not latest.is_draft):
        return latest
    if base != current:
        raise Conflict(latest)
    if latest is not None and latest.is_draft and latest.saved_by == by:
        latest.version, latest.body, latest.is_draft, latest.saved_at = current + 1, body, draft, clock.now()
        latest.save()
    else:
        latest = Minutes.objects.create(
            meeting=row, version=current + 1, body=body, is_draft=draft, saved_at=clock.now(), saved_by=by
        )
    _recorded(row, by)
    return latest


def _recorded(row: Meeting, by: User | None) -> None:
    """Minutes of a meeting whose roll is confirmed make it recorded."""
    if row.state in (MeetingState.HELD, MeetingState.RETURNED):
        move(row, MeetingState.RECORDED, by, "记录")
    else:
        touched(row, by)


def latest_minutes(meeting: Meeting) -> Minutes | None:
    """The newest version, draft or not."""
    return meeting.minutes_versions.first()


@dataclass(frozen=True)
class AgendaLine:
    """One line of the agenda; `pk` names the one it changes, `reports_on` the resolution a new one hears of.

    `category`, `planned_profile` and `tied_to` None leave what is stored. `tied_to` is the committee's topic on the
    same matter, 0 none.
    """

    title: str
    pk: int | None = None
    is_important: bool = False
    presenter: str = ""
    reports_on: int | None = None
    category: AgendaCategory | None = None
    planned_profile: str | None = None
    tied_to: int | None = None


@transaction.atomic
def set_agenda(
    meeting: Meeting, lines: Sequence[AgendaLine], by: User | None, revision: int | None = None
) -> Meeting:
    """Make the agenda these lines, in this order. A topic on which a vote was taken cannot be dropped."""
    row = editable(meeting, revision)
    stored = {item.pk: item for item in row.agenda.order_by("pk")}
    kept = [line for line in lines if line.title.strip()]
    for pk in set(stored) - {line.pk for line in kept}:
        if stored[pk].motions.exists():
            raise Refusal.because(
                "has-motion", f"议题“{stored[pk].title}”已有表决，不能删去。", field="agenda"
            )
        if stored[pk].elections.exists():
            raise Refusal.because(
                "has-election", f"议题“{stored[pk].title}”已有选举，不能删去。", field="agenda"
            )
        stored[pk].delete()
    for order, line in enumerate(kept, start=1):
        item = stored.get(line.pk or 0) or AgendaItem(
            meeting=row, reports_on_id=line.reports_on, created_by=by
        )
        item.order = order
        item.rename(line.title)
        item.is_important, item.presenter, item.changed_by = line.is_important, line.presenter, by
        if line.category is not None:
            item.category = line.category
        if line.planned_profile is not None:
            item.planned_profile = line.planned_profile
        if line.tied_to is not None:
            tie(item, line.tied_to)
        item.save()
    return touched(row, by)


@transaction.atomic
def set_speeches(item: AgendaItem, lines: Sequence[tuple[str, str, bool]], by: User | None) -> None:
    """Replace the speeches on a topic by (speaker, gist, dissent); a speaker on the roll is linked by name."""
    row = editable(item.meeting)
    roll = {a.member.name: a.member for a in row.attendances.select_related("member").order_by("pk")}
    item.speeches.all().delete()
    for name, gist, dissent in lines:
        member = roll.get(name)
        Speech.objects.create(
            agenda_item=item,
            speaker=member,
            speaker_name="" if member else name,
            gist=gist,
            is_dissent=dissent,
            created_by=by,
        )
    touched(row, by)


@transaction.atomic
def set_lecture(meeting: Meeting, by: User | None, lecturer: Member | None = None, **fields: Any) -> Lecture:
    """Write the facts of a lecture: topic, lecturer_name, lecturer_title, hours, outline, discussion …"""
    row = editable(meeting)
    lecture, _ = Lecture.objects.get_or_create(meeting=row, defaults={"created_by": by})
    lecture.lecturer, lecture.changed_by = lecturer, by
    for name, value in fields.items():
        setattr(lecture, name, value)
    lecture.full_clean(exclude=["meeting"])
    lecture.save()
    touched(row, by)
    return lecture


@transaction.atomic
def attach(meeting: Meeting, name: str, content: bytes, kind: AttachmentKind, by: User | None) -> Attachment:
    """Keep a cleaned file. The same file twice is kept once."""
    row = editable(meeting)
    digest = hashlib.sha256(content).hexdigest()
    before = row.attachments.filter(digest=digest).first()
    if before is not None:
        return before
    attachment = Attachment(
        meeting=row,
        kind=kind,
        name=name[-120:],
        digest=digest,
        size=len(content),
        uploaded_at=clock.now(),
        created_by=by,
    )
    attachment.file.save(name, ContentFile(content), save=False)
    attachment.save()
    touched(row, by)
    return attachment


@transaction.atomic
def detach(attachment: Attachment, by: User | None) -> None:
    """Drop a file before filing; its bytes go when the transaction has ended."""
    row = editable(attachment.meeting)
    storage, name = attachment.file.storage, str(attachment.file.name)
    attachment.delete()
    touched(row, by)
    transaction.on_commit(lambda: storage.delete(name))
