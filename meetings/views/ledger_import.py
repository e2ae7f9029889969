"""Importing a past year's ledger: upload → preview → save → result."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit import clock
from branchlife.kit.parts import Link, Row
from branchlife.kit.workbook import Table
from meetings.forms.ledger import LedgerForm
from meetings.ledger.preview import Item, plan_ledger
from meetings.ledger.save import Saved, save_ledger
from members.access import Action, needs
from members.models import Organisation, User
from members.roster.outcome import Outcome, Section, filled, ignored, slips, table
from members.views.importing import Extra, Flow, save, upload

HEAD = ("工作表", "行", "会议名称", "日期", "应到", "实到")


def _preview(tables: list[Table], organisation: Organisation, extra: Extra) -> Outcome:
    plan = plan_ledger(tables, organisation, extra["year"])
    counts = [
        Row("台账中会议", f"{plan.meetings} 次"),
        Row("新增", f"{len(plan.new)} 次"),
        Row("不变", f"{len(plan.unchanged)} 次"),
        Row("有错，不存", f"{len(plan.errors)} 处"),
        Row("提示", f"{len(plan.remarks)} 处"),
    ]
    sections = [
        slips("错误", plan.errors, "这些会议不会保存。改好表格后可以再导入一次，已存的不会重复。"),
        slips("提示", plan.remarks, "台账是历史，照原样存入；这些出入请核对。"),
        table("新增", HEAD, map(_line, plan.new)),
        Section("不变", words="、".join(item.row.title for item in plan.unchanged)),
        ignored(plan.ignored),
    ]
    return Outcome(counts, filled(sections), len(plan.new), bool(plan.errors))


def _line(item: Item) -> tuple[object, ...]:
    row = item.row
    day = clock.local_date(item.start)
    return row.notes.sheet, row.notes.row, row.title, f"{day:%Y-%m-%d}", row.due or "", row.present or ""


def _save(
    tables: list[Table], organisation: Organisation, extra: Extra, by: User, request: HttpRequest
) -> Outcome:
    return _saved(save_ledger(tables, organisation, extra["year"], by, request))


def _saved(done: Saved) -> Outcome:
    counts = [
        Row("新增", f"{done.created} 次"),
        Row("不变", f"{done.unchanged} 次"),
        Row("有错，没有存", f"{len(done.errors)} 处"),
    ]
    sections = [slips("没有存的", done.errors, "改好表格后可以再导入一次。"), slips("提示", done.remarks)]
    return Outcome(counts, filled(sections), done.created, bool(done.errors))


def _to_meetings(organisation: Organisation) -> Link:
    return Link("看会议记录", reverse("meetings"))


LEDGER = Flow(
    "ledger-import",
    "导入往年台账",
    "一次导入一个支部一年的台账。导入的会议标为“历史台账导入”，直接归档，不再报备。",
    (
        "认常用的 17 列台账：会议名称、会议日期、会议时间、会议类型、应到人数、实到人数、参会人员名单等。",
        "名单里请假、缺席、列席写在名字后的括号里，如“张三(请假)[农忙]”；同名的注明组别，如“李建国（一组）”。",
        "没有这一天、散会早于开会的，存不了，须改好；人数不平、主持人不合等原有出入照原样存，只作提示。",
        "请先导入党员名册、任职和编组。",
    ),
    _preview,
    _save,
    _to_meetings,
    form=LedgerForm,
    unit="次会议",
)


@needs(Action.LEDGER_IMPORT, Organisation)
def ledger_import(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Upload a ledger; last year is offered."""
    return upload(request, organisation, replace(LEDGER, initial={"year": clock.today().year - 1}))


@require_POST
@needs(Action.LEDGER_IMPORT, Organisation)
def ledger_import_save(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Save a previewed ledger."""
    return save(request, organisation, LEDGER)
