"""Appointments and groups from a workbook: who, where, until when."""

from datetime import date

import pytest

from branchlife.kit.refusal import Refused
from members import transfers
from members.models import Appointment, CommitteeTerm
from members.roster.posts import Assigned, post_of, preview_posts, save_posts
from members.roster.terms import is_term
from members.vocabulary import ExitKind, Post
from tests.cast import Cast
from tests.members.roster.books import tables

pytestmark = pytest.mark.django_db
POSTS = ("姓名", "职务", "党组织", "任职日期", "届满日期")
GROUPS = ("姓名", "身份证后四位", "党组织", "党小组")
SECOND = "柳湾村第二支部"


def save(cast: Cast, *rows: tuple[object, ...], groups: tuple[tuple[object, ...], ...] = ()) -> Assigned:
    sheets = {"任职": [POSTS, *rows]} | ({"党小组编组": [GROUPS, *groups]} if groups else {})
    return save_posts(tables(sheets), cast.village)


@pytest.mark.parametrize(
    ("words", "post"),
    [
        ("党委书记", Post.SECRETARY),
        ("总支副书记", Post.DEPUTY_SECRETARY),
        ("纪委书记", Post.DISCIPLINE_COMMISSIONER),
        ("纪检委员", Post.DISCIPLINE_COMMISSIONER),
        ("总支委员", Post.COMMITTEE_MEMBER),
        ("第一党小组组长", Post.GROUP_LEADER),
        ("会计", None),
    ],
)
def test_what_a_post_is_called(words: str, post: Post | None):
    assert post_of(words) is post


def test_the_last_day_of_a_whole_term_is_in_office_and_any_other_end_is_the_day_of_handing_over(cast: Cast):
    save(
        cast,
        ("冯德厚", "组织委员", SECOND, date(2022, 3, 18), date(2027, 3, 17)),
        ("骆长河", "宣传委员", SECOND, date(2022, 3, 18), date(2023, 4, 14)),
        ("冯德厚", "宣传委员", SECOND, date(2023, 4, 14), date(2027, 3, 17)),
    )
    rows = Appointment.objects.filter(organisation=cast.second, post=Post.PUBLICITY_COMMISSIONER)
    assert [row.member for row in rows.on(date(2023, 4, 13))] == [cast.mona]
    assert [row.member for row in rows.on(date(2023, 4, 14))] == [cast.lena]
    assert [row.member for row in rows.on(date(2027, 3, 17))] == [cast.lena]
    assert not rows.on(date(2027, 3, 18)).exists()


def test_two_posts_of_one_person_and_a_designation_are_understood(cast: Cast):
    save(cast, ("冯德厚", "宣传委员兼纪检委员（指定）", SECOND, date(2025, 2, 20), "—"))
    rows = Appointment.objects.filter(member=cast.lena)
    assert {row.post for row in rows} == {Post.PUBLICITY_COMMISSIONER, Post.DISCIPLINE_COMMISSIONER}
    assert {(row.mode, row.end) for row in rows} == {("designated", None)}


def test_a_group_leader_is_appointed_at_the_group(cast: Cast):
    save(cast, ("冯德厚", "第一党小组组长", SECOND, date(2025, 3, 25), "—"))
    row = Appointment.objects.get(member=cast.lena)
    assert (row.post, row.organisation.short_name, row.organisation.parent) == (
        Post.GROUP_LEADER,
        "第一党小组",
        cast.second,
    )


def test_namesakes_are_told_apart_by_the_last_four_of_the_number(cast: Cast):
    for person, last in ((cast.lena, "990101198001020015"), (cast.mona, "990101198001020023")):
        person.name, person.id_number = "李建国", last
        person.save()
    done = save(
        cast,
        ("李建国", "组织委员", SECOND, date(2025, 1, 1), ""),
        groups=(("李建国", "0015", SECOND, "第一党小组"), ("李建国", "0023", SECOND, "第二党小组")),
    )
    assert "请补填身份证后四位" in done.errors[0].message
    assert cast.lena.group_memberships.get().group.short_name == "第一党小组"
    assert cast.mona.group_memberships.get().group.short_name == "第二党小组"


