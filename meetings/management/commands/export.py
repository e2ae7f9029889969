"""Write one form to a file: meetings, registers, rosters. Without a form it lists what there is."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import meetings.exports  # noqa: F401 (importing makes the forms known)
import members.exports  # noqa: F401
from branchlife.kit import clock, exports
from meetings.exports.common import MeetingForm
from meetings.models import Meeting, Plan
from members import log
from members.access import Actor, Grant, Role
from members.models import Organisation

SUBJECTS: tuple[exports.Subject, ...] = ("meeting", "branch_year", "branch", "plan")
ASKS = {
    "meeting": "--meeting",
    "branch_year": "--organisation --year",
    "branch": "--organisation [--day]",
    "plan": "--organisation --year [--quarter]",
}


def officer_of(place: Organisation) -> Actor:
    """Whoever runs the server acts as the secretary of the organisation named: its own rows and no others."""
    return Actor(name="命令行", grants=(Grant(Role.SECRETARY, place.pk, place.path),))


class Command(BaseCommand):
    """export [FORM] [--organisation CODE --year Y [--quarter Q] | --meeting PK] [-o FILE]"""

    help = "把一份表格写成文件；不写表名时列出全部表格"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which form, about what, and where to."""
        parser.add_argument("form", nargs="?", default="", help="表格的代号")
        parser.add_argument("--organisation", default="", help="党组织代码")
        parser.add_argument("--year", type=int, help="年度，默认今年")
        parser.add_argument("--quarter", type=int, choices=range(1, 5), help="季度计划的季度；年度计划不写")
        parser.add_argument("--day", type=date.fromisoformat, help="名册截至日，默认今天")
        parser.add_argument("--meeting", type=int, help="会议的编号（网址中的数字）")
        parser.add_argument(
            "-o", "--output", default="", help="文件名或文件夹，默认按规则命名，写在当前文件夹"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """List the forms, or write one."""
        if not options["form"]:
            self._list()
            return
        try:
            export = exports.get(options["form"])
        except KeyError as error:
            raise CommandError(f"没有“{options['form']}”这种表格；不写表名可列出全部。") from error
        if export.subject not in SUBJECTS:
            raise CommandError(f"“{export.title}”只在网页上出，命令行不出。")
        row, asked = self._subject(export, options)
        content = export.render(row, **asked)
        log.note(None, f"命令行导出{export.title}"[:40], row)
        target = self._target(options["output"], export.filename(row, **asked))
        target.write_bytes(content)
        self.stdout.write(f"{target}（{len(content)} 字节）")

    def _list(self) -> None:
        for subject in SUBJECTS:
            for export in exports.all_for(subject):
                self.stdout.write(f"{export.identifier:<18}{export.media:<6}{export.title}　{ASKS[subject]}")

    def _subject(
        self, export: exports.Export, options: dict[str, Any]
    ) -> tuple[Meeting | Organisation | Plan, dict[str, Any]]:
        if export.subject == "meeting":
            return self._meeting(export, options["meeting"]), {}
        if not options["organisation"]:
            raise CommandError("请用 --organisation 写明党组织代码。")
        place = Organisation.objects.filter(code=options["organisation"]).first()
        if place is None:
            raise CommandError(f"没有代码为 {options['organisation']} 的党组织。")
        today = clock.today()
        year = options["year"] or today.year
        if export.subject == "plan":
            return self._plan(place, year, options["quarter"]), {"actor": officer_of(place)}
        return place, {"actor": officer_of(place), "year": year, "day": options["day"] or today}

    def _plan(self, place: Organisation, year: int, quarter: int | None) -> Plan:
        plan = Plan.objects.with_places().filter(branch=place, year=year, quarter=quarter).first()
        if plan is None:
            words = f"第 {quarter} 季度" if quarter else ""
            raise CommandError(f"{place.short_name}没有 {year} 年{words}的计划。")
        return plan

    def _meeting(self, export: exports.Export, pk: int | None) -> Meeting:
        if pk is None:
            raise CommandError("请用 --meeting 写明是哪次会议。")
        meeting = Meeting.objects.filter(pk=pk).first()
        if meeting is None:
            raise CommandError(f"没有编号为 {pk} 的会议。")
        if isinstance(export, MeetingForm) and not export.applies(meeting):
            raise CommandError(f"这次会议没有“{export.title}”可出。")
        return meeting

    def _target(self, output: str, filename: str) -> Path:
        target = Path(output or filename)
        return target / filename if target.is_dir() else target
