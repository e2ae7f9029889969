"""The bench measures what it says: ratios, and a peer that is given the same words."""

from fractions import Fraction
from typing import Any

import pytest

from meetings.exports.blocks import Block, Grid, Items, Line, Pair, Signature, Text, paragraphs
from tests.bench import __main__ as bench
from tests.bench import figures, typeset
from tests.bench.figures import Figure
from tests.cast import Cast
from tests.meetings.lifecycle import make


def figure(ours: float, peer: float) -> Figure:
    return Figure("合订本", "Typst", ours, peer, Fraction(3, 2))


@pytest.mark.parametrize(("ours", "is_met"), [(1.4, True), (1.5, True), (1.6, False)])
def test_a_goal_is_met_up_to_its_ratio(ours: float, is_met: bool) -> None:
    assert figure(ours, 1).is_met is is_met
    assert ("missed" in bench.line(figure(ours, 1))) is not is_met


def test_the_page_gives_ratios_and_no_seconds() -> None:
    assert bench.line(figure(3.0, 4.0)) == "| 合订本 | Typst | 0.75 | ≤ 1.50 |  |"


def test_both_sides_take_turns_and_the_first_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    times = iter([100.0, 100.0, 1.0, 10.0, 2.0, 20.0, 3.0, 30.0])
    monkeypatch.setattr(figures, "seconds", lambda work: work() or next(times))
    found = figures.by_turns(lambda: order.append("ours"), lambda: order.append("peer"), times=3)
    assert order == ["ours", "peer"] * 4
    assert found == (2.0, 20.0)


def test_no_sign_in_a_text_means_anything_to_the_peer() -> None:
    assert typeset.words("#立项*“清淤”[1]_$5@x\n下一行") == r"\#立项\*“清淤”\[1\]\_\$5\@x \ 下一行"


@pytest.mark.parametrize(
    "block",
    [
        Line("地点", "村文化礼堂"),
        Pair("地点", "村文化礼堂", "方式", "现场"),
        Text("内容", paragraphs("一、报告\n村文化礼堂")),
        Items("议题", ["村文化礼堂"]),
        Grid("附件", (("名称", 100),), [["村文化礼堂"]]),
    ],
    ids=lambda block: type(block).__name__,
)
def test_every_sort_of_row_keeps_its_words(block: Block) -> None:
    assert "村文化礼堂" in " ".join(typeset.rows_of(block))


def test_places_to_sign_are_left_empty() -> None:
    [cell] = typeset.rows_of(Signature(("主持人签字",)))
    assert "主持人签字" in cell


def test_the_peer_is_given_every_word_of_a_record(cast: Cast) -> None:
    meeting: Any = make.filed(cast).meeting
    source = typeset.document([typeset.record(meeting)])
    for word in ("柳湾村第一支部", "村文化礼堂", "讨论鱼塘续包", "逐项讨论"):
        assert word in source
