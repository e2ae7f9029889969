"""The queue: one request is one job, one worker has it, and what comes of it is stored once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from branchlife.kit.jobs import queue, registry
from branchlife.kit.jobs.models import Job, JobState
from branchlife.kit.jobs.registry import Result, Run
from branchlife.kit.jobs.worker import FAULT, FORBIDDEN, Worker
from branchlife.kit.problems import Refusal
from tests.cast import Cast

STALE = timedelta(seconds=45)
ALLOWED = {"is": True}


@registry.job("greet", allows=lambda owner, arguments: ALLOWED["is"])
def greet(run: Run, name: str = "") -> Result:
    """A file with a greeting, in three steps."""
    for step in range(3):
        run.progress(step + 1, 3, f"第{step + 1}步")
    return Result("问候.txt", f"你好，{name}".encode())


@registry.job("refuse", allows=lambda owner, arguments: True)
def refuse(run: Run) -> None:
    """What cannot be done."""
    raise Refusal.because("no", "这一年还没有记录，请先补录。")


@registry.job("break", allows=lambda owner, arguments: True)
def break_off(run: Run) -> None:
    """A fault of ours."""
    raise ZeroDivisionError("秘密")


@pytest.fixture(autouse=True)
def everybody_may() -> None:
    ALLOWED["is"] = True


def taken(worker: str = "a") -> Job:
    row = queue.take(worker, STALE)
    assert row is not None
    return row


# --- Putting in ---


def test_the_same_request_twice_is_one_job_while_it_is_live(cast: Cast) -> None:
    first = queue.enqueue("greet", cast.secretary, "问候", {"name": "韦"})
    assert queue.enqueue("greet", cast.secretary, "问候", {"name": "韦"}) == first
    assert queue.enqueue("greet", cast.secretary, "问候", {"name": "祝"}) != first
    assert queue.enqueue("greet", cast.recorder, "问候", {"name": "韦"}) != first
    queue.finish(taken(), None)
    assert queue.enqueue("greet", cast.secretary, "问候", {"name": "韦"}) != first


def test_a_key_says_what_is_the_same(cast: Cast) -> None:
    first = queue.enqueue("greet", cast.secretary, "问候", {"name": "韦"}, key="2026")
    assert queue.enqueue("greet", cast.secretary, "问候", {"name": "祝"}, key="2026") == first


def test_the_table_itself_keeps_one_live_job_of_a_key(cast: Cast) -> None:
    row = queue.enqueue("greet", cast.secretary, "问候")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_pressed_twice_at_once_the_second_gets_the_job_of_the_first(cast: Cast, monkeypatch: Any) -> None:
    first = queue.enqueue("greet", cast.secretary, "问候")
    real = Job.objects.live
    answers = iter([Job.objects.none(), real()])
    monkeypatch.setattr(type(Job.objects), "live", lambda self: next(answers))
    assert queue.enqueue("greet", cast.secretary, "问候") == first


def test_work_that_does_not_exist_is_not_taken(cast: Cast) -> None:
    with pytest.raises(KeyError):
        queue.enqueue("nothing", cast.secretary, "无")


def test_a_name_is_given_to_one_function_only() -> None:
    with pytest.raises(ValueError, match="twice"):
        registry.job("greet", allows=lambda owner, arguments: True)(refuse)


# --- Taking out ---


def test_the_oldest_comes_first_and_nobody_gets_it_twice(cast: Cast, clock: Any) -> None:
    rows = []
    for name in "甲乙丙":
        rows.append(queue.enqueue("greet", cast.secretary, name, {"name": name}))
        clock.shift(1)
    assert [taken(worker) for worker in "abc"] == rows
    assert queue.take("d", STALE) is None


def test_what_a_dead_worker_left_is_taken_up_again_and_a_living_one_keeps_its_own(
    cast: Cast, clock: Any
) -> None:
    queue.enqueue("greet", cast.secretary, "问候")
    row = taken("a")
    clock.shift(40)
    assert queue.beat(row)
    clock.shift(40)
    assert queue.take("b", STALE) is None
    clock.shift(6)
    again = taken("b")
    assert (again.pk, again.attempts, again.worker) == (row.pk, 2, "b")


def test_who_was_given_up_for_dead_stores_nothing_when_it_comes_back(cast: Cast, clock: Any) -> None:
    queue.enqueue("greet", cast.secretary, "问候")
    late = taken("a")
    clock.shift(60)
    queue.finish(taken("b"), Result("乙.txt", b"b"))
    assert not queue.beat(late)
    with pytest.raises(queue.Lost):
        queue.progress(late, 1, 2, "")
    assert not queue.finish(late, Result("甲.txt", b"a"))
    queue.fail(late, "迟到")
    row = Job.objects.get()
    assert (row.state, row.result_name, row.error) == ("done", "乙.txt", "")
    assert not late.result.storage.exists(late.result.name or "x")


def test_three_deaths_are_enough(cast: Cast, clock: Any) -> None:
    queue.enqueue("greet", cast.secretary, "问候")
    for number in (1, 2, 3):
        assert taken("a").attempts == number
        clock.shift(60)
    assert queue.take("a", STALE) is None
    row = Job.objects.get()
    assert (row.state, row.error) == (JobState.FAILED, queue.GIVEN_UP)


# --- The worker ---


def work(**options: Any) -> Job:
    Worker(**options).run(until_empty=True)
    return Job.objects.latest("pk")


def test_a_job_is_done_and_its_file_kept_for_seven_days(cast: Cast, clock: Any) -> None:
    queue.enqueue("greet", cast.secretary, "问候", {"name": "韦晓㛃"})
    row = work()
    assert (row.state, row.done, row.total, row.label) == ("done", 3, 3, "第3步")
    assert (row.result_name, row.result.read().decode()) == ("问候.txt", "你好，韦晓㛃")
    assert row.has_result
    row.result.close()
    clock.shift(timedelta(days=7))
    assert not row.has_result


def test_a_file_that_was_written_to_disk_is_moved(cast: Cast, tmp_path: Path) -> None:
    made = tmp_path / "卷.pdf"
    made.write_bytes(b"%PDF-")
    queue.enqueue("greet", cast.secretary, "卷")
    row = taken()
    assert queue.finish(row, Result("卷.pdf", made))
    assert not made.exists()
    with row.result.open("rb") as kept:
        assert kept.read() == b"%PDF-"
    assert row.result.name.startswith("jobs/")
    assert "卷" not in row.result.name


@pytest.mark.parametrize(("kind", "words"), [("refuse", "这一年还没有记录，请先补录。"), ("break", FAULT)])
def test_a_failure_says_what_to_do_and_no_more(cast: Cast, caplog: Any, kind: str, words: str) -> None:
    queue.enqueue(kind, cast.secretary, "坏")
    row = work()
    assert (row.state, row.error) == ("failed", words)
    again = queue.again(row)
    assert again.pk != row.pk
    assert again.kind == kind


def test_a_role_that_ended_meanwhile_ends_the_job(cast: Cast) -> None:
    queue.enqueue("greet", cast.secretary, "问候")
    ALLOWED["is"] = False
    assert work().error == FORBIDDEN


def test_an_account_that_is_closed_gets_nothing_more(cast: Cast) -> None:
    row = queue.enqueue("greet", cast.secretary, "问候")
    type(cast.secretary).objects.filter(pk=cast.secretary.pk).update(is_active=False)
    row.owner.refresh_from_db()
    assert not registry.allows(row)


def test_a_kind_that_is_no_more_allows_nothing(cast: Cast) -> None:
    row = queue.enqueue("greet", cast.secretary, "问候")
    row.kind = "gone"
    assert not registry.allows(row)


def test_told_to_end_it_puts_the_job_back_as_if_not_begun(cast: Cast) -> None:
    queue.enqueue("greet", cast.secretary, "问候")
    worker = Worker()
    job = taken(worker.name)
    worker.ending = True
    worker.work(job)
    row = Job.objects.get()
    assert (row.state, row.attempts, row.worker) == ("waiting", 0, "")


def test_it_ends_after_so_many_jobs(cast: Cast) -> None:
    for name in "甲乙丙":
        queue.enqueue("greet", cast.secretary, name, {"name": name})
    assert Worker(recycle=2).run() == 2
    assert Job.objects.live().count() == 1


def test_an_idle_worker_ends_when_it_is_told(cast: Cast, monkeypatch: Any) -> None:
    worker = Worker()
    naps = iter([0, 0, 0])

    def nap(seconds: float) -> None:
        if next(naps, None) is None:
            worker._told_to_end(15, None)

    monkeypatch.setattr("branchlife.kit.jobs.worker.time.sleep", nap)
    assert worker.run() == 0


def test_progress_is_stored_a_few_times_a_second_and_always_at_the_end(cast: Cast) -> None:
    told: list[tuple[int, int, str]] = []
    run = Run(Job(label=""), lambda *line: told.append(line))
    for step in range(1, 1001):
        run.progress(step, 1000)
    assert told == [(1, 1000, ""), (1000, 1000, "")]


# --- Afterwards ---


def test_what_is_past_its_term_goes_with_its_file_and_live_jobs_stay(
    cast: Cast, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    queue.enqueue("greet", cast.secretary, "问候")
    row = work()
    where = Path(row.result.path)
    queue.enqueue("greet", cast.secretary, "问候")
    clock.shift(timedelta(days=7) - timedelta(seconds=1))
    assert queue.expire() == 0
    clock.shift(1)
    with django_capture_on_commit_callbacks(execute=True):
        assert queue.expire() == 1
    assert not where.exists()
    assert [one.state for one in Job.objects.all()] == ["waiting"]
