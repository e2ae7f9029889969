"""A year is put away: numbers without a hole, records locked, gaps named."""

import pytest
from django.core.management import CommandError, call_command

from branchlife.kit.problems import Refusal
from meetings.archive.lifecycle.closing import archive_year
from meetings.archive.lifecycle.gaps import year_state
from meetings.archive.models import ArchiveItem
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, recording
from meetings.models import AgendaItem, Meeting
from meetings.vocabulary import AgendaCategory, MeetingState
from members.models import AccessLog, Organisation
from tests.cast import Cast, moment
from tests.meetings.archive import shelf
from tests.meetings.archive.shelf import YEAR
from tests.meetings.lifecycle import make


def codes_of() -> list[str]:
    return list(ArchiveItem.objects.order_by("dated_on", "pk").values_list("archive_code", flat=True))


def gaps(cast: Cast, year: int = YEAR) -> list[str]:
    return [gap.code for gap in year_state(cast.first, year).gaps]


def test_items_are_numbered_from_one_by_day_and_the_records_are_locked(cast: Cast) -> None:
    late, early = shelf.last_year(cast, (9, 3))
    made = archive_year(cast.first, YEAR, cast.secretary)
    assert codes_of() == ["J001-WS·2025-D30-DQ1-0001", "J001-WS·2025-D30-DQ1-0002"]
    assert [item.meeting_id for item in made] == [early.pk, late.pk]
    early.refresh_from_db()
    assert early.state == MeetingState.ARCHIVED
    assert early.events.order_by("-pk")[0].note == "归档，档号 J001-WS·2025-D30-DQ1-0001"
    assert made[0].title == "[中共澄溪县禾岭镇柳湾村第一支部委员会2025年第2次党员大会记录]"
    assert made[0].responsible_party == cast.first.full_name
    assert AccessLog.objects.get(action="归档2025年记录").row_count == 2


def test_each_retention_has_numbers_of_its_own(cast: Cast) -> None:
    _, second, _ = shelf.last_year(cast)
    AgendaItem.objects.filter(meeting=second).update(category=AgendaCategory.DISCIPLINE)
    archive_year(cast.first, YEAR, cast.secretary)
    assert codes_of() == [
        "J001-WS·2025-D30-DQ1-0001",
        "J001-WS·2025-Y-DQ1-0001",
        "J001-WS·2025-D30-DQ1-0002",
    ]


def test_what_is_acknowledged_later_goes_on_where_the_numbers_end(cast: Cast) -> None:
    shelf.last_year(cast, (3,))
    archive_year(cast.first, YEAR, cast.secretary)
    assert archive_year(cast.first, YEAR, cast.secretary) == []
    shelf.on_file(cast, moment(2, 10, year=YEAR))
    [added] = archive_year(cast.first, YEAR, cast.secretary)
    assert added.item_number == 2


def test_branches_that_share_a_code_share_the_numbers(cast: Cast) -> None:
    shelf.last_year(cast, (3,))
    Organisation.objects.filter(pk__in=[cast.first.pk, cast.second.pk]).update(org_code="")
    Organisation.objects.filter(pk=cast.village.pk).update(org_code="LW")
    other = shelf.on_file(cast, moment(4, 10, year=YEAR))
    Meeting.objects.filter(pk=other.pk).update(branch=cast.second)
    archive_year(cast.first, YEAR, cast.secretary)
    [item] = archive_year(cast.second, YEAR, cast.neighbour)
    assert item.archive_code == "J001-WS·2025-D30-LW-0002"


def test_nothing_is_archived_without_codes_or_before_the_year_is_over(cast: Cast) -> None:
    shelf.on_file(cast, moment(3, 10, year=YEAR))
    with pytest.raises(Refusal, match="没有全宗号") as refused:
        archive_year(cast.first, YEAR, cast.secretary)
    assert [problem.code for problem in refused.value.problems] == ["fonds", "org-code"]
    shelf.coded(cast)
    shelf.on_file(cast, moment(3, 10))
    with pytest.raises(Refusal, match="2026年还没有过完"):
        archive_year(cast.first, 2026, cast.secretary)
    with pytest.raises(Refusal, match="没有可归档的"):
        archive_year(cast.first, 2024, cast.secretary)
    assert not ArchiveItem.objects.exists()


