"""报备情况: the way of filings through a year below an organisation, a workbook and the same table printed."""

from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings.exports.common import stamp
from meetings.trips import Trip, by_branch, filers, sent_in
from members.access import Action
from members.exports.printing import print_sheets
from members.models import Organisation

COLUMNS = (
    Column("序号", 6, "int"),
    Column("党组织", 28),
    Column("首次报送", 10, "int"),
    Column("按时", 8, "int"),
    Column("迟报", 8, "int"),
    Column("退回", 8, "int"),
    Column("其中重开", 10, "int"),
    Column("改后再报", 10, "int"),
    Column("已备案", 8, "int"),
    Column("待阅", 8, "int"),
)


def values(trip: Trip) -> list[Value]:
    """The counts in the order of the columns."""
    return [
        trip.sent, trip.in_time, trip.late, trip.returned, trip.held_again, trip.again, trip.on_file, trip.waiting,
    ]  # fmt: skip


class TripsExport(Export):
    """What the workbook and the paper share. Options: `actor`, `year`."""

    title = "报备情况"
    action: ClassVar[str] = Action.SUBTREE_VIEW
    subject: ClassVar[Subject] = "branch_year"

    def filename(self, subject: Organisation, **options: Any) -> str:
        """年度-组织简称-报备情况."""
        return safe_filename([options["year"], subject.short_name, self.title], self.media)

    def sheet(self, subject: Organisation, **options: Any) -> Sheet:
        """One line for each organisation below, in the order of the tree, and the sum."""
        actor, year = options["actor"], options["year"]
        rows = sent_in(actor, Action.SUBTREE_VIEW, year, subject)
        found, whole = by_branch(rows, filers(actor, Action.SUBTREE_VIEW, subject))
        lines = [[at, place.short_name, *values(trip)] for at, (place, trip) in enumerate(found, start=1)]
        subtitle = f"单位：{subject.full_name}　期间：{year}年　截至：{stamp(clock.now())[:-6]}"
        title = f"{subject.full_name}{year}年{self.title}"
        return Sheet(
            title, subtitle, COLUMNS, lines, [None, "合计", *values(whole)], name=self.title, freeze="A4"
        )


@register
class TripsWorkbook(TripsExport):
    """报备情况, a workbook."""

    identifier = "trips"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """One sheet."""
        sheet = self.sheet(subject, **options)
        return write_workbook([sheet], sheet.title)


@register
class TripsPdf(TripsExport):
    """报备情况, printed."""

    identifier = "trips_pdf"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Organisation, **options: Any) -> bytes:
        """The same table as in the workbook."""
        sheet = self.sheet(subject, **options)
        return print_sheets([sheet], sheet.title, [f"生成时间 {stamp(clock.now())}"])
