"""Sign the last link of every chain and write it to every configured place. Safe to run twice."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from branchlife.kit.problems import Refusal
from meetings.chain.heads import sign_heads


class Command(BaseCommand):
    """sign_heads [--new-key]"""

    help = "给各链的最后一环签名，写到 HEAD_DIRS 各处；每天一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether another key than last time is meant."""
        parser.add_argument("--new-key", action="store_true", help="确是换了签名密钥")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sign, and say where it was written; ends with 1 when a place could not be reached."""
        try:
            signed = sign_heads(new_key=options["new_key"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        head = signed.head
        self.stdout.write(f"第 {head['number']} 份链头，{len(head['branches'])} 条链，公钥 {head['key']}")
        for file in signed.files:
            self.stdout.write(f"  {file}")
        if signed.failed:
            raise CommandError("没有写成：" + "；".join(signed.failed))
