"""Records are found by what they say: whole, never those of others, at once after an edit."""

import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import nightly
from meetings.kinds import MeetingKind
from meetings.lifecycle import indexing, recording
from meetings.models import Meeting, Minutes, SearchDue, SearchEntry
from meetings.search import holding, place_in
from tests.cast import Cast, moment
from tests.meetings.archive import shelf
from tests.meetings.lifecycle import make


def write(meeting: Meeting, body: str, cast: Cast) -> None:
    latest = recording.latest_minutes(meeting)
    recording.save_minutes(meeting, body, latest.version if latest else 0, cast.secretary)


def found(words: str) -> set[int]:
    return set(Meeting.objects.filter(holding(words)).order_by().values_list("pk", flat=True))


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Recorded and indexed."""
    row = make.recorded(cast, theme="护河净滩")
    nightly.index_records()
    return row


@pytest.mark.parametrize("words", ["护河净滩", "护 河", "河", "㛃", "韦晓㛃"])
def test_a_record_is_found_by_theme_names_and_rare_signs(meeting: Meeting, words: str) -> None:
    assert found(words) == {meeting.pk}
    assert not SearchDue.objects.exists()


@pytest.mark.parametrize("words", ["净河", "护净", "没有的话"])
def test_signs_in_another_order_are_not_the_words(meeting: Meeting, words: str) -> None:
    assert found(words) == set()


def test_blank_words_ask_for_everything(meeting: Meeting) -> None:
    assert found("　 ") == {meeting.pk}


def test_no_word_reaches_from_one_part_of_a_record_into_the_next(cast: Cast, meeting: Meeting) -> None:
    titles = list(meeting.agenda.order_by("order").values_list("title", flat=True))
    assert found(titles[0]) == {meeting.pk}
    assert found(titles[0][-1] + titles[1][0]) == set()


def test_what_was_edited_is_found_before_it_is_indexed_and_what_was_deleted_is_not(
    cast: Cast, meeting: Meeting
) -> None:
    write(meeting, "渠首淤泥已清", cast)
    assert SearchDue.objects.get().meeting == meeting
    assert found("渠首淤泥") == {meeting.pk}
    write(meeting, "换了一句话", cast)
    assert found("渠首淤泥") == set()
    assert nightly.index_records() == "1 份"
    assert (found("换了一句"), found("渠首淤泥")) == ({meeting.pk}, set())


def test_an_edit_is_indexed_as_soon_as_it_is_stored(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = make.recorded(cast, theme="护河净滩")
    assert not SearchDue.objects.exists()
    assert "护河净滩" in SearchEntry.objects.get(pk=row.pk).text


def test_a_record_written_past_the_house_is_found_after_the_night(cast: Cast, meeting: Meeting) -> None:
    SearchEntry.objects.all().delete()
    assert nightly.index_records() == "1 份"
    assert nightly.index_records() == "0 份"
    assert found("护河") == {meeting.pk}


def test_the_list_shows_where_the_words_stand(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    page = sign_in(cast.secretary).get("/meetings/", {"q": "护 河"}).text
    assert "<mark>护河</mark>净滩" in page


def test_of_another_branch_nothing_is_ever_found(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    for account in ("stranger", "far_inspector", "neighbour"):
        page = sign_in(cast.users[account]).get("/meetings/", {"q": "护河净滩"}).text
        assert "<mark>" not in page
        assert "没有符合条件的会议" in page


def test_of_a_small_circle_only_that_circle_finds(cast: Cast, sign_in: Any) -> None:
    close = make.recorded(cast, MeetingKind.ORGANISATIONAL_LIFE, theme="相互批评")
    indexing.refresh([close.pk])
    assert "<mark>" in sign_in(cast.inspector).get("/meetings/", {"q": "相互批评"}).text
    assert "<mark>" not in sign_in(cast.officer).get("/meetings/", {"q": "相互批评"}).text


def test_the_list_asks_the_same_however_many_are_found(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    browser, counts = sign_in(cast.inspector), []
    browser.get("/")
    for day in (3, 4, 5):
        with CaptureQueriesContext(connection) as asked:
            browser.get("/meetings/", {"q": "护河净滩"})
        counts.append(len(asked))
        row = make.recorded(
            cast, MeetingKind.THEME_DAY, start=moment(8, day), end=moment(8, day, 16), theme="护河净滩"
        )
        indexing.refresh([row.pk])
        SearchDue.objects.all().delete()
    assert len(set(counts)) == 1


def test_every_word_of_every_record_is_found_as_one_after_the_other_would(cast: Cast) -> None:
    lot = random.Random(8)
    signs = "党员大会学习文件护河净滩群众意见整改落实"
    shelf.many(cast, 30)
    for row in Meeting.objects.order_by("pk"):
        body = "".join(lot.choice(signs) for _ in range(60))
        Minutes.objects.create(meeting=row, version=9, body=body, saved_at=row.start)
    nightly.index_records()
    texts = dict(SearchEntry.objects.order_by().values_list("pk", "text"))
    assert len(texts) == 30
    for length in (1, 2, 4, 8):
        for _ in range(75):
            body = lot.choice(list(texts.values())).split(indexing.BETWEEN)[-1]
            at = lot.randrange(len(body) - length)
            words = body[at : at + length]
            assert found(words) == {pk for pk, text in texts.items() if words in text}, words


def test_places_are_named_for_indexed_records_only(cast: Cast, meeting: Meeting) -> None:
    assert place_in(meeting, "护 河")[1] == "护河"
    assert place_in(meeting, "") == ("", "", "")
    coming = make.called(cast, start=moment(12, 20), end=moment(12, 20, 16)).meetings.get()
    assert place_in(coming, "护河") == ("", "", "")
