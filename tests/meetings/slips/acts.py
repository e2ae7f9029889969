"""What is done in a house of its own: `python -m tests.meetings.slips.acts NAME …` does it and prints JSON.

`vote` is a real vote; it prints what an attacker may not learn, in the order in which people went to the tablet.

Beside it the same ballots are put into two designs that look secret and are not: two tables with random keys, and whole
ballots in random order.
"""

import io
import json
import random
import shutil
import sys
import threading
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from branchlife.kit import clock  # noqa: E402
from branchlife.kit.problems import Refusal  # noqa: E402
from meetings.slips import codes  # noqa: E402
from meetings.slips.lifecycle import booth, counting, opening, traces  # noqa: E402
from meetings.slips.models import Code, Poll, SealedBallot  # noqa: E402
from tests.cast import NOW, gather  # noqa: E402
from tests.meetings.slips import make  # noqa: E402

QUESTIONS, YES, NO = 40, 6, 5  # each question ends six to five: the totals alone say as little as totals can
NAIVE = (
    "CREATE TABLE naive_voter (id varchar(36) PRIMARY KEY, name varchar(40))",
    "CREATE TABLE naive_mark (id varchar(36) PRIMARY KEY, question integer, choice integer)",
    "CREATE TABLE whole_ballot (id varchar(36) PRIMARY KEY, ballot integer, question integer, choice integer)",
)


def ballots() -> list[list[int]]:
    """One for each voter: every question six to five, by whom is chance."""
    columns = [random.sample([0] * YES + [1] * NO, YES + NO) for _ in range(QUESTIONS)]
    return [list(row) for row in zip(*columns, strict=True)]


def cast(browser: Client, code: str, ballot: list[int]) -> None:
    """At the tablet."""
    choices = {f"q{order}": str(choice) for order, choice in enumerate(ballot, start=1)}
    browser.post("/vote/", {"code": code})
    answer = browser.post("/vote/", {"code": code, "cast": "1", **choices})
    assert answer["Location"] == "/vote/done/", answer.content.decode()[:2000]


def cast_naively(name: str, ballot: list[int]) -> None:
    """As a careful person might: the voter is ticked off in one table, the ballot goes into another; random keys."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO naive_voter VALUES (%s, %s)", [str(uuid.uuid4()), name])
        for question, choice in enumerate(ballot):
            row = [str(uuid.uuid4()), question, choice]
            cursor.execute("INSERT INTO naive_mark VALUES (%s, %s, %s)", row)


def store_whole(all_ballots: list[list[int]]) -> None:
    """Whole ballots, shuffled: the order is gone, but who agreed upon a pattern can be found by it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for number, ballot in enumerate(random.sample(all_ballots, len(all_ballots))):
            for question, choice in enumerate(ballot):
                row = [str(uuid.uuid4()), number, question, choice]
                cursor.execute("INSERT INTO whole_ballot VALUES (%s, %s, %s, %s)", row)


def copy_of_files(folder: str) -> None:
    """The files of the database as they lie on the disk, as a backup takes them."""
    Path(folder).mkdir(parents=True)
    if connection.vendor == "sqlite":
        home = Path(settings.DATABASES["default"]["NAME"])
        for file in home.parent.glob(f"{home.name}*"):
            shutil.copy(file, folder)
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        for model in (Code, SealedBallot, Poll):
            table = model._meta.db_table
            cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
            (Path(folder) / table).write_bytes(cursor.fetchone()[0])


def stage() -> tuple[Any, Poll]:
    """The meeting and its poll."""
    with clock.pretend(NOW), transaction.atomic():
        people = gather()
        make.allow(people.town)
        asked = [f"第{number}件事" for number in range(1, QUESTIONS + 1)]
        return people, make.opinion(people, make.twelve(people), asked)


def run(folder: str) -> dict[str, Any]:
    """The vote from the printing to the close."""
    people, poll = stage()
    made = opening.print_slips(poll, people.secretary)
    opening.open_poll(poll, people.secretary)
    with connection.cursor() as cursor:
        for statement in NAIVE:
            cursor.execute(statement)
    truth = ballots()
    digests = list(Code.objects.order_by("pk").values_list("digest", flat=True))
    tablet = Client()
    for code, ballot in zip(made.codes, truth, strict=True):
        cast(tablet, code, ballot)
        cast_naively(f"投票人{code}"[:4], ballot)
    store_whole(truth)
    sealed = [bytes(one.sealed).hex() for one in SealedBallot.objects.order_by("pk")]
    copy_of_files(f"{folder}/while-open")
    desk = Client()
    desk.force_login(people.secretary, backend="django.contrib.auth.backends.ModelBackend")
    answer = desk.post(f"/slips/{poll.pk}/close/", {"key": made.key, "left_over": "0"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    connection.close()
    return {
        "truth": truth, "poll": poll.pk, "codes": made.codes, "key": made.key, "digests": digests, "sealed": sealed,
        "cookies": len(tablet.cookies), "known": [codes.grouped(code, 3) for code in made.codes],
    }  # fmt: skip


def hands() -> dict[str, int]:
    """Eight hands use one code at once."""
    people, poll = stage()
    made = make.opened(people, poll)
    refused: list[Refusal] = []

    def press() -> None:
        try:
            booth.cast(made.codes[0], [0] * QUESTIONS)
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    pressing = [threading.Thread(target=press) for _ in range(8)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    return {"cast": SealedBallot.objects.count(), "refused": len(refused)}


def two_polls() -> dict[str, Any]:
    """One is closed while the codes of another are there, then the other is given up."""
    people, other = stage()
    make.opened(people, other)
    own = make.closed(people, make.opinion(people, other.meeting, ["护林"]))
    while_open = Poll.objects.get(pk=own.pk).is_purged
    counting.void(other, "平板坏了", people.secretary)
    after = set(Poll.objects.order_by("pk").values_list("is_purged", flat=True))
    Poll.objects.filter(pk=own.pk).update(is_purged=False)
    with suppress(SystemExit):
        call_command("audit_vote", own.pk, "--clean", stdout=io.StringIO())
    sizes = traces.sizes() if connection.vendor == "postgresql" else {}
    again = Poll.objects.get(pk=own.pk).is_purged
    return {"while_open": while_open, "after": list(after), "again": again, "bytes": sum(sizes.values())}


ACTS: dict[str, Any] = {"vote": run, "hands": hands, "two_polls": two_polls}

if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["testserver"]
    sys.stdout.write(json.dumps(ACTS[sys.argv[1]](*sys.argv[2:])) + "\n")
