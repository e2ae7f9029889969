"""17.2 到会与记录: who is due, how one may take part, what a record shows. Pure."""

from dataclasses import dataclass

from meetings.kinds import MeetingKind
from meetings.rules.catalogue.documents import DEFAULT, EDUCATION_RULES, INSPECTION, UNKNOWN, USAGE
from meetings.rules.catalogue.keys import GENERAL, UP, key
from meetings.rules.catalogue.sorts import Choices, Number, YesNo, options_of

DAYS = Number("天")
MINUTES = Number("分钟", "不要求", most=1440)
KINDS = Choices(options_of(MeetingKind))
ONLINE = ("group_meeting", "party_lecture", "theme_day")
CLOSE = ("organisational_life", "democratic_life")


@dataclass(frozen=True, eq=False)
class Presence:
    """到会与记录."""

    min_attendance_percent: int = key(
        "到会率提示线", 85, Number("%", most=100), USAGE, note="各地 80 至 90 不等"
    )
    floating_is_due: bool = key(
        "流动党员计入应到", False, YesNo(), EDUCATION_RULES.article("第三十二条"), lowest=GENERAL
    )
    online_counts_kinds: tuple[str, ...] = key(
        "线上到会算到会的会议",
        ONLINE,
        KINDS,
        EDUCATION_RULES.article("第三十五条"),
        note="哪些会可以线上，待核对",
    )
    leave_needs_approval: bool = key("请假须经批准", True, YesNo(), USAGE, lowest=GENERAL)
    full_attendance_months: int = key("连续几个月人人到会给提示", 12, Number("个月"), INSPECTION)
    host_may_record: bool = key(
        "主持人可以兼记录", False, YesNo("可以", "不可以"), INSPECTION, lowest=GENERAL
    )
    min_duration_minutes: int = key("会议短于多久给提示", 15, MINUTES, DEFAULT)
    max_duration_minutes: int = key("会议长于多久给提示", 240, MINUTES, DEFAULT)
    theme_day_min_minutes: int = key("主题党日至少", 0, MINUTES, USAGE, note="有的单位要求半天")
    sign_days: int = key("会后几天内签字", 3, DAYS, UNKNOWN, lowest=GENERAL)
    close_minutes_kinds: tuple[str, ...] = key("记录只给小范围看的会议", CLOSE, KINDS, USAGE, UP)
