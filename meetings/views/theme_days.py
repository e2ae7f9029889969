"""主题党日年历: a year's dates on one page, one month named otherwise, and the rule all of them come from."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.parts import Command, Link
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings import regulations, theme_days
from meetings.forms.theme_days import ADJUST, WAIVE, SlotForm, ThemeRuleForm
from meetings.kinds import MeetingKind
from meetings.lifecycle import rulesets
from meetings.lifecycle import theme_days as step
from meetings.models import Meeting, ThemeDaySlot
from meetings.rules.catalogue.rules import Rules
from meetings.rules.catalogue.sorts import ThemeDay
from meetings.theme_days import Almanac
from meetings.views.desk import FIRST_YEAR, chosen_year, year_links
from meetings.views.flow import blame, user_of
from meetings.views.matrix import link
from meetings.vocabulary import ThemeDayRuleKind
from members.access import Action, Actor, needs
from members.models import Organisation

PREVIEWED = 3  # months for which the readings are compared


@dataclass(frozen=True)
class Line:
    """A month: the slot, its states in words, the meetings really held, where it is changed."""

    slot: ThemeDaySlot
    states: list[str]
    held: list[Link]
    url: str


def _not_a_group(place: Organisation) -> None:
    if place.is_group:
        raise Http404


def _may(actor: Actor, action: Action, place: Organisation) -> bool:
    return Organisation.seen.allowed(actor, action).filter(pk=place.pk).exists()


@needs(Action.PLAN_VIEW, Organisation)
def theme_year(request: HttpRequest, place: Organisation) -> HttpResponse:
    """The twelve months of a year; of a committee those its own rule would give."""
    _not_a_group(place)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    year = chosen_year(request, today)
    slots = theme_days.year_of(place, year)
    edits = place.is_branch and _may(actor, Action.PLAN_EDIT, place)
    held = _held(actor, place, year)
    rules = regulations.rules_for(place, date(year, 1, 1) if year > today.year else today)
    context = {
        "place": place,
        "year": year,
        "crumbs": [
            Link("组织", reverse("organisations")),
            Link(place.short_name, reverse("organisation", args=[place.pk])),
            Link("主题党日年历"),
        ],
        "years": year_links("theme-days", year, today, place.pk),
        "lines": [_line(slot, held.get(slot.month, []), edits) for slot in slots],
        "edits": edits,
        "is_provisional": any(slot.is_provisional for slot in slots),
        "rule": rules.words("theme_day_rule"),
        "policy": rules.words("holiday_policy"),
        "rule_from": rules.source("theme_day_rule").body,
        "commands": _commands(actor, place, year),
    }
    return render(request, "meetings/theme_days.html", context)


def _line(slot: ThemeDaySlot, held: list[Link], edits: bool) -> Line:
    states = [
        word
        for word, holds in (
            ("豁免", slot.is_waived),
            ("改定", bool(slot.adjusted_on)),
            ("顺延", not slot.is_waived and not slot.adjusted_on and slot.computed_on != slot.fixed_on),
            ("暂定", slot.is_provisional and not slot.is_waived),
        )
        if holds
    ]
    url = reverse("theme-day", args=[slot.branch_id, slot.year, slot.month]) if edits else ""
    return Line(slot, states, held, url)


def _held(actor: Actor, place: Organisation, year: int) -> dict[int, list[Link]]:
    """The theme days really held in a year, by month. One query."""
    rows = (
        Meeting.seen.allowed(actor, Action.MEETING_VIEW)
        .held()
        .filter(branch=place, kind=MeetingKind.THEME_DAY, start__year=year)
    )
    found: dict[int, list[Link]] = {}
    for row in rows.order_by("start", "pk"):
        found.setdefault(row.day.month, []).append(Link(cn_day(row.start), reverse("meeting", args=[row.pk])))
    return found


def _commands(actor: Actor, place: Organisation, year: int) -> list[Command]:
    found = []
    if place.is_branch:
        for form, words in (("theme_days_pdf", "打印（PDF）"), ("theme_days", "导出（Excel）")):
            url = f"{reverse('branch-export', args=[place.pk, form])}?year={year}"
            found.append(Command(words, url, method="get"))
    if _may(actor, Action.THEME_DAY_SET, place):
        found.append(Command("主题党日定在哪一天", reverse("theme-rule", args=[place.pk]), method="get"))
    return found


@needs(Action.PLAN_EDIT, Organisation)
def theme_day(request: HttpRequest, place: Organisation, year: int, month: int) -> HttpResponse:
    """One month: another day, none, or back to what the rules say."""
    if not place.is_branch or not FIRST_YEAR <= year <= clock.today().year + 1 or not 1 <= month <= 12:
        raise Http404
    slot = theme_days.year_of(place, year)[month - 1]
    is_touched = bool(slot.adjusted_on) or slot.is_waived
    initial = {
        "what": WAIVE if slot.is_waived else ADJUST,
        "day": slot.adjusted_on or slot.computed_on,
        "reason": slot.waive_reason or slot.adjust_reason,
    }
    form = SlotForm(
        request.POST if request.method == "POST" else None, initial=initial, is_touched=is_touched
    )
    back = link("theme-days", place.pk, year=year)
    if request.method == "POST" and form.is_valid():
        try:
            stored = _store(request, place, year, month, form.cleaned_data)
        except Refusal as refusal:
            blame(form, refusal)
        else:
            _say(request, stored)
            return redirect(back)
    context = {
        "form": form,
        "slot": slot,
        "heading": f"{year}年{month}月主题党日",
        "lead": place.short_name,
        "submit": "保存",
        "back": back,
        "crumbs": [Link("主题党日年历", back), Link(f"{month}月")],
    }
    return render(request, "meetings/theme_day.html", context, status=422 if form.errors else 200)


def _store(
    request: HttpRequest, place: Organisation, year: int, month: int, data: dict[str, Any]
) -> ThemeDaySlot:
    by = user_of(request)
    if data["what"] == ADJUST:
        return step.adjust(place, year, month, data["day"], data["reason"], by)
    if data["what"] == WAIVE:
        return step.waive(place, year, month, data["reason"], by)
    return step.undo(place, year, month, by)


def _say(request: HttpRequest, slot: ThemeDaySlot) -> None:
    if step.in_another_month(slot):
        messages.warning(
            request, f"已改到{cn_day(slot.day)}。注意：不在 {slot.month} 月，这个月会缺 1 次主题党日。"
        )
    elif slot.is_waived:
        messages.success(request, f"{slot.month}月已登记豁免。")
    else:
        day = cn_day(slot.day) if slot.day else "由支部确定"
        messages.success(request, f"{slot.month}月主题党日：{day}。")


# --- the rule --------------------------------------------------------------------------------------------------------


@needs(Action.THEME_DAY_SET, Organisation)
def theme_rule(request: HttpRequest, place: Organisation) -> HttpResponse:
    """On which day of the month, with what each reading of “第三周周五” would give for the next three months."""
    _not_a_group(place)
    rules = regulations.rules_for(place, clock.today())
    form = ThemeRuleForm.of(rules, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        try:
            rulesets.save_ruleset(_draft(place, form), user_of(request))
        except Refusal as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem.text)
        else:
            messages.success(
                request, f"已定：{form.cleaned_data['effective_from']:%Y-%m-%d}起按新的规定推算。"
            )
            return redirect("theme-days", place.pk)
    context = {
        "form": form,
        "heading": "主题党日定在哪一天",
        "lead": f"{place.full_name}，下级没有另定的照此办理。" if not place.is_branch else place.full_name,
        "submit": "保存",
        "back": reverse("theme-days", args=[place.pk]),
        "crumbs": [Link("主题党日年历", reverse("theme-days", args=[place.pk])), Link("定在哪一天")],
        "now": rules.words("theme_day_rule"),
        "now_from": rules.source("theme_day_rule").body,
        **_readings(rules, form),
    }
    return render(request, "meetings/theme_rule.html", context, status=422 if form.errors else 200)


def _draft(place: Organisation, form: ThemeRuleForm) -> rulesets.Draft:
    """The set of this body that begins on the day asked for, the two rules put in and the others kept."""
    since = form.cleaned_data["effective_from"]
    stored = place.rulesets.filter(effective_from=since).first()
    wanted: dict[str, object] = {
        "theme_day_rule": form.raw_rule(),
        "holiday_policy": form.cleaned_data["holiday_policy"],
    }
    kept = stored.values.select_related("basis").order_by("pk") if stored else ()
    lines = [rulesets.Line(row.key, row.value, row.basis) for row in kept if row.key not in wanted]
    lines += [rulesets.Line(key, value) for key, value in wanted.items()]
    return rulesets.Draft(
        place,
        since,
        stored.effective_to if stored else None,
        stored.note if stored else "主题党日",
        tuple(lines),
        stored,
    )


def _readings(rules: Rules, form: ThemeRuleForm) -> dict[str, Any]:
    """The next three months by each of the three readings, for the weekday and the number now on the page."""
    today = clock.today()
    days = theme_days.almanac(today.year, today.year + 1)
    n = str(form["n"].value() or 3)
    weekday = str(form["weekday"].value() or 5)
    n, weekday = n if n in "1234" else "3", weekday if weekday in "1234567" else "5"
    kind = ThemeDayRuleKind.WEEKDAY_OF_NTH_WEEK
    number, day = int(n), int(weekday)
    readings = (
        ("①", ThemeDay(ThemeDayRuleKind.NTH_WEEKDAY, number, day)),
        ("②", ThemeDay(kind, number, day, count_partial=True)),
        ("③", ThemeDay(kind, number, day, count_partial=False)),
    )
    months = [_month_after(today, ahead) for ahead in range(1, PREVIEWED + 1)]
    return {
        "months": [f"{year}年{month}月" for year, month in months],
        "saying": f"每月第 {n} 周星期{'一二三四五六日'[day - 1]}",
        "readings": [
            (mark, rule.words, [_reckoned(days, rules, rule, year, month) for year, month in months])
            for mark, rule in readings
        ],
    }


def _month_after(today: date, ahead: int) -> tuple[int, int]:
    count = today.year * 12 + today.month - 1 + ahead
    return count // 12, count % 12 + 1


def _reckoned(days: Almanac, rules: Rules, rule: ThemeDay, year: int, month: int) -> dict[str, Any]:
    found = days.reckoned(year, month, lambda day: replace(rules, theme_day_rule=rule))
    return {"day": found.computed_on, "note": found.note, "is_provisional": days.is_provisional(year)}
