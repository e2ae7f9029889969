"""17.7 党员与支部: how long before something is said of a member, how large a branch and its committee are. Pure."""

from dataclasses import dataclass

from meetings.rules.catalogue.documents import (
    BRANCH_RULES,
    CHARTER,
    DEFAULT,
    DUES_RULES,
    EDUCATION_RULES,
    ELECTION_RULES,
    ELECTION_RULES_1990,
    ROSTER_SHEET,
    UNKNOWN,
    USAGE,
)
from meetings.rules.catalogue.keys import LOCKED, UP, key
from meetings.rules.catalogue.sorts import Choices, Number, Pairs, Table, YesNo, options_of
from members.vocabulary import OrganisationSector

DAYS, MONTHS, PEOPLE = Number("天"), Number("个月", most=240), Number("人")
ROSTER_FIELDS = (
    ("name", "姓名"),
    ("id_number", "公民身份号码"),
    ("gender", "性别"),
    ("nation", "民族"),
    ("birth_date", "出生日期"),
    ("education", "学历"),
    ("category", "人员类别"),
    ("branch", "所在党支部"),
    ("joined_on", "入党日期"),
    ("full_on", "转正日期"),
    ("occupation", "工作岗位"),
    ("phone", "联系电话"),
    ("address", "家庭住址"),
    ("status", "党籍状态"),
    ("is_lost_contact", "是否失联"),
    ("is_floating", "是否流动"),
)
TERM_YEARS = tuple(
    (str(sector), 5 if sector in ("rural", "community") else 3) for sector in OrganisationSector
)


@dataclass(frozen=True, eq=False)
class Branches:
    """党员与支部."""

    inactive_months: int = key(
        "不参加组织生活满几个月属自行脱党", 6, MONTHS, CHARTER.article("第九条"), LOCKED
    )
    inactive_hint_days: int = key("几天没有参加给提示", 90, DAYS, DEFAULT)
    dues_overdue_months: int = key("不交党费满几个月", 6, MONTHS, CHARTER.article("第九条"), LOCKED)
    dues_backpay_months: int = key("补交党费一般不超过", 6, MONTHS, DUES_RULES.reported())
    dues_disclosure_per_year: int = key("每年公布党费", 1, Number("次"), DUES_RULES.reported(), UP)
    lost_contact_months: int = key(
        "失联满几个月停止党籍", 6, MONTHS, EDUCATION_RULES.article("第二十四条"), LOCKED
    )
    suspended_years: int = key(
        "停止党籍满几年除名", 2, Number("年"), EDUCATION_RULES.article("第二十四条"), LOCKED
    )
    transfer_months: int = key(
        "外出满几个月应转移组织关系", 6, MONTHS, EDUCATION_RULES.article("第二十五条"), LOCKED
    )
    transfer_letter_days: int = key("介绍信有效期", 90, DAYS, UNKNOWN)
    abroad_contact_months: int = key(
        "在国（境）外的几个月联系一次", 6, MONTHS, EDUCATION_RULES.article("第三十四条"), LOCKED
    )
    correction_max_months: int = key(
        "限期改正不超过", 12, MONTHS, EDUCATION_RULES.article("第三十条"), LOCKED
    )
    branch_min_full: int = key("成立支部的正式党员不少于", 3, PEOPLE, BRANCH_RULES.article("第四条"), LOCKED)
    branch_max_members: int = key(
        "支部党员一般不超过", 50, PEOPLE, BRANCH_RULES.article("第四条"), note="“一般”"
    )
    joint_branch_max_units: int = key(
        "联合党支部覆盖单位一般不超过", 5, Number("个"), BRANCH_RULES.reported("第五条"), note="“一般”"
    )
    committee_min_full: int = key("应设支委会的正式党员", 7, PEOPLE, BRANCH_RULES.article("第二十条"), LOCKED)
    committee_size_min: int = key("支委会不少于", 3, PEOPLE, BRANCH_RULES.article("第二十条"), LOCKED)
    committee_size_max: int = key("支委会超过几人给提示", 5, PEOPLE, BRANCH_RULES.article("第二十条"))
    committee_size_hard_max: int = key(
        "支委会一般不超过", 7, PEOPLE, BRANCH_RULES.article("第二十条"), note="“一般”"
    )
    term_years: Pairs = key(
        "任期",
        TERM_YEARS,
        Table(options_of(OrganisationSector), "年", most=10),
        BRANCH_RULES.reported("第二十一条"),
    )
    term_remind_months: int = key("换届提前几个月提醒", 6, MONTHS, BRANCH_RULES.remembered("第二十一条"))
    term_extension_max_months: int = key(
        "延期换届不超过",
        12,
        MONTHS,
        ELECTION_RULES.article("第三条"),
        LOCKED,
        before=(12, ELECTION_RULES_1990.reported()),
    )
    vacancy_days: int = key("委员缺额几天内补选", 90, DAYS, USAGE)
    roster_required_fields: tuple[str, ...] = key(
        "名册必填项",
        tuple(name for name, _ in ROSTER_FIELDS if name != "id_number"),
        Choices(ROSTER_FIELDS),
        ROSTER_SHEET.article(),
        note="个保法：最小必要，身份证号默认不采",
    )
    id_number_collect: bool = key("采集身份证号", False, YesNo(), ROSTER_SHEET.article())
