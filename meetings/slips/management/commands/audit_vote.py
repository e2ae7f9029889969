"""Check a finished electronic poll: ten checks, one line each; ends with 1 when one of them fails."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.slips.audit import Finding, audit, clean
from meetings.slips.models import Poll


class Command(BaseCommand):
    """audit_vote POLL [--json] [--clean]"""

    help = "核对一次已结束的电子投票（十项），有一项不通过即以 1 退出"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which poll, and how to print."""
        parser.add_argument("poll", type=int, help="投票的编号（网址中的数字）")
        parser.add_argument("--json", action="store_true", help="供程序读的 JSON")
        parser.add_argument("--clean", action="store_true", help="先再清除一次数据库里的旧行")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the checks and print them."""
        if options["clean"]:
            clean()
        poll = Poll.objects.filter(pk=options["poll"]).first()
        if poll is None:
            raise CommandError(f"没有编号为 {options['poll']} 的投票。")
        found = audit(poll)
        self.stdout.write(_json(poll, found) if options["json"] else _lines(poll, found))
        if not all(one.passed for one in found):
            raise SystemExit(1)


def _json(poll: Poll, found: list[Finding]) -> str:
    whole = {"poll": poll.pk, "passed": all(one.passed for one in found), "checks": [*map(asdict, found)]}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _lines(poll: Poll, found: list[Finding]) -> str:
    lines = [
        f"{one.number:2}. {'通过' if one.passed else '不通过'}　{one.name}：{one.detail}" for one in found
    ]
    failed = sum(not one.passed for one in found)
    last = f"{failed} 项不通过。" if failed else "十项全部通过。"
    return "\n".join([f"“{poll.title}”", *lines, last])
