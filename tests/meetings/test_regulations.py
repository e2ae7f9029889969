"""Which rule holds for a body on a day: inheritance, dates, directions, levels; one query for many bodies."""

from datetime import date, timedelta
from typing import Any

import pytest

from meetings import regulations
from meetings.lifecycle import filing
from meetings.models import Basis, FrozenRules, Meeting, RuleSet, RuleValue
from meetings.rules.catalogue.rules import CATALOGUE, Rules
from meetings.vocabulary import Certainty, ReturnReason
from members.models import Organisation
from tests.cast import TODAY, Cast
from tests.meetings.laws import NEW_YEAR, lay
from tests.meetings.lifecycle import make

DAYS = (date(1990, 1, 1), date(2018, 10, 28), date(2019, 12, 1), date(2020, 7, 13), date(2026, 5, 17), TODAY)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_without_local_rules_the_national_ones_of_the_day_hold(cast: Cast, day: date) -> None:
    found, national = regulations.rules_for(cast.first, day), Rules.national(day)
    assert found.values() == national.values()
    assert [found.source(name) for name in CATALOGUE] == [national.source(name) for name in CATALOGUE]


def test_without_any_row_the_catalogue_holds(cast: Cast) -> None:
    RuleValue.objects.all().delete()
    assert regulations.rules_for(cast.first, TODAY).values() == Rules.national(TODAY).values()


# --- The nearest ancestor wins, key by key ---

WHERE = ("county", "town", "village", "first")


@pytest.mark.parametrize(
    ("set_by", "expected"),
    [
        ({}, (1, "全国")),
        ({"county": 2}, (2, "澄溪县委")),
        ({"county": 2, "town": 3}, (3, "禾岭镇党委")),
        ({"county": 2, "village": 4}, (4, "柳湾村党总支")),
        ({"county": 5, "town": 0, "first": 7}, (7, "柳湾村第一支部")),
        ({"other_town": 9}, (1, "全国")),
        ({"second": 9}, (1, "全国")),
    ],
    ids=str,
)
def test_the_nearest_ancestor_wins(cast: Cast, set_by: dict[str, int], expected: tuple[int, str]) -> None:
    for name, days in set_by.items():
        lay(cast.places[name], notice_days=days)
    rules = regulations.rules_for(cast.first, TODAY)
    assert (rules.notice_days, rules.source("notice_days").body) == expected


def test_each_key_is_inherited_by_itself(cast: Cast) -> None:
    lay(cast.county, filing_due=5, notice_days=2)
    lay(cast.town, filing_due=4)
    rules = regulations.rules_for(cast.first, TODAY)
    assert (rules.filing_due, rules.notice_days) == (4, 2)


def test_a_value_knows_whose_it_is_since_when_and_on_what_it_rests(cast: Cast) -> None:
    lay(cast.town, date(2026, 3, 1), filing_due=5)
    source = regulations.rules_for(cast.first, TODAY).source("filing_due")
    assert (source.body, source.since, str(source.basis)) == (
        "禾岭镇党委",
        date(2026, 3, 1),
        "组织生活实施办法第三条",
    )
    assert not source.is_national


def test_a_value_without_a_document_is_a_rule_of_the_body_itself(cast: Cast) -> None:
    lay(cast.town, filing_due=5)
    RuleValue.objects.filter(ruleset__organisation=cast.town).update(basis=None)
    assert str(regulations.rules_for(cast.first, TODAY).source("filing_due").basis) == "本单位规定"


def test_a_party_group_lives_by_the_rules_of_its_branch(cast: Cast) -> None:
    lay(cast.first, notice_days=3)
    lay(cast.west, notice_days=9)
    assert regulations.rules_for(cast.west, TODAY).notice_days == 3


# --- Days ---


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), 3),
        (date(2024, 1, 1), 5),
        (date(2025, 6, 30), 5),
        (date(2025, 7, 1), 10),
        (date(2025, 12, 31), 10),
        (date(2026, 1, 1), 5),
    ],
    ids=str,
)
def test_the_newest_set_of_a_body_that_is_in_force_decides(cast: Cast, day: date, expected: int) -> None:
    lay(cast.town, date(2024, 1, 1), filing_due=5)
    lay(cast.town, date(2025, 7, 1), date(2026, 1, 1), filing_due=10)
    assert regulations.rules_for(cast.first, day).filing_due == expected


def test_a_newer_set_leaves_what_it_does_not_speak_of(cast: Cast) -> None:
    lay(cast.town, date(2024, 1, 1), filing_due=5, rework_days=10)
    lay(cast.town, date(2025, 1, 1), filing_due=4)
    rules = regulations.rules_for(cast.first, TODAY)
    assert (rules.filing_due, rules.rework_days) == (4, 10)
    assert rules.source("rework_days").since == date(2024, 1, 1)


def test_a_national_correction_in_the_tables_needs_no_code(cast: Cast) -> None:
    Basis.objects.filter(title="支部条例", article="第十九条").update(certainty="verified")
    lay(None, date(2027, 1, 1), committee_size_min=5)
    assert (
        regulations.rules_for(cast.first, TODAY).source("talk_per_year").basis.certainty is Certainty.VERIFIED
    )
    assert regulations.rules_for(cast.first, date(2027, 1, 1)).committee_size_min == 5


# --- What is passed over ---