def test_what_is_not_on_file_stays(cast: Cast) -> None:
    shelf.last_year(cast, (3,))
    waiting = make.filed(cast, start=moment(5, 10, year=YEAR), end=moment(5, 10, 16, year=YEAR)).meeting
    assert len(archive_year(cast.first, YEAR, cast.secretary)) == 1
    waiting.refresh_from_db()
    assert waiting.state == MeetingState.FILED


def test_the_checklist_names_what_is_missing(cast: Cast) -> None:
    assert gaps(cast) == ["fonds", "org-code"]
    rows = shelf.last_year(cast)
    assert gaps(cast) == ["unsigned"]
    make.filed(cast, start=moment(5, 10, year=YEAR), end=moment(5, 10, 16, year=YEAR))
    make.recorded(cast, start=moment(7, 10, year=YEAR), end=moment(7, 10, 16, year=YEAR))
    make.called(cast, start=moment(8, 10, year=YEAR), end=moment(8, 10, 16, year=YEAR))
    Meeting.objects.filter(pk=rows[1].pk).update(ordinal=9)
    assert gaps(cast) == ["unfiled", "unread", "unsettled", "numbers", "unsigned"]
    found = {gap.code: gap for gap in year_state(cast.first, YEAR).gaps}
    assert found["numbers"].text == "党员大会缺第2次、第6次、第7次、第8次"
    assert [len(found[code].meetings) for code in ("unfiled", "unread", "unsettled")] == [1, 1, 1]
    assert not year_state(cast.first, YEAR).is_blocked


def test_a_year_is_closed_when_all_that_was_held_is_archived(cast: Cast) -> None:
    shelf.last_year(cast)
    assert not year_state(cast.first, YEAR).is_closed
    archive_year(cast.first, YEAR, cast.secretary)
    state = year_state(cast.first, YEAR)
    assert (state.is_closed, state.archived, state.closes_on.isoformat()) == (True, 3, "2026-03-31")


def test_after_archiving_only_a_correction_appends(cast: Cast) -> None:
    [row] = shelf.last_year(cast, (3,))
    archive_year(cast.first, YEAR, cast.secretary)
    row.refresh_from_db()
    with pytest.raises(Refusal, match="已归档"):
        recording.save_minutes(row, "改写", row.revision, cast.secretary)
    made = filing.correct(row, "place", "村文化礼堂", "村小学", "地点写错", cast.secretary)
    assert made.pk
    row.refresh_from_db()
    assert row.state == MeetingState.ARCHIVED


def test_records_of_a_small_circle_are_internal(cast: Cast) -> None:
    shelf.coded(cast)
    shelf.on_file(cast, moment(3, 10, year=YEAR), MeetingKind.ORGANISATIONAL_LIFE)
    [item] = archive_year(cast.first, YEAR, cast.secretary)
    assert item.secrecy == "内部"


@pytest.mark.parametrize(
    ("account", "seen"), [("secretary", 1), ("inspector", 1), ("officer", 0), ("stranger", 0)]
)
def test_they_are_seen_only_by_who_may_read_them(cast: Cast, account: str, seen: int) -> None:
    shelf.coded(cast)
    shelf.on_file(cast, moment(3, 10, year=YEAR), MeetingKind.ORGANISATIONAL_LIFE)
    archive_year(cast.first, YEAR, cast.secretary)
    actor = cast.users[account].actor(moment(11, 24).date())
    assert ArchiveItem.seen.allowed(actor, "archive_view").count() == seen


# --- By command ---


def test_the_command_archives_a_year_and_says_how_much(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.last_year(cast, (3, 6))
    call_command("archive_year", organisation=cast.first.code, year=YEAR)
    assert capsys.readouterr().out == f"{cast.first.short_name} {YEAR} 年归档 2 件\n"
    assert len(codes_of()) == 2


@pytest.mark.parametrize(
    ("code", "year", "words"),
    [("CX-没有", YEAR, "没有代码或全称为"), (None, YEAR, "没有已备案的记录"), (None, 2026, "还没有过完")],
    ids=["no such branch", "nothing on file", "not over"],
)
def test_the_command_says_why_it_does_not(cast: Cast, code: str | None, year: int, words: str) -> None:
    shelf.coded(cast)
    with pytest.raises(CommandError, match=words):
        call_command("archive_year", organisation=code or cast.first.code, year=year)
    assert not codes_of()
