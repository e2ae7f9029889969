"""Small ledgers for tests."""

from collections.abc import Sequence

from branchlife.kit.workbook import Table
from tests.members.roster.books import tables

HEAD = (
    "序号", "会议名称", "会议日期", "会议时间", "会议类型", "所属党小组", "会议地点", "主持人", "记录人", "会议议题",
    "会议决议/结论", "应到人数", "实到人数", "请假人数", "缺席人数", "出勤率", "参会人员名单",
)  # fmt: skip
EVERYBODY = "韦晓㛃、祝春犇、闭秀兰、柯䶮、李建国、阿依古丽·买买提、谢𬱖"


def line(**changed: object) -> list[object]:
    """An assembly of the first branch that is right in every cell."""
    right: dict[str, object] = dict.fromkeys(HEAD, "") | {
        "序号": 1,
        "会议名称": "2025年第1次支部党员大会",
        "会议日期": "2025年3月28日",
        "会议时间": "上午09:00至10:40",
        "会议类型": "支部党员大会",
        "会议地点": "村文化礼堂",
        "主持人": "韦晓㛃",
        "记录人": "祝春犇",
        "会议议题": "1.第一季度工作通报；2.讨论春耕互助安排",
        "会议决议/结论": "成立互助组6个；由柯䶮牵头。",
        "应到人数": 7,
        "实到人数": 7,
        "请假人数": 0,
        "缺席人数": 0,
        "出勤率": "100.0%",
        "参会人员名单": EVERYBODY,
    }
    return [(right | changed)[label] for label in HEAD]


def ledger(*rows: Sequence[object], sheet: str = "党员大会") -> list[Table]:
    """A ledger of one sheet, with its title above and its total below."""
    total = ["合计", f"{len(rows)}次", *[None] * 9, 7, 7, 0, 0, 1.0]
    return tables({sheet: [("第一支部2025年度台账",), HEAD, *rows, total]})
