"""Ten checks: all pass on a vote that was held as it should be, and each one sees what it is for."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection

from meetings.slips.audit import CHECKS, audit
from meetings.slips.models import Code, Mark, Poll, SealedBallot
from members.models import AccessLog
from tests.cast import Cast
from tests.meetings.slips import make


@pytest.fixture
def poll(cast: Cast, clock: Any) -> Poll:
    """A vote that took an hour; what SQLite and PostgreSQL do after the commit is told by test_attack.py."""
    make.allow(cast.town)
    poll = make.prepared(cast)
    made = make.opened(cast, poll)
    make.cast_all(made, [[0] * 11] * 12)
    clock.shift(3600)
    from meetings.slips.lifecycle import counting

    counting.close(poll, made.key, 0, cast.secretary)
    Poll.objects.filter(pk=poll.pk).update(is_purged=True)
    poll.refresh_from_db()
    return poll


def failed(poll: Poll) -> list[int]:
    return [one.number for one in audit(Poll.objects.get(pk=poll.pk)) if not one.passed]


def test_there_are_ten_and_all_pass(poll: Poll) -> None:
    assert len(CHECKS) == 10
    assert [(one.number, one.passed, one.detail) for one in audit(poll) if not one.passed] == []


def code_left(poll: Poll) -> None:
    Code.objects.create(poll=poll, digest="0" * 64)


def lock_left(poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(public_key="0" * 64)


def ballot_left(poll: Poll) -> None:
    SealedBallot.objects.create(poll=poll, sealed=b"x")


def not_purged(poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(is_purged=False)


def count_missing(poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(printed_count=None)


def more_than_printed(poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(printed_count=11)


def total_changed(poll: Poll) -> None:
    question = poll.questions.get(order=3)
    question.votes = [11, 1, 0, 0]
    question.save()


def mark_changed(poll: Poll) -> None:
    Mark.objects.filter(pk=Mark.objects.first().pk).update(choice=2)


def mark_removed(poll: Poll) -> None:
    Mark.objects.order_by("pk")[5].delete()


def no_marks(poll: Poll) -> None:
    Mark.objects.all().delete()


def few_voters(poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(present_count=12, cast_count=4, invalid_count=0)


def watcher_graded(poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(first_scrutineer="柯䶮")


def closed_twice(poll: Poll) -> None:
    AccessLog.objects.create(action="结束电子投票", object_type="slips.Poll", object_id=str(poll.pk))


def no_time(poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(closed_at=poll.opened_at)


def noted(poll: Poll) -> None:
    AccessLog.objects.create(action="投票", object_type="slips.SealedBallot", object_id="1")


def noted_with_the_poll(poll: Poll) -> None:
    AccessLog.objects.create(action="投票", object_type="slips.Poll", object_id=str(poll.pk))


def in_a_session(poll: Poll) -> None:
    session = SessionStore()
    session["last"] = "/vote/"
    session.save()


@pytest.mark.parametrize(
    ("harm", "number"),
    [
        (code_left, 1),
        (lock_left, 1),
        (ballot_left, 2),
        (not_purged, 2),
        (count_missing, 3),
        (more_than_printed, 3),
        (total_changed, 4),
        (mark_changed, 4),
        (mark_removed, 4),
        (mark_removed, 6),
        (no_marks, 6),
        (few_voters, 7),
        (watcher_graded, 8),
        (closed_twice, 9),
        (no_time, 9),
        (noted, 10),
        (noted_with_the_poll, 10),
        (in_a_session, 10),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_each_check_sees_what_it_is_for(poll: Poll, harm: Callable[[Poll], None], number: int) -> None:
    harm(poll)
    assert number in failed(poll)


@pytest.mark.parametrize("column", ["cast_at timestamp", "member_id integer", "ip varchar(40)"])
def test_a_column_that_tells_of_time_or_person_is_seen_in_the_database_itself(
    poll: Poll, column: str
) -> None:
    connection.check_constraints()  # PostgreSQL alters no table with something left to check
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE slips_mark ADD COLUMN {column} NULL")
    assert failed(poll) == [5]


def test_the_command_prints_each_check_and_ends_well(poll: Poll, capsys: Any) -> None:
    call_command("audit_vote", poll.pk)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "“2026年度民主评议党员测评”"
    assert [line for line in lines[1:11] if "　" not in line or "通过" not in line] == []
    assert lines[-1] == "十项全部通过。"


def test_the_command_ends_with_one_when_a_check_fails(poll: Poll, capsys: Any) -> None:
    code_left(poll)
    with pytest.raises(SystemExit) as ended:
        call_command("audit_vote", poll.pk)
    assert ended.value.code == 1
    out = capsys.readouterr().out
    assert " 1. 不通过　投票代码和票箱的锁已销毁：剩下 1 个代码" in out
    assert "1 项不通过。" in out


def test_the_command_speaks_json(poll: Poll, capsys: Any) -> None:
    call_command("audit_vote", poll.pk, "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["passed"] is True
    assert [check["number"] for check in told["checks"]] == list(range(1, 11))


def test_a_poll_that_there_is_not_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="没有编号为 99 的投票"):
        call_command("audit_vote", 99)


def test_a_poll_that_is_still_open_does_not_pass(cast: Cast) -> None:
    make.allow(cast.town)
    poll = make.prepared(cast)
    make.opened(cast, poll)
    assert failed(poll) == [1, 2, 3, 4, 6, 7, 9]
