"""The geometry of pictures, and the table beside them."""

import pytest
from django.template import Context, Template

from branchlife.kit import charts
from branchlife.kit.charts import Series

QUARTERS = ["一季度", "二季度", "三季度", "四季度"]


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (3, 4), (4, 4), (5, 8), (9, 12), (13, 20), (41, 80), (100, 120), (121, 200)]
)
def test_the_axis_ends_where_four_ticks_fall_on_whole_numbers(highest: float, top: float) -> None:
    assert charts.nice_top(highest) == top
    assert top % charts.TICKS == 0


def test_a_bar_is_as_high_as_its_value() -> None:
    chart = charts.bars("次数", QUARTERS, [Series("已开", [4, 2, 0, 1])])
    heights = [bar.height for bar in chart.bars]
    assert heights[0] == charts.HEIGHT - charts.TOP - charts.BOTTOM
    assert heights[1] == heights[0] / 2
    assert heights[2] == 0


def test_bars_of_one_label_stand_side_by_side_and_within_the_frame() -> None:
    chart = charts.bars("次数", QUARTERS, [Series("应开", [3] * 4), Series("已开", [2] * 4)])
    first, second = chart.bars[:2]
    assert first.x + first.width <= second.x
    assert all(bar.x >= charts.LEFT and bar.x + bar.width <= charts.WIDTH for bar in chart.bars)


def test_nothing_due_draws_no_bar_and_reads_as_a_dash() -> None:
    chart = charts.bars("次数", QUARTERS, [Series("已开", [1, None, 2, 3])])
    assert len(chart.bars) == 3
    assert chart.rows == [("已开", ["1", "–", "2", "3"])]


def test_a_gap_breaks_the_line() -> None:
    chart = charts.lines("到会率", QUARTERS, [Series("党员大会", [90.5, None, 80, 100])], top=100)
    drawing = chart.paths[0][1]
    assert drawing.count("M") == 2
    assert drawing.count("L") == 1
    assert len(chart.points) == 3


def test_a_fixed_axis_stays_fixed() -> None:
    chart = charts.lines("到会率", QUARTERS, [Series("党员大会", [50, 50, 50, 50])], top=100)
    assert [line.text for line in chart.grid] == ["0", "25", "50", "75", "100"]
    assert chart.points[0].y == (charts.TOP + charts.HEIGHT - charts.BOTTOM) / 2


def test_an_empty_year_still_has_an_axis() -> None:
    chart = charts.bars("次数", QUARTERS, [Series("已开", [None] * 4)])
    assert chart.bars == []
    assert [line.text for line in chart.grid] == ["0", "1", "2", "3", "4"]


def test_a_picture_without_labels_is_empty() -> None:
    assert charts.bars("次数", [], [Series("已开", [])]).heads == []


@pytest.mark.parametrize("draw", [charts.bars, charts.lines])
def test_series_of_another_length_are_refused(draw: object) -> None:
    with pytest.raises(ValueError, match="已开: 2 values for 4 labels"):
        draw("次数", QUARTERS, [Series("已开", [1, 2])])  # type: ignore[operator]


def test_values_are_printed_in_the_picture_only_where_they_cannot_collide() -> None:
    one = Series("已开", [1, 2, 3, 4])
    assert charts.bars("次数", QUARTERS, [one]).numbers
    assert not charts.bars("次数", QUARTERS, [one, one]).numbers


def test_the_picture_carries_its_table_and_no_inline_style() -> None:
    chart = charts.bars("各季召开次数", QUARTERS, [Series("已开<b>", [1, 2.5, 3, 4])])
    html = Template("{% load ui %}{% chart chart %}").render(Context({"chart": chart}))
    assert "<td>2.5</td>" in html
    assert "已开&lt;b&gt;" in html
    assert "style=" not in html
