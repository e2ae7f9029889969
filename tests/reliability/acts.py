"""What the processes of the reliability tests do: `python -m tests.reliability.acts NAME …` prints JSON.

Crowds are forked from one process that has loaded everything, so that many can be killed in little time.
"""

import io
import itertools
import json
import os
import random
import select
import signal
import sys
import time
import traceback
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from branchlife.kit.problems import Conflict, Refusal  # noqa: E402
from meetings.chain.verify import check  # noqa: E402
from meetings.kinds import MeetingKind  # noqa: E402
from meetings.lifecycle import filing, holding, planning  # noqa: E402
from meetings.models import Gathering, Meeting  # noqa: E402
from members.models import (  # noqa: E402
    CategoryPeriod,
    GroupMembership,
    Member,
    Membership,
    Organisation,
)
from tests.cast import SHANGHAI, Cast, gather  # noqa: E402
from tests.meetings.lifecycle import make  # noqa: E402

YESTERDAY = (datetime.now(SHANGHAI) - timedelta(days=1)).replace(hour=14, minute=30, second=0, microsecond=0)
Crowd = list[tuple[int, int]]  # process, and the pipe on which it speaks
HALF_A_DAY = {"start": YESTERDAY, "end": YESTERDAY + timedelta(hours=2)}


def the_cast() -> Cast:
    """Those of the cast the acts need, found again in the database."""
    users = {row.username: row for row in get_user_model().objects.all()}
    places = {
        "first": Organisation.objects.get(code="CX-HL-LW1"),
        "west": Organisation.objects.get(code="CX-HL-LW1-G2"),
    }
    names = {"alice": "韦晓㛃", "bob": "祝春犇", "carol": "闭秀兰", "dan": "柯䶮"}
    return Cast(places, {key: Member.objects.get(name=name) for key, name in names.items()}, users)


# --- Setting the stage -----------------------------------------------------------------------------------------------


@transaction.atomic
def act_gather() -> str:
    """The whole cast."""
    gather()
    return "gathered"


@transaction.atomic
def act_write_up(count: str) -> list[int]:
    """So many sittings of yesterday that count as two meetings each, ready to be filed; their keys."""
    cast = the_cast()
    kinds = (MeetingKind.THEME_DAY, MeetingKind.PARTY_LECTURE)
    return [make.recorded(cast, *kinds, **HALF_A_DAY).gathering_id for _ in range(int(count))]


@transaction.atomic
def act_call(count: str) -> list[int]:
    """So many assemblies of yesterday, planned; the keys of their sittings."""
    cast = the_cast()
    return [make.called(cast, **HALF_A_DAY).pk for _ in range(int(count))]


# --- What stands afterwards ------------------------------------------------------------------------------------------


def act_filed() -> dict[str, Any]:
    """The keys of the sittings filed whole; in words every one that is neither, and what breaks the chain."""
    filed, faults = [], []
    for sitting in Gathering.objects.order_by("pk").prefetch_related("meetings__filings", "meetings__events"):
        marks = {_filed_mark(row) for row in sitting.meetings.all()}
        if marks == {"filed"}:
            filed.append(sitting.pk)
        elif marks != {"unfiled"}:
            faults.append(f"{sitting.pk}: {sorted(marks)}")
    return {"filed": filed, "faults": [*faults, *map(str, check(the_cast().first).faults)]}


def _filed_mark(row: Meeting) -> str:
    versions = [each.version for each in row.filings.all()]
    traces = [event.to_state for event in row.events.all()].count("filed")
    digests = {each.content_digest for each in row.filings.all()}
    links = row.links.count()
    facts = (row.state, versions, traces, links, row.locked_at is not None, row.filed_at is not None)
    if facts == ("filed", [1], 1, 1, True, True) and digests == {row.content_digest}:
        return "filed"
    return "unfiled" if facts == ("recorded", [], 0, 0, False, False) else repr(facts)


def act_firsts() -> list[int]:
    """The first meeting of every sitting, in the order of the sittings."""
    return [row.meetings.order_by("pk")[0].pk for row in Gathering.objects.order_by("pk")]


def act_numbers() -> dict[str, Any]:
    """Ordinals and traces of each meeting, the states there are, and by how much the rolls differ from their counts."""
    rows = Meeting.objects.order_by("pk").prefetch_related("events", "attendances")
    return {
        "ordinals": [row.ordinal for row in rows],
        "states": sorted({row.state for row in rows}),
        "traces": [[event.to_state for event in row.events.all()] for row in rows],
        "rolls": sorted(
            {row.attendances.count() - (row.due_count or 0) - (row.exempt_count or 0) for row in rows}
        ),
    }


def act_roster() -> dict[str, int]:
    """How many rows each table has that an import of a roster writes to, the log apart."""
    models = (Member, Membership, CategoryPeriod, GroupMembership, Organisation)
    return {model.__name__: model.objects.count() for model in models}


# --- Crowds ----------------------------------------------------------------------------------------------------------


def _fork(work: Callable[[int], None]) -> tuple[int, int]:
    """A child that does the work and tells its parent through a pipe; returns its id and the end to read from."""
    connection.close()
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    os.close(reader)
    try:
        work(writer)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _tell(writer: int, word: object) -> None:
    os.write(writer, f"{word}\n".encode())


