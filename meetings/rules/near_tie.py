"""Opinions nearly even: put off and discussed again, unless urgent; or put before the superior (党章第十七条). Pure."""

from meetings.rules.catalogue.documents import CHARTER
from meetings.rules.votes import Count, VoteRules
from meetings.vocabulary import MotionResult

BASIS = CHARTER.reported("第十七条")
ENDINGS = {
    MotionResult.DEFERRED: "暂缓作出决定，下次再议",
    MotionResult.REFERRED_UP: "情况特殊，报上级裁决",
}


def gap(count: Count) -> int:
    """By how many votes the two sides differ."""
    return abs(count.yes - count.no)


def is_close(count: Count, rules: VoteRules) -> bool:
    """Whether the two sides are nearly even: by a number of votes, or by a share of those present.

    Without votes on both sides there are no two sides.
    """
    if not count.yes or not count.no:
        return False
    return gap(count) <= rules.close_gap_min or _within_percent(count, rules)


def _within_percent(count: Count, rules: VoteRules) -> bool:
    return 100 * gap(count) <= rules.close_gap_percent * count.present


def words(count: Count, rules: VoteRules) -> str:
    """赞成 11、反对 9 相差 2，100×2 = 200 ≤ 10×20 = 200，双方人数接近. Only of a count that is close."""
    apart = f"赞成 {count.yes}、反对 {count.no} 相差 {gap(count)}"
    if gap(count) <= rules.close_gap_min:
        return f"{apart}，不超过 {rules.close_gap_min} 票，双方人数接近"
    left, right = 100 * gap(count), rules.close_gap_percent * count.present
    return f"{apart}，100×{gap(count)} = {left} ≤ {rules.close_gap_percent}×{count.present} = {right}，双方人数接近"


def way_out(*, is_urgent: bool, is_special: bool) -> MotionResult | None:
    """What becomes of it; None when the majority decides all the same, as it must when the matter is urgent."""
    if is_urgent:
        return None
    return MotionResult.REFERRED_UP if is_special else MotionResult.DEFERRED


def statement(count: Count, rules: VoteRules, result: MotionResult) -> str:
    """The sentence of a vote that was put off or referred."""
    return f"{words(count, rules)}，{ENDINGS[result]}（{BASIS}）"