@pytest.mark.parametrize(
    ("where", "key", "value"),
    [
        ("town", "assembly_per_quarter", 0),  # less strict than the nation
        ("town", "approval_months", 4),
        ("town", "filing_due", "5"),  # the wrong sort
        ("town", "theme_day_rule", {"kind": "tomorrow"}),
        ("village", "filing_due", 5),  # too low
        ("first", "lecture_period", "year"),
        ("town", "committee_size_min", 2),  # locked
        ("town", "points_enabled", True),  # sealed
        ("town", "no_such_key", 1),
    ],
)
def test_what_may_not_be_set_is_passed_over(cast: Cast, where: str, key: str, value: Any) -> None:
    lay(cast.places[where], **{key: value})
    assert regulations.rules_for(cast.first, TODAY).values() == Rules.national(TODAY).values()


def test_not_even_the_nation_opens_what_is_sealed(cast: Cast) -> None:
    lay(None, date(2026, 2, 1), points_enabled=True, person_ranking=True, min_minutes_chars=500)
    rules = regulations.rules_for(cast.first, TODAY)
    assert not rules.points_enabled
    assert not rules.person_ranking
    assert rules.min_minutes_chars == 0


def test_a_branch_cannot_undo_what_its_committee_has_tightened(cast: Cast) -> None:
    lay(cast.first, date(2025, 1, 1), assembly_per_quarter=2)
    lay(cast.town, date(2026, 1, 1), assembly_per_quarter=3)
    assert regulations.rules_for(cast.first, date(2025, 6, 1)).assembly_per_quarter == 2
    assert regulations.rules_for(cast.first, TODAY).assembly_per_quarter == 3


def test_a_wrong_value_in_a_newer_set_leaves_the_older_one(cast: Cast) -> None:
    lay(cast.town, date(2025, 1, 1), filing_due=5)
    lay(cast.town, date(2026, 1, 1), filing_due="soon")
    assert regulations.rules_for(cast.first, TODAY).filing_due == 5


# --- One query ---


def test_one_query_serves_many_bodies_and_days(cast: Cast, django_assert_num_queries: Any) -> None:
    lay(cast.town, filing_due=5)
    lay(cast.second, notice_days=2)
    bodies = list(Organisation.objects.order_by("path"))
    with django_assert_num_queries(1):
        book = regulations.rulebook(bodies)
        found = {
            (body.code, day): book.on(body, day).filing_due for body in bodies for day in (NEW_YEAR, TODAY)
        }
    assert found["CX-HL-LW1", TODAY] == found["CX-HL", TODAY] == 5
    assert found["CX-ZY1", TODAY] == found["CX", TODAY] == 3
    assert book.on(cast.second, TODAY).notice_days == 2


def test_bodies_with_the_same_sets_share_their_rules(cast: Cast) -> None:
    book = regulations.rulebook([cast.first, cast.second])
    assert book.on(cast.first, TODAY) is book.on(cast.second, date(2026, 11, 25))


# --- Freezing ---


def test_a_filed_meeting_keeps_the_rules_of_that_moment(cast: Cast) -> None:
    lay(cast.town, filing_due=5)
    meeting = make.filed(cast).meeting
    assert meeting.ruleset is not None
    RuleSet.objects.filter(organisation=cast.town).delete()
    lay(cast.town, filing_due=9, max_duration_minutes=30)
    stored = Meeting.objects.get(pk=meeting.pk)
    rules = regulations.rules_of(stored)
    assert (rules.filing_due, rules.source("filing_due").body) == (5, "禾岭镇党委")
    assert regulations.rules_for(cast.first, stored.day).filing_due == 9


def test_a_rule_changed_today_changes_no_past_verdict(cast: Cast) -> None:
    """The meeting took two hours; the township now finds half an hour too long."""
    filed, draft = make.filed(cast).meeting, make.recorded(cast)
    before = filing.problems_of(filed), filing.due_date(filed)
    lay(cast.town, max_duration_minutes=30, filing_due=1)
    filed, draft = (Meeting.objects.get(pk=row.pk) for row in (filed, draft))
    assert (filing.problems_of(filed), filing.due_date(filed)) == before
    assert "duration" in [problem.code for problem in filing.problems_of(draft)]
    assert "duration" not in [problem.code for problem in before[0]]
    assert filing.due_date(draft) != before[1]


def test_a_record_sent_back_is_filed_again_under_the_same_rules(cast: Cast) -> None:
    row = make.filed(cast)
    kept = row.meeting.ruleset_id
    filing.send_back(row, ReturnReason.REFILL, ["minutes"], "请补充", cast.officer)
    lay(cast.town, filing_due=9)
    [again] = filing.file_gathering(row.meeting.gathering, cast.secretary)
    assert again.meeting.ruleset_id == kept
    row.refresh_from_db()
    assert again.due_on == filing.rework_due(row) == TODAY + timedelta(days=7)


def test_the_same_rules_are_kept_once(cast: Cast) -> None:
    one, two = make.filed(cast).meeting, make.filed(cast).meeting
    assert one.ruleset_id == two.ruleset_id
    assert FrozenRules.objects.count() == 1
    lay(cast.town, filing_due=5)
    assert make.filed(cast).meeting.ruleset_id != one.ruleset_id


def test_the_day_may_change_while_the_record_is_open(cast: Cast) -> None:
    lay(cast.town, backfill_days=10)
    meeting = make.recorded(cast)
    assert regulations.rules_by_day(meeting)(date(2025, 6, 1)).backfill_days == 3
    assert regulations.rules_by_day(meeting)(TODAY).backfill_days == 10
    filed = make.filed(cast).meeting
    assert regulations.rules_by_day(filed)(date(2025, 6, 1)).backfill_days == 10
