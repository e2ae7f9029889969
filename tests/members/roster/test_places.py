"""Planting the tree from the sheet 党组织."""

from datetime import date

import pytest

from branchlife.kit.refusal import Refused
from members.models import Organisation
from members.roster.places import Planted, find_group, find_organisation, read_places, save_places
from tests.cast import Cast
from tests.members.roster.books import tables

pytestmark = pytest.mark.django_db
HEAD = ("党组织全称", "简称", "组织类型", "上级党组织", "单位类别", "成立日期", "支部类型", "备注")
BRANCH = ("中共甲村支部", "甲村支部", "党支部", "中共乙镇委员会", "农村", date(1985, 3, 10), "固定", "")
TOWN = ("中共乙镇委员会", "乙镇党委", "党委", "", "党政机关", date(1984, 5, 20), "", "")
JOINT = ("中共乙镇联合支部", "联合支部", "党支部", "乙镇党委", "非公有制企业", "", "联合", "覆盖4个单位")


def plant(*rows: tuple[object, ...], under: Organisation | None = None) -> Planted:
    return save_places(read_places(tables({"党组织": [HEAD, *rows]})), under, None)


def test_a_superior_may_stand_below_its_branches():
    done = plant(BRANCH, TOWN, JOINT)
    assert [row.code for row in done.created] == ["01", "01-01", "01-02"]
    joint = Organisation.objects.get(short_name="联合支部")
    assert (joint.kind, joint.sector, joint.unit_count) == ("joint_branch", "non_public", 4)
    assert joint.path == "01/01-02/"


def test_the_same_sheet_twice_changes_nothing_and_a_new_word_is_mended():
    plant(TOWN, BRANCH)
    assert plant(TOWN, BRANCH).unchanged == 2
    done = plant((*BRANCH[:7], "任期5年"))
    assert [row.remark for row in done.updated] == ["任期5年"]


def test_an_unknown_superior_and_an_unknown_kind_are_reported_and_the_rest_is_planted():
    lost = ("中共丙村支部", "丙村支部", "党支部", "中共不知何处委员会", "", "", "", "")
    odd = ("中共丁村支部", "丁村支部", "工会", "中共乙镇委员会", "", "", "", "")
    done = plant(TOWN, lost, odd)
    assert [(slip.row, slip.column) for slip in done.errors] == [(3, "D"), (4, "C")]
    assert len(done.created) == 1


def test_a_branch_below_a_branch_is_refused_in_words():
    below = ("中共甲村二支部", "甲村二支部", "党支部", "甲村支部", "", "", "", "")
    assert "支部之下只能设党小组" in plant(TOWN, BRANCH, below).errors[0].message


def test_rows_without_a_superior_hang_below_the_one_that_is_named(cast: Cast):
    assert plant(TOWN, under=cast.county).created[0].parent == cast.county


def test_a_file_without_the_sheet_is_refused():
    with pytest.raises(Refused, match="党组织全称"):
        read_places(tables({"别的": [("甲", "乙"), (1, 2)]}))


def test_places_are_found_by_code_full_name_or_short_name(cast: Cast):
    for words in ("CX-HL-LW1", cast.first.full_name, "柳湾村第一支部"):
        assert find_organisation(words) == cast.first
    assert find_organisation("没有") is None
    assert find_organisation("第一党小组") == cast.east


@pytest.mark.parametrize("words", ["第一党小组", "一组", "第1党小组", "第一小组", "第一党小组会"])
def test_groups_are_found_by_what_people_call_them(cast: Cast, words: str):
    assert find_group([cast.west, cast.east], words) == cast.east


def test_a_name_that_several_bear_finds_none_of_them(cast: Cast):
    cast.second.short_name = cast.first.short_name
    cast.second.save()
    assert find_organisation("柳湾村第一支部") is None
    assert find_organisation(cast.first.code) == cast.first


def test_a_code_of_ones_own_is_kept_and_one_too_long_is_refused():
    head = (*HEAD, "代码")
    rows = [(*TOWN, "cx-yz"), (*BRANCH, "CX-YZ-0123456789-ABCDEF")]
    done = save_places(read_places(tables({"党组织": [head, *rows]})), None, None)
    assert [row.code for row in done.created] == ["CX-YZ"]
    assert "超过 20 位" in done.errors[0].message


def test_a_day_of_founding_that_cannot_be_and_rows_without_a_name():
    done = plant(TOWN, ("", "", "合计", "", "", "", "", ""), (*BRANCH[:5], "1985-02-30", "固定", ""))
    assert done.rows == 2
    assert [(slip.row, slip.column) for slip in done.errors] == [(4, "F")]
