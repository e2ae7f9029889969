"""The sheet 特殊情况: which table a state belongs to, from when to when, and which words are not kept."""

from datetime import date

import pytest

from members.roster.states import StateRow, is_states, read_states
from tests.members.roster.books import tables

HEAD = ("姓名", "公民身份号码", "所在党支部", "情况类别", "起始日期", "终止日期", "批准文号", "说明")


def read(*cells: object) -> StateRow:
    [table] = tables({"特殊情况": [HEAD, cells]})
    assert is_states(table)
    [state] = read_states(table)
    return state


def test_the_last_day_is_included():
    fact = read("孟昭武", "", "", "留党察看", "2025-03-01", "2027-02-28", "禾纪〔2025〕4号", "二年").fact
    assert fact is not None
    assert (fact.rows, fact.start, fact.end) == ("statuses", date(2025, 3, 1), date(2027, 3, 1))
    assert dict(fact.more)["basis_doc"] == "禾纪〔2025〕4号"


def test_an_exemption_keeps_the_category_and_not_the_illness():
    fact = read("莫水生", "", "", "出勤豁免", "2025-01-01", "", "", "长期患病").fact
    assert fact is not None
    assert dict(fact.same) == {"ground": "incapacitated"}
    assert "患病" not in str(fact.more)


def test_an_exclusion_has_both_papers_and_the_application():
    words = "流动党员，本人申请；经镇党委同意并经2025-01-17党员大会通过"
    fact = read("蒙国庆", "", "", "不计入应到会", "2025-01-18", "", "禾党组〔2025〕2号", words).fact
    assert fact is not None
    assert dict(fact.same) == {"ground": "floating_applied"}
    assert dict(fact.more) == {
        "superior_doc": "禾党组〔2025〕2号",
        "resolution": "2025-01-17党员大会通过",
        "applied_by_member": True,
    }


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("甲", "", "", "请假", "2025-01-01", "", "", ""), "D"),
        (("甲", "", "", "失联", "", "", "", ""), "E"),
        (("甲", "", "", "失联", "2025-03-01", "2025-02-01", "", ""), "F"),
        (("甲", "", "", "出勤豁免", "2025-03-01", "", "", "不清楚"), "H"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_column(cells: tuple[str, ...], column: str):
    assert [slip.column for slip in read(*cells).notes.errors] == [column]
