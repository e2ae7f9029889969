"""Slips with codes, and the key of the box, given out once and kept by nobody; then the box is opened."""

import secrets
from dataclasses import dataclass

from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Problem, Refusal
from meetings.lifecycle.table import editable
from meetings.slips import codes, sealing
from meetings.slips.lifecycle.preparing import electors, profile_problems, scrutineer_problems
from meetings.slips.models import Code, Poll
from meetings.slips.vocabulary import PollState
from meetings.vocabulary import VoteProfile
from members import log
from members.models import User

SHUFFLER = secrets.SystemRandom()


@dataclass(frozen=True)
class Printed:
    """What goes on paper and is stored nowhere: the codes in random order, and the key of the box."""

    codes: list[str]
    key: str


def locked(poll: Poll) -> Poll:
    """The stored row, held until the transaction ends."""
    return Poll.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=poll.pk)


@transaction.atomic
def print_slips(poll: Poll, by: User | None) -> Printed:
    """Make codes and a key. Whatever was printed before is worth nothing any more; refused once people vote."""
    row = _still_prepared(poll)
    profile = VoteProfile(row.profile)
    found = profile_problems(row.meeting, profile)
    if found:
        raise Refusal(*found)
    count = electors(row.meeting, profile).slips
    made = Printed([codes.fresh(codes.CODE_LENGTH) for _ in range(count)], codes.fresh(codes.KEY_LENGTH))
    row.salt = secrets.token_hex(16)
    row.public_key = sealing.box_of(made.key, row.salt).public
    row.printed_count, row.changed_by = count, by
    row.save(update_fields=["salt", "public_key", "printed_count", "changed_by", "changed_at"])
    row.codes.all().delete()
    stored = [Code(poll=row, digest=codes.digest(code)) for code in made.codes]
    Code.objects.bulk_create(sorted(stored, key=lambda one: one.digest))  # not as they lie on the sheet
    log.note(None, "印电子票", row, rows=count, user=by)
    return made


@transaction.atomic
def open_poll(poll: Poll, by: User | None) -> Poll:
    """Freeze how many are entitled and let the slips be used."""
    row = _still_prepared(poll)
    found = _opening_problems(row)
    if found:
        raise Refusal(*found)
    counted = electors(row.meeting, VoteProfile(row.profile))
    row.eligible_count, row.present_count = counted.eligible, counted.present
    row.state, row.opened_at, row.changed_by = PollState.OPEN, clock.now(), by
    fields = ["eligible_count", "present_count", "state", "opened_at", "changed_by", "changed_at"]
    row.save(update_fields=fields)
    log.note(None, "开始电子投票", row, user=by)
    return row


def _opening_problems(row: Poll) -> list[Problem]:
    if row.meeting.due_count is None:
        return [Problem("roll-first", "请先点名，再开始投票：应参加、到会的人数从点名取得", field="roll")]
    if row.printed_count is None:
        return [Problem("print-first", "请先印票：没有票就没有人能投", field="print")]
    found = profile_problems(row.meeting, VoteProfile(row.profile))
    present = electors(row.meeting, VoteProfile(row.profile)).slips
    if not found and row.printed_count < present:
        text = (
            f"印了 {row.printed_count} 张票，到会能投票的有 {present} 人，不够；请重新印票，原来的票随即作废"
        )
        found = [Problem("print-again", text, field="print")]
    people = [question.text for question in row.questions.filter(member__isnull=False).order_by("order")]
    return [*found, *scrutineer_problems((row.first_scrutineer, row.second_scrutineer), people)]


def _still_prepared(poll: Poll) -> Poll:
    row = locked(poll)
    editable(row.meeting)
    if row.state != PollState.PREPARED:
        raise Refusal.because("state", f"这次投票{row.get_state_display()}，不能再印票或开始。")
    return row
