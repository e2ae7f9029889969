"""Keeps the text by which records are found: marked in the transaction that edits, read again once it is committed."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from branchlife.kit.afterwards import afterwards
from branchlife.kit.grams import plain
from meetings.models import AgendaItem, Lecture, Meeting, Minutes, Resolution, SearchDue, SearchEntry, Speech
from meetings.models.search import GRAMS

AT_ONCE = 200  # records read together
BETWEEN = "\x1f"  # no word reaches from one part of a record into the next


def edited(meeting: Meeting) -> None:
    """The record, and those of the same sitting, say something else now.

    Until they are read again, whoever searches reads the records themselves.
    """
    together = (
        Meeting.objects.filter(gathering=meeting.gathering_id).order_by("pk").values_list("pk", flat=True)
    )
    pks = list(together)
    SearchDue.objects.bulk_create([SearchDue(meeting_id=pk) for pk in pks], ignore_conflicts=True)
    for pk in pks:
        afterwards(refresh, pk)


def refresh(pks: Collection[int]) -> int:
    """Read some records again; says how many."""
    done = 0
    for first in range(0, len(pks), AT_ONCE):
        some = list(pks)[first : first + AT_ONCE]
        done += _refresh(some)
    return done


@transaction.atomic
def _refresh(pks: list[int]) -> int:
    rows = list(Meeting.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    texts = texts_of([row.pk for row in rows])
    SearchEntry.objects.bulk_create(
        [SearchEntry(meeting_id=pk, text=text) for pk, text in texts.items()],
        update_conflicts=True,
        unique_fields=["meeting"],
        update_fields=["text"],
    )
    GRAMS.put(texts)
    SearchDue.objects.filter(meeting__in=list(texts)).delete()
    return len(texts)


def catch_up() -> int:
    """Whatever is due, or was written past the functions of this package and has no text yet."""
    lacking = Meeting.objects.filter(~Exists(SearchEntry.objects.filter(meeting=OuterRef("pk"))))
    due = set(SearchDue.objects.order_by().values_list("pk", flat=True))
    return refresh(sorted(due | set(lacking.order_by().values_list("pk", flat=True))))


def texts_of(pks: Collection[int]) -> dict[int, str]:
    """What can be found of each record, in its plain form. Six queries."""
    found: dict[int, list[str]] = {pk: [] for pk in pks}
    heads = Meeting.objects.filter(pk__in=pks).order_by("pk").values_list(
        "pk", "title", "gathering__theme", "gathering__place", "host__name", "host_name", "recorder__name",
        "recorder_name",
    )  # fmt: skip
    lectures = Lecture.objects.filter(meeting__in=pks).order_by("pk").values_list(
        "meeting_id", "topic", "lecturer__name", "lecturer_name"
    )  # fmt: skip
    topics = AgendaItem.objects.filter(meeting__in=pks).order_by("meeting", "order", "pk")
    said = Speech.objects.filter(agenda_item__meeting__in=pks).order_by("pk")
    resolved = Resolution.objects.filter(meeting__in=pks).order_by("pk")
    for rows in (
        heads,
        lectures,
        topics.values_list("meeting_id", "title"),
        _last_minutes(pks),
        said.values_list("agenda_item__meeting_id", "gist"),
        resolved.values_list("meeting_id", "text", "responsible"),
    ):
        for pk, *parts in rows:
            found[pk] += filter(None, parts)
    return {pk: BETWEEN.join(plain(part) for part in parts) for pk, parts in found.items()}


def _last_minutes(pks: Collection[int]) -> Iterable[tuple[int, str]]:
    """The newest version of the minutes of each."""
    newest: dict[int, str] = defaultdict(str)
    rows = Minutes.objects.filter(meeting__in=pks).order_by("version")
    newest.update(rows.values_list("meeting_id", "body"))
    return newest.items()
