"""Plant the tree of organisations from the sheet 党组织 of a workbook."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from branchlife.kit.refusal import Refused
from members.access import Action
from members.log import note
from members.models import Organisation
from members.roster.places import Planted, read_places, save_places
from members.roster.report import ERRORS, REFUSED, organisation_of, print_json, print_slips, tables_of


class Command(BaseCommand):
    """import_organisations FILE [--under CODE] [--dry-run] [--json]"""

    requires_system_checks = ()
    help = "从工作簿的“党组织”表建立组织树；再次导入只更新"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and where it hangs."""
        parser.add_argument("file", type=Path, help="工作簿（.xlsx、.xls、.csv）")
        parser.add_argument("--under", default="", help="没有写上级的组织放在哪个组织之下（代码或全称）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不保存")
        parser.add_argument("--json", action="store_true", help="结果写成 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 clean, 1 some rows refused, 2 the file refused."""
        try:
            done = self._run(options)
        except Refused as refusal:
            self._say(Planted(), str(refusal), options["json"])
            raise SystemExit(REFUSED) from refusal
        self._say(done, None, options["json"])
        if done.errors:
            raise SystemExit(ERRORS)

    def _run(self, options: dict[str, Any]) -> Planted:
        top = organisation_of(options["under"]) if options["under"] else None
        rows = read_places(tables_of(options["file"]))
        with transaction.atomic():
            done = save_places(rows, top, None)
            if options["dry_run"]:
                transaction.set_rollback(True)
            else:
                note(None, Action.PLACES_ADMIN, top, rows=len(done.created) + len(done.updated))
        return done

    def _say(self, done: Planted, refused: str | None, as_json: bool) -> None:
        tree = [] if refused else list(Organisation.objects.order_by("path"))
        if as_json:
            print_json(
                self.stdout,
                rows=done.rows,
                created=len(done.created),
                updated=len(done.updated),
                unchanged=done.unchanged,
                errors=[slip.as_dict() for slip in done.errors],
                refused=refused,
                organisations=[{"code": row.code, "full_name": row.full_name} for row in tree],
            )
            return
        if refused:
            self.stdout.write(refused)
            return
        counts = f"新增 {len(done.created)}，更新 {len(done.updated)}，不变 {done.unchanged}"
        self.stdout.write(f"党组织 {done.rows} 个：{counts}，错误 {len(done.errors)}")
        print_slips(self.stdout, done.errors)
        for row in tree:
            self.stdout.write(f"  {'  ' * row.depth}{row.code}  {row.full_name}")
