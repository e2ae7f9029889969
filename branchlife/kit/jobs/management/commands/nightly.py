"""Everything that is done every night, as one command."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from branchlife.kit import nightly


class Command(BaseCommand):
    """nightly [--only STEP …] [--list]"""

    help = "运行每晚例行；可以重复运行，同时只运行一份；有一步失败，其余照做，最后以 1 退出"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which steps."""
        parser.add_argument("--only", nargs="+", default=[], metavar="STEP", help="只做这几步")
        parser.add_argument("--list", action="store_true", help="列出各步，不运行")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run them; ends with 1 when one failed."""
        if options["list"]:
            for step in nightly.steps():
                self.stdout.write(f"{step.name}　{step.title}")
            return
        try:
            row = nightly.run(options["only"], self.stdout.write)
        except nightly.Busy:
            self.stdout.write("另一个进程正在运行每晚例行。")
            return
        except KeyError as error:
            raise CommandError(f"没有这一步：{error.args[0]}") from error
        if not row.passed:
            raise SystemExit(1)