def test_the_same_file_twice_changes_nothing(cast: Cast):
    rows = (("冯德厚", "组织委员", SECOND, date(2022, 3, 18), date(2027, 3, 17)),)
    groups = (("骆长河", "", SECOND, "第一党小组"),)
    assert save(cast, *rows, groups=groups).created == 2
    again = save(cast, *rows, groups=groups)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)


def test_a_running_post_gets_its_end_when_the_file_names_it(cast: Cast):
    save(cast, ("冯德厚", "组织委员", SECOND, date(2025, 3, 18), "—"))
    done = save(cast, ("冯德厚", "组织委员", SECOND, date(2025, 3, 18), date(2026, 5, 1)))
    assert done.updated == 1
    assert Appointment.objects.get(member=cast.lena).end == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("不认识", "书记", SECOND, date(2025, 1, 1), ""), "A"),
        (("冯德厚", "会计", SECOND, date(2025, 1, 1), ""), "B"),
        (("冯德厚", "书记", "竹园支部", date(2025, 1, 1), ""), "C"),
        (("冯德厚", "书记", SECOND, "", ""), "D"),
        (("冯德厚", "书记", SECOND, date(2025, 1, 1), date(2024, 1, 1)), "E"),
    ],
)
def test_a_wrong_row_is_named_by_its_cell(cast: Cast, row: tuple[object, ...], column: str):
    done = save(cast, row)
    assert [(slip.row, slip.column) for slip in done.errors] == [(2, column)]
    assert done.created == 0


def test_terms_of_committees_follow_from_the_posts(cast: Cast):
    term = date(2022, 3, 18), date(2027, 3, 17)
    save(
        cast,
        ("兰凤英", "宣传委员", SECOND, *term),
        ("冯德厚", "组织委员", SECOND, *term),
        ("骆长河", "纪检委员", SECOND, *term),
    )
    row = CommitteeTerm.objects.get(organisation=cast.second)
    assert (row.start, row.due_on, row.seats) == (*term, 3)


def test_a_whole_term_lasts_three_to_five_years():
    assert is_term(date(2022, 3, 18), date(2027, 3, 17))
    assert is_term(date(2023, 9, 15), date(2026, 9, 14))
    assert not is_term(date(2022, 3, 18), date(2023, 4, 14))


def test_a_preview_stores_nothing(cast: Cast):
    before = Appointment.objects.count()
    sheet = {"任职": [POSTS, ("冯德厚", "组织委员", SECOND, date(2025, 1, 1), "")]}
    done = preview_posts(tables(sheet), cast.second)
    assert done.told("created") == [("任职", 2, "冯德厚", "柳湾村第二支部组织委员，2025-01-01 起")]
    assert Appointment.objects.count() == before


def test_a_file_without_either_sheet_is_refused(cast: Cast):
    with pytest.raises(Refused, match="任职"):
        save_posts(tables({"别的": [("甲", "乙"), (1, 2)]}), cast.second)


def test_a_preview_tells_of_groups_in_words(cast: Cast):
    sheets = {"党小组编组": [GROUPS, ("冯德厚", "", SECOND, "第一党小组")]}
    done = preview_posts(tables(sheets), cast.second)
    assert done.told("created") == [("党小组编组", 2, "冯德厚", "编入第一党小组")]


@pytest.mark.parametrize(
    ("group", "column", "message"),
    [
        (("冯德厚", "", SECOND, ""), "D", "没有填党小组"),
        (("冯德厚", "", "柳湾村党总支", "第一党小组"), "C", "柳湾村党总支不是党支部，不设党小组"),
    ],
)
def test_a_wrong_row_of_groups_is_named_by_its_cell(
    cast: Cast, group: tuple[str, ...], column: str, message: str
):
    done = save(cast, groups=(group,))
    assert [(slip.column, slip.message) for slip in done.errors] == [(column, message)]
    assert not cast.lena.group_memberships.exists()


def test_who_has_left_is_put_into_no_group(cast: Cast):
    transfers.leave(cast.lena, ExitKind.TRANSFERRED_OUT, date(2026, 9, 1))
    done = save(cast, groups=(("冯德厚", "", SECOND, "第一党小组"),))
    assert done.errors[0].message == "冯德厚已不在柳湾村第二支部的名册上，不能编组"


def test_a_post_that_was_held_already_is_refused_in_words(cast: Cast):
    done = save(cast, ("兰凤英", "书记", SECOND, date(2024, 1, 1), ""))
    assert "已担任" in done.errors[0].message
