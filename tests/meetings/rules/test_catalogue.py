"""The catalogue against the table of the configuration keys (domain 17)."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from meetings.rules import majority
from meetings.rules.catalogue.documents import ADMISSION_CHANGE, ELECTION_CHANGE, EVER
from meetings.rules.catalogue.keys import PLACE_OF
from meetings.rules.catalogue.rules import (
    CATALOGUE,
    SECTION_KEYS,
    Rules,
    Source,
    digest,
    frozen,
    thawed,
)
from meetings.rules.catalogue.sorts import ThemeDay
from meetings.rules.votes import Count, VoteRules
from meetings.vocabulary import Certainty, RuleDirection, RuleLevel, RulePlace, VoteProfile
from members.vocabulary import OrganisationKind
from tests.meetings.rules.catalogue_table import TABLE

CLOSE = ("organisational_life", "democratic_life")
TODAY = date(2026, 11, 24)
OFF = (
    "photo_required",
    "min_minutes_chars",
    "points_enabled",
    "person_ranking",
    "geo_check_in",
    "auto_discipline",
)


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line[0]}-{line[1]}")
def test_a_key_is_as_the_table_says(line: tuple[str, str, str, str, Any, Any]) -> None:
    _, name, direction, lowest, oldest, newest = line
    known = CATALOGUE[name]
    assert known.direction == direction
    assert not lowest or known.lowest == lowest
    assert known.sort.stored(known.editions[0].value) == oldest
    assert known.sort.stored(known.editions[-1].value) == newest


def test_there_is_no_key_besides() -> None:
    assert set(CATALOGUE) == {name for _, name, *_ in TABLE}
    assert len(SECTION_KEYS) == 9


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_value_survives_storage_and_has_words(name: str) -> None:
    known = CATALOGUE[name]
    for edition in known.editions:
        assert known.sort.read(known.sort.stored(edition.value)) == edition.value
        assert known.sort.words(edition.value)
        assert edition.basis.title
    assert known.words
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        known.sort.read({"no": object()})


def test_values_are_typed() -> None:
    rules = Rules()
    assert (rules.filing_due, rules.floating_is_due, rules.filing_due_unit) == (3, False, "workday")
    assert rules.theme_day_rule == ThemeDay()
    assert rules.review_excellent_cap == Fraction(1, 3)
    assert dict(rules.goal_thresholds)["qualified"] == 70


# --- Editions: the day of the matter decides ---


@pytest.mark.parametrize(
    ("name", "change", "before", "after"),
    [
        ("election_quorum_inclusive", ELECTION_CHANGE, False, True),
        ("election_pass_base", ELECTION_CHANGE, "present", "due"),
        ("publicity_workdays", ADMISSION_CHANGE, 0, 5),
        ("pre_review_to_assembly_months", ADMISSION_CHANGE, 0, 1),
        ("oath_months", ADMISSION_CHANGE, 0, 1),
    ],
)
def test_a_rule_changes_on_its_day(name: str, change: date, before: Any, after: Any) -> None:
    assert getattr(Rules.national(change.replace(day=change.day - 1)), name) == before
    assert getattr(Rules.national(change), name) == after


def test_the_source_of_a_value_goes_with_the_day() -> None:
    old, new = Rules.national(date(2018, 10, 27)), Rules.national(date(2018, 10, 28))
    assert str(new.source("assembly_per_quarter").basis) == "支部条例第十一条"
    assert new.source("assembly_per_quarter").since == date(2018, 10, 28)
    assert old.source("assembly_per_quarter").basis.title == "各地制度"
    assert old.assembly_per_quarter == new.assembly_per_quarter == 1


def test_before_any_day_the_oldest_edition_holds() -> None:
    assert Rules.national(date(1900, 1, 1)).values() == Rules.national(EVER).values()


def test_a_default_without_a_regulation_is_a_rule_of_the_unit() -> None:
    assert Rules().source("late_entry_days").basis.level is RuleLevel.UNIT
    assert Rules().source("rework_days").basis.certainty is Certainty.MEMORY
    assert Rules().source("assembly_per_quarter").is_national


# --- Directions and levels ---


@pytest.mark.parametrize(
    ("name", "value", "inherited", "allowed"),
    [
        ("assembly_per_quarter", 2, 1, True),
        ("assembly_per_quarter", 1, 1, True),
        ("assembly_per_quarter", 0, 1, False),
        ("approval_months", 2, 3, True),
        ("approval_months", 4, 3, False),
        ("approval_months", 0, 3, False),  # 不限 is the loosest of all
        ("pre_review_to_assembly_months", 1, 0, True),
        ("pre_review_to_assembly_months", 0, 1, False),
        ("review_excellent_cap", Fraction(1, 4), Fraction(1, 3), True),
        ("review_excellent_cap", Fraction(1, 2), Fraction(1, 3), False),
        ("close_minutes_kinds", (*CLOSE, "appraisal"), CLOSE, True),
        ("close_minutes_kinds", ("democratic_life",), CLOSE, False),
        ("disclosure_general_period", "year", "quarter", False),
        ("disclosure_general_period", "quarter", "year", True),
        ("retention_map", tuple(dict(Rules().retention_map, minutes="permanent").items()), Rules().retention_map, True),
        ("retention_map", tuple(dict(Rules().retention_map, minutes="years_10").items()), Rules().retention_map, False),
        ("filing_due", 30, 3, True),  # free
        ("filing_due", 1, 3, True),
    ],
)  # fmt: skip
def test_a_lower_body_may_go_one_way_only(name: str, value: Any, inherited: Any, allowed: bool) -> None:
    problem = CATALOGUE[name].direction_problem(value, inherited)
    assert (problem == "") is allowed
    assert allowed or "只许从严" in problem


@pytest.mark.parametrize(
    ("name", "place", "allowed"),
    [
        ("notice_days", RulePlace.BRANCH, True),
        ("lecture_period", RulePlace.GENERAL_BRANCH, True),
        ("lecture_period", RulePlace.BRANCH, False),
        ("filing_due", RulePlace.COMMITTEE, True),
        ("filing_due", RulePlace.GENERAL_BRANCH, False),
        ("filing_due", None, False),
        ("committee_size_min", RulePlace.COMMITTEE, False),
        ("committee_size_min", RulePlace.NATION, True),
        ("points_enabled", RulePlace.NATION, False),
    ],
)
def test_who_may_set_a_rule(name: str, place: RulePlace | None, allowed: bool) -> None:
    assert (CATALOGUE[name].level_problem(place) == "") is allowed


def test_every_body_has_a_place_but_the_group() -> None:
    assert set(OrganisationKind) - set(PLACE_OF) == {OrganisationKind.PARTY_GROUP}


@pytest.mark.parametrize("name", OFF)
def test_what_is_sealed_is_off(name: str) -> None:
    assert CATALOGUE[name].direction is RuleDirection.SEALED
    assert not getattr(Rules(), name)
    assert not getattr(Rules.national(EVER), name)


# --- Reading what is stored ---


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("filing_due", "3"),
        ("filing_due", True),
        ("filing_due", -1),
        ("filing_due", 91),
        ("filing_due", 3.0),
        ("floating_is_due", 1),
        ("lecture_period", "week"),
        ("online_counts_kinds", "party_lecture"),
        ("online_counts_kinds", ["tea"]),
        ("electronic_ballot_profiles", ["b_admission"]),
        ("electronic_ballot_min_voters", 4),
        ("waived_months", [0]),
        ("waived_months", [7, 7]),
        ("waived_months", [True]),
        ("archive_close", "3-31"),
        ("archive_close", "02-29"),
        ("archive_close", "02-30"),
        ("org_life_year_end", "07-01"),
        ("review_excellent_cap", "0/3"),
        ("review_excellent_cap", "4/3"),
        ("review_excellent_cap", 0.3),
        ("goal_thresholds", {"qualified": 70}),
        ("goal_thresholds", {"qualified": 70, "basically_qualified": "51"}),
        ("retention_map", {"minutes": "permanent"}),
        ("retention_map", dict(Rules().retention_map, minutes="for_ever")),
        ("archive_category_code", ""),
        ("archive_category_code", "WSWSW"),
        ("theme_day_rule", {"kind": "nth_weekday", "n": 3}),
        ("theme_day_rule", {"kind": "nth_weekday", "n": 5, "weekday": 5}),
        ("theme_day_rule", {"kind": "nth_weekday", "n": 3, "weekday": 8}),
        ("theme_day_rule", {"kind": "day_of_month", "day": 31}),
        ("theme_day_rule", {"kind": "weekday_of_nth_week", "n": 3, "weekday": 5, "count_partial": 1}),
        ("theme_day_rule", {"kind": "tomorrow"}),
        ("min_minutes_chars", 1),
    ],
)
def test_a_value_of_the_wrong_sort_is_refused_in_words(name: str, raw: object) -> None:
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        CATALOGUE[name].sort.read(raw)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"kind": "nth_weekday", "n": 1, "weekday": 1}, "每月第 1 个星期一"),
        (
            {"kind": "weekday_of_nth_week", "n": 3, "weekday": 5, "count_partial": True},
            "每月第 3 周的星期五（残周算第一周）",
        ),
        ({"kind": "day_of_month", "day": 5}, "每月 5 日"),
        ({"kind": "last_weekday", "weekday": 7}, "每月最后一个星期日"),
        ({"kind": "manual"}, "手工逐月确定"),
    ],
)
def test_a_theme_day_says_itself(raw: object, words: str) -> None:
    sort = CATALOGUE["theme_day_rule"].sort
    assert sort.words(sort.read(raw)) == words
    assert sort.stored(sort.read(raw)) == raw


# --- Frozen rules ---


def test_frozen_rules_come_back_as_they_were() -> None:
    local = Source("禾岭镇党委", date(2026, 1, 1), Rules().source("filing_due").basis)
    rules = Rules.national(TODAY).overlaid({"filing_due": (5, local)})
    back = thawed(frozen(rules))
    assert back.values() == rules.values()
    assert back.source("filing_due") == local
    assert not back.source("filing_due").is_national
    assert back.source("notice_days") == rules.source("notice_days")


def test_the_same_rules_have_the_same_digest() -> None:
    one, two = Rules.national(TODAY), Rules.national(TODAY)
    assert digest(frozen(one)) == digest(frozen(two))
    assert digest(frozen(one)) != digest(frozen(Rules.national(date(2026, 5, 17))))


def test_a_key_that_came_after_the_freezing_has_its_national_edition() -> None:
    kept = frozen(Rules())
    del kept["publicity_workdays"]
    kept["gone"] = {"value": 1, "source": []}
    assert thawed(kept, date(2026, 5, 17)).publicity_workdays == 0
    assert thawed(kept, TODAY).publicity_workdays == 5


# --- Votes are judged by these values ---


def test_the_settings_of_votes_are_made_from_the_rules() -> None:
    assert Rules().votes == VoteRules()
    assert Rules.national(date(2019, 1, 1)).votes.election_pass_base == "present"


def test_a_local_value_changes_a_verdict() -> None:
    count = Count(5, 3, yes=2)
    basis = Rules().source("committee_pass_base").basis
    local = Rules().overlaid({"committee_pass_base": ("present", Source("镇党委", EVER, basis))})
    assert majority.judge(VoteProfile.C_COMMITTEE, count, Rules().votes).result == "rejected"
    assert majority.judge(VoteProfile.C_COMMITTEE, count, local.votes).result == "passed"


def test_yes_is_more_than_no_and_words_without_an_order_are_only_the_same() -> None:
    asked, code = CATALOGUE["leave_needs_approval"].sort, CATALOGUE["archive_category_code"].sort
    assert asked.at_least(True, False)
    assert asked.at_most(False, True)
    assert not asked.at_least(False, True)
    assert code.at_least("WS", "WS")
    assert not code.at_least("WS", "KJ")
