"""POST: posts for members without office (checks.md 11). They are not kept yet. Pure."""

from meetings.inspection.checks.base import Check
from meetings.inspection.checks.not_kept import not_kept
from meetings.inspection.vocabulary import Severity
from meetings.rules.catalogue.documents import SAMPLE_SAYS

W, I = Severity.WARNING, Severity.INFO  # noqa: E741
POSTS = "还没有登记设岗定责"

CLASSES: tuple[type[Check], ...] = (
    not_kept(
        "POST-01", "上岗未公示", W, [SAMPLE_SAYS], ["post_enabled"],
        "没有公示的起止，或公示结束以前就上岗", "没有启用设岗定责", POSTS,
    ),
    not_kept(
        "POST-02", "年度未述职或未考核", W, [SAMPLE_SAYS], ["post_enabled", "tenure_min_months", "org_life_year_end"],
        "在岗满规定的月数，当年没有述职或考核", "没有启用设岗定责", POSTS, personal=True,
    ),
    not_kept(
        "POST-03", "无职党员未设岗", I, [SAMPLE_SAYS], ["post_enabled", "post_categories"],
        "无职党员里没有在岗的，按支部给出人数", "豁免、流动；支部已有说明", POSTS,
    ),
    not_kept(
        "POST-04", "不称职仍在岗", I, [SAMPLE_SAYS], ["post_enabled", "post_adjust_days"],
        "最近考核不称职，过了规定的天数没有调整", "已调整", POSTS, personal=True,
    ),
    not_kept(
        "POST-05", "村组干部占无职岗", I, [SAMPLE_SAYS], ["post_enabled", "settle_days"],
        "在岗的人当日是村组干部", "当选后宽限的天数内", POSTS, personal=True,
    ),
)  # fmt: skip
