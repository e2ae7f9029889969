"""Which work there is. A function becomes a kind of job by `@job`; apps keep theirs in a module `jobs.py`."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.module_loading import autodiscover_modules

from branchlife.kit.jobs.models import Job

Progress = Callable[[int, int, str], None]
GRAIN = 0.3  # seconds between two progress lines that are stored


@dataclass(frozen=True)
class Result:
    """A file that a job hands over: its content, or the path of a temporary file that is moved away."""

    name: str
    content: bytes | Path


@dataclass
class Run:
    """What a function is given first: the job, whose owner it works for, and a way to say how far it is.

    A function keeps no transaction open around `progress`, else nobody sees it before the end. It may be run a second
    time after a kill, so what it writes must bear that.
    """

    job: Job
    report: Progress = field(default=lambda done, total, label: None)
    _reported: float = 0.0

    @property
    def owner(self) -> Any:
        """The account that asked."""
        return self.job.owner

    def progress(self, done: int, total: int, label: str = "") -> None:
        """Say how far it is; the last line and a new label are always stored, others a few times a second.

        Raises `Stopped` when the worker is to end: let it pass.
        """
        moment = time.monotonic()
        if done < total and label == self.job.label and moment - self._reported < GRAIN:
            return
        self._reported = moment
        self.report(done, total, label)


Work = Callable[..., Result | None]
Allows = Callable[[Any, Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Kind:
    """A kind of work. `allows(owner, arguments)` is asked before it is begun and before its result is handed out."""

    name: str
    work: Work
    allows: Allows


_kinds: dict[str, Kind] = {}


def job(name: str, allows: Allows) -> Callable[[Work], Work]:
    """Make a function `(run, **arguments) -> Result | None` a kind of job. Raises ValueError for a name taken twice."""

    def declare(work: Work) -> Work:
        taken = _kinds.get(name)
        if taken is not None and taken.work.__qualname__ != work.__qualname__:
            raise ValueError(f"the job {name!r} is registered twice")
        _kinds[name] = Kind(name, work, allows)
        return work

    return declare


def get(name: str) -> Kind:
    """The kind of that name; raises KeyError when there is none."""
    autodiscover_modules("jobs")
    return _kinds[name]


def allows(row: Job) -> bool:
    """Whether its owner may (still) do this. Roles end, people move; a kind that is gone allows nothing."""
    try:
        kind = get(row.kind)
    except KeyError:
        return False
    return bool(row.owner.is_active and kind.allows(row.owner, row.arguments))
