"""Rules tried on last year's records before they are stored."""

from datetime import date
from typing import Any

import pytest

from meetings.inspection.dry_run import MOST, differences, of_draft
from meetings.lifecycle import rulesets
from meetings.lifecycle.rulesets import Draft, Line
from meetings.models import RuleSet, RuleValue
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make


def draft(cast: Cast, key: str, value: object, **more: Any) -> Draft:
    """Of the town, from next year on."""
    return Draft(cast.town, date(2027, 1, 1), None, "", (Line(key, value),), **more)


def lines_of(cast: Cast, key: str, value: object) -> list[str]:
    return [line for one in differences(draft(cast, key, value), [cast.first], 2025) for line in one.lines]


def test_a_higher_number_owes_more_and_finds_more(cast: Cast) -> None:
    make.held(cast, start=moment(3, 20, year=2025), end=moment(3, 20, 16, year=2025))
    duties, more = lines_of(cast, "assembly_per_quarter", 2)
    assert duties == "支部党员大会：应开 4 → 8，应开未开 3 → 7"
    assert more.startswith("疑似问题多出：季度未开支部党员大会 1 处")  # the quarter in which there was one


def test_the_same_value_changes_nothing(cast: Cast) -> None:
    assert lines_of(cast, "assembly_per_quarter", 1) == []
    assert not RuleSet.objects.filter(organisation=cast.town).exists()


def test_what_the_branch_has_set_itself_goes_before(cast: Cast) -> None:
    own = RuleSet.objects.create(organisation=cast.first, effective_from=date(2020, 1, 1))
    RuleValue.objects.create(ruleset=own, key="assembly_per_quarter", value=3, level="unit")
    assert lines_of(cast, "assembly_per_quarter", 2) == []


def test_what_the_body_has_set_besides_stays(cast: Cast) -> None:
    stored = RuleSet.objects.create(organisation=cast.town, effective_from=date(2020, 1, 1))
    RuleValue.objects.create(ruleset=stored, key="assembly_per_quarter", value=2, level="unit")
    assert lines_of(cast, "notice_days", 2) == []
    gone = Draft(cast.town, date(2027, 1, 1), None, "", (), stored)
    [one] = differences(gone, [cast.first], 2025)
    assert "支部党员大会：应开 8 → 4，应开未开 8 → 4" in one.lines


@pytest.mark.parametrize(("value", "words"), [(2, "支部党员大会：应开 8 → "), (1, "")])
def test_the_page_tells_how_many_were_looked_at(cast: Cast, value: int, words: str) -> None:
    aside = of_draft(draft(cast, "assembly_per_quarter", value))
    if not words:
        assert aside is None
        return
    assert aside is not None
    assert aside.words["looked_at"] == aside.words["touched"] <= MOST
    assert {one.place.pk for one in aside.words["differences"]} >= {cast.first.pk, cast.second.pk}


def test_nothing_is_written(cast: Cast, django_assert_num_queries: Any) -> None:
    of_draft(draft(cast, "assembly_per_quarter", 2))
    assert rulesets.effect(draft(cast, "assembly_per_quarter", 2)).bodies
    assert not RuleSet.objects.exclude(organisation=None).exists()
    assert not cast.first.findings.exists()
