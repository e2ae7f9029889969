"""A month: meetings planned and held, holidays, the theme day."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.marks import tone_of
from branchlife.kit.parts import Day, Entry, Link, month_of_days
from branchlife.kit.templatetags.words import cn_time
from meetings import overview
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Meeting
from meetings.overview import Workdays, Year, month_of
from meetings.rules.frequency import STATE_WORDS
from meetings.views.matrix import link, of_group
from meetings.vocabulary import MeetingState
from members.access import Action, Actor, needs

Weeks = list[list[Day]]
LAST_YEAR = 2100


@needs(Action.DESK)
def calendar(request: HttpRequest) -> HttpResponse:
    """One month; ?month=2026-11 chooses it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    year, month = _asked(request.GET.get("month", ""), today)
    window = month_of(year, month)
    first, last = window.first - timedelta(days=6), window.last + timedelta(days=6)
    days = overview.workdays(first, last)
    entries: dict[date, list[Entry]] = defaultdict(list)
    rules_on, touched = overview.rules_at_desk(actor), overview.theme_days_at_desk(actor, year)
    if overview.is_superior(actor):
        _add_theme_day(entries, days.theme_day(year, month, rules_on, touched))
        _add_counts(entries, actor, first, last)
    else:
        found = list(overview.meetings_between(actor, Action.DESK, first, last))
        if not any(row.kind == MeetingKind.THEME_DAY and row.day in window for row in found):
            _add_theme_day(entries, days.theme_day(year, month, rules_on, touched))
        for meeting in found:
            entries[meeting.day].append(_entry(meeting))
    before, after = window.first - timedelta(days=1), window.last + timedelta(days=1)
    context = {
        "weeks": month_of_days(year, month, today, entries, dict(days.named)),
        "title": f"{year}年{month}月",
        "subscription": _subscription(actor),
        "previous": _month_link(before),
        "following": _month_link(after),
        "almanac_url": _almanac_of(actor, year),
        "holidays": [(day, name) for day, name in days.names.items() if day in window],
    }
    return render(request, "meetings/calendar.html", context)


def _almanac_of(actor: Actor, year: int) -> str:
    """主题党日年历 of the organisation at whose desk one sits; "" for a group leader."""
    grants = actor.granting(Action.PLAN_VIEW)
    return link("theme-days", grants[0].organisation_id, year=year) if grants else ""


def _subscription(actor: Actor) -> str:
    """Where one's own calendar is shared; "" for whoever may not."""
    grants = actor.granting(Action.CALENDAR_SHARE)
    return reverse("feed", args=[grants[0].organisation_id]) if grants else ""


def _asked(words: str, today: date) -> tuple[int, int]:
    year, _, month = words.partition("-")
    if year.isdecimal() and month.isdecimal() and 2000 <= int(year) < LAST_YEAR and 1 <= int(month) <= 12:
        return int(year), int(month)
    return today.year, today.month


def _month_link(day: date) -> Link:
    return Link(f"{day.month}月", link("calendar", month=f"{day:%Y-%m}"))


def _add_theme_day(entries: dict[date, list[Entry]], day: date | None) -> None:
    if day is not None:
        entries[day].append(Entry("主题党日（固定日）", "", "info"))


def _entry(meeting: Any) -> Entry:
    group = meeting.group.short_name if meeting.group else ""
    word = STATE_WORDS[MeetingState(meeting.state)]
    url = reverse("meeting", args=[meeting.pk]) if meeting.readable else ""
    return Entry(of_group(group, meeting.spec.short), url, tone_of(word), cn_time(meeting.start))


def _add_counts(entries: dict[date, list[Entry]], actor: Actor, first: date, last: date) -> None:
    """A superior sees how many meetings of a kind a day holds, and goes on to their list."""
    rows = Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(
        start__gte=clock.at(first, 0), start__lt=clock.at(last + timedelta(days=1), 0)
    )
    counted = Counter(
        (clock.local_date(start), kind) for start, kind in rows.order_by("start").values_list("start", "kind")
    )
    for (day, kind), count in counted.items():
        url = link("meetings", kind=kind, first=day.isoformat(), last=day.isoformat())
        entries[day].append(Entry(f"{KINDS[MeetingKind(kind)].short} {count} 次", url, "info"))


def month_of_own(one: Year, days: Workdays, year: int, month: int, today: date) -> Mapping[str, Any]:
    """The month on a desk, made of the year that has been read already."""
    window = month_of(year, month)
    entries: dict[date, list[Entry]] = defaultdict(list)
    held = any(sitting.day in window for sitting in one.of_kind(MeetingKind.THEME_DAY))
    if one.group is None and not held:
        _add_theme_day(entries, days.theme_day(year, month, one.rules_on, one.touched))
    for found in one.sittings.values():
        for sitting in found:
            if abs((sitting.day - window.first).days) < 45:
                short = KINDS[MeetingKind(sitting.kind)].short
                group = one.group_names.get(sitting.group or 0, "") if one.group is None else ""
                url = reverse("meeting", args=[sitting.pk]) if sitting.readable else ""
                word = STATE_WORDS[MeetingState(sitting.state)]
                entries[sitting.day].append(Entry(of_group(group, short), url, tone_of(word)))
    return {
        "weeks": month_of_days(year, month, today, entries, dict(days.named)),
        "title": f"{year}年{month}月",
        "previous": _month_link(window.first - timedelta(days=1)),
        "following": _month_link(window.last + timedelta(days=1)),
    }
