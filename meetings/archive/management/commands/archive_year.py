"""Archive the year of a branch, as its page does; what has been archived stays, what is new goes on behind it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from branchlife.kit.problems import Refusal
from branchlife.kit.refusal import Refused
from meetings.archive.lifecycle.closing import archive_year
from members.roster.report import organisation_of


class Command(BaseCommand):
    """archive_year --organisation CODE --year Y"""

    help = "归档一个支部一年的记录：编件号、锁定，同页面上的“归档”"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose year."""
        parser.add_argument("--organisation", required=True, metavar="CODE", help="支部代码或全称")
        parser.add_argument("--year", type=int, required=True, help="年度")

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction; a refusal names every gap that blocks."""
        try:
            branch = organisation_of(options["organisation"])
            made = archive_year(branch, options["year"], None)
        except (Refusal, Refused) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{branch.short_name} {options['year']} 年归档 {len(made)} 件")
