"""Import appointments, the division into groups and, when the sheet is there, organisations."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from branchlife.kit.refusal import Refused
from members.roster.posts import Assigned, save_posts
from members.roster.report import ERRORS, REFUSED, organisation_of, print_json, print_slips, tables_of


class Command(BaseCommand):
    """import_posts FILE --organisation CODE [--dry-run] [--json]"""

    requires_system_checks = ()
    help = "导入任职和党小组编组；有错的行不存，其余整批保存；再次导入只更新"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the organisation it belongs to."""
        parser.add_argument("file", type=Path, help="工作簿（.xlsx、.xls、.csv）")
        parser.add_argument("--organisation", required=True, help="支部，或其上级（代码或全称）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不保存")
        parser.add_argument("--json", action="store_true", help="结果写成 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 clean, 1 some rows not saved, 2 the file refused."""
        try:
            done = self._run(options)
        except Refused as refusal:
            self._say(Assigned(), str(refusal), options["json"])
            raise SystemExit(REFUSED) from refusal
        self._say(done, None, options["json"])
        if done.errors:
            raise SystemExit(ERRORS)

    def _run(self, options: dict[str, Any]) -> Assigned:
        organisation = organisation_of(options["organisation"])
        tables = tables_of(options["file"])
        with transaction.atomic():
            done = save_posts(tables, organisation, with_places=True)
            if options["dry_run"]:
                transaction.set_rollback(True)
        return done

    def _say(self, done: Assigned, refused: str | None, as_json: bool) -> None:
        if as_json:
            print_json(
                self.stdout,
                posts=done.posts,
                groups=done.groups,
                created=done.created,
                updated=done.updated,
                unchanged=done.unchanged,
                errors=[slip.as_dict() for slip in done.errors],
                refused=refused,
            )
            return
        if refused:
            self.stdout.write(refused)
            return
        counts = f"新增 {done.created}，更新 {done.updated}，不变 {done.unchanged}，错误 {len(done.errors)}"
        self.stdout.write(f"任职 {done.posts} 行、编组 {done.groups} 行：{counts}")
        print_slips(self.stdout, done.errors)
