"""领导干部讲党课: how many were given, how many are asked, and whether they were reported in time. Pure.

支部条例第十六条：党委（党组）书记每年至少讲 1 次；“每人每年不少于 2 次”“到村、到小组”是样本的要求，由规则设定，
0 = 不要求。
"""

from dataclasses import dataclass
from datetime import date, timedelta

BASIS = "支部条例第十六条"


@dataclass(frozen=True)
class Given:
    """What a leader gave in a year: lectures, and those of them at a branch other than the own one."""

    lectures: int = 0
    visits: int = 0


def shortfall(given: Given, lectures_min: int, visits_min: int) -> str:
    """What is wanting, in words; "" when nothing is, or nothing is asked."""
    wanting = []
    if given.lectures < lectures_min:
        wanting.append(f"还差 {lectures_min - given.lectures} 次")
    if given.visits < visits_min:
        wanting.append(f"到基层还差 {visits_min - given.visits} 次")
    return "，".join(wanting)


def report_due(lecture: date, days: int) -> date:
    """The last day on which the content is reported in time: `days` (calendar days) before the lecture."""
    return lecture - timedelta(days=days)


def report_words(lecture: date, reported: date | None, days: int, today: date) -> str:
    """How the prior report stands: 已报告, 报告晚了 n 天, 没有报告, 应在某日前报告."""
    due = report_due(lecture, days)
    if reported is None:
        return "没有报告" if today > due else "待报告"
    return f"晚报 {(reported - due).days} 天" if reported > due else "已报告"
