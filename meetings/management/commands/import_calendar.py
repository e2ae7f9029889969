"""Import holidays and shifted working days from a table: 日期, 上班/放假, 名称, 来源."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from branchlife.kit.refusal import Refused
from meetings.lifecycle import calendars
from members.log import note
from members.roster.report import ERRORS, REFUSED, print_json, print_slips, tables_of


class Command(BaseCommand):
    """import_calendar FILE [--dry-run] [--json]"""

    requires_system_checks = ()
    help = "导入放假和调休；有一行不对就一行也不存；再次导入只更新"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path, help="工作簿（.xlsx、.xls、.csv）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不保存")
        parser.add_argument("--json", action="store_true", help="结果写成 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 clean, 1 nothing stored for a row that is wrong, 2 the file refused."""
        try:
            tables = tables_of(options["file"])
            with transaction.atomic():
                done = calendars.save(tables, None)
                note(None, "命令行导入日历", rows=done.savable)
                if options["dry_run"] or done.errors:
                    transaction.set_rollback(True)
        except Refused as refusal:
            self._say(calendars.Comparison(), str(refusal), options["json"])
            raise SystemExit(REFUSED) from refusal
        self._say(done, None, options["json"])
        if done.errors:
            raise SystemExit(ERRORS)

    def _say(self, done: calendars.Comparison, refused: str | None, as_json: bool) -> None:
        is_saved = not done.errors
        if as_json:
            print_json(
                self.stdout,
                created=len(done.added) if is_saved else 0,
                updated=len(done.changed) if is_saved else 0,
                unchanged=done.unchanged,
                kept=len(done.kept),
                complete=done.complete,
                lacking={str(year): names for year, names in done.lacking.items() if names},
                moved=done.moved,
                errors=[slip.as_dict() for slip in done.errors],
                refused=refused,
            )
            return
        if refused:
            self.stdout.write(refused)
            return
        counts = f"新增 {len(done.added)}，更新 {len(done.changed)}，不变 {done.unchanged}，错误 {len(done.errors)}"
        self.stdout.write(f"日历：{counts}" + ("（有错，一行也没有存）" if done.errors else ""))
        for year, names in done.lacking.items():
            self.stdout.write(f"  {year}年：" + (f"还缺{'、'.join(names)}，仍为暂定" if names else "已录全"))
        if done.moved:
            self.stdout.write(f"  主题党日重算，{done.moved} 天有变动")
        print_slips(self.stdout, done.errors)
