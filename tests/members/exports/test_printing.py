"""A cell of a workbook in the words of a paper table."""

from datetime import date, time

import pytest

from branchlife.kit.xlsx import Column, Value
from members.exports.printing import EMPTY, printed, weight


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (None, "text", EMPTY),
        ("", "text", EMPTY),
        ("柯䶮", "text", "柯䶮"),
        (date(2026, 11, 20), "date", "2026-11-20"),
        (time(14, 30), "time", "14:30"),
        (0, "int", "0"),
        (22, "int", "22"),
        (0.956, "ratio", "95.6%"),
        (1.5, "hours", "1.5"),
        (1234.5, "money", "1,234.50"),
    ],
)
def test_a_cell_is_printed_in_words_and_never_left_blank(value: Value, kind: str, words: str) -> None:
    assert printed(value, Column("栏", 10, kind)) == words


def test_a_name_of_three_characters_and_a_date_stay_whole() -> None:
    assert weight(Column("姓名", 8)) == weight(Column("姓名", 10)) == 11
    assert weight(Column("入党日期", 12, "date")) > weight(Column("序号", 6, "int"))
    assert weight(Column("性别", 5)) < 11 < weight(Column("备注", 30)) < 30
