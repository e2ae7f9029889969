"""The words of the inspection (docs/glossary.md). Pure."""

from branchlife.kit.choices import Words


class Severity(Words):
    """级别：错误与条文或算术不符；警告与地方、本单位口径不符或可疑；提示只是提醒."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    INFO = "info", "提示"


class FindingState(Words):
    """一条结果的处理状态。只有人能定为属实；不再成立的自己转为已消失."""

    SUSPECTED = "suspected", "疑似"
    CONFIRMED = "confirmed", "属实"
    DISMISSED = "dismissed", "不属实"
    EXPLAINED = "explained", "已说明"
    RECTIFIED = "rectified", "已整改"
    LAPSED = "lapsed", "已消失"


class SubjectType(Words):
    """一条结果说的是谁：组织（含党小组）、会议、党员."""

    ORGANISATION = "organisation", "组织"
    MEETING = "meeting", "会议"
    MEMBER = "member", "党员"


class Word(Words):
    """一项检查对一个组织的一年怎么说."""

    FOUND = "found", "有疑似之处"
    CLEAR = "clear", "未发现"
    NOT_APPLICABLE = "not_applicable", "不适用"
    NO_DATA = "no_data", "无数据"


# What a person may say, and from which states.
DECISIONS: dict[FindingState, tuple[FindingState, ...]] = {
    FindingState.CONFIRMED: (FindingState.SUSPECTED, FindingState.EXPLAINED, FindingState.DISMISSED),
    FindingState.DISMISSED: (FindingState.SUSPECTED, FindingState.EXPLAINED, FindingState.CONFIRMED),
    FindingState.RECTIFIED: (FindingState.CONFIRMED,),
}
EXPLAINABLE = (FindingState.SUSPECTED, FindingState.EXPLAINED)
OPEN = EXPLAINABLE  # waits for somebody's word


class RectificationState(Words):
    """一条整改走到哪一步."""

    DEMANDED = "demanded", "待整改"
    REPORTED = "reported", "待复核"
    SENT_BACK = "sent_back", "退回再改"
    VERIFIED = "verified", "已整改"


OWED = (RectificationState.DEMANDED, RectificationState.SENT_BACK)  # the branch has the next word
