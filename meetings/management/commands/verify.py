"""Check every chain, the rows it speaks of and the signed heads; ends with 1 when anything is damaged, and names it."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from meetings.chain import heads
from meetings.chain.verify import Fault, Report, check_all
from members.models import Organisation


class Command(BaseCommand):
    """verify [--organisation CODE] [--key HEX] [--json]"""

    help = "核验存证：链、台账、附件、签名链头；有损坏即以 1 退出，并指出是哪一份记录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which organisations, by which key, and how to print."""
        parser.add_argument("--organisation", default="", help="党组织代码，连同下级；不写则全部")
        parser.add_argument("--key", default="", help="签名公钥（64 位十六进制），默认用本机的")
        parser.add_argument("--json", action="store_true", help="供程序读的 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print."""
        branches = Organisation.objects.order_by("path")
        if options["organisation"]:
            top = Organisation.objects.filter(code=options["organisation"]).first()
            if top is None:
                raise CommandError(f"没有代码为“{options['organisation']}”的党组织。")
            branches = Organisation.objects.below(top).order_by("path")
        reports = list(check_all(branches))
        signed = list(self._heads(options["key"]))
        self.stdout.write(_json(reports, signed) if options["json"] else _lines(reports, signed))
        if signed or any(report.faults for report in reports):
            raise SystemExit(1)

    def _heads(self, key: str) -> list[Fault]:
        if not key and settings.SIGNING_KEY is None:
            self.stderr.write("没有签名密钥，签名链头没有核对。")
            return []
        return list(heads.check_heads(map(Path, settings.HEAD_DIRS), key or heads.public_key()))


def _json(reports: list[Report], signed: list[Fault]) -> str:
    faults = [*signed, *(fault for report in reports for fault in report.faults)]
    whole = {
        "passed": not faults,
        "chains": [{"branch": report.branch.code, "links": report.links} for report in reports],
        "faults": [*map(asdict, faults)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _lines(reports: list[Report], signed: list[Fault]) -> str:
    lines = [f"✗ {fault}" for fault in signed]
    for report in reports:
        words = f"{len(report.faults)} 处不符" if report.faults else "完好"
        lines.append(f"{report.branch.code} {report.branch.short_name}：{report.links} 环，{words}")
        lines += [f"  ✗ {fault}" for fault in report.faults]
    count = len(signed) + sum(len(report.faults) for report in reports)
    links = sum(report.links for report in reports)
    end = f"有 {count} 处不符。" if count else "全部完好。"
    return "\n".join([*lines, f"共 {len(reports)} 条链、{links} 环：{end}"])
