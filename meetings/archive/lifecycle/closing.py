"""Archive a year: every record on file gets its number, in one transaction, and is locked for good."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from branchlife.kit.problems import Problem, Refusal
from meetings.archive import codes
from meetings.archive.lifecycle.fonds import Fonds, hold_fonds
from meetings.archive.lifecycle.gaps import YearState, year_state
from meetings.archive.models import ArchiveItem
from meetings.lifecycle.table import locked, move
from meetings.models import AgendaItem, Election, Meeting, Motion
from meetings.regulations import rules_for
from meetings.vocabulary import ArchiveCategory, MeetingState, RetentionPeriod
from members import log
from members.models import Organisation, User


@transaction.atomic
def archive_year(branch: Organisation, year: int, by: User | None) -> list[ArchiveItem]:
    """Number and lock what is on file of a year, oldest first; pressed again it goes on where the numbers end.

    Numbers run from 1 within fonds, year, retention and organisation without a hole (DA/T 22-2015). Refuses a year
    that is not over, and a branch without codes. What is not on file stays and may follow later.
    """
    hold_fonds(year_state(branch, year).fonds.code)
    state = year_state(branch, year)  # as it is now that nobody else numbers
    blocking = [Problem(gap.code, f"{gap.text}。{gap.hint}") for gap in state.gaps if gap.blocks]
    if blocking:
        raise Refusal(*blocking)
    if not state.ready:
        if state.archived:
            return []
        raise Refusal.because("nothing", f"{year}年没有已备案的记录，没有可归档的。")
    sorts = categories_of(state.ready)
    made = [_archive(state, row, sorts[row.pk], by) for row in state.ready]
    log.note(None, f"归档{year}年记录", branch, rows=len(made), user=by)
    return made


def categories_of(meetings: Iterable[Meeting]) -> dict[int, ArchiveCategory]:
    """What sort of paper each record is. Three queries."""
    pks = [row.pk for row in meetings]
    topics = _by_meeting(AgendaItem.objects.filter(meeting__in=pks).values_list("meeting_id", "category"))
    voted = Motion.objects.filter(agenda_item__meeting__in=pks)
    profiles = _by_meeting(voted.values_list("agenda_item__meeting_id", "profile"))
    elected = Election.objects.filter(agenda_item__meeting__in=pks)
    elections = set(elected.order_by().values_list("agenda_item__meeting_id", flat=True))
    return {
        pk: codes.category_of(topics.get(pk, ()), profiles.get(pk, ()), has_election=pk in elections)
        for pk in pks
    }


def _by_meeting(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for pk, word in pairs:
        found.setdefault(pk, []).append(word)
    return found


def _archive(state: YearState, meeting: Meeting, category: ArchiveCategory, by: User | None) -> ArchiveItem:
    row = locked(meeting)
    rules = rules_for(row.branch, row.day)
    retention = RetentionPeriod(dict(rules.retention_map)[category])
    number = _next_number(state.fonds, state.year, retention)
    code = codes.archive_code(
        state.fonds.code,
        rules.archive_category_code,
        state.year,
        retention,
        state.fonds.org_code,
        number,
        rules.item_number_width,
    )
    item = ArchiveItem.objects.create(
        meeting=row,
        category=category,
        fonds_code=state.fonds.code,
        year=state.year,
        retention=retention,
        org_code=state.fonds.org_code,
        item_number=number,
        archive_code=code,
        responsible_party=(row.group or row.branch).full_name,
        title=title_of(row),
        dated_on=row.day,
        secrecy=codes.INTERNAL if row.spec.is_close else "",
        created_by=by,
        changed_by=by,
    )
    move(row, MeetingState.ARCHIVED, by, f"归档，档号 {code}")
    return item


def _next_number(fonds: Fonds, year: int, retention: RetentionPeriod) -> int:
    rows = ArchiveItem.objects.filter(
        fonds_code=fonds.code, year=year, retention=retention, org_code=fonds.org_code
    )
    last: int | None = rows.aggregate(last=Max("item_number"))["last"]
    return (last or 0) + 1


def title_of(meeting: Meeting) -> str:
    """[××党支部2026年第3次党员大会记录]: of our own making, hence the brackets."""
    which = f"第{meeting.ordinal}次" if meeting.ordinal else ""
    body = (meeting.group or meeting.branch).full_name
    ending = "活动记录" if meeting.spec.form == "theme_day" else "记录"
    return codes.own_title(f"{body}{meeting.year}年{which}{meeting.spec.short}{ending}")
