"""ADMN: admission (checks.md 5). The steps of an admission are not kept yet, but for the vote (VOTE). Pure."""

from meetings.inspection.checks.base import Check
from meetings.inspection.checks.not_kept import not_kept
from meetings.inspection.vocabulary import Severity
from meetings.rules.catalogue.documents import ADMISSION_RULES

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
STEPS = "还没有登记发展党员各节点的日期"


CLASSES: tuple[type[Check], ...] = (
    not_kept(
        "ADMN-01", "未按时派人谈话", W, [ADMISSION_RULES.reported("第七条")], ["admission_talk_months"],
        "派人谈话（或今天）晚于申请日加规定的月数", "没有申请日期", STEPS,
    ),
    not_kept(
        "ADMN-02", "发展对象公示不足", E, [ADMISSION_RULES.reported("第十三条")], ["publicity_workdays"],
        "公示的工作日（首尾均计）少于规定，或没有公示", "规则不要求公示", STEPS,
    ),
    not_kept(
        "ADMN-03", "培养考察不足一年", E, [ADMISSION_RULES.reported()], ["cultivation_months"],
        "从积极分子到发展对象不满规定的月数", "没有列为发展对象", STEPS,
    ),
    not_kept(
        "ADMN-04", "预审后未按时开大会", W, [ADMISSION_RULES.reported("第十九条")],
        ["pre_review_to_assembly_months"], "接收大会（或今天）晚于预审合格加规定的月数", "规则不定月数", STEPS,
    ),
    not_kept(
        "ADMN-05", "审批超期", W, [ADMISSION_RULES.reported("第二十五条")], ["approval_months", "approval_max_months"],
        "批准晚于大会加规定的月数；超过最长期限写明", "没有大会或批准日期", STEPS,
    ),
    not_kept(
        "ADMN-06", "宣誓过晚", W, [ADMISSION_RULES.reported("第二十九条")], ["oath_months"],
        "宣誓（或今天）晚于批准加规定的月数", "规则不定月数", STEPS,
    ),
    not_kept(
        "ADMN-07", "预备期未满即转正", E, [ADMISSION_RULES.reported("第三十一条")], ["probation_months"],
        "转正大会早于接收大会加预备期和延长的月数", "没有转正大会", STEPS,
    ),
    not_kept(
        "ADMN-08", "预备期满未讨论转正", W, [ADMISSION_RULES.reported()], ["conversion_grace_days"],
        "预备期满超过规定的天数还没有讨论转正", "延长中；外出未归已说明", STEPS,
    ),
    not_kept(
        "ADMN-09", "未满年龄申请", E, [ADMISSION_RULES.reported("第六条")], ["min_age"],
        "申请入党时不满规定的年龄", "没有出生日期", STEPS,
    ),
    not_kept(
        "ADMN-10", "集中培训不足", W, [ADMISSION_RULES.reported("第十七条")], ["training_days", "training_hours"],
        "集中培训的天数和学时都少于规定", "没有到这个节点", STEPS,
    ),
    not_kept(
        "ADMN-11", "缺政审或预审", E, [ADMISSION_RULES.reported("第十六、十八条")], [],
        "开了接收大会，而没有政审或预审，或者晚于大会", "没有接收大会", STEPS,
    ),
    not_kept(
        "ADMN-12", "延长预备期超出范围", I, [ADMISSION_RULES.remembered()],
        ["extension_min_months", "extension_max_months"], "延长预备期短于或长于规定的月数", "没有延长", STEPS,
    ),
)  # fmt: skip
