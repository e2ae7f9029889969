"""Make the demo county: places, people, accounts, two years of meetings. Run twice, it changes nothing."""

import random
from argparse import ArgumentParser
from datetime import date
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from branchlife.kit import clock
from meetings.demo import county, matters, topics, year_plans
from meetings.demo.history import Hand, History
from meetings.demo.names import People
from members.access import ADMINISTRATORS, Role
from members.models import Appointment, Member, Organisation, RoleGrant, User
from members.vocabulary import Post

PASSWORD = "Shiliu-2026-Lianxi"  # noqa: S105 (printed on screen; a demo never runs in production)
SINCE = date(2024, 1, 1)
# account, words, role, organisation
OFFICIALS = (
    ("zongzhi", "总支党务", Role.GENERAL_OFFICER, "CX-HL-LW"),
    ("zhenwei", "禾岭镇党务", Role.COMMITTEE_OFFICER, "CX-HL"),
    ("zhenwei2", "竹园镇党务", Role.COMMITTEE_OFFICER, "CX-ZY"),
    ("zhenwei3", "青石镇党务", Role.COMMITTEE_OFFICER, "CX-QS"),
    ("jiancha", "县委检查员", Role.INSPECTOR, "CX"),
    ("xitong", "系统管理员", Role.SYSADMIN, "CX"),
    ("anquan", "安全管理员", Role.SECADMIN, "CX"),
    ("shenji", "审计管理员", Role.AUDITOR, "CX"),
)
# account, role, organisation, post of the person behind it
OFFICERS = (
    ("shuji", Role.SECRETARY, "CX-HL-LW1", Post.SECRETARY),
    ("jilu", Role.RECORDER, "CX-HL-LW1", Post.ORGANISATION_COMMISSIONER),
    ("jijian", Role.DISCIPLINE_OFFICER, "CX-HL-LW1", Post.DISCIPLINE_COMMISSIONER),
    ("zuzhang", Role.GROUP_LEADER, "CX-HL-LW1-G1", Post.GROUP_LEADER),
)


class Command(BaseCommand):
    """seed_demo [--branches N] [--months N]"""

    help = "建立演示县：组织、党员、账号和两年的会议（均为虚构）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much to make."""
        parser.add_argument("--branches", type=int, default=len(county.PLOTS), help="只为前 N 个支部编写会议")
        parser.add_argument("--months", type=int, default=23, help="编写最近 N 个月的会议")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make everything in one transaction, then print the accounts."""
        if settings.PRODUCTION:
            raise CommandError("演示数据不能装入正式环境。")
        if Organisation.objects.filter(code="CX").exists():
            self.stdout.write("演示县已经建立，没有改动。")
        elif Organisation.objects.exists():
            raise CommandError("库里已有党组织，不能再装演示数据；请用空库。")
        else:
            self.stdout.write("正在建立演示县（组织、党员、两年会议），约需两三分钟……")
            with transaction.atomic():
                self._make(options["branches"], options["months"])
        self._print_accounts()

    def _make(self, branches: int, months: int) -> None:
        tree = county.build(None)
        county.settle_people(tree, People(2026), SINCE, None)
        hashed = User(username="x")
        hashed.set_password(PASSWORD)
        for account, words, role, code in OFFICIALS:
            self._account(account, words, role, tree[code], None, hashed.password)
        for account, role, code, post in OFFICERS:
            self._account(account, "", role, tree[code], _holder(tree[code], post), hashed.password)
        last = tree["CX-HL-LW1"].memberships.select_related("member").order_by("-pk")[0].member
        self._account("dangyuan", "", Role.MEMBER, tree["CX-HL-LW1"], last, hashed.password)
        for plot in county.PLOTS[1:]:
            branch = tree[plot.code]
            name = plot.code.removeprefix("CX-").replace("-", "").lower()
            self._account(name, "", Role.SECRETARY, branch, _holder(branch, Post.SECRETARY), hashed.password)
        self._write_history(tree, branches, months)

    def _account(
        self, username: str, words: str, role: Role, place: Organisation, member: Member | None, password: str
    ) -> None:
        user = User(
            username=username, name=member.name if member else words, member=member, password=password
        )
        user.is_staff = role in ADMINISTRATORS
        user.password_changed_at = clock.now()
        user.save()
        RoleGrant.objects.create(user=user, organisation=place, role=role, start=SINCE)

    def _write_history(self, tree: dict[str, Organisation], branches: int, months: int) -> None:
        today = clock.today()
        first_month = today.year * 12 + today.month - months
        first = date(first_month // 12, first_month % 12 + 1, 1)
        hands: dict[str, list[Hand]] = {}
        for number, plot in enumerate(county.PLOTS[:branches]):
            branch = tree[plot.code]
            secretary = User.objects.get(role_grants__organisation=branch, role_grants__role=Role.SECRETARY)
            town = "-".join(plot.code.split("-")[:2])
            superior = User.objects.get(
                role_grants__organisation=tree[town], role_grants__role=Role.COMMITTEE_OFFICER
            )
            hand = Hand(branch, secretary, superior)
            more = matters.stories(hand, first, today)
            History(hand, first, today, random.Random(number), more).write()  # noqa: S311
            year_plans.write(hand, today, number)
            hands.setdefault(town, []).append(hand)
            self.stdout.write(f"  {branch.short_name}")
        for code, found in hands.items():
            topics.furnish(tree[code], found[0].superior, found, today)
        self._archive(first, today)
        for year in range(max(first.year, today.year - 1), today.year + 1):  # as the night does
            call_command("inspect", year=year, stdout=StringIO())

    def _archive(self, first: date, today: date) -> None:
        """Of the first branch last year has been archived, if all of it was written."""
        if first <= date(today.year - 1, 1, 1):
            code, year = county.PLOTS[0].code, today.year - 1
            with clock.pretend(clock.at(min(today, date(today.year, 1, 20)), 10)):
                call_command("archive_year", organisation=code, year=year, stdout=self.stdout)

    def _print_accounts(self) -> None:
        self.stdout.write(f"\n演示账号（密码都是 {PASSWORD}）：")
        rows = RoleGrant.objects.select_related("user", "organisation").order_by("pk")
        for row in rows[: len(OFFICIALS) + len(OFFICERS) + 3]:
            self.stdout.write(
                f"  {row.user.username:<10} {row.get_role_display()}　{row.organisation}　{row.user.name}"
            )
        self.stdout.write("其余各支部书记的账号是组织代码去掉 CX 的小写字母，例如 hlsq（石桥村支部）。\n")


def _holder(place: Organisation, post: Post) -> Member:
    return (
        Appointment.objects.filter(organisation=place, post=post)
        .select_related("member")
        .order_by("pk")[0]
        .member
    )
