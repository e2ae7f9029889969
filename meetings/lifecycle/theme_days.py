"""Theme days as a branch keeps them: reckoned anew, named otherwise, waived, and all that taken back."""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction

from branchlife.kit.problems import Refusal
from meetings import regulations, theme_days
from meetings.models import ThemeDaySlot
from members.models import Organisation, User

LAST_YEAR = 2100
RECKONED = ("fixed_on", "computed_on", "policy", "shift_note", "is_provisional")


@transaction.atomic
def refresh(branch: Organisation, year: int, by: User | None = None) -> list[ThemeDaySlot]:
    """Store the twelve slots of a year as the rules and the calendar have them today.

    Done twice it changes nothing; what the branch has set by hand stays.
    """
    _hold(ThemeDaySlot.objects.filter(branch=branch, year=year))
    slots = theme_days.year_of(branch, year)
    for slot in slots:
        _store(slot, by)
    return slots


@transaction.atomic
def refresh_stored(
    since: int, until: int = LAST_YEAR, below: Organisation | None = None, by: User | None = None
) -> int:
    """Reckon every stored slot of some years anew, of all bodies or of those below one: after the calendar or a rule
    has changed. Gives the number of days that became others.

    A fixed number of queries whatever the number of bodies, and one for each slot that changes.
    """
    rows = ThemeDaySlot.objects.filter(year__gte=since, year__lte=until)
    if below is not None:
        rows = rows.filter(branch__path__startswith=below.path)
    slots = list(_hold(rows.select_related("branch")))
    if not slots:
        return 0
    book = regulations.rulebook({slot.branch.path: slot.branch for slot in slots}.values())
    days = theme_days.almanac(min(slot.year for slot in slots), max(slot.year for slot in slots))
    moved = 0
    for slot in slots:
        before = _of(slot, RECKONED)
        day = slot.computed_on
        theme_days.written(slot, days, book.of(slot.branch))
        if before != _of(slot, RECKONED):
            moved += day != slot.computed_on
            _store(slot, by)
    return moved


def _hold(rows: models.QuerySet[ThemeDaySlot]) -> models.QuerySet[ThemeDaySlot]:
    held = rows.select_for_update(of=("self",)).order_by("pk")
    len(held)  # read now, so that they are held
    return held


def _of(slot: ThemeDaySlot, names: Iterable[str]) -> list[object]:
    return [getattr(slot, name) for name in names]


def _store(slot: ThemeDaySlot, by: User | None) -> None:
    slot.changed_by = by or slot.changed_by
    if slot._state.adding:
        slot.created_by = by
    slot.save()


@transaction.atomic
def adjust(
    branch: Organisation, year: int, month: int, day: date, reason: str, by: User | None
) -> ThemeDaySlot:
    """改定：the branch names another day, with its reason. Pressed twice it is the same."""
    if not reason.strip():
        raise Refusal.because("reason", "请写明改到这一天的原因。", field="reason")
    months_away = (day.year - year) * 12 + day.month - month
    if months_away not in (0, 1):
        raise Refusal.because(
            "far",
            f"{month}月的主题党日只能改在当月，确有特殊情况的改到下月；这个月不开展的，请登记豁免。",
            field="day",
        )
    slot = _slot(branch, year, month)
    slot.adjusted_on, slot.adjust_reason = day, reason.strip()
    slot.is_waived, slot.waive_reason = False, ""
    _store(slot, by)
    return slot


@transaction.atomic
def waive(branch: Organisation, year: int, month: int, reason: str, by: User | None) -> ThemeDaySlot:
    """豁免：nothing is asked for in this month, with its reason."""
    if not reason.strip():
        raise Refusal.because("reason", "请写明这个月不开展的原因。", field="reason")
    slot = _slot(branch, year, month)
    slot.is_waived, slot.waive_reason = True, reason.strip()
    slot.adjusted_on, slot.adjust_reason = None, ""
    _store(slot, by)
    return slot


@transaction.atomic
def undo(branch: Organisation, year: int, month: int, by: User | None) -> ThemeDaySlot:
    """Back to what the rules say."""
    slot = _slot(branch, year, month)
    slot.adjusted_on, slot.adjust_reason, slot.is_waived, slot.waive_reason = None, "", False, ""
    _store(slot, by)
    return slot


def _slot(branch: Organisation, year: int, month: int) -> ThemeDaySlot:
    """The stored slot, held until the transaction ends; the year is stored first where it is not."""
    rows = ThemeDaySlot.objects.select_for_update(of=("self",)).filter(branch=branch, year=year, month=month)
    slot = rows.first()
    if slot is None:
        refresh(branch, year)
        slot = rows.get()
    return slot


def in_another_month(slot: ThemeDaySlot) -> bool:
    """顺延跨月：the month of this slot then lacks one, which the branch must hear at once."""
    return slot.day is not None and slot.day.month != slot.month
