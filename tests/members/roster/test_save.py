"""Saving a roster: right rows in one transaction, wrong ones named, the same file twice changes nothing."""

from datetime import date
from typing import Any

import pytest

from branchlife.kit.refusal import Refused
from members import transfers
from members.models import AccessLog, Member, Membership, Organisation, StatusPeriod
from members.roster.preview import plan_roster
from members.roster.save import Saved, save_roster
from members.standing import branch_roll
from members.vocabulary import ExitKind, MemberCategory
from tests.cast import Cast
from tests.members.roster.books import HEAD, number, tables

pytestmark = pytest.mark.django_db
WANG = ("王芳", "女", number("19800102"), "正式党员", "", "19900001111", "2015-06-01", "2016-06-01")
LUO = ("罗一鸣", "男", number("19980304"), "正式党员", "", "", "2024-06-26", "2025-06-26")
WRONG = ("坏日期", "男", "", "正式党员", "", "", "2019.2.30", "")


def save(place: Organisation, *rows: tuple[object, ...], head: tuple[object, ...] = HEAD) -> Saved:
    return save_roster(tables({"名册": [head, *rows]}), place)


def test_right_rows_are_saved_and_wrong_ones_are_reported(cast: Cast):
    done = save(cast.second, WANG, WRONG, LUO)
    assert (done.members, done.created, done.updated, done.unchanged) == (3, 2, 0, 0)
    assert [(slip.row, slip.column) for slip in done.errors] == [(3, "G")]
    assert not Member.objects.filter(name="坏日期").exists()


def test_the_same_file_twice_changes_nothing(cast: Cast):
    save(cast.second, WANG, LUO)
    before = list(Member.objects.order_by("pk").values())
    done = save(cast.second, WANG, LUO)
    assert (done.created, done.updated, done.unchanged) == (0, 0, 2)
    assert list(Member.objects.order_by("pk").values()) == before


def test_a_failure_in_the_middle_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    admit = transfers.admit

    def break_on_luo(branch: Organisation, details: dict[str, Any], *rest: Any, **more: Any) -> Member:
        if details["name"] == "罗一鸣":
            raise RuntimeError("the power went")
        return admit(branch, details, *rest, **more)

    monkeypatch.setattr(transfers, "admit", break_on_luo)
    with pytest.raises(RuntimeError):
        save(cast.second, WANG, LUO)
    assert not Member.objects.filter(name="王芳").exists()
    assert not AccessLog.objects.exists()


def test_an_empty_cell_never_blanks_a_field(cast: Cast):
    save(cast.second, WANG)
    done = save(cast.second, ("王芳", "", number("19800102"), "正式党员", "", "", "", ""))
    assert done.unchanged == 1
    assert Member.objects.get(name="王芳").phone == "19900001111"


def test_a_changed_cell_is_shown_with_its_old_value_and_saved(cast: Cast):
    save(cast.second, WANG)
    changed = (*WANG[:5], "19900002222", *WANG[6:])
    plan = plan_roster(tables({"名册": [HEAD, changed]}), cast.second)
    [change] = plan.changed[0].changes
    assert (change.label, change.was, change.now) == ("联系电话", "199****1111", "199****2222")
    assert save(cast.second, changed).updated == 1
    assert Member.objects.get(name="王芳").phone == "19900002222"


def test_probation_and_full_membership_are_dated(cast: Cast):
    save(cast.second, WANG)
    rows = Member.objects.get(name="王芳").categories.values_list("category", "start", "end")
    assert list(rows) == [
        ("probationary", date(2015, 6, 1), date(2016, 6, 1)),
        ("full", date(2016, 6, 1), None),
    ]


def test_with_the_day_of_approval_the_vote_begins_then_and_party_age_earlier(cast: Cast):
    head = (*HEAD, "转正批准日期")
    save(cast.second, (*LUO, "2025-07-18"), head=head)
    luo = Member.objects.get(name="罗一鸣")
    assert luo.full_on == date(2025, 6, 26)
    votes = {day: _can_vote(cast.second, luo, day) for day in (date(2025, 6, 27), date(2025, 7, 18))}
    assert votes == {date(2025, 6, 27): False, date(2025, 7, 18): True}


