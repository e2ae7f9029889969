"""计划报备表 (forms 第 8 节): the plan of a year or a quarter with what came of each line, as workbook and on paper."""

from typing import Any, ClassVar

from branchlife.kit import clock
from branchlife.kit.exports import Export, Media, Subject, register, safe_filename
from branchlife.kit.templatetags.words import cn_plain
from branchlife.kit.xlsx import Column, Sheet, Value, write_workbook
from meetings import plans
from meetings.exports.common import stamp
from meetings.lifecycle.plans import kind_words
from meetings.models import Plan
from meetings.vocabulary import PlanState
from members.access import Action, Actor
from members.exports.printing import print_sheets

COLUMNS = (
    Column("序号", 6, "int"),
    Column("月份", 8),
    Column("类型", 14),
    Column("主题、内容", 40),
    Column("拟定时间", 14, "date"),
    Column("地点", 18),
    Column("主持、主讲", 14),
    Column("参加范围", 14),
    Column("责任人", 10),
    Column("执行情况", 24),
)
SIGNATURES = ("填报支部（章）", "书记签字", "上级（章）")


def row_of(number: int, row: plans.Row, provisional: frozenset[int]) -> list[Value]:
    """One line. What the paper leaves open before the period, 执行情况, says — then."""
    item = row.item
    month = f"{item.scheduled_on.month}月"
    if item.kind == "theme_day" and item.scheduled_on.month in provisional:
        month += "（暂定）"
    return [
        number,
        month,
        kind_words(item),
        item.theme or "—",
        item.scheduled_on,
        item.place or "—",
        "、".join(dict.fromkeys(filter(None, (item.host, item.lecturer_name)))) or "—",
        item.scope or "—",
        item.responsible or "—",
        row.words or row.state or "—",
    ]


def sheet_of(plan: Plan, actor: Actor) -> Sheet:
    """The table with its head and foot."""
    rows = plans.rows_of(actor, plan)
    provisional = plans.provisional_months(plan)
    lines = [row_of(number, row, provisional) for number, row in enumerate(rows, start=1)]
    reported = cn_plain(plan.submitted_at) or "未报"
    subtitle = f"填报支部：{plan.branch.full_name}　期间：{plan.period_words}　报送日期：{reported}"
    title = f"{plan.branch.full_name}{plan.period_words}组织生活计划报备表"
    return Sheet(title, subtitle, COLUMNS, lines, _foot(plan), name="计划报备表", freeze="D4")


def _foot(plan: Plan) -> list[Value]:
    """上级意见、经办人、日期."""
    words = plan.opinion or ("阅知" if plan.state == PlanState.ACCEPTED else "—")
    who = f"经办人：{plan.decided_by or '—'}"
    return [
        None,
        "上级意见",
        "",
        words,
        plan.decided_at and clock.local_date(plan.decided_at),
        "",
        who,
        "",
        "",
        "",
    ]


class PlanExport(Export):
    """What the workbook and the paper share. Options: `actor`."""

    title = "计划报备表"
    action: ClassVar[str] = Action.PLAN_VIEW
    subject: ClassVar[Subject] = "plan"

    def filename(self, subject: Plan, **options: Any) -> str:
        """年度-支部简称-计划报备表-期间."""
        return safe_filename(
            [subject.year, subject.branch.short_name, self.title, subject.period_words], self.media
        )


@register
class PlanWorkbook(PlanExport):
    """计划报备表, a workbook."""

    identifier = "plan"
    media: ClassVar[Media] = "xlsx"

    def render(self, subject: Plan, **options: Any) -> bytes:
        """One sheet."""
        sheet = sheet_of(subject, options["actor"])
        return write_workbook([sheet], sheet.title)


@register
class PlanPdf(PlanExport):
    """计划报备表, printed on A4 landscape with room for the seals."""

    identifier = "plan_pdf"
    media: ClassVar[Media] = "pdf"

    def render(self, subject: Plan, **options: Any) -> bytes:
        """The same table as in the workbook."""
        sheet = sheet_of(subject, options["actor"])
        foot = [f"{subject.get_state_display()}　生成时间 {stamp(clock.now())}"]
        return print_sheets([sheet], sheet.title, foot, signatures=SIGNATURES)
