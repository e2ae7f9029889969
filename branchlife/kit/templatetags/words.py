"""Dates, times and numbers in the words of the house. An empty value gives an empty text."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils import timezone

register = template.Library()

WEEKDAYS = "一二三四五六日"


def _local(value: date | datetime) -> date | datetime:
    is_aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_aware else value  # type: ignore[arg-type]


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2026年11月20日（周五）."""
    if not value:
        return ""
    day = _local(value)
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


@register.filter
def cn_plain(value: date | datetime | None) -> str:
    """2026年11月20日, for forms and registers."""
    if not value:
        return ""
    day = _local(value)
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def cn_day(value: date | datetime | None) -> str:
    """11月20日（周五）, where the year is plain from the page."""
    if not value:
        return ""
    day = _local(value)
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


@register.filter
def cn_month(value: date | datetime | None) -> str:
    """2026年11月."""
    if not value:
        return ""
    day = _local(value)
    return f"{day.year}年{day.month}月"


@register.filter
def cn_time(value: datetime | time | None) -> str:
    """14:30, local time."""
    if value is None or value == "":
        return ""
    moment = _local(value) if isinstance(value, datetime) else value
    return f"{moment:%H:%M}"


@register.filter
def cn_datetime(value: datetime | None) -> str:
    """2026年11月20日（周五）14:30."""
    return f"{cn_date(value)}{cn_time(value)}" if value else ""


@register.filter
def cn_until(start: datetime | None, end: datetime | None) -> str:
    """From start to end: 2026年9月18日（周五）14:30—16:05; the end's date too when it is another day."""
    if not start:
        return ""
    if not end:
        return cn_datetime(start)
    same_day = cn_plain(start) == cn_plain(end)
    return f"{cn_datetime(start)}—{cn_time(end) if same_day else cn_datetime(end)}"


@register.filter
def days_from(value: date | datetime | None, today: date) -> str:
    """今天 / 还有 8 天 / 已过 3 天, counted in calendar days from `today`."""
    if not value:
        return ""
    local = _local(value)
    day = local.date() if isinstance(local, datetime) else local
    left = (day - today).days
    if left == 0:
        return "今天"
    return f"还有 {left} 天" if left > 0 else f"已过 {-left} 天"


@register.filter
def percent1(part: Any, whole: Any = None) -> str:
    """A ratio with one decimal: `0.909|percent1` or `present|percent1:due` gives 90.9%; "—" without a base."""
    if part is None or part == "":
        return "—"
    if whole is None:
        return f"{float(part) * 100:.1f}%"
    return f"{100 * float(part) / float(whole):.1f}%" if whole else "—"


@register.filter
def or_none(value: Any) -> Any:
    """The value, or 无 where it is empty: no form leaves a blank."""
    return "无" if value is None or value == "" else value


@register.filter
def file_size(value: int | None) -> str:
    """1.2 MB, 340 KB: bytes in thousands, as the file manager shows them."""
    if not value:
        return ""
    if value < 1_000_000:
        return f"{max(1, round(value / 1000))} KB"
    return f"{value / 1_000_000:.1f} MB"
