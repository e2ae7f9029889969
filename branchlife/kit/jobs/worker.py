"""The worker: takes one job after another until it is told to end, or has done enough to give its memory back."""

import logging
import os
import signal
import socket
import time
from dataclasses import dataclass, field
from datetime import timedelta
from types import FrameType

from django.db import close_old_connections, connection

from branchlife.kit.heartbeat import Heartbeat
from branchlife.kit.jobs import queue, registry
from branchlife.kit.jobs.models import Job
from branchlife.kit.jobs.registry import Run
from branchlife.kit.problems import Refusal
from branchlife.kit.refusal import Refused

log = logging.getLogger(__name__)

BEAT = 5.0  # seconds between two heartbeats
STALE = 45.0  # seconds without one after which a worker counts as dead; SQLite may hold a beat back for 20
NAP = 0.25  # seconds; how soon an idle worker sees that it is to end
LOOK = 1.0  # seconds between two looks into an empty queue
RECYCLE = 20  # jobs: rendering a PDF leaves memory behind that only a new process gives back

FAULT = "出了意外的错误，已经记入日志。请再试一次；再不行，请告诉系统管理员。"
FORBIDDEN = "没有办这件事的权限了。"


class Stopped(Exception):  # noqa: N818 (told to end, no fault)
    """The worker is to end; the job goes back into the queue."""


@dataclass
class Worker:
    """One process. `stale` and `beat` in seconds; `recycle` jobs (0: for ever)."""

    recycle: int = RECYCLE
    stale: float = STALE
    beat: float = BEAT
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{time.time_ns()}"[-80:])
    ending: bool = False
    finished: int = 0

    def listen(self) -> None:
        """End on SIGTERM and Ctrl-C, at the next place where nothing is cut in half: handlers only raise a flag."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_end)

    def _told_to_end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True

    def run(self, until_empty: bool = False) -> int:
        """Work; returns how many jobs were done. `until_empty` ends when nothing waits."""
        while not self.ending and not 0 < self.recycle <= self.finished:
            if not connection.in_atomic_block:  # as it is inside a test
                close_old_connections()
            job = queue.take(self.name, timedelta(seconds=self.stale))
            if job is not None:
                self.work(job)
                self.finished += 1
            elif until_empty:
                break
            else:
                self._rest()
        return self.finished

    def _rest(self) -> None:
        waited = 0.0
        while waited < LOOK and not self.ending:
            time.sleep(NAP)
            waited += NAP

    def work(self, job: Job) -> None:
        """Do one job and store what came of it."""

        def report(done: int, total: int, label: str) -> None:
            if self.ending:
                raise Stopped
            queue.progress(job, done, total, label)

        with Heartbeat(lambda: queue.beat(job), self.beat):
            try:
                self._do(job, Run(job, report))
            except Stopped:
                queue.give_back(job)
            except queue.Lost:
                log.warning("job %s was taken over by another worker", job.pk)
            except (Refusal, Refused) as refusal:
                queue.fail(job, str(refusal))
            except Exception:
                log.exception("job %s (%s) failed", job.pk, job.kind)
                queue.fail(job, FAULT)

    def _do(self, job: Job, run: Run) -> None:
        if not registry.allows(job):
            raise Refused(FORBIDDEN)
        queue.finish(job, registry.get(job.kind).work(run, **job.arguments))
