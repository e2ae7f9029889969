"""Work through the queue. `make run` starts one beside the web server, systemd one as a service."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from branchlife.kit.jobs.worker import BEAT, RECYCLE, STALE, Worker


class Command(BaseCommand):
    """worker [--recycle N] [--until-empty]"""

    help = "处理后台任务；收到 SIGTERM 即在不损失的地方停下，做满若干件后自行退出，由进程管理重新启动"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long to live, and when another worker counts as dead."""
        parser.add_argument("--recycle", type=int, default=RECYCLE, help="做满几件后退出（0 不限）")
        parser.add_argument("--until-empty", action="store_true", help="没有等待的任务就退出")
        parser.add_argument("--stale", type=float, default=STALE, help="几秒没有心跳算断了")
        parser.add_argument("--beat", type=float, default=BEAT, help="几秒一次心跳")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to end."""
        worker = Worker(options["recycle"], options["stale"], options["beat"])
        worker.listen()
        done = worker.run(options["until_empty"])
        if options["verbosity"] > 1:
            self.stdout.write(f"处理了 {done} 件后台任务。")
