"""The rules in the admin: typed rows, a page that shows what would change, refusals in words, a trace of who did it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from meetings import regulations
from meetings.admin.rule_rows import CHOICES
from meetings.forms.rule_values import value_field
from meetings.models import Basis, RuleSet, RuleValue
from meetings.rules.catalogue.presets import PRESETS
from meetings.rules.catalogue.rules import CATALOGUE
from members.models import AccessLog
from tests.cast import TODAY, Cast
from tests.meetings.laws import lay
from tests.meetings.lifecycle import make

SignIn = Callable[..., Client]
ADD = "/admin/meetings/ruleset/add/"


def rows(*given: dict[str, Any], stored: int = 0) -> dict[str, Any]:
    """What a browser sends for the rows."""
    sent: dict[str, Any] = {
        "values-TOTAL_FORMS": str(len(given)),
        "values-INITIAL_FORMS": str(stored),
        "values-MIN_NUM_FORMS": "0",
        "values-MAX_NUM_FORMS": "1000",
    }
    for number, row in enumerate(given):
        sent |= {f"values-{number}-{name}": value for name, value in row.items()}
    return sent


def row(key: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"key": key, "asked": key, "value": value, "basis": ""} | more


def head(cast: Cast, place: str = "town", **more: Any) -> dict[str, Any]:
    return {
        "organisation": cast.places[place].pk,
        "effective_from": "2026-01-01",
        "effective_to": "",
        "note": "镇党委会议定",
    } | more


def confirmed(browser: Client, address: str, sent: dict[str, Any]) -> Any:
    """Send the form, then press what the page of confirmation offers."""
    page = browser.post(address, sent)
    assert "确认保存" in page.text
    assert page.context["kept"]
    again: dict[str, list[str]] = {}
    for name, value in page.context["kept"]:
        again.setdefault(name, []).append(value)
    return browser.post(address, again | {page.context["asked"]: "确认保存"})


# --- The way from the empty page to what holds ---


def test_nothing_is_stored_before_it_is_confirmed(cast: Cast, sign_in: SignIn) -> None:
    make.filed(cast)
    make.recorded(cast)
    page = sign_in(cast.sysadmin).post(ADD, head(cast) | rows(row("filing_due", "5")))
    assert page.status_code == 200
    assert not RuleSet.objects.exclude(organisation=None).exists()
    for words in (
        "会后多久内备案：不另定 → 5 日",
        "会改变的党组织：4 个",
        "禾岭镇党委、柳湾村党总支、柳湾村第一支部",
    ):
        assert words in page.text
    assert "已经开过的会：2 次，其中 1 次报备时已冻结规则，不受影响" in page.text
    assert [(y.year, y.held, y.filed) for y in page.context["effect"].years] == [(2026, 2, 1)]


def test_a_set_that_was_confirmed_holds_and_leaves_a_trace(cast: Cast, sign_in: SignIn) -> None:
    sent = head(cast) | rows(row("filing_due", "5"), row("waived_months", ["7", "8"]))
    answer = confirmed(sign_in(cast.sysadmin), ADD, sent)
    assert answer.status_code == 302
    rules = regulations.rules_for(cast.first, TODAY)
    assert (rules.filing_due, rules.waived_months) == (5, (7, 8))
    stored = RuleSet.objects.get(organisation=cast.town)
    assert stored.created_by == cast.sysadmin
    log = AccessLog.objects.get(object_type="meetings.RuleSet")
    assert (log.user, log.action, log.object_id, log.row_count) == (
        cast.sysadmin,
        "管理：新增规则集",
        str(stored.pk),
        2,
    )
    assert "会后多久内备案：不另定 → 5 日" in LogEntry.objects.get().change_message


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_set_may_begin_with_a_preset(cast: Cast, sign_in: SignIn, name: str) -> None:
    """Its rows stand in the form with their values; nothing is stored before it is confirmed."""
    browser, preset = sign_in(cast.sysadmin), PRESETS[name]
    assert f"?preset={name}" in browser.get(ADD).text
    page = browser.get(f"{ADD}?preset={name}")
    forms = page.context["inline_admin_formsets"][0].formset.forms
    given = {
        one["key"].value(): {"asked": one["asked"].value(), "value": one["value"].value()}
        for one in forms
        if one["key"].value()
    }
    assert set(given) == set(preset.values)
    assert len(forms) == len(given) + 2
    sent = [{"key": key, "basis": ""} | row for key, row in given.items()]
    confirmed(browser, ADD, head(cast) | rows(*sent))
    stored = dict(RuleValue.objects.filter(ruleset__organisation=cast.town).values_list("key", "value"))
    assert stored == dict(preset.values)


def test_no_preset_of_a_strange_name(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sysadmin).get(f"{ADD}?preset=kpi")
    assert len(page.context["inline_admin_formsets"][0].formset.forms) == 2


def test_a_stored_value_is_changed_and_another_taken_out(cast: Cast, sign_in: SignIn) -> None:
    stored = lay(cast.town, filing_due=5, rework_days=10)
    due, rework = (stored.values.get(key=key) for key in ("filing_due", "rework_days"))
    browser = sign_in(cast.sysadmin)
    address = reverse("admin:meetings_ruleset_change", args=[stored.pk])
    assert 'value="10"' in browser.get(address).text
    sent = head(cast) | rows(
        row("", "4", id=due.pk, ruleset=stored.pk),
        row("", "10", id=rework.pk, ruleset=stored.pk, DELETE="on"),
        stored=2,
    )
    assert confirmed(browser, address, sent).status_code == 302
    assert list(RuleValue.objects.filter(ruleset=stored).values_list("key", "value")) == [("filing_due", 4)]
    assert "退回后几天内改好：10 天 → 不另定" in LogEntry.objects.get().change_message


def test_a_rule_that_was_only_chosen_is_asked_for_with_its_default_filled_in(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.sysadmin)
    empty = {"key": "", "value": "", "asked": "", "basis": ""}
    page = browser.post(ADD, head(cast) | rows({**empty, "key": "theme_day_rule"}, empty))
    assert "请填“主题党日定在”的值" in page.text
    assert "nth_weekday" in page.text
    page = browser.post(ADD, head(cast) | rows({**empty, "key": "online_counts_kinds"}, empty))
    assert len(re.findall(r'name="values-0-value" value="\w+"[^>]*checked', page.text)) == 3
    assert not RuleSet.objects.exclude(organisation=None).exists()


@pytest.mark.parametrize(
    ("place", "key", "value", "words"),
    [
        ("town", "committee_size_min", "2", "全国统一，下级不能另定"),
        ("town", "points_enabled", "true", "写死为“关”"),
        ("first", "filing_due", "5", "最低由党委规定，党支部不能另定"),
        ("town", "assembly_per_quarter", "0", "只许从严"),
        ("town", "filing_due", "many", "输入整数"),
        ("town", "filing_due", "91", "小于或等于90"),
        ("town", "review_excellent_cap", "2/1", "分数须大于 0"),
        ("town", "theme_day_rule", '{"kind": "tomorrow"}', "请写明哪一种"),
        ("town", "theme_day_rule", "{", "JSON"),
        ("town", "archive_close", "02-30", "请填月日"),
        ("town", "electronic_ballot_profiles", ["b_admission"], "b_admission"),
        ("town", "no_such", "1", "没有这条规则"),
    ],
)
def test_what_may_not_be_set_is_refused_beside_its_row(
    cast: Cast, sign_in: SignIn, place: str, key: str, value: Any, words: str
) -> None:
    page = sign_in(cast.sysadmin).post(ADD, head(cast, place) | rows(row(key, value)))
    assert page.status_code == 200
    assert "确认保存" not in page.text
    assert words in page.text.replace("&#x27;", "'")
    assert not RuleSet.objects.exclude(organisation=None).exists()


def test_saying_confirmed_at_once_skips_no_check(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.sysadmin)
    browser.post(ADD, head(cast) | rows(row("points_enabled", "true")) | {"confirmed": "1"})
    assert not RuleSet.objects.exclude(organisation=None).exists()


def test_a_second_set_of_the_same_day_is_an_error_of_the_form(cast: Cast, sign_in: SignIn) -> None:
    lay(cast.town, filing_due=5)
    page = sign_in(cast.sysadmin).post(ADD, head(cast) | rows(row("filing_due", "4")))
    assert "已有一个规则集" in page.text


def test_a_rule_written_twice_is_refused(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sysadmin).post(ADD, head(cast) | rows(row("filing_due", "4"), row("filing_due", "5")))
    assert "确认保存" not in page.text


def test_a_set_stays_with_its_body(cast: Cast, sign_in: SignIn) -> None:
    stored = lay(cast.town, filing_due=5)
    [value] = stored.values.all()
    address = reverse("admin:meetings_ruleset_change", args=[stored.pk])
    sent = head(cast, "other_town") | rows(row("", "4", id=value.pk, ruleset=stored.pk), stored=1)
    assert confirmed(sign_in(cast.sysadmin), address, sent).status_code == 302
    assert RuleSet.objects.get(pk=stored.pk).organisation == cast.town


# --- Widgets ---


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_rule_has_a_widget_that_gives_back_its_default(key: str) -> None:
    from meetings.forms.rule_values import typed

    known = CATALOGUE[key]
    field = value_field(known)
    stored = known.sort.stored(known.editions[-1].value)
    shown = field.prepare_value(typed(stored))
    assert known.sort.read(field.clean(shown)) == known.editions[-1].value


def test_every_rule_may_be_chosen(cast: Cast) -> None:
    assert {name for _, group in CHOICES[1:] for name, _ in group} == set(CATALOGUE)


# --- Who, and reading ---


def test_nobody_but_the_system_administrator_writes_rules(cast: Cast, sign_in: SignIn) -> None:
    stored = lay(cast.town, filing_due=5)
    for account in ("secadmin", "auditor", "officer", "secretary"):
        browser = sign_in(cast.users[account])
        for address in (
            ADD,
            reverse("admin:meetings_ruleset_change", args=[stored.pk]),
            reverse("admin:meetings_ruleset_effective", args=[cast.first.pk]),
        ):
            assert browser.get(address).status_code == 403
            assert browser.post(address, head(cast) | rows(row("filing_due", "4"))).status_code == 403
    assert RuleSet.objects.exclude(organisation=None).count() == 1


def test_the_rules_of_a_body_are_read_in_the_admin_too(cast: Cast, sign_in: SignIn) -> None:
    stored = lay(cast.town, filing_due=5)
    browser = sign_in(cast.sysadmin)
    link = reverse("admin:meetings_ruleset_effective", args=[cast.town.pk])
    assert link in browser.get(reverse("admin:meetings_ruleset_change", args=[stored.pk])).text
    page = browser.get(link)
    for words in ("禾岭镇党委，2026年1月1日起", "组织生活实施办法第三条", "不能另定", "待核对"):
        assert words in page.text


def test_a_basis_that_was_looked_up_is_marked_so(cast: Cast, sign_in: SignIn) -> None:
    basis = Basis.objects.get(title="支部条例", article="第十九条")
    sent = {
        "title": basis.title, "article": basis.article, "level": basis.level, "certainty": "verified",
        "effective_from": "2018-10-28", "effective_to": "", "quote": "党支部应当经常开展谈心谈话。",
    }  # fmt: skip
    address = reverse("admin:meetings_basis_change", args=[basis.pk])
    assert sign_in(cast.sysadmin).post(address, sent).status_code == 302
    assert regulations.rules_for(cast.first, TODAY).source("talk_per_year").basis.certainty == "verified"
    assert AccessLog.objects.filter(action="管理：修改依据").exists()
