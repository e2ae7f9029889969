"""Which shape and colour stands beside a state word. A state is always word + shape + colour, never colour alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """`shape` is a symbol of components/marks.html, `colour` a class `state-…` of parts.css."""

    shape: str
    colour: str


MARKS = {
    "done": Mark("tick", "done"),
    "part": Mark("half", "part"),
    "due": Mark("exclaim", "due"),
    "back": Mark("return", "back"),
    "kept": Mark("square", "kept"),
    "none": Mark("dash", "none"),
    "plan": Mark("ring", "plan"),
    "told": Mark("target", "kept"),
    "met": Mark("disc", "part"),
    "written": Mark("lines", "part"),
    "moved": Mark("arrow", "part"),
    "unheld": Mark("cross", "none"),
    "wait": Mark("clock", "part"),
    "info": Mark("info", "kept"),
}

WORDS = {
    "done": "已备案 已备 阅知 审核通过 已开 通过 完成 已完成 到会 线上到会 已整改 已说明 已答复 优秀 合格 已送达 "
    "已确认 已上会",
    "part": "进行 已开未报 迟开 办理中 基本合格 疑似 补录 迟报 正在投票",
    "due": "失败 应开未开 未通过 人数不足 属实 错误 逾期 不合格 有误 没有送到",
    "back": "已退回 退回 重填 重开 退回再改",
    "kept": "已归档 已锁定 已结束",
    "none": "不适用 不适用或已说明 不属实 已消失 取消 豁免 缺席 无 已作废 已撤回",
    "plan": "计划 草稿 未编 未到期 待办 未确认 未开始 未采用",
    "told": "已通知 已报 已报备 已收 已列入议题 已采用",
    "met": "已召开 待记录 待报",
    "written": "已记录 待备案",
    "moved": "延期 暂缓 报上级裁决 请假 顺延 改定",
    "unheld": "未召开",
    "wait": "等待 待阅 待审 警告 今天 暂定 待处理 待复核 待答复 待整改",
    "info": "提示 送学上门 流入地参加",
}
TONE_OF_WORD = {word: tone for tone, words in WORDS.items() for word in words.split()}


def tone_of(word: str) -> str:
    """The tone a state word wears; a word that nobody listed is plain (`plan`)."""
    return TONE_OF_WORD.get(word, "plan")


def mark_for(word: str, tone: str = "") -> Mark:
    """The mark beside a word. Raises KeyError for a tone that does not exist."""
    return MARKS[tone or tone_of(word)]
