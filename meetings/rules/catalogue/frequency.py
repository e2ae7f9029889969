"""17.1 频次: how often, on which day, and from when it is counted. Pure."""

from dataclasses import dataclass

from meetings.rules.catalogue.documents import (
    BEFORE_LIFE_RULES,
    BRANCH_RULES,
    DEFAULT,
    EDUCATION_PLAN,
    EDUCATION_RULES,
    INSPECTION,
    LIFE_RULES,
    SAMPLE_SAYS,
    USAGE,
)
from meetings.rules.catalogue.keys import BRANCH, GENERAL, LOCKED, UP, key
from meetings.rules.catalogue.sorts import (
    Choice,
    Choices,
    DayOfYear,
    Months,
    Number,
    ThemeDay,
    ThemeDays,
    options_of,
)
from meetings.vocabulary import HolidayPolicy
from members.vocabulary import OrganisationKind

TIMES = Number("次", most=60)
ASKED_TIMES = Number("次", "不要求", most=60)
DAYS, MONTHS, HOURS = Number("天"), Number("个月", most=240), Number("学时")
PERCENT = Number("%", most=100)
PERIODS = (("month", "每月"), ("quarter", "每季度"), ("half_year", "每半年"), ("year", "每年"))


@dataclass(frozen=True, eq=False)
class Frequency:
    """频次."""

    assembly_per_quarter: int = key("每季度党员大会", 1, TIMES, BRANCH_RULES.article("第十一条"), UP, BRANCH)
    committee_per_month: int = key(
        "每月支委会", 1, TIMES, BRANCH_RULES.article("第十二条"), UP, BRANCH, note="不设支委会的不适用"
    )
    group_per_month: int = key(
        "每月党小组会", 1, TIMES, BRANCH_RULES.article("第十三条"), UP, BRANCH, note="不设党小组的不适用"
    )
    lecture_period: str = key(
        "党课按多久计次", "quarter", Choice(PERIODS), SAMPLE_SAYS, lowest=GENERAL, note="全国没有数字"
    )
    lecture_min_per_period: int = key(
        "每期党课", 1, Number("次", most=60), SAMPLE_SAYS, lowest=GENERAL, note="全国没有数字"
    )
    leader_lecture_min: int = key(
        "党委（党组）书记每年讲党课", 1, TIMES, BRANCH_RULES.reported("第十六条"), UP
    )
    visiting_lecture_min: int = key("领导到基层每人每年讲党课", 0, ASKED_TIMES, SAMPLE_SAYS)
    theme_day_per_month: int = key("每月主题党日", 1, TIMES, EDUCATION_RULES.article("第十六条"), UP, BRANCH)
    theme_day_rule: ThemeDay = key(
        "主题党日定在", ThemeDay(), ThemeDays(), SAMPLE_SAYS, lowest=BRANCH, note="“第三周周五”有三种读法"
    )
    holiday_policy: str = key(
        "主题党日遇非工作日", "next_workday", Choice(options_of(HolidayPolicy)), USAGE, lowest=BRANCH
    )
    max_shift_days: int = key("主题党日顺延不超过", 7, DAYS, USAGE, lowest=GENERAL)
    theme_day_drift_percent: int = key("主题党日改期占比提示线", 50, PERCENT, DEFAULT)
    waived_months: tuple[int, ...] = key(
        "不要求开展主题党日的月份", (), Months(), USAGE, note="如寒暑假、农忙"
    )
    org_life_per_year: int = key("每年组织生活会", 1, TIMES, BRANCH_RULES.article("第十七条"), UP, BRANCH)
    org_life_year_end: str = key(
        "组织生活会最迟开到", "03-31", DayOfYear(next_year=True, latest="06-30"), USAGE
    )
    appraisal_per_year: int = key("每年民主评议党员", 1, TIMES, BRANCH_RULES.article("第十八条"), LOCKED)
    talk_per_year: int = key("每年谈心谈话", 1, TIMES, BRANCH_RULES.remembered("第十九条"))
    democratic_life_per_year: int = key(
        "每年民主生活会", 1, TIMES, LIFE_RULES.article(), UP, before=(1, BEFORE_LIFE_RULES)
    )
    democratic_life_kinds: tuple[str, ...] = key(
        "开民主生活会的组织",
        ("committee", "work_committee", "leading_group"),
        Choices(options_of(OrganisationKind)),
        LIFE_RULES.article(),
        before=(("committee", "work_committee", "leading_group"), BEFORE_LIFE_RULES),
    )
    general_assembly_per_quarter: int = key("每季度总支党员大会", 1, ASKED_TIMES, SAMPLE_SAYS)
    secretaries_per_quarter: int = key("每季度书记会议", 0, ASKED_TIMES, SAMPLE_SAYS)
    dual_life_per_half_year: int = key(
        "党员领导干部每半年参加双重组织生活",
        1,
        TIMES,
        EDUCATION_RULES.article("第十六条"),
        note="条文没有次数",
    )
    study_hours_member: int = key("党员每年集中学习", 32, HOURS, EDUCATION_RULES.article("第二十条"), UP)
    study_hours_officer: int = key(
        "书记和班子成员每年集中学习", 56, HOURS, EDUCATION_PLAN.reported(), note="新规划未核"
    )
    min_alive_days: int = key("成立不足几天的季度、年度不计", 45, DAYS, DEFAULT)
    tenure_min_months: int = key("任职不足几个月的不判", 6, MONTHS, DEFAULT)
    entry_min_months: int = key("入册不足几个月的不判", 3, MONTHS, DEFAULT)
    min_sample_meetings: int = key("会议少于几次的不判", 4, TIMES, DEFAULT)
    small_branch_size: int = key("党员少于几人的不判", 5, Number("人"), DEFAULT)
    cluster_window_days: int = key("集中开会看几天之内", 7, DAYS, INSPECTION)
    cluster_percent: int = key("集中开会占比提示线", 60, PERCENT, INSPECTION)
    cluster_tail_days: int = key("期末几天内算突击", 15, DAYS, INSPECTION)