def test_an_approval_that_becomes_known_later_moves_the_beginning_of_the_vote(cast: Cast):
    save(cast.second, LUO)
    luo = Member.objects.get(name="罗一鸣")
    assert _can_vote(cast.second, luo, date(2025, 6, 27))
    head = (*HEAD, "转正批准日期")
    assert save(cast.second, (*LUO, "2025-07-18"), head=head).updated == 1
    assert not _can_vote(cast.second, luo, date(2025, 6, 27))
    assert save(cast.second, (*LUO, "2025-07-18"), head=head).unchanged == 1


def _can_vote(branch: Organisation, member: Member, day: date) -> bool:
    [standing] = [entry.standing for entry in branch_roll(branch, day) if entry.member == member]
    return standing.can_vote


def test_becoming_full_is_an_update(cast: Cast):
    done = save(cast.first, ("卓一凡", "", "", "正式党员", "", "", "2026-06-20", "2026-11-20"))
    assert done.updated == 1
    assert [row.category for row in cast.judy.categories.all()] == [
        MemberCategory.PROBATIONARY,
        MemberCategory.FULL,
    ]


def test_a_full_member_written_as_probationary_is_a_conflict(cast: Cast):
    done = save(cast.first, ("谢𬱖", "", "", "预备党员", "", "", "", ""))
    assert "已是正式党员" in done.errors[0].message
    assert done.updated == 0


def test_a_row_with_an_exit_enters_a_former_member(cast: Cast):
    head = (*HEAD, "党员减少信息")
    row = (
        "田德茂",
        "男",
        number("19360112"),
        "正式党员",
        "",
        "",
        "1964-05-14",
        "1965-05-14",
        "死亡 2025-04-03",
    )
    assert save(cast.second, row, head=head).created == 1
    membership = Membership.objects.get(member__name="田德茂")
    assert (membership.start, membership.end, membership.exit_kind) == (
        date(2010, 7, 1),
        date(2025, 4, 3),
        "deceased",
    )
    assert save(cast.second, row, head=head).unchanged == 1


def test_leaving_is_an_update_of_who_was_there(cast: Cast):
    head = (*HEAD, "党员减少信息")
    row = ("冯德厚", "", "", "正式党员", "", "", "", "", "组织关系转出 2026-09-12")
    assert save(cast.second, row, head=head).updated == 1
    assert cast.lena.memberships.get().end == date(2026, 9, 12)


def test_somebody_on_the_roll_of_another_branch_is_not_pulled_in(cast: Cast):
    save(cast.other, WANG)
    done = save(cast.second, WANG)
    assert "请先办理组织关系转接" in done.errors[0].message
    assert "竹园" not in done.errors[0].message
    assert Member.objects.get(name="王芳").memberships.get().branch == cast.other


def test_the_same_number_twice_is_reported_at_the_second_row(cast: Cast):
    done = save(cast.second, WANG, ("李四", *WANG[1:]))
    assert done.created == 1
    assert done.errors[0].message.startswith("与王芳的证件号码相同")
    assert (done.errors[0].row, done.errors[0].column) == (3, "C")


def test_two_of_one_name_are_told_apart_by_number_or_birth(cast: Cast):
    other = ("王芳", "女", number("19930225"), "正式党员", "", "", "2014-07-23", "2015-07-23")
    assert save(cast.second, WANG, other).created == 2
    nameless = ("王芳", "女", "", "正式党员", "", "", "", "")
    assert "请补填证件号码" in save(cast.second, nameless).errors[0].message


def test_two_rows_with_nothing_to_tell_them_apart_are_reported(cast: Cast):
    bare = ("张伟", "男", "", "正式党员", "", "", "", "")
    done = save(cast.second, bare, bare)
    assert (done.created, len(done.errors)) == (1, 1)


def test_a_member_without_a_number_gets_it_from_the_roster(cast: Cast):
    row = ("冯德厚", "", number("19600506"), "正式党员", "", "", "", "")
    assert save(cast.second, row).updated == 1
    cast.lena.refresh_from_db()
    assert cast.lena.id_number == number("19600506")


