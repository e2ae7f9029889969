"""17.8 评议、目标、设岗、村务: grades and their shares, posts of members, what a village lays open. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from meetings.rules.catalogue.documents import DEFAULT, PRACTICE, SAMPLE_SAYS, UNKNOWN, USAGE, VILLAGE_LAW
from meetings.rules.catalogue.keys import DOWN, LOCKED, UP, key
from meetings.rules.catalogue.sorts import (
    Choice,
    Choices,
    DayOfYear,
    Number,
    Pairs,
    Part,
    Table,
    YesNo,
    options_of,
)
from meetings.vocabulary import AppraisalGrade, MemberPostCategory

DAYS = Number("天")
REVIEW_BASES = (
    ("participated_full", "参评的正式党员"),
    ("expected", "应参评党员"),
    ("roster", "党员总数"),
)


@dataclass(frozen=True, eq=False)
class Village:
    """评议、目标、设岗、村务."""

    review_grades: tuple[str, ...] = key(
        "民主评议的等次",
        tuple(str(grade) for grade in AppraisalGrade),
        Choices(options_of(AppraisalGrade)),
        USAGE,
        note="也有三档、只评两头的",
    )
    review_excellent_cap: Fraction = key(
        "优秀不超过", Fraction(1, 3), Part(), PRACTICE.reported("（年度通知）"), DOWN
    )
    review_excellent_base: str = key("优秀比例按谁算", "participated_full", Choice(REVIEW_BASES), USAGE)
    review_participation_percent: int = key("参评率不低于", 95, Number("%", most=100), USAGE)
    cadre_rectify_days: int = key("村干部评议后整改", 180, DAYS, DEFAULT)
    post_adjust_days: int = key("岗位调整期限", 60, DAYS, DEFAULT)
    opinion_assign_days: int = key("群众意见几天内交办", 7, DAYS, DEFAULT)
    cadre_appraisal_per_year: int = key("每年评议村干部", 1, Number("次"), SAMPLE_SAYS, note="仅农村")
    goal_enabled: bool = key("党员目标管理", False, YesNo("开", "关"), SAMPLE_SAYS)
    goal_scoring: bool = key("目标按百分制评", False, YesNo("开", "关"), USAGE)
    goal_thresholds: Pairs = key(
        "目标考评的分数线",
        (("qualified", 70), ("basically_qualified", 51)),
        Table(options_of(AppraisalGrade, ("qualified", "basically_qualified")), "分"),
        USAGE,
    )
    goal_sign_due: str = key("目标签订最迟", "03-31", DayOfYear(), UNKNOWN)
    goal_mid_due: str = key("半年初评最迟", "07-31", DayOfYear(), SAMPLE_SAYS)
    goal_year_due: str = key("年终考评最迟", "03-31", DayOfYear(next_year=True), SAMPLE_SAYS)
    post_enabled: str = key(
        "无职党员设岗定责",
        "rural",
        Choice((("rural", "农村支部开"), ("on", "开"), ("off", "关"))),
        SAMPLE_SAYS,
    )
    post_categories: tuple[str, ...] = key(
        "设岗的类别",
        tuple(str(one) for one in MemberPostCategory),
        Choices(options_of(MemberPostCategory)),
        USAGE,
    )
    disclosure_general_period: str = key(
        "一般村务多久公布一次",
        "quarter",
        Choice((("quarter", "每季度"), ("year", "每年")), ordered=True),
        VILLAGE_LAW.reported("第三十条"),
        UP,
    )
    disclosure_finance_period: str = key(
        "财务往来较多的村多久公布一次财务",
        "month",
        Choice((("month", "每月"), ("quarter", "每季度")), ordered=True),
        VILLAGE_LAW.reported("第三十条"),
        UP,
    )
    opinion_answer_days: int = key("群众意见几天内答复", 10, DAYS, USAGE, note="样本只写“规定时限”")
    cosign_villagers: Fraction = key(
        "村民联名召集村民会议", Fraction(1, 10), Part(), VILLAGE_LAW.reported("第二十一条"), LOCKED
    )
    cosign_reps: Fraction = key(
        "村民代表联名提议案",
        Fraction(1, 5),
        Part(),
        VILLAGE_LAW.reported("第二十六条"),
        note="召集村民会议须 1/3",
    )
    villagers_notice_days: int = key(
        "村民会议提前几天通知", 10, DAYS, VILLAGE_LAW.reported("第二十一条"), LOCKED
    )
