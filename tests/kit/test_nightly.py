"""The night: every step once, whatever happens to its neighbours; one process at a time; safe to run twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from branchlife.kit import clock as now
from branchlife.kit import nightly
from branchlife.kit.jobs.models import NightlyRun
from branchlife.kit.problems import Refusal
from members.models import User
from tests.cast import Cast

OURS = {"expire-jobs", "forget-nights", "clear-sessions", "forget-attempts"}


@pytest.fixture(autouse=True)
def known() -> None:
    """Every step of ours is known before a test puts others in their place."""
    nightly.steps()


@pytest.fixture
def steps(monkeypatch: Any) -> list[str]:
    """Three steps of which the second writes and then fails; what ran, in order."""
    ran: list[str] = []

    def first() -> str:
        ran.append("first")
        return "2 件"

    def second() -> None:
        ran.append("second")
        User.objects.create(username="半途")
        raise ZeroDivisionError("秘密")

    def third() -> None:
        ran.append("third")
        User.objects.create(username="写成")

    made = {
        name: nightly.Nightly(name, name, step, True)
        for name, step in (("first", first), ("second", second), ("third", third))
    }
    monkeypatch.setattr(nightly, "_steps", made)
    return ran


def test_a_step_that_fails_stops_no_other_and_leaves_nothing_behind(db: None, steps: list[str]) -> None:
    row = nightly.run()
    assert steps == ["first", "second", "third"]
    assert [(line["name"], line["passed"], line["words"]) for line in row.steps] == [
        ("first", True, "2 件"),
        ("second", False, "ZeroDivisionError，详见日志"),
        ("third", True, ""),
    ]
    assert not row.passed
    assert row.ended_at is not None
    assert sorted(User.objects.values_list("username", flat=True)) == ["写成"]
    assert "失败　second" in row.words


def test_the_exit_code_tells(db: None, steps: list[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("nightly")
    assert end.value.code == 1
    call_command("nightly", only=["first"])
    assert "完成　first　2 件" in capsys.readouterr().out


def test_a_refusal_is_told_in_its_own_words(db: None, monkeypatch: Any) -> None:
    def refuse() -> None:
        raise Refusal.because("no", "明年的节假日还没有录入。")

    monkeypatch.setattr(nightly, "_steps", {"x": nightly.Nightly("x", "甲", refuse, False)})
    assert nightly.run().steps[0]["words"] == "明年的节假日还没有录入。"


def test_while_one_runs_no_other_begins_and_a_dead_one_is_replaced(
    db: None, steps: list[str], clock: Any
) -> None:
    held = nightly._locked()
    with pytest.raises(nightly.Busy):
        nightly.run()
    call_command("nightly")  # says so and ends well
    assert steps == []
    clock.shift(nightly.STALE - timedelta(seconds=1))
    with pytest.raises(nightly.Busy):
        nightly.run()
    clock.shift(2)
    nightly.run(["first"])
    held.refresh_from_db()
    assert held.ended_at is not None
    assert not held.passed


def test_one_that_lives_long_keeps_the_lock(db: None, steps: list[str], clock: Any) -> None:
    held = nightly._locked()
    clock.shift(nightly.STALE)
    nightly._beat(held)
    clock.shift(nightly.STALE)
    with pytest.raises(nightly.Busy):
        nightly.run()


def test_a_step_that_does_not_exist_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="没有这一步：nothing"):
        call_command("nightly", only=["nothing"])


def test_a_name_is_given_to_one_step_only(monkeypatch: Any) -> None:
    monkeypatch.setattr(nightly, "_steps", {})

    def one() -> None: ...

    def other() -> None: ...

    nightly.nightly("x", "甲")(one)
    with pytest.raises(ValueError, match="twice"):
        nightly.nightly("x", "甲")(other)


def test_the_whole_night_may_be_run_twice(cast: Cast, sign_in: Any, clock: Any) -> None:
    sign_in(cast.secretary)
    clock.shift(timedelta(days=30))
    first = nightly.run()
    assert first.passed, first.words
    assert {line["name"] for line in first.steps} >= OURS
    words = {line["name"]: line["words"] for line in first.steps}
    assert words["clear-sessions"] == "1 条"
    assert not Session.objects.exists()
    second = nightly.run()
    assert second.passed, second.words
    assert {line["name"]: line["words"] for line in second.steps}["clear-sessions"] == "0 条"


def test_old_traces_go(db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(nightly, "KEPT", 2)
    for day in range(4):
        moment = now.now() - timedelta(days=day)
        NightlyRun.objects.create(started_at=moment, beat_at=moment, ended_at=moment)
    assert nightly.forget_old() == 2
    assert NightlyRun.objects.count() == 2


def test_the_steps_are_listed_without_being_run(db: None, capsys: Any) -> None:
    call_command("nightly", list=True)
    said = capsys.readouterr().out
    assert all(name in said for name in OURS)
    assert not NightlyRun.objects.exists()
