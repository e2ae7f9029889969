"""APPR: the appraisal of members (checks.md 10). Its results are not kept yet. Pure."""

from meetings.inspection.checks.base import INFERRED, Check
from meetings.inspection.checks.not_kept import not_kept
from meetings.inspection.vocabulary import Severity
from meetings.rules.catalogue.documents import PRACTICE, SAMPLE

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
NOTICE = PRACTICE.reported("年度民主评议通知")
RESULTS, ROUND, CADRES = "还没有登记各人的评议结果", "还没有登记测评票的汇总", "还没有登记村干部评议"

CLASSES: tuple[type[Check], ...] = (
    not_kept(
        "APPR-01", "优秀比例超限", W, [NOTICE], ["review_excellent_cap", "review_excellent_base"],
        "评为优秀的人数超过规定的比例", "上级另有批复", RESULTS,
    ),
    not_kept(
        "APPR-02", "预备党员被定等次", E, [NOTICE], [], "评议会当日是预备党员而定了等次", "年内已转正", RESULTS,
        personal=True,
    ),
    not_kept(
        "APPR-03", "参评率不足", W, [NOTICE], ["review_participation_percent"],
        "实参评占应参评低于规定的百分比", "没有评议", ROUND,
    ),
    not_kept(
        "APPR-04", "测评票数不合", E, [INFERRED], [],
        "收回多于发出，有效多于收回，或某人各档票数之和多于有效票", "没有发票", ROUND,
    ),
    not_kept(
        "APPR-05", "不合格或基本合格无措施", W, [NOTICE], ["settle_days"],
        "不合格的没有处置文号，或基本合格的没有帮改措施", "评议会后宽限的天数内", RESULTS, personal=True,
    ),
    not_kept(
        "APPR-06", "结果未反馈本人", I, [NOTICE], ["settle_days"],
        "定了等次，过了宽限的天数没有反馈本人", "流动党员已书面寄送", RESULTS, personal=True,
    ),
    not_kept(
        "APPR-07", "等次不在启用档内", W, [NOTICE], ["review_grades"],
        "评议的等次不在启用的各档里", "没有等次", RESULTS,
    ),
    not_kept(
        "APPR-08", "村干部未评议或未整改", I, [SAMPLE.reported()],
        ["cadre_appraisal_per_year", "cadre_rectify_days"], "全年没有评议村干部，或查出问题过期没有整改",
        "不是农村，或规则不要求", CADRES,
    ),
)  # fmt: skip