def act_siege(writers: str, kills: str) -> dict[str, Any]:
    """File every sitting with some writers at a time, which are killed over and over in mid-sentence.

    Two writers share each sitting, as when a press is resent. `acknowledged` are those that a writer had reported.
    """
    rng = random.Random(20261124)
    wanted, acknowledged = list(Gathering.objects.order_by("pk").values_list("pk", flat=True)), set[int]()
    killed, faults = 0, []
    while set(wanted) - acknowledged:
        left = [pk for pk in wanted if pk not in acknowledged]
        shards = [left[n // 2 :: int(writers) // 2] for n in range(int(writers))]
        crowd = [_fork(partial(_file_all, shard)) for shard in shards]
        if killed < int(kills):
            time.sleep(rng.uniform(0.02, 0.2))
            killed += _kill(crowd)
        acknowledged |= {int(word) for word in _listen(crowd)}
        stands = act_filed()
        faults += stands["faults"] + [f"{pk}: lost" for pk in sorted(acknowledged - set(stands["filed"]))]
    return {"acknowledged": sorted(acknowledged), "killed": killed, "faults": faults}


def _kill(crowd: Crowd) -> int:
    for child, _ in crowd:
        os.kill(child, signal.SIGKILL)
    return len(crowd)


def _listen(crowd: Crowd) -> list[str]:
    """Everything they said until they ended; a child that ended by a fault of its own ends the act."""
    said: dict[int, bytes] = {reader: b"" for _, reader in crowd}
    open_ends = set(said)
    while open_ends:
        for reader in select.select(list(open_ends), [], [])[0]:
            piece = os.read(reader, 1 << 16)
            said[reader] += piece
            if not piece:
                open_ends.discard(reader)
                os.close(reader)
    if any(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) > 0 for child, _ in crowd):
        raise SystemExit("a writer came upon a fault")
    return b"".join(said.values()).decode().split()


def _file_all(keys: Iterable[int], writer: int) -> None:
    by = get_user_model().objects.get(username="secretary")
    for key in keys:
        filing.file_gathering(Gathering.objects.get(pk=key), by)
        _tell(writer, key)


def act_break_off(file: str) -> dict[str, Any]:
    """Import a roster in a process that is killed at its first statement, at the second, the fourth, the eighth …

    Returns how many were killed before one came to its end, and what stood after each.
    """
    seen: list[dict[str, int]] = []
    for blow in itertools.count():
        child, reader = _fork(partial(_import_until, 2**blow, file))
        os.close(reader)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            return {"killed": blow, "seen": seen}
        seen.append(act_roster())
    raise AssertionError


def _import_until(blow: int, file: str, _: int) -> None:
    statements = itertools.count(1)

    def die(execute: Callable[..., Any], *arguments: Any) -> Any:
        if next(statements) == blow:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    with connection.execute_wrapper(die):
        call_command("import_roster", file, organisation="CX-HL-LW1", stdout=io.StringIO())


def act_import_at_once(file: str, count: str) -> list[str]:
    """The same roster imported by so many processes at once."""
    return _all_at_once(
        int(count),
        lambda _: call_command("import_roster", file, organisation="CX-HL-LW1", stdout=io.StringIO()),
    )


def _all_at_once(count: int, work: Callable[[int], object]) -> list[str]:
    """`count` processes that have loaded everything and set to work at the same moment; what each of them says."""
    start = time.monotonic() + 0.3

    def one(number: int, writer: int) -> None:
        connection.ensure_connection()
        time.sleep(max(0.0, start - time.monotonic()))
        try:
            _tell(writer, work(number))
        except (Refusal, Conflict) as answer:
            _tell(writer, type(answer).__name__)

    return _listen([_fork(partial(one, n)) for n in range(count)])


def act_press_call(count: str) -> list[str]:
    """The same token posted by so many processes at once; the key of the sitting each of them got."""
    cast, token = the_cast(), uuid.uuid4()
    facts = planning.Facts(**HALF_A_DAY, host=cast.alice)
    kinds = [MeetingKind.THEME_DAY, MeetingKind.PARTY_LECTURE]
    return _all_at_once(
        int(count),
        lambda _: planning.call(cast.first, kinds, facts, cast.secretary, agenda=["学习"], token=token).pk,
    )


def act_press_file(key: str, count: str) -> list[str]:
    """The same sitting filed by so many processes at once; the keys of the filings each of them got."""
    cast = the_cast()
    sitting = Gathering.objects.get(pk=key)
    return _all_at_once(
        int(count), lambda _: "+".join(str(row.pk) for row in filing.file_gathering(sitting, cast.secretary))
    )


def act_press_roll(*keys: str) -> list[str]:
    """The roll of each of the sittings confirmed by two processes, all at once."""
    cast = the_cast()
    sittings = [Gathering.objects.get(pk=key) for key in keys]
    return _all_at_once(
        2 * len(sittings),
        lambda n: len(holding.confirm_roll(sittings[n // 2], {}, cast.secretary)),
    )


if __name__ == "__main__":
    print(json.dumps(globals()[f"act_{sys.argv[1]}"](*sys.argv[2:])))  # noqa: T201
