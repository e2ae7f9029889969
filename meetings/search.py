"""Finds records by words: by the index, and by the record itself where the index is behind."""

from django.db.models import Q

from branchlife.kit.grams import around, plain
from meetings.lifecycle.indexing import texts_of
from meetings.models import Meeting, SearchDue
from meetings.models.search import GRAMS

MOST_DUE = 500  # records read on the spot; more than that wait for the next night


def holding(words: str) -> Q:
    """Meetings whose record holds the words, whatever its blanks and capitals; everything for blank words."""
    asked = plain(words)
    if not asked:
        return Q()
    found = Q(pk__in=GRAMS.keys(asked))
    due = list(SearchDue.objects.order_by("pk").values_list("pk", flat=True)[:MOST_DUE])
    if not due:
        return found
    read = [pk for pk, text in texts_of(due).items() if asked in text]
    return Q(pk__in=read) | (found & ~Q(pk__in=due))


def place_in(meeting: Meeting, words: str) -> tuple[str, str, str]:
    """Where the words stand in a record: before, the words, after. Nothing of what is not indexed yet."""
    entry = getattr(meeting, "search_entry", None) if words else None
    return around(entry.text, plain(words)) if entry else ("", "", "")
