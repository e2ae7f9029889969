"""Which headers and words of a ledger are understood (forms, section 5)."""

import re

from branchlife.kit.cells import without_blanks
from meetings.kinds import MeetingKind

LEDGER = {
    "number": "序号",
    "title": "会议名称 名称 活动名称",
    "day": "会议日期 日期 活动日期 召开日期",
    "time": "会议时间 时间 活动时间 召开时间",
    "duration": "会议时长 时长",
    "kind": "会议类型 类型 类别",
    "group": "所属党小组 党小组",
    "place": "会议地点 地点 活动地点",
    "host": "主持人",
    "recorder": "记录人",
    "agenda": "会议议题 议题 会议内容 主题",
    "resolution": "会议决议/结论 会议决议 决议 结论 决议/结论",
    "due": "应到人数 应到",
    "present": "实到人数 实到 出席人数 到会人数",
    "leave": "请假人数 请假",
    "absent": "缺席人数 缺席",
    "rate": "出勤率 到会率",
    "names": "参会人员名单 参会人员 到会人员名单 名单",
}
NEEDED = {"title", "due", "present"}
KIND_SIGNS = (
    ("民主生活会", MeetingKind.DEMOCRATIC_LIFE),
    ("组织生活会", MeetingKind.ORGANISATIONAL_LIFE),
    ("主题党日", MeetingKind.THEME_DAY),
    ("党小组", MeetingKind.GROUP_MEETING),
    ("党课", MeetingKind.PARTY_LECTURE),
    ("支部委员会会议|支委会|支部委员会$|委员会会议", MeetingKind.BRANCH_COMMITTEE),
    ("党员大会", MeetingKind.BRANCH_ASSEMBLY),
    ("评议", MeetingKind.APPRAISAL),
)


def kind_of(*words: str) -> MeetingKind | None:
    """The kind that the first words of use name: the column, then the sheet, then the title."""
    for text in words:
        for signs, kind in KIND_SIGNS:
            if re.search(signs, without_blanks(text)):
                return kind
    return None
