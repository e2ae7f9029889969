"""The list of plans, one plan, its table, what goes up and comes back, and the card on the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import planning
from meetings.lifecycle import plans as step
from meetings.models import Meeting, Plan, PlanItem
from members import places
from tests.cast import Cast, moment
from tests.meetings.laws import lay
from tests.meetings.lifecycle import make
from tests.meetings.views.walk import rows

SignIn = Callable[..., Client]


def drafted(cast: Cast, number: int | None = 1, year: int = 2027, place: str = "first") -> Plan:
    return step.draft(cast.places[place], year, number, None)


def reported(cast: Cast, **more: Any) -> Plan:
    plan = drafted(cast, **more)
    step.report(plan, None)
    return plan


def table_of(browser: Client, plan: Plan) -> dict[str, Any]:
    """Everything the table would send back."""
    context = browser.get(f"/plans/{plan.pk}/edit/").context
    return rows(context["rows"]) | {"revision": context["plan"].revision}


def send(browser: Client, plan: Plan, sent: dict[str, Any], **query: str) -> Any:
    return browser.post(f"/plans/{plan.pk}/edit/", sent, follow=True)


# --- The list ---


def owed(page: Any) -> list[tuple[str, str]]:
    return [(item.term.title, item.state) for item in page.context["owed"]]


def test_a_branch_sees_what_it_owes_and_may_plan_the_whole_year(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.secretary).get("/plans/")
    assert owed(page) == [("四季度计划", "逾期"), ("2026年度计划", "未编"), ("2027年度计划", "未编")]
    assert "应于10月5日（周一）前报，已过 50 天" in page.content.decode()


def test_before_a_quarter_the_next_plan_is_shown(cast: Cast, sign_in: SignIn, clock: Any) -> None:
    clock.move_to(moment(12, 21))
    page = sign_in(cast.secretary).get("/plans/")
    assert ("一季度计划", "未编") in owed(page)
    assert "应于1月5日（周二）前报，还有 15 天" in page.content.decode()


def test_where_plans_are_made_by_the_year_only_the_year_is_owed(cast: Cast, sign_in: SignIn) -> None:
    lay(cast.town, plan_period="year")
    page = sign_in(cast.secretary).get("/plans/")
    assert owed(page) == [("2026年度计划", "逾期"), ("2027年度计划", "未编")]


def test_one_press_drafts_and_leads_to_the_table(cast: Cast, sign_in: SignIn) -> None:
    address = f"/organisations/{cast.first.pk}/plans/draft/"
    page = sign_in(cast.secretary).post(address, {"year": "2027", "quarter": "1"}, follow=True)
    plan = Plan.objects.get()
    assert page.request["PATH_INFO"] == f"/plans/{plan.pk}/edit/"
    assert (plan.year, plan.quarter, plan.created_by) == (2027, 1, cast.secretary)


@pytest.mark.parametrize("sent", [{}, {"year": "x"}, {"year": "2027", "quarter": "9"}, {"year": "1900"}])
def test_a_period_that_is_none_drafts_nothing(cast: Cast, sign_in: SignIn, sent: dict[str, str]) -> None:
    page = sign_in(cast.secretary).post(f"/organisations/{cast.first.pk}/plans/draft/", sent, follow=True)
    assert "没有这个年度或季度" in page.content.decode()
    assert not Plan.objects.exists()


def test_a_superior_finds_what_waits_first_and_who_has_not_reported(cast: Cast, sign_in: SignIn) -> None:
    drafted(cast, year=2026, number=4)
    waiting = reported(cast, year=2026, number=4, place="second")
    page = sign_in(cast.officer).get("/plans/")
    assert page.context["page"][0] == waiting
    assert [(branch.short_name, term.title) for branch, term in page.context["unreported"]] == [
        ("柳湾村第一支部", "四季度计划")
    ]
    assert not page.context["owed"]
    only = sign_in(cast.officer).get("/plans/", {"state": "submitted"})
    assert list(only.context["page"]) == [waiting]


def test_the_list_asks_the_same_questions_for_two_branches_and_for_twenty(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.officer)
    browser.get("/plans/")
    for number in range(20):
        branch = places.plant(
            kind="branch", code=f"CX-HL-N{number:02d}", name=f"第{number}新支部", parent=cast.town,
            full_name=f"中共澄溪县禾岭镇第{number}新支部", short_name=f"第{number}新支部",
        )  # fmt: skip
        step.draft(branch, 2026, 4, None)
    with django_assert_max_num_queries(10):
        assert len(browser.get("/plans/").context["page"]) == 20


# --- One plan ---


def test_a_plan_stands_beside_what_was_held(cast: Cast, sign_in: SignIn, clock: Any) -> None:
    clock.move_to(moment(10, 1))
    plan = drafted(cast, year=2026, number=4)
    clock.move_to(moment(11, 24))
    make.held(cast, K.THEME_DAY, start=moment(11, 19), end=None)
    planning.not_held(
        make.called(cast, K.BRANCH_COMMITTEE, start=moment(10, 8), end=None).meetings.get(), "防汛", None
    )
    page = sign_in(cast.secretary).get(f"/plans/{plan.pk}/")
    found = {(line.item.kind, line.item.scheduled_on.month): line for line in page.context["lines"]}
    assert found["theme_day", 11].words == "2026-ZR-01 11月19日（周四）"
    assert found["branch_committee", 10].words == "未召开：防汛"
    assert found["theme_day", 10].state == "没有记录"
    assert found["theme_day", 12].may_call
    assert page.context["tally"][1:] == [("已开", 1), ("已召集", 0), ("延期、未召开", 1), ("过期没有记录", 7)]


def test_a_plan_is_called_from_with_one_press(cast: Cast, sign_in: SignIn) -> None:
    item = drafted(cast).items.filter(kind=K.THEME_DAY).order_by("scheduled_on")[0]
    browser = sign_in(cast.secretary)
    page = browser.post(f"/plan-items/{item.pk}/call/", follow=True)
    meeting = Meeting.objects.get()
    assert page.request["PATH_INFO"] == f"/meetings/{meeting.pk}/facts/"
    assert "1月15日（周五）主题党日已按计划建立，请核对。" in page.content.decode()
    line = browser.get(f"/plans/{item.plan_id}/").context["lines"]
    assert [row.words for row in line if row.item.pk == item.pk] == ["1月15日（周五），计划"]


def test_a_day_gone_by_is_refused_in_words(cast: Cast, sign_in: SignIn, clock: Any) -> None:
    item = drafted(cast).items.order_by("scheduled_on")[0]
    clock.move_to(moment(3, 30, year=2027))
    page = sign_in(cast.secretary).post(f"/plan-items/{item.pk}/call/", follow=True)
    assert "拟定的日子已经过了" in page.content.decode()


# --- The table ---


def test_pressed_without_a_change_nothing_changes(cast: Cast, sign_in: SignIn) -> None:
    plan = drafted(cast)
    browser = sign_in(cast.secretary)
    before = list(plan.items.order_by("pk").values())
    page = send(browser, plan, table_of(browser, plan))
    assert "没有改动。" in page.content.decode()
    assert list(plan.items.order_by("pk").values()) == before


def test_a_line_is_changed_one_removed_one_added(cast: Cast, sign_in: SignIn) -> None:
    plan = drafted(cast)
    browser = sign_in(cast.secretary)
    sent = table_of(browser, plan)
    last = plan.items.count()
    sent |= {
        "row-0-theme": "开门第一会",
        "row-1-remove": "on",
        f"row-{last}-what": f"group_meeting:{cast.west.pk}",
        f"row-{last}-scheduled_on": "2027-03-30",
        f"row-{last}-theme": "谈心谈话",
    }
    gone = int(sent["row-1-pk"])
    page = send(browser, plan, sent)
    assert "已保存，改了 2 行，删去 1 行。" in page.content.decode()
    assert plan.items.get(pk=sent["row-0-pk"]).theme == "开门第一会"
    assert not plan.items.filter(pk=gone).exists()
    added = plan.items.get(theme="谈心谈话")
    assert (added.group, added.scope) == (cast.west, "本组全体党员")


def test_more_rows_come_after_saving(cast: Cast, sign_in: SignIn) -> None:
    plan = drafted(cast)
    browser = sign_in(cast.secretary)
    sent = table_of(browser, plan) | {"more": "1", "row-0-theme": "开门第一会"}
    answer = browser.post(f"/plans/{plan.pk}/edit/", sent)
    assert answer.headers["Location"] == f"/plans/{plan.pk}/edit/#new"
    assert plan.items.filter(theme="开门第一会").exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("scheduled_on", "2027-04-01", "拟定时间不在这份计划的期间内"),
        ("scheduled_on", "下周", "拟定时间看不懂"),
        ("scheduled_on", "", "请填写拟定时间"),
        ("what", "secretaries_meeting", "选择"),
        ("theme", "长" * 121, "120"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_stored(
    cast: Cast, sign_in: SignIn, field: str, value: str, words: str
) -> None:
    plan = drafted(cast)
    browser = sign_in(cast.secretary)
    page = send(browser, plan, table_of(browser, plan) | {f"row-0-{field}": value, "row-1-theme": "另一行"})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not plan.items.filter(theme="另一行").exists()


def test_a_new_line_without_a_day_is_told_so(cast: Cast, sign_in: SignIn) -> None:
    plan = drafted(cast)
    browser = sign_in(cast.secretary)
    page = send(browser, plan, table_of(browser, plan) | {f"row-{plan.items.count()}-theme": "谈心"})
    assert page.status_code == 422
    assert "请填写拟定时间" in page.content.decode()


def test_somebody_elses_change_meanwhile_is_not_overwritten_unseen(cast: Cast, sign_in: SignIn) -> None:
    plan = drafted(cast)
    browser = sign_in(cast.secretary)
    sent = table_of(browser, plan) | {"row-0-theme": "我写的"}
    other = sign_in(cast.recorder)
    send(other, plan, table_of(other, plan) | {"row-0-theme": "他写的"})
    page = send(browser, plan, sent)
    assert page.status_code == 409
    assert "另一位同志刚刚改过这份计划" in page.content.decode()
    assert "我写的" in page.content.decode()
    assert plan.items.filter(theme="他写的").exists()
    send(browser, plan, sent | {"revision": page.context["plan"].revision})
    assert plan.items.filter(theme="我写的").exists()


def test_numbers_and_lines_that_are_not_of_this_plan_are_not_touched(cast: Cast, sign_in: SignIn) -> None:
    plan, other = drafted(cast), drafted(cast, place="other")
    browser = sign_in(cast.secretary)
    foreign = other.items.order_by("pk")[0]
    sent = table_of(browser, plan) | {
        "row-0-pk": str(foreign.pk),
        "row-0-theme": "越界",
        "row-0-remove": "on",
    }
    send(browser, plan, sent)
    foreign.refresh_from_db()
    assert foreign.theme != "越界"


def test_a_long_plan_is_edited_quarter_by_quarter_within_the_limit_of_fields(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    for number in range(6):
        places.plant(
            kind="party_group", code=f"CX-HL-LW1-N{number}", name=f"新{number}组", parent=cast.first,
            full_name=f"柳湾村第一支部新{number}组", short_name=f"新{number}组",
        )  # fmt: skip
    plan = drafted(cast, number=None)
    assert plan.items.count() > 100
    browser = sign_in(cast.secretary)
    page = browser.get(f"/plans/{plan.pk}/edit/", {"quarter": "3"})
    months = {form.initial["scheduled_on"].month for form in page.context["rows"] if form.initial}
    assert months == {7, 8, 9}
    sent = rows(page.context["rows"]) | {"revision": plan.revision, "row-0-theme": "半年小结"}
    assert len(page.context["rows"].forms) * 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    browser.post(f"/plans/{plan.pk}/edit/?quarter=3", sent)
    assert plan.items.get(theme="半年小结").scheduled_on.month == 7


# --- Up and down ---


def test_a_plan_goes_up_is_sent_back_with_words_and_is_mended(cast: Cast, sign_in: SignIn) -> None:
    plan = drafted(cast)
    secretary, officer = sign_in(cast.secretary), sign_in(cast.officer)
    page = secretary.post(f"/plans/{plan.pk}/report/", follow=True)
    assert "2027年第一季度计划已报送上级。" in page.content.decode()
    empty = officer.post(f"/plans/{plan.pk}/return/", {})
    assert empty.status_code == 422
    officer.post(f"/plans/{plan.pk}/return/", {"opinion": "党课主题请写明"})
    desk = secretary.get("/")
    card = next(card for card in desk.context["cards"] if card.title == "一季度计划被退回")
    assert (card.url, card.note) == (f"/plans/{plan.pk}/edit/", "退回意见：党课主题请写明")
    assert "党课主题请写明" in secretary.get(card.url).content.decode()
    send(secretary, plan, table_of(secretary, plan) | {"row-0-theme": "读原著"})
    secretary.post(f"/plans/{plan.pk}/report/")
    seen = officer.get(f"/plans/{plan.pk}/")
    assert [change.now for change in seen.context["revised"]] == ["读原著"]
    assert [command.label for command in seen.context["commands"]] == ["阅知", "退回"]
    page = officer.post(f"/plans/{plan.pk}/acknowledge/", follow=True)
    assert "已阅知：柳湾村第一支部2027年第一季度计划。" in page.content.decode()
    plan.refresh_from_db()
    assert plan.state == "accepted"


def test_what_is_changed_after_reporting_is_seen_by_both_sides(cast: Cast, sign_in: SignIn) -> None:
    plan = reported(cast)
    step.acknowledge(plan, None)
    secretary = sign_in(cast.secretary)
    assert [c.label for c in secretary.get(f"/plans/{plan.pk}/").context["commands"]] == ["修改计划"]
    send(secretary, plan, table_of(secretary, plan) | {"row-0-theme": "读原著"})
    for account in (cast.secretary, cast.officer):
        page = sign_in(account).get(f"/plans/{plan.pk}/")
        assert [change.now for change in page.context["changes"]] == ["读原著"]
    labels = [c.label for c in secretary.get(f"/plans/{plan.pk}/").context["commands"]]
    assert labels == ["把改动再报一次", "修改计划"]


def test_a_late_plan_says_so(cast: Cast, sign_in: SignIn) -> None:
    plan = drafted(cast, year=2026, number=4)
    browser = sign_in(cast.secretary)
    page = browser.post(f"/plans/{plan.pk}/report/", follow=True)
    assert "应报日是10月5日（周一），按迟报标注。" in page.content.decode()
    assert page.context["is_late"]


def test_pressed_when_nothing_waits_it_says_why(cast: Cast, sign_in: SignIn) -> None:
    plan = drafted(cast)
    officer = sign_in(cast.officer)
    assert "已处理：草稿" in officer.post(f"/plans/{plan.pk}/acknowledge/", follow=True).content.decode()
    page = officer.post(f"/plans/{plan.pk}/return/", {"opinion": "重编"})
    assert "已处理：草稿" in page.content.decode()
    PlanItem.objects.all().delete()
    secretary = sign_in(cast.secretary)
    assert "还没有一行" in secretary.post(f"/plans/{plan.pk}/report/", follow=True).content.decode()


def test_a_draft_is_thrown_away_after_asking(cast: Cast, sign_in: SignIn) -> None:
    plan, kept = drafted(cast), reported(cast, number=2)
    browser = sign_in(cast.secretary)
    assert "删去草稿" in browser.get(f"/plans/{plan.pk}/discard/").content.decode()
    browser.post(f"/plans/{plan.pk}/discard/")
    assert "已经报过" in browser.post(f"/plans/{kept.pk}/discard/", follow=True).content.decode()
    assert list(Plan.objects.all()) == [kept]


# --- The desk ---


def plan_cards(browser: Client) -> list[tuple[str, str, str]]:
    cards = browser.get("/").context["cards"]
    return [(card.title, card.state, card.action) for card in cards if "计划" in card.title]


def test_the_desk_names_the_plan_until_it_is_reported(cast: Cast, sign_in: SignIn, clock: Any) -> None:
    clock.move_to(moment(9, 21))
    browser = sign_in(cast.secretary)
    browser.get("/")
    assert plan_cards(browser) == [("三季度计划", "逾期", "起草"), ("四季度计划", "待报", "起草")]
    plan = step.draft(cast.first, 2026, 4, None)
    step.report(step.draft(cast.first, 2026, 3, None), None)
    assert plan_cards(browser) == [("四季度计划", "待报", "核对、报送")]
    step.report(plan, None)
    assert plan_cards(browser) == []


@pytest.mark.parametrize("account", ["leader", "discipline"])
def test_those_who_draw_up_no_plan_are_not_asked_for_one(cast: Cast, sign_in: SignIn, account: str) -> None:
    assert "季度计划" not in sign_in(cast.users[account]).get("/").content.decode()


def test_a_day_of_the_plan_is_within_its_months(cast: Cast) -> None:
    assert list(drafted(cast, number=4, year=2026).months) == [10, 11, 12]
    assert drafted(cast, number=None).period_words == "2027年"
