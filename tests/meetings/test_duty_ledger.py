"""The duty ledger: rows from rules and records, only what changed is written, the months add up to the raw sums."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth
from django.urls import reverse

from branchlife.kit.afterwards import PENDING
from meetings import duty_ledger, nightly, overview
from meetings.duty_ledger import EYES, Changed
from meetings.kinds import MeetingKind
from meetings.lifecycle import planning
from meetings.models import Duty, Meeting, MonthCount
from meetings.vocabulary import HELD_STATES, DutyState
from members.access import Action
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make


def refreshed(cast: Cast, year: int = 2026) -> Changed:
    return duty_ledger.refresh([cast.first, cast.second], year)


def duty(cast: Cast, kind: str, month: int, **more: Any) -> Duty:
    return Duty.objects.get(organisation=cast.first, kind=kind, period_start=date(2026, month, 1), **more)


def test_every_body_kind_and_period_has_its_row(cast: Cast) -> None:
    refreshed(cast)
    kinds = Counter(Duty.objects.filter(organisation=cast.first).order_by().values_list("kind", flat=True))
    assert kinds["branch_assembly"] == 4
    assert kinds["branch_committee"] == kinds["theme_day"] == 12
    assert kinds["group_meeting"] == 24  # two groups
    assert duty(cast, "branch_assembly", 7).state == DutyState.MISSING
    assert duty(cast, "branch_assembly", 10).state == DutyState.PENDING
    assert "支部条例" in duty(cast, "branch_assembly", 7).basis
    nothing = Duty.objects.filter(organisation=cast.second, kind="branch_committee", state="waived")
    assert nothing.count() == 12  # it has no committee
    assert nothing[0].reason.startswith("本期不适用")


def test_held_late_and_excused_are_told_apart_with_their_meetings(cast: Cast) -> None:
    held = make.held(cast, start=moment(8, 20), end=moment(8, 20, 16))
    excused = make.called(cast, start=moment(5, 20), end=moment(5, 20, 16)).meetings.get()
    planning.not_held(excused, "防汛抢险", cast.secretary)
    life = make.held(cast, MeetingKind.ORGANISATIONAL_LIFE, start=moment(2, 20), end=moment(2, 20, 16))
    refreshed(cast), refreshed(cast, 2025)
    assert (duty(cast, "branch_assembly", 7).state, duty(cast, "branch_assembly", 7).evidence) == (
        "held",
        [held.pk],
    )
    row = duty(cast, "branch_assembly", 4)
    assert (row.state, row.reason) == ("waived", "未召开，原因见会议记录")
    last = Duty.objects.get(organisation=cast.first, kind="organisational_life", year=2025)
    assert (last.state, last.evidence) == ("late", [life.pk])  # the year of 2025, held in the spring after


def test_the_ledger_says_what_the_matrix_of_the_year_says(cast: Cast) -> None:
    for month in (2, 5, 9):
        make.held(cast, start=moment(month, 20), end=moment(month, 20, 16))
    make.held(cast, MeetingKind.THEME_DAY, start=moment(3, 20), end=moment(3, 20, 16))
    refreshed(cast)
    [one] = overview.years(EYES, Action.SUBTREE_VIEW, [cast.first], 2026)
    count = MonthCount.objects.get(organisation=cast.first, year=2026, month=0)
    assert count.missing == one.missing(TODAY)
    missing = Duty.objects.filter(organisation=cast.first, year=2026, state="missing")
    assert sum(row.required - row.held_count for row in missing) == count.missing


def test_a_second_reckoning_writes_nothing_and_a_change_only_what_changed(cast: Cast) -> None:
    first = refreshed(cast)
    assert first.made > 80
    assert refreshed(cast) == Changed()
    make.held(cast, start=moment(8, 20), end=moment(8, 20, 16))
    assert refreshed(cast) == Changed(changed=4)  # the duty of the quarter; August, September and the year


def test_a_body_that_is_gone_leaves_no_rows(cast: Cast) -> None:
    refreshed(cast)
    cast.west.dissolved_on = date(2020, 1, 1)
    cast.west.parent = cast.second
    cast.west.save()
    assert refreshed(cast).gone == 12


def test_the_months_equal_the_sums_over_the_meetings_row_by_row(cast: Cast) -> None:
    for month, day in ((2, 20), (2, 21), (6, 5)):
        make.held(cast, start=moment(month, day), end=moment(month, day, 16))
    refreshed(cast)
    raw = {
        (branch, month): (held, due, present)
        for branch, month, held, due, present in Meeting.objects.filter(
            state__in=HELD_STATES, start__year=2026
        )
        .order_by()
        .values_list("branch", ExtractMonth("start"))
        .annotate(held=Count("pk"), due=Sum("due_count"), present=Sum("present_count"))
    }
    rows = MonthCount.objects.filter(month__gte=1, held__gte=1).order_by()
    stored = {(row.organisation_id, row.month): (row.held, row.due, row.present) for row in rows}
    assert stored == raw
    assert len(stored) == 2
    whole = MonthCount.objects.get(organisation=cast.first, month=0)
    assert whole.held == 3


def test_by_night_this_year_and_the_last_are_reckoned(cast: Cast) -> None:
    assert nightly.reckon_duties().startswith("7 个组织，")
    assert nightly.reckon_duties() == "7 个组织，0 行有变化"
    assert set(Duty.objects.order_by().values_list("year", flat=True)) == {2025, 2026}


def test_what_is_held_stands_in_the_ledger_as_soon_as_it_is_stored_reckoned_once(
    cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    usual = duty_ledger.refresh

    def noted(places: Any, year: int) -> Changed:
        seen.append(year)
        return usual(places, year)

    monkeypatch.setattr(duty_ledger, "refresh", noted)
    connection.__dict__.pop(PENDING, None)  # what tests before have left undone
    with django_capture_on_commit_callbacks(execute=True):
        make.held(cast, start=moment(8, 20), end=moment(8, 20, 16))
        make.held(cast, start=moment(9, 20), end=moment(9, 20, 16))
    assert seen == [2026]
    assert duty(cast, "branch_assembly", 7).state == DutyState.HELD


# --- On the screens ---


def test_the_page_shows_each_duty_with_the_meetings_that_may_be_read(cast: Cast, sign_in: Any) -> None:
    make.held(cast, start=moment(8, 20), end=moment(8, 20, 16))
    refreshed(cast)
    page = sign_in(cast.inspector).get(reverse("duty-ledger", args=[cast.first.pk, 2026])).text
    for words in ("2026年三季度", "8月20日", "应开未开", "各月开会次数", "各月到会率", "依据：支部条例"):
        assert words in page
    assert (
        sign_in(cast.far_inspector).get(reverse("duty-ledger", args=[cast.first.pk, 2026])).status_code == 404
    )


def test_before_anything_was_reckoned_the_page_says_so(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.secretary).get(reverse("duty-ledger", args=[cast.first.pk, 2026])).text
    assert "还没有核算" in page
    assert "各月开会次数" not in page


def test_those_with_most_missing_stand_first_by_the_ledger(cast: Cast, sign_in: Any) -> None:
    refreshed(cast)
    MonthCount.objects.filter(organisation=cast.second, month=0).update(missing=999)
    page = sign_in(cast.inspector).get("/subtree/")
    assert [row.label for row in page.context["matrix"].rows] == ["柳湾村第二支部", "柳湾村第一支部"]
    first, *_ = sign_in(cast.inspector).get("/").context["matrix"].rows
    assert first.label == "柳湾村第二支部"
