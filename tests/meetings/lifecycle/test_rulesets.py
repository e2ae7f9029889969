"""Writing local rules: what is refused and in which words, what a change would touch, what is stored."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from branchlife.kit.problems import Refusal
from meetings import regulations
from meetings.lifecycle import rulesets
from meetings.lifecycle.rulesets import Draft, Line
from meetings.models import Basis, Meeting, RuleSet, RuleValue
from members.models import Organisation
from tests.cast import TODAY, Cast
from tests.meetings.laws import NEW_YEAR, lay
from tests.meetings.lifecycle import make


def draft(
    body: Organisation | None, since: date = NEW_YEAR, until: date | None = None, **values: Any
) -> Draft:
    return Draft(body, since, until, "", tuple(Line(key, value) for key, value in values.items()))


def words_of(wanted: Draft) -> str:
    return "；".join(problem.text for problem in rulesets.problems(wanted))


# --- Refused at entry ---

UP, DOWN = "只许从严（不低于上级）", "只许从严（不高于上级）"


@pytest.mark.parametrize(
    ("where", "key", "value", "words"),
    [
        ("town", "committee_size_min", 2, "“支委会不少于”全国统一，下级不能另定。"),
        ("town", "points_enabled", True, "“积分”写死为“关”，任何一级都不能改。"),
        ("village", "filing_due", 5, "“会后多久内备案”最低由党委规定，党总支不能另定。"),
        ("first", "lecture_period", "year", "“党课按多久计次”最低由党总支规定，党支部不能另定。"),
        ("west", "notice_days", 2, "“会前几天通知”最低由党支部规定，党小组不能另定。"),
        ("town", "assembly_per_quarter", 0, f"“每季度党员大会”{UP}：上级规定为“1 次”，不能改为“0 次”。"),
        ("town", "approval_months", 4, f"“党委审批”{DOWN}：上级规定为“3 个月内”，不能改为“4 个月内”。"),
        ("town", "filing_due", 91, "“会后多久内备案”请填 0 到 90 的整数。"),
        ("town", "no_such", 1, "没有“no_such”这条规则。"),
    ],
)  # fmt: skip
def test_what_may_not_be_set_is_refused_in_words(
    cast: Cast, where: str, key: str, value: Any, words: str
) -> None:
    wanted = draft(cast.places[where], date(2026, 7, 1), **{key: value})
    assert words_of(wanted) == words
    with pytest.raises(Refusal, match=words[:6]):
        rulesets.save_ruleset(wanted, cast.sysadmin)
    assert not RuleSet.objects.exclude(organisation=None).exists()


def test_the_direction_is_measured_against_the_body_above(cast: Cast) -> None:
    lay(cast.county, assembly_per_quarter=2)
    assert words_of(draft(cast.town, assembly_per_quarter=2)) == ""
    assert "上级规定为“2 次”" in words_of(draft(cast.town, assembly_per_quarter=1))
    assert words_of(draft(cast.county, assembly_per_quarter=1)) == ""


def test_a_value_that_a_coming_edition_forbids_is_refused_with_the_day(cast: Cast) -> None:
    words = words_of(draft(cast.town, date(2026, 1, 1), publicity_workdays=3))
    assert words.startswith("自2026-05-18起，“发展对象公示不少于”只许从严")
    assert words_of(draft(cast.town, date(2026, 1, 1), date(2026, 5, 18), publicity_workdays=3)) == ""


def test_a_rule_stands_once_in_a_set_and_a_set_ends_after_it_begins(cast: Cast) -> None:
    twice = Draft(cast.town, NEW_YEAR, None, "", (Line("filing_due", 4), Line("filing_due", 5)))
    assert words_of(twice) == "“会后多久内备案”写了两次，请只留一条"
    assert words_of(draft(cast.town, NEW_YEAR, NEW_YEAR)) == "失效日期须晚于生效日期。"


def test_a_second_set_of_the_same_day_is_refused(cast: Cast) -> None:
    rulesets.save_ruleset(draft(cast.town, filing_due=4), cast.sysadmin)
    with pytest.raises(ValidationError, match="已有一个规则集"):
        rulesets.save_ruleset(draft(cast.town, filing_due=5), cast.sysadmin)


# --- Stored ---


def test_a_set_is_stored_with_its_values_and_who_made_it(cast: Cast) -> None:
    basis = Basis.objects.create(title="实施办法", article="第三条", level="local", certainty="verified")
    wanted = Draft(
        cast.town, NEW_YEAR, None, "", (Line("filing_due", 4, basis), Line("waived_months", [8, 7]))
    )
    row = rulesets.save_ruleset(wanted, cast.sysadmin)
    assert (row.created_by, row.changed_by) == (cast.sysadmin, cast.sysadmin)
    stored = {value.key: (value.value, value.level) for value in row.values.all()}
    assert stored == {"filing_due": (4, "local"), "waived_months": ([7, 8], "unit")}
    assert regulations.rules_for(cast.first, TODAY).filing_due == 4


def test_saving_again_leaves_exactly_what_was_asked_for(cast: Cast) -> None:
    row = rulesets.save_ruleset(draft(cast.town, filing_due=4, rework_days=10), cast.sysadmin)
    kept = row.values.get(key="filing_due").pk
    wanted = Draft(cast.town, NEW_YEAR, None, "2026", (Line("filing_due", 5), Line("sign_days", 2)), row)
    assert rulesets.changes(wanted) == [
        "会后几天内签字：不另定 → 2 天",
        "会后多久内备案：4 日 → 5 日",
        "退回后几天内改好：10 天 → 不另定",
    ]
    rulesets.save_ruleset(wanted, cast.sysadmin)
    assert dict(RuleValue.objects.filter(ruleset=row).values_list("key", "value")) == {
        "filing_due": 5,
        "sign_days": 2,
    }
    assert row.values.get(key="filing_due").pk == kept


def test_the_nation_may_correct_what_is_locked_below(cast: Cast) -> None:
    row = rulesets.save_ruleset(draft(None, date(2027, 1, 1), committee_size_min=5), cast.sysadmin)
    assert row.values.get().level == "national"
    assert regulations.rules_for(cast.first, date(2027, 1, 1)).committee_size_min == 5


# --- What a change would touch ---


def names(found: rulesets.Effect) -> list[str]:
    return [body.short_name for body in found.bodies]


def test_a_change_touches_the_subtree_and_its_meetings(cast: Cast) -> None:
    make.filed(cast)
    make.recorded(cast)
    make.held(cast)
    make.called(cast)
    found = rulesets.effect(draft(cast.town, filing_due=5))
    assert names(found) == ["禾岭镇党委", "柳湾村党总支", "柳湾村第一支部", "柳湾村第二支部"]
    [year] = found.years
    assert (year.year, year.held, year.filed, year.judged_anew) == (2026, 3, 1, 2)
    assert (found.held, found.filed) == (3, 1)


def test_meetings_are_counted_by_year_and_only_while_the_set_is_in_force(cast: Cast) -> None:
    make.held(cast)
    old = make.held(cast)
    Meeting.objects.filter(pk=old.pk).update(year=2025, start="2025-03-03T06:00:00Z", end=None)
    both = rulesets.effect(draft(cast.town, date(2025, 1, 1), filing_due=5))
    assert [(year.year, year.held) for year in both.years] == [(2025, 1), (2026, 1)]
    one = rulesets.effect(draft(cast.town, date(2025, 1, 1), date(2025, 12, 31), filing_due=5))
    assert [(year.year, year.held) for year in one.years] == [(2025, 1)]
    later = rulesets.effect(draft(cast.town, date(2027, 1, 1), filing_due=5))
    assert (later.years, len(later.bodies)) == ((), 4)


def test_a_body_with_a_rule_of_its_own_is_not_touched(cast: Cast) -> None:
    lay(cast.first, notice_days=4)
    assert names(rulesets.effect(draft(cast.village, notice_days=2))) == ["柳湾村党总支", "柳湾村第二支部"]


def test_what_holds_already_touches_nobody(cast: Cast) -> None:
    make.held(cast)
    found = rulesets.effect(draft(cast.town, filing_due=3))
    assert (found.bodies, found.years) == ((), ())


def test_taking_a_value_out_touches_those_who_lived_by_it(cast: Cast) -> None:
    row = lay(cast.town, filing_due=5)
    make.held(cast)
    found = rulesets.effect(Draft(cast.town, NEW_YEAR, None, "", (), row))
    assert (len(found.bodies), found.held) == (4, 1)


def test_moving_the_beginning_touches_the_days_between(cast: Cast) -> None:
    row = lay(cast.town, date(2026, 12, 1), filing_due=5)
    make.held(cast)
    same = Draft(cast.town, date(2026, 12, 1), None, "", (Line("filing_due", 5),), row)
    assert rulesets.effect(same).bodies == ()
    earlier = Draft(cast.town, date(2026, 11, 1), None, "", (Line("filing_due", 5),), row)
    assert rulesets.effect(earlier).held == 1


def test_a_change_of_the_nation_touches_everybody_but_groups(cast: Cast) -> None:
    found = rulesets.effect(draft(None, date(2026, 11, 1), filing_due=5))
    assert len(found.bodies) == 7
    assert not any(body.is_group for body in found.bodies)


def test_the_reckoning_writes_nothing_and_asks_little(cast: Cast, django_assert_max_num_queries: Any) -> None:
    make.held(cast)
    before = RuleValue.objects.count(), RuleSet.objects.count()
    with django_assert_max_num_queries(6):
        rulesets.effect(draft(cast.county, date(2026, 11, 1), filing_due=5))
    assert (RuleValue.objects.count(), RuleSet.objects.count()) == before


def test_a_stored_value_that_nobody_can_read_is_said_and_may_be_replaced(cast: Cast) -> None:
    row = rulesets.save_ruleset(draft(cast.town, filing_due=4), cast.sysadmin)
    row.values.update(value="四天")
    wanted = Draft(cast.town, NEW_YEAR, None, "", (Line("filing_due", 5),), row)
    assert rulesets.changes(wanted) == ["会后多久内备案：（原值看不懂） → 5 日"]
