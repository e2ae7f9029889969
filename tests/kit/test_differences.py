"""Two versions of a text, paragraph by paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from branchlife.kit.differences import Stretch, sides

LINES = st.lists(st.sampled_from("甲乙丙丁"), max_size=12)


def test_a_short_value_that_changed_stands_out_whole() -> None:
    assert sides("18 人", "19 人") == ([Stretch("18 人", changed=True)], [Stretch("19 人", changed=True)])


def test_a_paragraph_added_at_the_end_leaves_the_others_quiet() -> None:
    was, now = sides("一\n二", "一\n二\n\n三")
    assert was == [Stretch("一"), Stretch("二")]
    assert now == [Stretch("一"), Stretch("二"), Stretch("三", changed=True)]


def test_many_unchanged_paragraphs_are_folded_to_their_number() -> None:
    was, now = sides("一\n二\n三\n四\n五\n末", "一\n二\n三\n四\n五\n尾")
    assert was == [Stretch("一"), Stretch("", folded=3), Stretch("五"), Stretch("末", changed=True)]
    assert now[-1] == Stretch("尾", changed=True)


def test_nothing_before_is_an_empty_side() -> None:
    assert sides("", "新") == ([], [Stretch("新", changed=True)])


@given(LINES, LINES)
def test_no_paragraph_is_lost_on_either_side(was: list[str], now: list[str]) -> None:
    left, right = sides("\n".join(was), "\n".join(now))
    assert sum(part.folded or 1 for part in left) == len(was)
    assert sum(part.folded or 1 for part in right) == len(now)
    assert [part for part in left if not part.changed] == [part for part in right if not part.changed]
