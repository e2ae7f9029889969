"""Take in an organisation that was packed by export_branch."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from branchlife.kit.refusal import Refused
from meetings.archive.transport.reading import import_branch
from members import log
from members.models import Organisation


class Command(BaseCommand):
    """import_branch FILE.zip [--dry-run]"""

    help = "导入 export_branch 打的包；只能导入到空的组织，全部成功或全部不存"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path, help="包（.zip）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不保存")

    def handle(self, *args: Any, **options: Any) -> None:
        """Store it, or say why not."""
        try:
            plan = import_branch(options["file"].read_bytes(), dry_run=options["dry_run"])
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        for name, count in plan.counts().items():
            self.stdout.write(f"{name} {count}")
        if options["dry_run"]:
            self.stdout.write("只检查，没有保存。")
            return
        log.note(None, "整体导入党组织", Organisation.objects.get(code=plan.code))
