"""The ledger of proof: who is due a notice, by which way it went, what came of it. Mail leaves after the commit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.channels import CHANNELS, Result
from meetings.lifecycle.holding import due_roll
from meetings.lifecycle.table import locked
from meetings.models import Attachment, Gathering, Meeting, Notice, NoticeReceipt
from meetings.models.notice import NoticeReceiptQuerySet
from meetings.vocabulary import TOLD_BY_HAND, MeetingState, NoticeChannel
from members.models import Member, User
from members.standing import Listed

BEFORE = (MeetingState.PLANNED, MeetingState.NOTICED)
BROKEN = "发送时出错，请稍后重发"


def receipts_of(gathering: Gathering) -> NoticeReceiptQuerySet:
    """The ledger of a sitting as it stands."""
    return NoticeReceipt.objects.of(gathering)


def due_people(meetings: Iterable[Meeting]) -> dict[int, tuple[Meeting, Listed]]:
    """Everybody due at one of the meetings, by member, with the first meeting at which each is due."""
    found: dict[int, tuple[Meeting, Listed]] = {}
    for meeting in meetings:
        for one in due_roll(meeting):
            if one.standing.is_due:
                found.setdefault(one.member.pk, (meeting, one))
    return found


def last_ways(members: Collection[int]) -> dict[int, NoticeChannel]:
    """By which way each was told the last time. One query."""
    rows = NoticeReceipt.objects.filter(member__in=members).order_by("pk")
    return {pk: NoticeChannel(channel) for pk, channel in rows.values_list("member_id", "channel")}


def papers_of(meetings: Iterable[Meeting]) -> list[Attachment]:
    """The files that go out with the notice. One query."""
    rows = Attachment.objects.filter(meeting__in=list(meetings), for_members=True)
    return list(rows.order_by("meeting_id", "pk"))


def hand_out(told: Sequence[Notice], ways: Mapping[int, NoticeChannel], by: User | None) -> None:
    """Open the ledger of fresh notices: one receipt for each person due, the scope of today's roll frozen.

    `ways` are exceptions, by member; everybody else is told the way of the notice. What went by word of mouth counts
    as told at once; paper is told when it is handed over; mail goes out after the commit. Earlier receipts of the
    sitting, and the links bound to them, are out of force from now on. Within the transaction of the notice.
    """
    fresh = {notice.meeting_id: notice for notice in told if not notice.receipts.exists()}
    if not fresh:
        return
    NoticeReceipt.objects.of(told[0].meeting.gathering).update(is_current=False)
    people = due_people(notice.meeting for notice in fresh.values())
    rows = [
        _receipt(fresh[meeting.pk], one.member, ways.get(pk), by) for pk, (meeting, one) in people.items()
    ]
    made = NoticeReceipt.objects.bulk_create(rows)
    post([row.pk for row in made if row.channel in CHANNELS])


def _receipt(notice: Notice, member: Member, way: NoticeChannel | None, by: User | None) -> NoticeReceipt:
    channel = way or NoticeChannel(notice.channel)
    is_told = channel in TOLD_BY_HAND
    return NoticeReceipt(
        notice=notice,
        member=member,
        channel=channel,
        delivered_at=notice.sent_at if is_told else None,
        told_by=by.name[:40] if is_told and by else "",
        created_by=by,
    )


def post(pks: Sequence[int]) -> None:
    """Have receipts delivered once the transaction is through; nothing leaves when it is rolled back."""
    if pks:
        transaction.on_commit(partial(deliver, list(pks)))


def deliver(pks: Sequence[int]) -> None:
    """Send what waits among these, channel by channel; what came of each is stored receipt by receipt."""
    waiting = NoticeReceipt.objects.filter(pk__in=pks, is_current=True).waiting()
    bundles: dict[tuple[int, NoticeChannel], list[NoticeReceipt]] = {}
    for row in waiting.select_related("member", "notice__meeting__branch", "notice__meeting__group").order_by(
        "pk"
    ):
        bundles.setdefault((row.notice_id, NoticeChannel(row.channel)), []).append(row)
    for (_, channel), rows in bundles.items():
        for result in _results(channel, rows):
            _note(result)


def _results(channel: NoticeChannel, rows: Sequence[NoticeReceipt]) -> Sequence[Result]:
    try:
        return CHANNELS[channel](rows[0].notice, rows)
    except Exception:
        return [Result(row.pk, BROKEN) for row in rows]


@transaction.atomic
def _note(result: Result) -> None:
    row = NoticeReceipt.objects.select_for_update().get(pk=result.receipt)
    if result.reason:
        row.failed_at, row.failed_reason = clock.now(), result.reason[:120]
    else:
        row.delivered_at, row.failed_at, row.failed_reason = clock.now(), None, ""
    row.save(update_fields=["delivered_at", "failed_at", "failed_reason", "changed_at"])


@transaction.atomic
def tell(
    gathering: Gathering,
    people: Collection[int],
    channel: NoticeChannel,
    by: User | None,
    told_by: str = "",
    at: datetime | None = None,
) -> int:
    """Note in the ledger that these were told this way, by whom and when; by mail: have it sent again.

    Returns how many. Refuses an empty choice, a moment in the future or before the notice, a sitting that is over.
    """
    rows = _open_rows(gathering, people)
    if channel in CHANNELS:
        return _again(rows, channel, by)
    now = clock.now()
    moment = at or now
    if moment > now:
        raise Refusal.because("future", "告知时间不能晚于现在。", field="told_at")
    if any(moment < row.notice.sent_at.replace(second=0, microsecond=0) for row in rows):
        raise Refusal.because("before", "告知时间不能早于发出通知的时间。", field="told_at")
    for row in rows:
        row.channel, row.delivered_at = channel, moment
        row.told_by = (told_by or (by.name if by else ""))[:40]
        row.failed_at, row.failed_reason, row.changed_by = None, "", by
        row.save()
    return len(rows)


def _again(rows: Sequence[NoticeReceipt], channel: NoticeChannel, by: User | None) -> int:
    for row in rows:
        row.channel, row.delivered_at, row.told_by, row.changed_by = channel, None, "", by
        row.failed_at, row.failed_reason = None, ""
        row.save()
    post([row.pk for row in rows])
    return len(rows)


def _open_rows(gathering: Gathering, people: Collection[int]) -> list[NoticeReceipt]:
    meetings = [locked(row) for row in gathering.meetings.order_by("pk")]
    if not any(row.state in BEFORE for row in meetings):
        state = meetings[0].get_state_display() if meetings else "不在"
        raise Refusal.because("too-late", f"会议{state}，送达登记不再改。")
    rows = (
        receipts_of(gathering)
        .filter(member__in=people)
        .select_related("notice")
        .select_for_update(of=("self",))
    )
    found = list(rows.order_by("pk"))
    if not found:
        raise Refusal.because("nobody", "请先点选要登记的人。", field="who")
    return found


@transaction.atomic
def renew_links(gathering: Gathering, people: Collection[int], by: User | None) -> int:
    """Revoke the personal links of these and give them new ones: a slip was lost, a link was passed on."""
    rows = _open_rows(gathering, people)
    for row in rows:
        row.link_edition, row.answers, row.changed_by = row.link_edition + 1, 0, by
        row.save(update_fields=["link_edition", "answers", "changed_by", "changed_at"])
    return len(rows)


@transaction.atomic
def set_papers(gathering: Gathering, chosen: Collection[int], by: User | None) -> None:
    """Say which files of the sitting members may read through their link."""
    for row in Attachment.objects.filter(meeting__gathering=gathering).order_by("pk"):
        if row.for_members != (row.pk in chosen):
            row.for_members, row.changed_by = row.pk in chosen, by
            row.save(update_fields=["for_members", "changed_by", "changed_at"])
