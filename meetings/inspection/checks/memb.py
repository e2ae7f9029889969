"""MEMB: members and the committee (checks.md 9): the whole family in the order of its codes. Pure."""

from meetings.inspection.checks import committee, standing
from meetings.inspection.checks.base import INFERRED, Check
from meetings.inspection.checks.not_kept import not_kept
from meetings.inspection.vocabulary import Severity
from meetings.rules.catalogue.documents import CHARTER, DUES_RULES, EDUCATION_RULES

W, I = Severity.WARNING, Severity.INFO  # noqa: E741
DUES, LETTERS = "还没有登记党费", "还没有登记组织关系介绍信"

CLASSES: tuple[type[Check], ...] = (
    standing.NotSeen,
    not_kept(
        "MEMB-02", "连续六个月未交党费", W, [CHARTER.article("第九条")], ["dues_overdue_months"],
        "党费缴到的月份距今超过规定的月数", "停止党籍；临时党支部", DUES, personal=True,
    ),
    not_kept(
        "MEMB-03", "一次补交超过六个月", I, [DUES_RULES.reported()], ["dues_backpay_months"],
        "一次补交的月数多于规定", "上级同意", DUES, personal=True,
    ),
    standing.SuspendedLong,
    standing.LostLong,
    not_kept(
        "MEMB-06", "外出满六个月未转组织关系", I, [EDUCATION_RULES.article("第二十五条")], ["transfer_months"],
        "在固定地点外出满规定的月数而没有转接", "出国（境）；高校毕业生保留期内", "还没有登记外出时段", personal=True,
    ),
    not_kept(
        "MEMB-07", "出国（境）党员半年未联系", I, [EDUCATION_RULES.article("第三十四条")],
        ["abroad_contact_months"], "出国（境）的党员满规定的月数没有联系记录", "出国（境）不满半年",
        "还没有登记联系情况", personal=True,
    ),
    committee.TooFewFull,
    committee.TooMany,
    committee.NoCommittee,
    committee.OddSize,
    committee.NoSecretary,
    committee.TermOver,
    committee.PutOff,
    committee.SeatEmpty,
    not_kept(
        "MEMB-16", "当年未公布党费", W, [DUES_RULES.reported()], ["dues_disclosure_per_year"],
        "全年公布党费收缴情况少于规定的次数", "临时党支部", "还没有登记党务公开",
    ),
    standing.OddDates,
    standing.Blanks,
    not_kept(
        "MEMB-19", "导入名册与库不一致", W, [INFERRED], [],
        "导入的表与名册的人数、姓名、入党和转正日期、类别有差异", "没有导入过", "导入时已逐人比对，差异不留存",
    ),
    not_kept(
        "MEMB-20", "转出久未被接收", I, [EDUCATION_RULES.article("第二十五条")], ["transfer_letter_days"],
        "开出介绍信超过规定的天数还没有接收", "已收回介绍信", LETTERS, personal=True,
    ),
    standing.CorrectionLong,
    committee.TooManyUnits,
)  # fmt: skip
