"""GOAL: goals of branch and members (checks.md 12). They are not kept yet. Pure."""

from meetings.inspection.checks.base import Check
from meetings.inspection.checks.not_kept import not_kept
from meetings.inspection.vocabulary import Severity
from meetings.rules.catalogue.documents import PRACTICE, SAMPLE_SAYS

W, I = Severity.WARNING, Severity.INFO  # noqa: E741
SHEETS, REVIEWS = "还没有登记责任书", "还没有登记目标考评"

CLASSES: tuple[type[Check], ...] = (
    not_kept(
        "GOAL-01", "责任书未签订", I, [SAMPLE_SAYS], ["goal_enabled", "goal_sign_due"],
        "过了签订的日期，应签的党员没有责任书，或没有双方签字", "豁免、流动、当年新入册；没有启用目标管理", SHEETS,
    ),
    not_kept(
        "GOAL-02", "支部目标缺", I, [SAMPLE_SAYS], ["goal_enabled"], "有个人目标而没有支部目标", "没有启用目标管理",
        SHEETS,
    ),
    not_kept(
        "GOAL-03", "半年初评缺", I, [SAMPLE_SAYS], ["goal_enabled", "goal_mid_due"],
        "过了初评的日期，没有半年初评", "下半年签订；没有启用目标管理", REVIEWS,
    ),
    not_kept(
        "GOAL-04", "年终考评缺", I, [SAMPLE_SAYS], ["goal_enabled", "goal_year_due"],
        "过了考评的日期，没有年终考评", "与民主评议合并且已登记；没有启用目标管理", REVIEWS,
    ),
    not_kept(
        "GOAL-05", "考评与等次不符", W, [PRACTICE.reported()], ["goal_scoring", "goal_thresholds"],
        "按考评办法应得的等次与所定的不同", "没有启用目标管理的考评办法", REVIEWS, personal=True,
    ),
)  # fmt: skip
