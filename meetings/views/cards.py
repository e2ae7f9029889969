"""What is owed today: one card a thing, the most urgent first, each with the one button that settles it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse

from branchlife.kit.clock import local_date
from branchlife.kit.parts import Owed
from branchlife.kit.templatetags.words import cn_day
from meetings.forms.returning import FIELD_CHOICES
from meetings.kinds import KINDS, MeetingKind
from meetings.lifecycle.filing import rework_due
from meetings.models import Filing
from meetings.overview import Workdays, Year
from meetings.prospects import Prospect
from meetings.rules.frequency import (
    MISSING,
    NOT_YET,
    Cycle,
    Duty,
    Sitting,
    Window,
    current_window,
    groups_owing,
)
from meetings.views.flow import step_of
from meetings.views.matrix import call_link, link, of_group
from meetings.vocabulary import MeetingState, ReturnReason

LOOK_AHEAD = 7  # days before a planned meeting on which its notice is owed
SOON = 31  # days; what has more time comes after what is missing already
LEAD = {
    Cycle.MONTH: 31,
    Cycle.QUARTER: 45,
    Cycle.HALF_YEAR: 90,
    Cycle.YEAR: 180,
}  # days before the end of a period from which it is shown
QUARTERS, HALVES = "一二三四", "上下"
SPANS = {
    Cycle.MONTH: "本月",
    Cycle.QUARTER: "本季度",
    Cycle.HALF_YEAR: "本半年",
    Cycle.YEAR: "本年度",
}

FIELD_NAMES = dict(FIELD_CHOICES)


@dataclass(frozen=True)
class Card:
    """A thing owed with its urgency: a rank, then a day.

    `deadline` is the last day on which it is in time (None: no such day). `about` names the thing where the title does
    not, or where the title tells more than may stand in a mail.
    """

    rank: int
    due: date
    owed: Owed
    deadline: date | None = None
    about: str = ""


@dataclass(frozen=True)
class Desk:
    """What the cards are made of. `returned` maps a meeting to the filing by which it was sent back.

    `prospects` are the meetings of the next sitting as they stand today.
    """

    one: Year
    today: date
    days: Workdays
    returned: Mapping[int, Filing]
    prospects: Sequence[Prospect] = ()


def returned_meetings(one: Year) -> list[int]:
    """The meetings of a year that were sent back."""
    return [s.pk for found in one.sittings.values() for s in found if s.state == MeetingState.RETURNED]


def cards(desk: Desk, more: Iterable[Card] = ()) -> list[Card]:
    """All cards of a desk and those made elsewhere, the most urgent first."""
    found = [*_of_sittings(desk), *_too_few(desk), *_of_current_periods(desk), *_of_past_periods(desk), *more]
    return sorted(found, key=lambda card: (card.rank, card.due, card.owed.title))


def title_of(one: Year, sitting: Sitting) -> str:
    """11月主题党日, 一季度党课, 第一党小组11月党小组会."""
    duty = one.duty(sitting.kind, sitting.day)
    group = one.group_names.get(sitting.group or 0, "") if one.group is None else ""
    words = period_title(duty, sitting.day) if duty else KINDS[MeetingKind(sitting.kind)].short
    return of_group(group, words)


def period_title(duty: Duty, day: date) -> str:
    """The kind with the period in which a day lies."""
    short = KINDS[duty.kind].short
    match duty.cycle:
        case Cycle.MONTH:
            return f"{day.month}月{short}"
        case Cycle.QUARTER:
            return f"{QUARTERS[(day.month - 1) // 3]}季度{short}"
        case Cycle.HALF_YEAR:
            return f"{HALVES[(day.month - 1) // 6]}半年{short}"
        case Cycle.YEAR:
            return f"{current_window(duty, day).first.year}年度{short}"


# --- meetings that wait for a hand -----------------------------------------------------------------------------------


def _of_sittings(desk: Desk) -> Iterator[Card]:
    for found in desk.one.sittings.values():
        for sitting in found:
            make = MAKERS.get(MeetingState(sitting.state))
            card = make(desk, sitting) if make else None
            if card is not None:
                yield card


def _returned(desk: Desk, sitting: Sitting) -> Card:
    filing = desk.returned.get(sitting.pk)
    title = f"{title_of(desk.one, sitting)}备案被退回"
    if filing is None or filing.decided_at is None:
        return Card(0, sitting.day, Owed(title, "已退回", _step("meeting-check", sitting), "去修改"))
    names = "、".join(FIELD_NAMES.get(name, name) for name in filing.return_fields)
    note = f"退回意见：{names + '。' if names else ''}{filing.return_note}"
    decided = local_date(filing.decided_at)
    due = rework_due(filing) or decided
    if filing.return_reason == ReturnReason.REHOLD:
        again = link("meeting-new", branch=desk.one.place.pk, kind=sitting.kind, repeat=sitting.pk)
        return Card(0, due, Owed(title, "重开", again, "另行召开", f"请在{cn_day(due)}前召开", note), due)
    where = step_of(next(iter(filing.return_fields), "other"))
    owed = Owed(title, "已退回", _step(where, sitting), "去修改", f"请在{cn_day(due)}前改好", note)
    return Card(0, due, owed, due)


def _planned(desk: Desk, sitting: Sitting) -> Card | None:
    title, day = title_of(desk.one, sitting), sitting.day
    if day < desk.today:
        note = _filing_note(desk, day)
        owed = Owed(title, "待记录", _step("meeting-roll", sitting), "点名、记录", cn_day(day), note)
        return Card(1, day, owed, _filing_due(desk, day))
    if day == desk.today:
        return Card(1, day, Owed(title, "今天", _step("meeting-roll", sitting), "点名", cn_day(day)), day)
    if sitting.state == MeetingState.NOTICED or (day - desk.today).days > LOOK_AHEAD:
        return None
    when = f"{cn_day(day)}，还有 {(day - desk.today).days} 天"
    return Card(2, day, Owed(title, "计划", _step("meeting-notify", sitting), "发通知", when), day)


def _held(desk: Desk, sitting: Sitting) -> Card:
    title, note = title_of(desk.one, sitting), _filing_note(desk, sitting.day)
    owed = Owed(title, "待记录", _step("meeting-minutes", sitting), "填写记录", cn_day(sitting.day), note)
    return Card(1, sitting.day, owed, _filing_due(desk, sitting.day))


def _recorded(desk: Desk, sitting: Sitting) -> Card:
    title, note = title_of(desk.one, sitting), _filing_note(desk, sitting.day)
    owed = Owed(title, "待备案", _step("meeting-check", sitting), "核对、备案", cn_day(sitting.day), note)
    return Card(1, sitting.day, owed, _filing_due(desk, sitting.day))


def _postponed(desk: Desk, sitting: Sitting) -> Card:
    owed = Owed(
        title_of(desk.one, sitting),
        "延期",
        _step("meeting-postpone", sitting),
        "定新的时间",
        f"原定{cn_day(sitting.day)}",
    )
    return Card(2, sitting.day, owed)


def _too_few(desk: Desk) -> Iterator[Card]:
    """Too few are expected for what is to be voted on, while there is time to move the date."""
    for found in desk.prospects:
        if not found.short:
            continue
        meeting = found.meeting
        when = f"{cn_day(meeting.day)}，还有 {(meeting.day - desk.today).days} 天"
        short = "；".join(dict.fromkeys(one.forecast.sentence for one in found.short))
        owed = Owed(
            f"{cn_day(meeting.day)}{meeting.spec.short}",
            "预计人数不够",
            reverse("meeting-postpone", args=[meeting.pk]),
            "延期",
            when,
            f"{short}。还来得及改日子。",
            "part",
        )
        yield Card(1, meeting.day, owed, meeting.day)


def _step(name: str, sitting: Sitting) -> str:
    return reverse(name, args=[sitting.pk])


def _filing_due(desk: Desk, day: date) -> date:
    return desk.days.filing_due(day, desk.one.rules_on)


def _filing_note(desk: Desk, day: date) -> str:
    due = _filing_due(desk, day)
    left = (due - desk.today).days
    if left < 0:
        return f"应报日{cn_day(due)}已过；迟报只作标注，照常可以备案。"
    return f"应报日{cn_day(due)}，{'就是今天' if left == 0 else f'还有 {left} 天'}。"


MAKERS: dict[MeetingState, Callable[[Desk, Sitting], Card | None]] = {
    MeetingState.RETURNED: _returned,
    MeetingState.PLANNED: _planned,
    MeetingState.NOTICED: _planned,
    MeetingState.HELD: _held,
    MeetingState.RECORDED: _recorded,
    MeetingState.POSTPONED: _postponed,
}


# --- periods without a meeting ---------------------------------------------------------------------------------------


def _of_current_periods(desk: Desk) -> Iterator[Card]:
    for duty in desk.one.duties:
        window = current_window(duty, desk.today)
        left = (window.last - desk.today).days
        if left > LEAD[duty.cycle] or desk.one.judge(duty, window, desk.today).word != NOT_YET:
            continue
        day = _proposed(desk, duty, window)
        groups, group = _groups_without(desk.one, duty, window)
        title = period_title(duty, window.last if duty.cycle is not Cycle.YEAR else window.first)
        when = f"{SPANS[duty.cycle]}未召开，余 {left} 天"
        url = call_link(desk.one, duty, day, group)
        tone = "due" if left <= LOOK_AHEAD else "plan"
        owed = Owed(title, "待召开", url, "召集会议", when, groups, tone)
        yield Card(2, window.last, owed, window.last)


def _groups_without(one: Year, duty: Duty, window: Window) -> tuple[str, int | None]:
    """The groups that have not met yet, in words, and the first of them."""
    met = {sitting.group for sitting in one.of_kind(duty.kind) if sitting.day in window}
    open_ones = [pk for pk in groups_owing(duty, one.facts, window) if pk not in met]
    if not open_ones or one.group is not None:
        return "", None
    return "、".join(one.group_names.get(pk, "") for pk in open_ones), open_ones[0]


def _proposed(desk: Desk, duty: Duty, window: Window) -> date:
    """A day to propose: the theme day if it is still to come, else the next working day within the period."""
    if duty.kind is MeetingKind.THEME_DAY:
        month = desk.today.year, desk.today.month
        theme_day = desk.days.theme_day(*month, desk.one.rules_on, desk.one.touched)
        if theme_day is not None and theme_day >= desk.today:
            return theme_day
    following = desk.days.next(desk.today + timedelta(days=1))
    return min(following, window.last)


def _of_past_periods(desk: Desk) -> Iterator[Card]:
    for one in _years_behind(desk):
        for duty in one.duties:
            months = [month for month in _months_behind(desk, one) if _is_missing(desk, one, duty, month)]
            if months:
                yield _missing_card(desk, one, duty, months)


def _years_behind(desk: Desk) -> list[Year]:
    """This year, and until the end of March the last quarter of the year before."""
    return [replace(desk.one, year=desk.one.year - 1), desk.one] if desk.today.month <= 3 else [desk.one]


def _months_behind(desk: Desk, one: Year) -> range:
    return range(1, 13) if one.year == desk.today.year else range(10, 13)


def _is_missing(desk: Desk, one: Year, duty: Duty, month: int) -> bool:
    verdict = one.cell(duty, month, desk.today)
    return verdict.word == MISSING and bool(verdict.missing)


def _missing_card(desk: Desk, one: Year, duty: Duty, months: list[int]) -> Card:
    window = one.window(duty, months[-1])
    last = window.last if window else desk.today
    periods = "、".join(_period(duty, month) for month in months)
    when = f"{one.year}年{periods}没有记录"
    note = "开过的请补录；确未召开的，请登记未召开并写明原因。"
    url = call_link(one, duty, last)
    owed = Owed(KINDS[duty.kind].short, MISSING, url, "补录或说明", when, note)
    about = f"{when.removesuffix('没有记录')}没有{owed.title}的记录"
    return Card(3, last, owed, last, about)


def _period(duty: Duty, month: int) -> str:
    match duty.cycle:
        case Cycle.MONTH:
            return f"{month}月"
        case Cycle.QUARTER:
            return f"{QUARTERS[(month - 1) // 3]}季度"
        case Cycle.HALF_YEAR:
            return f"{HALVES[(month - 1) // 6]}半年"
        case Cycle.YEAR:
            return "全年"