def test_from_above_each_row_goes_to_the_branch_it_names(cast: Cast):
    first = (*WANG[:4], cast.first.full_name, *WANG[5:])
    second = (*LUO[:4], "柳湾村第二支部", *LUO[5:])
    foreign = ("张伟", "男", "", "正式党员", "竹园支部", "", "", "")
    done = save(cast.town, first, second, foreign)
    assert done.created == 2
    assert "没有找到“竹园支部”" in done.errors[0].message
    assert Member.objects.get(name="王芳").memberships.get().branch == cast.first


def test_from_above_a_roster_without_branches_is_refused(cast: Cast):
    head = ("姓名", "人员类别")
    with pytest.raises(Refused, match="没有“所在党支部”一栏"):
        save(cast.town, ("王芳", "正式党员"), head=head)


def test_a_group_is_made_when_it_is_not_there_and_joined(cast: Cast):
    head = (*HEAD, "党小组")
    assert save(cast.second, (*WANG, "第一党小组"), head=head).created == 1
    group = Organisation.objects.get(parent=cast.second)
    assert (group.code, group.kind) == ("CX-HL-LW2-G1", "party_group")
    assert Member.objects.get(name="王芳").group_memberships.get().group == group
    assert save(cast.second, (*WANG, "一组"), head=head).unchanged == 1


def test_dated_states_come_with_the_roster(cast: Cast):
    head = ("姓名", "情况类别", "起始日期", "终止日期", "批准文号", "说明")
    rows = [
        ("王芳", "流动党员", "2025-02-20", "", "", "外出务工"),
        ("查无此人", "失联", "2025-02-20", "", "", ""),
    ]
    sheets = {"名册": [HEAD, WANG], "特殊情况": [head, *rows]}
    done = save_roster(tables(sheets), cast.second)
    assert [(slip.sheet, slip.row) for slip in done.errors] == [("特殊情况", 3)]
    status = StatusPeriod.objects.get(member__name="王芳")
    assert (status.status, status.start, status.end) == ("floating", date(2025, 2, 20), None)
    assert save_roster(tables(sheets), cast.second).unchanged == 1
    rows[0] = ("王芳", "流动党员", "2025-02-20", "2026-02-19", "", "外出务工")
    assert save_roster(tables({"名册": [HEAD, WANG], "特殊情况": [head, rows[0]]}), cast.second).updated == 1
    status.refresh_from_db()
    assert status.end == date(2026, 2, 20)


def test_a_state_of_a_stored_member_need_not_have_a_row_in_the_roster(cast: Cast):
    head = ("姓名", "情况类别", "起始日期", "终止日期", "批准文号", "说明")
    states = [head, ("冯德厚", "失联", "2026-01-05", "", "", "")]
    done = save_roster(tables({"名册": [HEAD, WANG], "特殊情况": states}), cast.second)
    assert (done.created, done.updated) == (1, 1)
    assert cast.lena.statuses.get().status == "lost_contact"


def test_floating_without_a_day_is_entered_from_the_day_of_the_import_and_said(cast: Cast):
    head = (*HEAD, "是否流动党员")
    done = save(cast.second, (*WANG, "是"), head=head)
    assert "没有起始日期" in done.remarks[0].message
    assert StatusPeriod.objects.get(member__name="王芳").start == date(2026, 11, 24)
    again = save(cast.second, (*WANG, "是"), head=head)
    assert (again.unchanged, again.remarks) == (1, [])


def test_every_import_is_written_to_the_access_log(cast: Cast):
    save(cast.second, WANG, LUO)
    log = AccessLog.objects.get()
    assert (log.action, log.object_id, log.row_count) == ("roster_import", str(cast.second.pk), 2)


