"""Import a roster: the national system's export or a hand-kept form."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from branchlife.kit.refusal import Refused
from members.roster.preview import plan_roster
from members.roster.report import ERRORS, REFUSED, organisation_of, print_json, print_slips, tables_of
from members.roster.save import Saved, counted, save_roster


class Command(BaseCommand):
    """import_roster FILE --organisation CODE [--dry-run] [--json]"""

    requires_system_checks = ()
    help = "导入党员名册；有错的行不存，其余整批保存；再次导入只更新"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the organisation it belongs to."""
        parser.add_argument("file", type=Path, help="名册（.xlsx、.xls、.csv）")
        parser.add_argument("--organisation", required=True, help="支部，或其上级（代码或全称）")
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
        organisation = organisation_of(options["organisation"])
        tables = tables_of(options["file"])
        if options["dry_run"]:
            return counted(plan_roster(tables, organisation))
        return save_roster(tables, organisation)

    def _say(self, done: Saved, refused: str | None, as_json: bool) -> None:
        if as_json:
            print_json(
                self.stdout,
                members=done.members,
                created=done.created,
                updated=done.updated,
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
        counts = f"新增 {done.created}，更新 {done.updated}，不变 {done.unchanged}，错误 {len(done.errors)}"
        self.stdout.write(f"党员 {done.members} 名：{counts}")
        print_slips(self.stdout, done.errors)
        print_slips(self.stdout, done.remarks, "提示")
        if done.ignored:
            self.stdout.write(f"没有采用的栏目：{'、'.join(done.ignored)}")
