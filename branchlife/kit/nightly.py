"""What is done every night. A function becomes a step by `@nightly`; apps keep theirs in a module `nightly.py`.

One command runs all steps, each in a transaction of its own, one night at a time (the lock is a row); a step that fails
stops no other. Every step must bear to be run twice.
"""

import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.module_loading import autodiscover_modules

from branchlife.kit import clock
from branchlife.kit.heartbeat import Heartbeat
from branchlife.kit.jobs.models import NightlyRun
from branchlife.kit.problems import Refusal

log = logging.getLogger(__name__)

BEAT = 10.0  # seconds between two heartbeats
STALE = timedelta(minutes=3)  # without one, whoever holds the lock is dead
KEPT = 400  # runs

Step = Callable[[], str | None]


@dataclass(frozen=True)
class Nightly:
    """A step. `whole`: in one transaction; a step that sends something commits by itself, piece by piece."""

    name: str
    title: str
    run: Step
    whole: bool


_steps: dict[str, Nightly] = {}


class Busy(Exception):  # noqa: N818 (no fault: the night is being worked through by another process)
    """Another process is at it."""


def nightly(name: str, title: str, whole: bool = True) -> Callable[[Step], Step]:
    """Make a function a step; what it returns is a few words for the trace, without anybody's name."""

    def declare(step: Step) -> Step:
        taken = _steps.get(name)
        if taken is not None and taken.run.__qualname__ != step.__qualname__:
            raise ValueError(f"the nightly step {name!r} is registered twice")
        _steps[name] = Nightly(name, title, step, whole)
        return step

    return declare


def steps() -> list[Nightly]:
    """Every step there is, in the order of the apps."""
    autodiscover_modules("nightly")
    return list(_steps.values())


def run(only: Collection[str] = (), told: Callable[[str], object] = lambda words: None) -> NightlyRun:
    """Run the steps (or only some) and return the trace. Raises `Busy`, and KeyError for a step that does not exist."""
    found = steps()
    unknown = set(only) - {step.name for step in found}
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    row = _locked()
    with Heartbeat(lambda: _beat(row), BEAT):
        for step in found:
            if not only or step.name in only:
                line = _done(step)
                row.steps.append(line)
                row.save(update_fields=["steps"])
                told(f"{'完成' if line['passed'] else '失败'}　{step.title}　{line['words']}")
    row.ended_at, row.passed = clock.now(), all(line["passed"] for line in row.steps)
    row.save(update_fields=["ended_at", "passed"])
    return row


def _locked() -> NightlyRun:
    now = clock.now()
    dead = NightlyRun.objects.filter(ended_at__isnull=True, beat_at__lt=now - STALE)
    with transaction.atomic():
        dead.update(ended_at=now)
        try:
            with transaction.atomic():
                return NightlyRun.objects.create(started_at=now, beat_at=now)
        except IntegrityError as error:
            raise Busy from error


def _beat(row: NightlyRun) -> None:
    NightlyRun.objects.filter(pk=row.pk, ended_at__isnull=True).update(beat_at=clock.now())


def _done(step: Nightly) -> dict[str, Any]:
    """One step, and its line in the trace."""
    began = time.monotonic()
    passed, words = False, ""
    try:
        words = _run(step)
        passed = True
    except Refusal as refusal:
        words = str(refusal)
    except Exception as error:
        log.exception("the nightly step %s failed", step.name)
        words = f"{type(error).__name__}，详见日志"
    seconds = round(time.monotonic() - began, 1)
    return {"name": step.name, "title": step.title, "passed": passed, "words": words, "seconds": seconds}


def _run(step: Nightly) -> str:
    if not step.whole:
        return step.run() or ""
    with transaction.atomic():
        return step.run() or ""


def forget_old() -> int:
    """Keep the traces of a little more than a year; returns how many went."""
    kept = NightlyRun.objects.order_by("-started_at", "-pk").values_list("pk", flat=True)[:KEPT]
    return NightlyRun.objects.exclude(pk__in=list(kept)).delete()[0]
