"""Every write to the queue. The rows are the queue: what is enqueued in a transaction is seen when it commits.

A worker holds a job by (worker, attempts): each write of its own asks for both, so one that was given up for dead and
comes back writes nothing. Works alike on PostgreSQL (SKIP LOCKED) and on SQLite (BEGIN IMMEDIATE, one at a time).
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from branchlife.kit import clock
from branchlife.kit.jobs import registry
from branchlife.kit.jobs.models import LIVE, Job, JobQuerySet, JobState
from branchlife.kit.jobs.registry import Result

MAX_ATTEMPTS = 3
GIVEN_UP = f"做了 {MAX_ATTEMPTS} 次都中途断了。请稍后再试；再不行，请告诉系统管理员。"


class Lost(Exception):  # noqa: N818 (no fault: somebody else has taken the job over)
    """The job is no longer this worker's."""


def of(owner: Any) -> JobQuerySet:
    """The jobs of one account."""
    rows: JobQuerySet = Job.objects.of(owner.pk)
    return rows


def enqueue(
    kind: str, owner: Any, title: str, arguments: Mapping[str, Any] | None = None, key: str = ""
) -> Job:
    """Put work into the queue. The same request again, while it waits or runs, gives the same job.

    `arguments` are what JSON can hold and are handed to the function by name; `key` says what is the same request,
    by default the kind with its arguments. Raises KeyError for a kind that does not exist.
    """
    registry.get(kind)
    given = dict(arguments or {})
    key = key or digest_of(kind, given)
    found: Job | None = Job.objects.live().filter(owner=owner, key=key).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            row: Job = Job.objects.create(
                owner=owner, kind=kind, title=title, arguments=given, key=key, queued_at=clock.now()
            )
            return row
    except IntegrityError:  # pressed twice: the other request came first
        same: Job = Job.objects.live().get(owner=owner, key=key)
        return same


def digest_of(kind: str, arguments: Mapping[str, Any]) -> str:
    """64 hexadecimal signs that stand for a request."""
    return hashlib.sha256(json.dumps([kind, arguments], sort_keys=True).encode()).hexdigest()


def ahead_of(row: Job) -> int:
    """How many jobs wait or run before one that waits."""
    earlier = Job.objects.live().exclude(pk=row.pk).filter(queued_at__lte=row.queued_at)
    return int(earlier.count())


def again(row: Job) -> Job:
    """The same work once more, after it failed."""
    return enqueue(row.kind, row.owner, row.title, row.arguments, row.key)


# --- what a worker does ----------------------------------------------------------------------------------------------


def take(worker: str, stale: timedelta) -> Job | None:
    """The oldest job that waits or was left behind by a dead worker, now this worker's; None when there is none."""
    while Job.objects.claimable(stale).exists():  # asked without a lock first: usually there is nothing
        with transaction.atomic():
            rows = Job.objects.claimable(stale).select_for_update(skip_locked=True, of=("self",))
            row: Job | None = rows.select_related("owner").first()
            if row is None:
                return None
            if row.attempts < MAX_ATTEMPTS:
                return _claimed(row, worker)
            _end(row, JobState.FAILED, error=GIVEN_UP)
    return None


def _claimed(row: Job, worker: str) -> Job:
    now = clock.now()
    row.state, row.worker, row.attempts = JobState.RUNNING, worker, row.attempts + 1
    row.started_at, row.beat_at = now, now
    row.done, row.total, row.label = 0, 0, ""
    row.save()
    return row


def _held(row: Job) -> JobQuerySet:
    held: JobQuerySet = Job.objects.filter(
        pk=row.pk, state=JobState.RUNNING, worker=row.worker, attempts=row.attempts
    )
    return held


def beat(row: Job) -> bool:
    """Say that the worker lives; false when the job has been taken over."""
    return bool(_held(row).update(beat_at=clock.now()))


def progress(row: Job, done: int, total: int, label: str) -> None:
    """Store how far it is. Raises `Lost`."""
    row.done, row.total, row.label = done, total, label[:120]
    if not _held(row).update(done=done, total=total, label=row.label, beat_at=clock.now()):
        raise Lost


def give_back(row: Job) -> None:
    """Let it wait again, as if it had not been begun: the worker is told to end."""
    _held(row).update(state=JobState.WAITING, attempts=row.attempts - 1, worker="", beat_at=None)


def fail(row: Job, why: str) -> None:
    """It could not be done, and why, in words for its owner."""
    with transaction.atomic():
        if _held(row).select_for_update().exists():
            _end(row, JobState.FAILED, error=why)


def finish(row: Job, result: Result | None) -> bool:
    """Store the file and end the job, once; false when the job has been taken over, and nothing is kept of it."""
    if result is not None:
        row.result_name = result.name[:120]
        _store(row, result)
    with transaction.atomic():
        if _held(row).select_for_update().exists():
            _end(row, JobState.DONE)
            return True
    if row.result:
        row.result.delete(save=False)
    return False


def _store(row: Job, result: Result) -> None:
    if isinstance(result.content, Path):
        with result.content.open("rb") as handle:
            row.result.save(result.name, File(handle), save=False)
        result.content.unlink()
    else:
        row.result.save(result.name, ContentFile(result.content), save=False)


def _end(row: Job, state: JobState, error: str = "") -> None:
    now = clock.now()
    row.state, row.error, row.worker = state, error, ""
    row.finished_at, row.expires_at = now, now + timedelta(days=settings.JOB_RESULT_DAYS)
    row.save()


def expire() -> int:
    """Delete what is past its term, file and row; returns how many."""
    gone = 0
    for row in Job.objects.exclude(state__in=LIVE).filter(expires_at__lte=clock.now()):
        name, store = row.result.name, row.result.storage
        row.delete()
        if name:
            transaction.on_commit(partial(store.delete, name))
        gone += 1
    return gone
