"""What was deleted goes, and where it could not be made to go that is said."""

from typing import Any

import pytest
from django.db import DatabaseError

from meetings.slips.lifecycle import traces
from meetings.slips.models import Poll
from tests.cast import Cast
from tests.meetings.slips import make


def test_after_the_close_the_old_rows_are_made_to_go(
    cast: Cast, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    called = []
    monkeypatch.setattr("meetings.slips.lifecycle.counting.purge", lambda: called.append(True))
    make.allow(cast.town)
    with django_capture_on_commit_callbacks(execute=True):
        make.closed(cast)
    assert called == [True]


def test_a_failure_is_told_in_the_log_and_left_for_the_audit(
    cast: Cast, monkeypatch: Any, caplog: Any
) -> None:
    def fails() -> bool:
        raise DatabaseError("busy")

    make.allow(cast.town)
    poll = make.closed(cast)
    for name in ("_vacuum_sqlite", "_vacuum_postgres"):
        monkeypatch.setattr(traces, name, fails)
    assert traces.purge() is False
    assert "audit_vote --clean" in caplog.text
    assert not Poll.objects.get(pk=poll.pk).is_purged


@pytest.mark.parametrize("is_clean", [True, False])
def test_only_what_was_seen_to_be_clean_is_called_clean(cast: Cast, monkeypatch: Any, is_clean: bool) -> None:
    make.allow(cast.town)
    poll = make.closed(cast)
    for name in ("_vacuum_sqlite", "_vacuum_postgres"):
        monkeypatch.setattr(traces, name, lambda: is_clean)
    assert traces.purge() is is_clean
    assert Poll.objects.get(pk=poll.pk).is_purged is is_clean
