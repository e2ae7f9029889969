"""17.4 发展党员: the deadlines of both editions; the day of each step decides which holds. Pure."""

from dataclasses import dataclass

from meetings.rules.basis import Basis
from meetings.rules.catalogue.documents import ADMISSION_RULES, ADMISSION_RULES_2014, DEFAULT
from meetings.rules.catalogue.keys import DOWN, LOCKED, UP, key
from meetings.rules.catalogue.sorts import Number

OLD = ADMISSION_RULES_2014.reported()
MONTHS = Number("个月", most=120)
LIMIT = Number("个月内", "不限", most=120, no_limit=True)


def _new(article: str) -> Basis:
    return ADMISSION_RULES.reported(article)


@dataclass(frozen=True, eq=False)
class Admission:
    """发展党员."""

    min_age: int = key("申请入党年满", 18, Number("岁"), _new("第六条"), LOCKED, before=(18, OLD))
    admission_talk_months: int = key("收到申请后派人谈话", 1, LIMIT, _new("第七条"), DOWN, before=(1, OLD))
    cultivation_months: int = key("培养考察不少于", 12, MONTHS, _new("第十三条"), UP, before=(12, OLD))
    publicity_workdays: int = key(
        "发展对象公示不少于",
        5,
        Number("个工作日", "不要求"),
        _new("第十三条"),
        UP,
        before=(0, OLD),
    )
    training_days: int = key(
        "集中培训不少于", 3, Number("天"), _new("第十七条"), UP, before=(3, OLD), note="天数、学时满足其一"
    )
    training_hours: int = key(
        "集中培训学时不少于",
        24,
        Number("学时"),
        _new("第十七条"),
        UP,
        before=(24, OLD),
        note="天数、学时满足其一",
    )
    pre_review_to_assembly_months: int = key(
        "预审合格后召开支部大会", 1, LIMIT, _new("第十九条"), DOWN, before=(0, OLD)
    )
    leaving_soon_months: int = key("几个月内将离开的一般不办", 3, MONTHS, _new("第二十二条"), before=(3, OLD))
    approval_months: int = key("党委审批", 3, LIMIT, _new("第二十五条"), DOWN, before=(3, OLD))
    approval_max_months: int = key("党委审批最长", 6, MONTHS, _new("第二十五条"), LOCKED, before=(6, OLD))
    oath_months: int = key(
        "批准后入党宣誓",
        1,
        Number("个月内", "及时", no_limit=True),
        _new("第二十九条"),
        before=(0, OLD),
    )
    probation_months: int = key("预备期", 12, MONTHS, _new("第三十一条"), LOCKED, before=(12, OLD))
    extension_min_months: int = key(
        "延长预备期不少于",
        6,
        MONTHS,
        ADMISSION_RULES.remembered(),
        before=(6, ADMISSION_RULES_2014.remembered()),
    )
    extension_max_months: int = key(
        "延长预备期不超过",
        12,
        MONTHS,
        ADMISSION_RULES.remembered(),
        before=(12, ADMISSION_RULES_2014.remembered()),
    )
    conversion_grace_days: int = key("预备期满后讨论转正的宽限", 30, Number("天"), DEFAULT)
