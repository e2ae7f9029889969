"""Say that the clock had run ahead and was set right, so that an organisation can file again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from branchlife.kit.problems import Refusal
from meetings.lifecycle.links import note_clock
from members.models import Organisation


class Command(BaseCommand):
    """clock_anomaly CODE REASON"""

    help = "登记时钟异常：服务器时钟曾走快、现已校正，该组织可以继续备案"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which organisation, and what happened."""
        parser.add_argument("organisation", help="党组织代码")
        parser.add_argument("reason", help="时钟怎样走错、何时校正")

    def handle(self, *args: Any, **options: Any) -> None:
        """Append the link."""
        branch = Organisation.objects.filter(code=options["organisation"]).first()
        if branch is None:
            raise CommandError(f"没有代码为“{options['organisation']}”的党组织。")
        try:
            link = note_clock(branch, options["reason"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已登记：{link}。")
