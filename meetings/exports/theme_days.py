"""主题党日年历: the dates of a year with weekday, shift, 暂定 and 豁免, and the day it really was held."""

from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.templatetags.words import WEEKDAYS
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings import theme_days
from meetings.exports.common import stamp
from meetings.kinds import MeetingKind
from meetings.models import Meeting, ThemeDaySlot
from members.access import Action, Actor
from members.exports.printing import print_sheets
from members.models import Organisation

COLUMNS = (
    Column("月份", 8),
    Column("计划日", 12, "date"),
    Column("星期", 8),
    Column("状态", 14),
    Column("说明", 48),
    Column("实际开展", 16),
)


def row_of(slot: ThemeDaySlot, held: list[str]) -> list[Value]:
    """One month."""
    day = slot.day
    states = [
        ("豁免", slot.is_waived),
        ("改定", bool(slot.adjusted_on)),
        ("暂定", slot.is_provisional and not slot.is_waived),
    ]
    return [
        f"{slot.month}月",
        day,
        f"周{WEEKDAYS[day.weekday()]}" if day else "—",
        "、".join(word for word, holds in states if holds) or "—",
        slot.waive_reason or slot.adjust_reason or slot.shift_note or "—",
        "、".join(held) or "—",
    ]


def sheet_of(branch: Organisation, year: int, actor: Actor) -> Sheet:
    """The year on one sheet."""
    rows = Meeting.seen.allowed(actor, Action.MEETING_VIEW).held()
    rows = rows.filter(branch=branch, kind=MeetingKind.THEME_DAY, start__year=year).order_by("start", "pk")
    held: dict[int, list[str]] = {}
    for row in rows:
        held.setdefault(row.day.month, []).append(f"{row.day:%Y-%m-%d}")
    lines = [row_of(slot, held.get(slot.month, [])) for slot in theme_days.year_of(branch, year)]
    subtitle = f"填报单位：{branch.full_name}　期间：{year}年　填报日期：{stamp(clock.now())[:-6]}"
    return Sheet(
        f"{branch.full_name}{year}年主题党日年历", subtitle, COLUMNS, lines, name="主题党日", freeze="A4"
    )


class ThemeDaysExport(Export):
    """What the workbook and the paper share. Options: `actor`, `year`."""

    title = "主题党日年历"
    action: ClassVar[str] = Action.PLAN_VIEW
    subject: ClassVar[Subject] = "branch_year"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-支部简称-主题党日年历."""
        return safe_filename([options["year"], subject.short_name, self.title], self.media)


@register
class ThemeDaysWorkbook(ThemeDaysExport):
    """主题党日年历, a workbook."""

    identifier = "theme_days"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One sheet."""
        sheet = sheet_of(subject, options["year"], options["actor"])
        return write_workbook([sheet], sheet.title)


@register
class ThemeDaysPdf(ThemeDaysExport):
    """主题党日年历, printed on A4 landscape."""

    identifier = "theme_days_pdf"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """The same table as in the workbook."""
        sheet = sheet_of(subject, options["year"], options["actor"])
        return print_sheets([sheet], sheet.title, [f"生成时间 {stamp(clock.now())}"])