def test_each_row_costs_a_bounded_number_of_queries(cast: Cast, django_assert_max_num_queries: Any):
    rows = [
        (f"成员{n}", "男", number("19800102", n), "正式党员", "", "", "2005-06-01", "2006-06-01")
        for n in range(1, 41)
    ]
    with django_assert_max_num_queries(40 * 18 + 40):
        assert save(cast.second, *rows).created == 40
    with django_assert_max_num_queries(16):
        plan_roster(tables({"名册": [HEAD, *rows]}), cast.second)


def test_two_rows_that_mean_one_stored_member_are_told_apart_by_hand(cast: Cast):
    one = ("冯德厚", "", number("19600506"), "正式党员", "", "", "", "")
    two = ("冯德厚", "", number("19600607"), "正式党员", "", "", "", "")
    done = save(cast.second, one, two)
    assert done.updated == 1
    assert done.errors[0].message == "与第 2 行冯德厚是同一名党员，请删去多余的一行"


def test_from_above_a_row_that_names_no_branch_is_reported(cast: Cast):
    done = save(cast.town, WANG)
    assert [(slip.column, slip.message) for slip in done.errors] == [("E", "没有填所在党支部")]


def test_who_has_left_is_not_taken_back_by_a_roster(cast: Cast):
    transfers.leave(cast.lena, ExitKind.TRANSFERRED_OUT, date(2026, 9, 1))
    back = save(cast.second, ("冯德厚", "", "", "正式党员", "", "", "", ""))
    assert "已不在名册上；如是转回或恢复党籍，请到党员页面办理" in back.errors[0].message
    head = (*HEAD, "党员减少信息")
    other_day = save(
        cast.second, ("冯德厚", "", "", "正式党员", "", "", "", "", "组织关系转出 2026-09-12"), head=head
    )
    assert other_day.errors[0].message == "库中减少日期是 2026-09-01，与表中不同，请核对"
    assert cast.lena.memberships.get().end == date(2026, 9, 1)


def test_a_changed_choice_is_shown_in_words(cast: Cast):
    save(cast.second, WANG)
    [item] = plan_roster(tables({"名册": [HEAD, ("王芳", "男", *WANG[2:])]}), cast.second).changed
    assert [(change.label, change.was, change.now) for change in item.changes] == [("性别", "女", "男")]


def test_two_new_members_of_one_new_group_make_one_group(cast: Cast):
    head = (*HEAD, "党小组")
    assert save(cast.second, (*WANG, "第一党小组"), (*LUO, "第一党小组"), head=head).created == 2
    assert Organisation.objects.filter(parent=cast.second).count() == 1


STATES = ("姓名", "公民身份号码", "情况类别", "起始日期", "终止日期", "说明")


def with_states(cast: Cast, *rows: tuple[str, ...]) -> Saved:
    return save_roster(tables({"名册": [HEAD, WANG], "特殊情况": [STATES, *rows]}), cast.second)


def test_a_state_of_one_of_two_namesakes_asks_which(cast: Cast):
    for serial, person in ((1, cast.lena), (2, cast.mona)):
        transfers.mend(person, {"name": "李建国", "id_number": number("19850607", serial)})
    done = with_states(cast, ("李建国", "", "失联", "2026-01-05", "", ""))
    assert [(slip.sheet, slip.row, slip.column) for slip in done.errors] == [("特殊情况", 2, "A")]
    assert "有 2 名李建国，请补填证件号码" in done.errors[0].message
    assert not StatusPeriod.objects.filter(status="lost_contact").exists()
    told = with_states(cast, ("李建国", number("19850607", 2), "失联", "2026-01-05", "", ""))
    assert told.errors == []
    assert cast.mona.statuses.get().status == "lost_contact"


def test_a_state_that_cannot_be_read_is_reported_and_the_person_entered(cast: Cast):
    done = with_states(cast, ("王芳", "", "失联", "2026-01-05", "年底", ""))
    assert (done.created, [slip.column for slip in done.errors]) == (1, ["E"])
    assert "终止日期：" in done.errors[0].message


def test_a_trait_comes_with_the_roster(cast: Cast):
    with_states(cast, ("王芳", "", "村组干部", "2024-01-05", "", ""))
    assert Member.objects.get(name="王芳").traits.get().trait == "village_cadre"
