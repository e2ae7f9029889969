"""17.6 计划、备案、归档: deadlines before and after a meeting, how long papers are kept. Pure."""

from dataclasses import dataclass

from meetings.kinds import FILING_KINDS, MeetingKind
from meetings.rules.catalogue.documents import (
    ARCHIVE_RULES,
    ARCHIVE_STANDARD,
    DEFAULT,
    LIFE_RULES,
    PRACTICE,
    SAMPLE_SAYS,
    UNKNOWN,
    USAGE,
)
from meetings.rules.catalogue.keys import BRANCH, LOCKED, UP, key
from meetings.rules.catalogue.sorts import (
    Choice,
    Choices,
    DayOfYear,
    Number,
    Terms,
    Text,
    YesNo,
    options_of,
)
from meetings.vocabulary import ArchiveCategory, PlanPeriod, RetentionPeriod

DAYS = Number("天")
KEPT_30 = ("minutes", "plan", "other")
KEPT = tuple(
    (str(one), "years_30" if one in KEPT_30 else "years_10" if one == "briefing" else "permanent")
    for one in ArchiveCategory
)


@dataclass(frozen=True, eq=False)
class Filing:
    """计划、备案、归档."""

    plan_period: str = key(
        "计划按什么报", "quarter", Choice(options_of(PlanPeriod)), USAGE, note="也有按年的"
    )
    plan_due_day: int = key("季度计划在季首月几日前报", 5, Number("日", least=1, most=28), USAGE)
    annual_plan_due: str = key("年度计划最迟", "01-31", DayOfYear(), UNKNOWN)
    plan_execution_percent: int = key("计划完成率提示线", 80, Number("%", most=100), UNKNOWN)
    notice_days: int = key("会前几天通知", 1, DAYS, USAGE, lowest=BRANCH)
    assembly_report_days: int = key(
        "党员大会会前几天报告上级", 0, Number("天", "不要求"), USAGE, note="全国没有此要求"
    )
    democratic_life_report_days: int = key(
        "民主生活会会前几天报告", 5, DAYS, SAMPLE_SAYS, note="有 5、10、15 天"
    )
    democratic_life_post_days: int = key("民主生活会会后几天内报告", 15, DAYS, LIFE_RULES.remembered())
    lecture_report_days: int = key("领导干部讲党课前几天报告", 1, DAYS, SAMPLE_SAYS, note="样本没有天数")
    filing_kinds: tuple[str, ...] = key(
        "须备案的会议",
        tuple(str(kind) for kind in MeetingKind if kind in FILING_KINDS),
        Choices(options_of(MeetingKind)),
        SAMPLE_SAYS,
    )
    filing_due: int = key(
        "会后多久内备案", 3, Number("日", most=90), USAGE, note="工作日还是日历日，见下一条"
    )
    filing_due_unit: str = key(
        "备案期限的单位", "workday", Choice((("workday", "工作日"), ("day", "日历日"))), USAGE
    )
    filing_overdue_error_days: int = key("备案超期几天算严重", 30, DAYS, DEFAULT)
    filing_mode: str = key(
        "上级怎样备案", "acknowledge", Choice((("acknowledge", "阅知"), ("approve", "审核"))), USAGE
    )
    settle_days: int = key("会后整改、反馈的宽限", 30, DAYS, DEFAULT)
    rework_days: int = key("退回后几天内改好", 7, DAYS, PRACTICE.remembered())
    publish_filing: bool = key("公示备案情况", False, YesNo(), USAGE)
    archive_close: str = key(
        "归档最迟", "03-31", DayOfYear(next_year=True), USAGE, note="有次年 1 月 10 日、3 月两种"
    )
    retention_map: tuple[tuple[str, str], ...] = key(
        "保管期限",
        KEPT,
        Terms(options_of(ArchiveCategory), options_of(RetentionPeriod)),
        ARCHIVE_RULES.reported(),
        UP,
        note="支部记录有 10 年、30 年、永久三种",
    )
    archive_category_code: str = key("档号门类代码", "WS", Text(4), UNKNOWN)
    item_number_width: int = key(
        "件号位数", 4, Number("位", least=1, most=8), ARCHIVE_STANDARD.reported(), LOCKED
    )
    org_code_length: int = key("机构代码位数", 3, Number("位", least=1, most=12), UNKNOWN)
