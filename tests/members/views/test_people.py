"""The roll on a day, one member, and each small page that changes what holds of a member."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from branchlife.kit.problems import Refusal
from members import transfers
from members.models import AccessLog, Member, RoleGrant
from members.vocabulary import ExclusionGround, ExitKind, MemberCategory, MemberStatus
from tests.cast import SINCE, Cast
from tests.members.roster import books

SignIn = Callable[..., Client]
ROLL = "/members/"


def names(client: Client, **query: str) -> set[str]:
    return {line.member.name for line in client.get(ROLL, query).context["lines"]}


def at(name: str, member: Member, *more: object) -> str:
    return reverse(name, args=[member.pk, *more])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "建"}, {"李建国"}),
        ({"category": "probationary"}, {"卓一凡"}),
        ({"status": "floating"}, {"甘小峰"}),
        ({"on": "2019-06-01"}, set()),
        ({"on": "前天", "name": "卓"}, {"卓一凡"}),
        ({"on": "2026-06-01", "name": "卓"}, set()),
    ],
)
def test_a_member_is_found_on_the_roll(
    cast: Cast, sign_in: SignIn, query: dict[str, str], found: set[str]
) -> None:
    assert names(sign_in(cast.secretary), **query) == found


def test_the_roll_is_that_of_the_branch_by_group_and_by_status(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    assert len(names(browser)) == 10
    assert names(browser, group=str(cast.east.pk)) == {"韦晓㛃", "祝春犇", "李建国", "谢𬱖", "甘小峰"}
    assert names(browser, status="normal") == names(browser) - {"甘小峰"}
    assert names(sign_in(cast.neighbour)) == {"兰凤英", "冯德厚", "骆长河"}
    assert names(sign_in(cast.officer), branch=str(cast.second.pk)) == {"兰凤英", "冯德厚", "骆长河"}
    assert names(sign_in(cast.officer), branch=str(cast.other.pk)) == names(sign_in(cast.officer))


def test_the_roll_of_a_past_day_still_has_who_left_since(cast: Cast, sign_in: SignIn) -> None:
    transfers.leave(cast.frank, ExitKind.TRANSFERRED_OUT, date(2026, 9, 1))
    browser = sign_in(cast.secretary)
    assert "阿依古丽·买买提" not in names(browser)
    assert "阿依古丽·买买提" in names(browser, on="2026-08-31")


def test_phones_are_masked_on_the_roll_and_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    transfers.mend(cast.erin, {"phone": "13800138000"})
    browser = sign_in(cast.secretary)
    for address in (ROLL, at("member", cast.erin)):
        text = browser.get(address).text
        assert "138****8000" in text
        assert "13800138000" not in text


def test_the_roll_asks_eight_questions_at_most(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    browser = sign_in(cast.secretary)
    browser.get(ROLL)  # the first page of a session also writes down when it began
    for number in range(50):
        transfers.admit(cast.first, {"name": f"新党员{number}"}, MemberCategory.FULL, date(2026, 1, 1))
    with django_assert_max_num_queries(8):
        page = browser.get(ROLL)
    assert page.context["page"].paginator.count == 60


def test_a_page_tells_what_has_held_with_its_dates(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.secretary).get(at("member", cast.ivan))
    words = [(fact.sort, fact.words) for fact in page.context["facts"]]
    assert ("状态", "流动") in words
    assert ("党小组", "第一党小组") in words
    assert ("人员类别", "预备党员") in words
    assert ("人员类别", "正式党员") in words
    assert "2025年3月1日" in page.text


@pytest.mark.parametrize(("account", "sees"), [("secretary", True), ("recorder", True), ("officer", False)])
def test_attendance_by_name_stays_in_the_branch(
    cast: Cast, sign_in: SignIn, account: str, sees: bool
) -> None:
    page = sign_in(getattr(cast, account)).get(at("member", cast.erin))
    assert ("年参加的会议" in page.text) is sees


def test_a_member_is_entered_with_a_name_and_a_day(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    sent = {
        "name": "闵春燕", "gender": "female", "category": "full", "joined_on": "2018-07-01", "full_on": "2019-07-01",
        "phone": "139 0000 1111", "branch": cast.first.pk, "group": cast.west.pk, "start": "2026-11-20",
        "entry_kind": "transferred_in",
    }  # fmt: skip
    page = browser.post(reverse("member-new"), sent, follow=True)
    row = Member.objects.get(name="闵春燕")
    assert "闵春燕已列入名册" in page.text
    assert (row.phone, row.full_on, row.created_by) == ("13900001111", date(2019, 7, 1), cast.secretary)
    assert (row.memberships.get().branch, row.memberships.get().start) == (cast.first, date(2026, 11, 20))
    assert row.group_memberships.get().group == cast.west


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"phone": "电话"}, "电话只写数字"),
        ({"id_number": "12345"}, "应为 18 位，现为 5 位"),
        ({"joined_on": "2019-07-01", "full_on": "2018-07-01"}, "转正日期不能早于入党日期"),
        ({"start": "昨天"}, "进入支部日期看不懂"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    cast: Cast, sign_in: SignIn, wrong: dict[str, str], words: str
) -> None:
    before = Member.objects.count()
    sent = {
        "name": "闵春燕",
        "category": "full",
        "branch": cast.first.pk,
        "start": "2026-11-20",
        "entry_kind": "other",
    }
    page = sign_in(cast.secretary).post(reverse("member-new"), sent | wrong)
    assert words in page.text
    assert Member.objects.count() == before


def test_nobody_is_entered_into_a_foreign_branch(cast: Cast, sign_in: SignIn) -> None:
    sent = {
        "name": "闵春燕",
        "category": "full",
        "branch": cast.second.pk,
        "start": "2026-11-20",
        "entry_kind": "other",
    }
    sign_in(cast.secretary).post(reverse("member-new"), sent)
    assert not Member.objects.filter(name="闵春燕").exists()


def test_mending_keeps_the_phone_that_was_not_typed_again(cast: Cast, sign_in: SignIn) -> None:
    transfers.mend(cast.erin, {"phone": "13800138000"})
    browser = sign_in(cast.secretary)
    page = browser.get(at("member-edit", cast.erin))
    assert "13800138000" not in page.text
    assert "138****8000" in page.text
    browser.post(at("member-edit", cast.erin), {"name": "李建国", "job": "村会计", "joined_on": "2015-06-30"})
    row = Member.objects.get(pk=cast.erin.pk)
    assert (row.phone, row.job) == ("13800138000", "村会计")


def test_the_full_numbers_are_shown_on_a_press_and_logged(cast: Cast, sign_in: SignIn) -> None:
    transfers.mend(cast.erin, {"phone": "13800138000"})
    browser = sign_in(cast.secretary)
    assert browser.get(at("member-reveal", cast.erin)).status_code == 405
    page = browser.post(at("member-reveal", cast.erin))
    assert "13800138000" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    line = AccessLog.objects.filter(action="reveal").get()
    assert (line.user, line.object_id) == (cast.secretary, str(cast.erin.pk))


@pytest.mark.parametrize(("account", "status"), [("recorder", 403), ("officer", 403), ("neighbour", 404)])
def test_nobody_else_is_shown_the_full_numbers(
    cast: Cast, sign_in: SignIn, account: str, status: int
) -> None:
    assert sign_in(getattr(cast, account)).post(at("member-reveal", cast.erin)).status_code == status
    assert not AccessLog.objects.filter(action="reveal").exists()


def test_whoever_has_left_can_be_read_about_but_not_changed_or_revealed(cast: Cast, sign_in: SignIn) -> None:
    transfers.move(cast.frank, cast.second, date(2026, 9, 1))
    browser = sign_in(cast.secretary)
    page = browser.get(at("member", cast.frank))
    assert page.status_code == 200
    assert page.context["steps"] == []
    for name, more in (("member-edit", ()), ("member-step", ("status",))):
        assert browser.post(at(name, cast.frank, *more)).status_code == 403
    assert browser.post(at("member-reveal", cast.frank)).status_code == 403


def test_a_probationary_member_becomes_a_full_one(cast: Cast, sign_in: SignIn, clock: Any) -> None:
    sent = {"full_on": "2027-06-20", "approved_on": "2027-07-02", "basis_doc": "禾委〔2027〕8号"}
    sign_in(cast.secretary).post(at("member-step", cast.judy, "confirm"), sent)
    assert cast.judy.categories.on(date(2027, 7, 1)).get().category == MemberCategory.PROBATIONARY
    assert cast.judy.categories.on(date(2027, 7, 2)).get().category == MemberCategory.FULL


def test_a_status_is_entered_and_ended(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    browser.post(at("member-step", cast.erin, "status"), {"status": "lost_contact", "start": "2026-10-01"})
    status = cast.erin.statuses.get()
    assert (status.status, status.end) == (MemberStatus.LOST_CONTACT, None)
    browser.post(at("member-period-end", cast.erin, "statuses", status.pk), {"on": "2026-11-01"})
    status.refresh_from_db()
    assert status.end == date(2026, 11, 1)


def test_the_same_status_twice_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.secretary).post(
        at("member-step", cast.ivan, "status"), {"status": "floating", "start": "2026-10-01"}
    )
    assert "在这段时间内已有同类的" in page.text


@pytest.mark.parametrize(
    ("step", "sent", "relation"),
    [
        ("exempt", {"ground": "mobility", "start": "2026-11-01", "approved_by": "禾岭镇党委"}, "exemptions"),
        ("exclude", {"ground": "bedridden", "start": "2026-11-01", "superior_doc": "禾委3号"}, "exclusions"),
    ],
)
def test_an_exemption_and_an_exclusion_are_entered(
    cast: Cast, sign_in: SignIn, step: str, sent: dict[str, str], relation: str
) -> None:
    sign_in(cast.secretary).post(at("member-step", cast.erin, step), sent)
    assert getattr(cast.erin, relation).get().start == date(2026, 11, 1)
    text = sign_in(cast.secretary).get(at("member", cast.erin)).text
    assert ("缺党员大会决议，未生效，仍计入应到" in text) is (step == "exclude")


def test_papers_that_are_missing_are_said_at_once_and_may_be_handed_in_later(
    cast: Cast, sign_in: SignIn
) -> None:
    browser = sign_in(cast.secretary)
    sent = {"ground": "floating_applied", "start": "2026-11-01", "superior_doc": "禾委3号"}
    page = browser.post(at("member-step", cast.ivan, "exclude"), sent, follow=True)
    assert "还缺党员大会决议、本人申请，补齐以前仍计入应到" in page.text
    row = cast.ivan.exclusions.get()
    where = at("member-exclusion-papers", cast.ivan, row.pk)
    assert where in page.text
    form = browser.get(where).context["form"]
    assert form["superior_doc"].value() == "禾委3号"
    papers = {"superior_doc": "禾委3号", "resolution": "2026年第2次党员大会", "applied_by_member": "on"}
    page = browser.post(where, papers, follow=True)
    assert "文件齐全，已生效" in page.text
    assert where not in page.text
    assert "批文和决议已经齐全" in browser.post(where, papers).text


def test_papers_of_somebody_else_are_not_found(cast: Cast, sign_in: SignIn) -> None:
    row = transfers.exclude(cast.erin, ExclusionGround.BEDRIDDEN, date(2026, 11, 1))
    assert sign_in(cast.secretary).get(at("member-exclusion-papers", cast.ivan, row.pk)).status_code == 404


def test_a_member_changes_group_and_leaves(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    browser.post(at("member-step", cast.erin, "group"), {"group": cast.west.pk, "start": "2026-11-02"})
    assert cast.erin.group_memberships.open().get().group == cast.west
    browser.post(at("member-step", cast.erin, "leave"), {"kind": "transferred_out", "on": "2026-11-20"})
    assert not cast.erin.memberships.open().exists()


def test_a_group_of_another_branch_is_not_offered(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.neighbour).post(
        at("member-step", cast.lena, "group"), {"group": cast.west.pk, "start": "2026-11-02"}
    )
    assert page.status_code == 200
    assert not cast.lena.group_memberships.exists()


@pytest.mark.parametrize("more", [("dissolve",), ("memberships", 1)])
def test_a_step_that_does_not_exist_is_not_found(cast: Cast, sign_in: SignIn, more: tuple[Any, ...]) -> None:
    name = "member-step" if len(more) == 1 else "member-period-end"
    assert sign_in(cast.secretary).get(at(name, cast.erin, *more)).status_code == 404


@pytest.mark.parametrize(("sort", "period"), [("memberships", 1), ("statuses", 999)])
def test_a_period_that_does_not_exist_is_not_ended(
    cast: Cast, sign_in: SignIn, sort: str, period: int
) -> None:
    where = at("member-period-end", cast.erin, sort, period)
    assert sign_in(cast.secretary).post(where, {"on": "2026-11-20"}).status_code == 404


def test_an_end_before_the_beginning_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    status = cast.ivan.statuses.get()
    page = sign_in(cast.secretary).post(
        at("member-period-end", cast.ivan, "statuses", status.pk), {"on": "2025-02-01"}
    )
    assert "日期须晚于2025-03-01" in page.text
    status.refresh_from_db()
    assert status.end is None


def test_who_keeps_two_branches_moves_a_member_between_them(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.secretary)
    move = at("member-step", cast.erin, "move")
    assert move not in browser.get(at("member", cast.erin)).text
    RoleGrant.objects.create(user=cast.secretary, organisation=cast.second, role="secretary", start=SINCE)
    assert move in browser.get(at("member", cast.erin)).text
    page = browser.post(move, {"branch": cast.second.pk, "on": "2026-11-20"}, follow=True)
    assert "李建国：转到另一个支部，已办理。" in page.text
    assert cast.erin.memberships.open().get().branch == cast.second
    again = browser.post(move, {"branch": cast.second.pk, "on": "2026-11-21"})
    assert "branch" in again.context["form"].errors  # a member is not moved to where they are


def test_a_move_before_the_day_of_coming_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    RoleGrant.objects.create(user=cast.secretary, organisation=cast.second, role="secretary", start=SINCE)
    where = at("member-step", cast.erin, "move")
    page = sign_in(cast.secretary).post(where, {"branch": cast.second.pk, "on": "2019-01-01"})
    assert page.context["problems"]
    assert page.context["problems"][0].text in page.text
    assert cast.erin.memberships.open().get().branch == cast.first


def test_mending_nothing_says_so(cast: Cast, sign_in: SignIn) -> None:
    sent = {"name": "李建国", "joined_on": "2015-06-30", "full_on": "2016-06-30"}
    assert "没有改动。" in sign_in(cast.secretary).post(at("member-edit", cast.erin), sent, follow=True).text


def test_the_number_of_somebody_else_is_refused_at_its_field(cast: Cast, sign_in: SignIn) -> None:
    taken = books.number("19800102")
    transfers.mend(cast.lena, {"id_number": taken})
    sent = {"name": "李建国", "id_number": taken}
    page = sign_in(cast.secretary).post(at("member-edit", cast.erin), sent)
    assert "这个身份证号已登记在另一名党员名下" in page.text
    assert Member.objects.get(pk=cast.erin.pk).id_number == ""


def test_a_group_the_branch_no_longer_has_is_refused_with_everything_else(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> None:
        raise Refusal.because("group", "这个党小组已撤销，请另选。", field="group")

    monkeypatch.setattr(transfers, "assign_group", gone)
    sent = {
        "name": "闵春燕", "category": "full", "branch": cast.first.pk, "group": cast.west.pk, "start": "2026-11-20",
        "entry_kind": "other",
    }  # fmt: skip
    page = sign_in(cast.secretary).post(reverse("member-new"), sent)
    assert "这个党小组已撤销，请另选。" in page.text
    assert not Member.objects.filter(name="闵春燕").exists()


def test_the_roll_has_the_way_to_the_import_for_those_who_may(cast: Cast, sign_in: SignIn) -> None:
    where = reverse("roster-import", args=[cast.first.pk])
    assert sign_in(cast.secretary).get(ROLL).context["import_url"] == where
    assert sign_in(cast.officer).get(ROLL).context["import_url"] == ""
