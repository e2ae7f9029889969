"""A page for developers that shows every component in every state. Mapped only where DEBUG is on."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from branchlife.kit import charts, marks, parts
from branchlife.kit.forms import HouseForm
from branchlife.kit.problems import Problem

TODAY = date(2026, 11, 24)
BEIJING = timezone(timedelta(hours=8))
MONTHS = [f"{month}月" for month in range(1, 13)]
REASONS = (
    ("illness", "病"),
    ("personal", "事"),
    ("official_duty", "因公"),
    ("away", "流动"),
    ("other", "其他"),
)


class SampleForm(HouseForm):
    """One field of each sort."""

    topic = forms.CharField(label="议题", help_text="照会议通知上写的填，不必另起题目。")
    held_on = forms.DateField(label="日期", required=False, initial=TODAY)
    starts_at = forms.TimeField(label="开始时间", required=False)
    kind = forms.ChoiceField(label="类型", choices=[("", "请选择"), ("a", "支部党员大会"), ("b", "党课")])
    mode = forms.ChoiceField(
        label="参加方式",
        choices=[("on_site", "现场"), ("online", "线上"), ("hybrid", "线上线下结合")],
        widget=forms.RadioSelect(attrs={"inline": True}),
    )
    minutes = forms.CharField(label="会议记录", widget=forms.Textarea(attrs={"rows": 5}), required=False)
    papers = forms.FileField(
        label="学习材料", required=False, help_text="可不传。Word、PDF 或照片，20 MB 以内。"
    )
    open_vote = forms.BooleanField(
        label="本次会议有表决", required=False, help_text="勾选后填写应到、赞成、反对、弃权。"
    )


class SampleFilter(HouseForm):
    """A filter bar."""

    text = forms.CharField(label="题目、正文", required=False)
    year = forms.ChoiceField(label="年度", choices=[("2026", "2026年"), ("2025", "2025年")], required=False)
    kind = forms.ChoiceField(label="类型", choices=[("", "全部"), ("a", "支部党员大会")], required=False)


def _cells(words: str) -> list[parts.Cell]:
    links = ("不适用", "未到期")
    return [parts.Cell(word, "" if word in links else "#") for word in words.split()]


def _matrix() -> parts.Matrix:
    return parts.Matrix(
        "2026年组织生活一览",
        MONTHS,
        [
            parts.MatrixRow(
                "党员大会",
                _cells("不适用 不适用 已归档 不适用 不适用 已归档 不适用 不适用 已备案 不适用 待记录 未到期"),
                "#",
                "每季度 1 次",
            ),
            parts.MatrixRow(
                "支委会",
                _cells(
                    "已归档 已归档 已归档 已归档 已备案 已备案 应开未开 已备案 已备案 已开未报 未召开 未到期"
                ),
                "#",
                "每月 1 次",
            ),
            parts.MatrixRow(
                "党小组会",
                _cells("已归档 已归档 已归档 已归档 已备案 已备案 已备案 已备案 延期 已开未报 已通知 未到期"),
                "#",
                "每月 1 次",
            ),
            parts.MatrixRow(
                "党课",
                _cells("不适用 不适用 已退回 不适用 不适用 已备案 不适用 不适用 待阅 不适用 计划 未到期"),
                "#",
                "每季度 1 次",
            ),
        ],
        current=10,
    )


def _owed() -> list[parts.Owed]:
    return [
        parts.Owed(
            "11月主题党日", "待记录", "#", "填写记录", "11月20日（周五）14:30", "应到 22 人，已请假 3 人"
        ),
        parts.Owed("支委会", "应开未开", "#", "发会议通知", "本月未召开，余 6 天"),
        parts.Owed(
            "第一季度党课",
            "已退回",
            "#",
            "去修改",
            "3月18日（周三）",
            "退回意见：授课人未填。其余内容原样保留。",
        ),
    ]


def _flow() -> list[parts.Task]:
    done = [parts.Task(word, "#", "完成") for word in ("基本情况", "点名")]
    return [
        *done,
        parts.Task("记录", "#"),
        parts.Task("照片和材料", "#"),
        parts.Task("核对"),
        parts.Task("备案"),
    ]


def _rows() -> list[parts.Row]:
    return [
        parts.Row("会议名称", "第一村党支部2026年第4次党员大会", "#"),
        parts.Row("时间", "2026年11月20日（周五）14:30—16:05", "#"),
        parts.Row("主持人", "王秀英（书记）", "#"),
        parts.Row("记录人", "", "#", problem="还没有填记录人"),
        parts.Row("到会", "应到 22 人，实到 19 人；请假 3 人", "#"),
    ]


def _people() -> list[parts.Person]:
    names = ("丁建国", "王秀英", "王建军", "邓小丽", "刘志强", "李桂兰", "张伟", "陈玉梅")
    return [
        parts.Person(
            number,
            name,
            "预备" if name == "张伟" else "",
            number == 5,
            "illness" if number == 5 else "",
            name != "张伟",
        )
        for number, name in enumerate(names, 1)
    ]


def _events() -> list[parts.Event]:
    at = datetime(2026, 11, 20, 14, 30, tzinfo=BEIJING)
    return [
        parts.Event(at - timedelta(days=7), "发出会议通知", "李桂兰", "逐人通知 22 人，已知悉 20 人", "told"),
        parts.Event(at, "会议召开", "王秀英", "", "met", at + timedelta(days=2)),
        parts.Event(at + timedelta(days=3), "退回重填", "镇党委 周海", "授课人未填", "back"),
        parts.Event(at + timedelta(days=3, hours=2), "再次报备", "李桂兰", "补填授课人", "done"),
    ]


def _vote() -> list[parts.Row]:
    pairs = (("应到有表决权", 20), ("实到有表决权", 18), ("赞成", 16), ("反对", 1), ("弃权", 1))
    return [parts.Row(label, value) for label, value in pairs]


def _month() -> list[list[parts.Day]]:
    entries = {
        date(2026, 11, 6): [parts.Entry("支委会", "#", "unheld", "09:00")],
        date(2026, 11, 20): [
            parts.Entry("主题党日", "#", "met", "14:30"),
            parts.Entry("党员大会", "#", "met", "15:30"),
        ],
        date(2026, 11, 27): [parts.Entry("党小组会", "#", "told", "19:30")],
    }
    return parts.month_of_days(2026, 11, TODAY, entries)


def _charts() -> dict[str, charts.Chart]:
    rate = [95.5, 90.9, 86.4, 90.9, 100.0, 81.8, None, 86.4, 90.9, 95.5, 86.4, None]
    held = [charts.Series("已开", [3, 3, 5, 3, 3, 5, 2, 3, 5, 3, 2, None], "done")]
    owed = charts.Series("应开", [3, 3, 5, 3, 3, 5, 3, 3, 5, 3, 3, 5], "none")
    return {
        "bars": charts.bars("各月召开次数", MONTHS, held),
        "groups": charts.bars("各月应开与已开", MONTHS, [owed, *held]),
        "lines": charts.lines("全年到会率", MONTHS, [charts.Series("党员大会", rate)], top=100),
    }


def _samples() -> dict[str, Any]:
    bad = SampleForm({"topic": "", "kind": "", "mode": ""}, auto_id="bad_%s")
    return {
        "words": [(tone, words.split()) for tone, words in marks.WORDS.items()],
        "notice_tones": ["success", "info", "warning", "error"],
        "crumbs": [parts.Link("工作台", "#"), parts.Link("会议", "#"), parts.Link("第4次党员大会")],
        "owed": _owed(),
        "matrix": _matrix(),
        "flow": _flow(),
        "rows": _rows(),
        "people": _people(),
        "reasons": REASONS,
        "events": _events(),
        "vote": _vote(),
        "weeks": _month(),
        "good": SampleForm(),
        "bad": bad,
        "problems": [Problem("QUORUM", "实到有表决权的人数不足半数，不能表决", "支部条例第十一条")],
        "filter": SampleFilter({"year": "2026"}, auto_id="filter_%s"),
        "page": Paginator(range(412), 30).get_page(5),
        **_lists(),
        **_charts(),
    }


def _lists() -> dict[str, Any]:
    return {
        "tasks": [
            parts.Task("组织学习", "#", "完成", "10月12日已办"),
            parts.Task("征求意见", "#", "办理中", "收到 14 条"),
            parts.Task("谈心谈话", "#", "待办"),
            parts.Task("开展批评与自我批评", "", "未开始", "前三项办完后打开"),
        ],
        "files": [
            parts.StoredFile("学习材料：党的二十届四中全会精神.docx", "#", 284_000, "11月18日 李桂兰", "#"),
            parts.StoredFile("签到表.pdf", "#", 1_240_000, "纸质签到扫描", "#"),
        ],
        "changes": [
            parts.Change("授课人", "", "周海（镇党委委员）"),
            parts.Change("实到", "18 人", "19 人"),
            parts.Change("会议记录第二段", "大家一致同意。", "同意 16 人，反对 1 人，弃权 1 人。"),
        ],
        "tabs": [
            parts.Link("待阅", "#", True, 12),
            parts.Link("已阅", "#", False, 86),
            parts.Link("已退回", "#", False, 3),
        ],
        "commands": [
            parts.Command("备案", "#", "primary"),
            parts.Command("打印", "#", method="get"),
            parts.Command("改为未召开", "#", "danger", method="get"),
        ],
        "previous": parts.Link("10月", "#"),
        "following": parts.Link("12月", "#"),
    }


def components(request: HttpRequest) -> HttpResponse:
    """Every component, normal or (?elder) elder."""
    return render(request, "components_page.html", _samples())
