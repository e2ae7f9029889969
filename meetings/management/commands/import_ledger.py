"""Import a past year's ledger of one branch as archived meetings."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from branchlife.kit.refusal import Refused
from meetings.ledger.preview import plan_ledger
from meetings.ledger.rows import year_told
from meetings.ledger.save import Saved, counted, save_ledger
from members.roster.report import ERRORS, REFUSED, organisation_of, print_json, print_slips, tables_of


class Command(BaseCommand):
    """import_ledger FILE --organisation CODE [--year Y] [--dry-run] [--json]"""

    requires_system_checks = ()
    help = "导入一个支部一年的台账；存不了的行报错，其余整批保存；再次导入不变"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the branch and the year."""
        parser.add_argument("file", type=Path, help="台账（.xlsx、.xls、.csv）")
        parser.add_argument("--organisation", required=True, help="支部（代码或全称）")
        parser.add_argument("--year", type=int, help="台账的年度，默认看表中的日期")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不保存")
        parser.add_argument("--json", action="store_true", help="结果写成 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 clean, 1 some rows not saved, 2 the file refused."""
        try:
            done = self._run(options)
        except Refused as refusal:
            self._say(Saved(), str(refusal), options["json"])
            raise SystemExit(REFUSED) from refusal
        self._say(done, None, options["json"])
        if done.errors:
            raise SystemExit(ERRORS)

    def _run(self, options: dict[str, Any]) -> Saved:
        branch = organisation_of(options["organisation"])
        tables = tables_of(options["file"])
        year = options["year"] or year_told(tables)
        if options["dry_run"]:
            return counted(plan_ledger(tables, branch, year))
        return save_ledger(tables, branch, year)

    def _say(self, done: Saved, refused: str | None, as_json: bool) -> None:
        if as_json:
            print_json(
                self.stdout,
                meetings=done.meetings,
                created=done.created,
                updated=0,
                unchanged=done.unchanged,
                errors=[slip.as_dict() for slip in done.errors],
                remarks=[slip.as_dict() for slip in done.remarks],
                ignored=done.ignored,
                refused=refused,
            )
            return
        if refused:
            self.stdout.write(refused)
            return
        counts = f"新增 {done.created}，不变 {done.unchanged}，错误 {len(done.errors)}"
        self.stdout.write(f"会议 {done.meetings} 次：{counts}")
        print_slips(self.stdout, done.errors)
        print_slips(self.stdout, done.remarks, "提示")
