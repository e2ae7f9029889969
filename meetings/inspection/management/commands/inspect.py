"""Run the checks over a year: of every organisation, or of one and all under it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from branchlife.kit.problems import Refusal
from meetings.inspection.lifecycle.running import inspect, inspected_places
from meetings.inspection.models import Finding


class Command(BaseCommand):
    """inspect [--organisation CODE] --year Y"""

    help = "逐条检查一年的组织生活：全部组织，或某个组织及所辖"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose year."""
        parser.add_argument("--organisation", default="", metavar="CODE", help="党组织代码，连同所辖")
        parser.add_argument("--year", type=int, required=True, help="年度")

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction for each organisation; a line with what waits for somebody's word."""
        try:
            places = inspected_places(options["organisation"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        for place in places:
            run = inspect(place, options["year"])
            waiting = Finding.objects.filter(run=run).waiting().count()
            self.stdout.write(f"{place.code}　{place.short_name}　待认定 {waiting} 条")
