"""Pack a whole organisation, with its files, into one ZIP."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.archive.transport.writing import export_branch
from members import log
from members.models import Organisation


class Command(BaseCommand):
    """export_branch CODE -o FILE.zip"""

    help = "把一个组织的人员、会议、档案和文件整个打成一个包；身份证号、电话保持加密"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which organisation, and where to."""
        parser.add_argument("code", help="党组织代码")
        parser.add_argument("-o", "--output", type=Path, required=True, help="写到哪个文件（.zip）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        branch = Organisation.objects.filter(code=options["code"]).first()
        if branch is None or branch.is_group:
            raise CommandError(f"没有代码为“{options['code']}”的党组织，或它是党小组。")
        content = export_branch(branch)
        options["output"].write_bytes(content)
        log.note(None, "整体导出党组织", branch)
        self.stdout.write(f"{options['output']}（{len(content)} 字节）")
