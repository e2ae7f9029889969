"""Fill a PostgreSQL database with a county or a city, for measuring."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from branchlife.kit import clock
from meetings.demo import scale
from meetings.demo.scale import Size
from members.models import Organisation

COUNTY, CITY = Size(2_000, 20), Size(10_000, 30)
FULL_YEARS = 5


class Command(BaseCommand):
    """seed_scale --size county|city, or --branches N --members M --years Y"""

    help = "在空的 PostgreSQL 库里造一个县（2,000 个支部、4 万名党员）或一个市（10,000 个支部、30 万名党员），用来测量"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much."""
        parser.add_argument("--size", choices=["county", "city"], default="county", help="县或市")
        parser.add_argument("--branches", type=int, help="支部数，不按县、市时写")
        parser.add_argument("--members", type=int, help="每个支部的党员数")
        parser.add_argument("--years", type=int, default=FULL_YEARS, help="到今年为止的年数")
        parser.add_argument("--texts", type=int, default=0, help="每份记录正文的句数，0 为没有正文")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction. Refused on SQLite, and in a database that is not empty."""
        if connection.vendor != "postgresql":
            raise CommandError("seed_scale 只用于 PostgreSQL，请先设置 DATABASE_URL。")
        if Organisation.objects.exists():
            raise CommandError("库里已经有党组织。seed_scale 只在空的库里造数据，请另建一个库。")
        usual = CITY if options["size"] == "city" else COUNTY
        this = clock.today().year
        size = Size(
            options["branches"] or usual.branches,
            options["members"] or usual.members,
            tuple(range(this - options["years"] + 1, this + 1)),
            options["texts"],
        )
        grown = scale.grow(size)
        self.stdout.write(
            f"{size.branches} 个支部、{size.branches * size.members} 名党员，共 {grown.rows} 行"
        )
