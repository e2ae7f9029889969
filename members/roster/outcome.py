"""What a preview or a result page shows: counts, and tables with nothing left to decide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from branchlife.kit.parts import Row
from members.roster.faults import Slip
from members.roster.posts import Assigned
from members.roster.preview import Item, Plan

SLIP_HEAD = ("工作表", "行", "列", "问题和改法")


@dataclass(frozen=True)
class Cell:
    """A cell with the head of its column, which phones print before it."""

    label: str
    text: str


@dataclass(frozen=True)
class Section:
    """One group. Without `head` it is a line of `words`; `note` stands under the heading."""

    title: str
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    words: str = ""
    note: str = ""
    is_folded: bool = False


@dataclass
class Outcome:
    """A page of an import. `savable` counts what pressing the button would write."""

    counts: list[Row] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    savable: int = 0
    has_errors: bool = False


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]], note: str = "") -> Section:
    """A group as a table."""
    cells = [[Cell(label, str(text)) for label, text in zip(head, row, strict=True)] for row in rows]
    return Section(title, head, cells, note=note)


def slips(title: str, found: Iterable[Slip], note: str = "") -> Section:
    """Errors, conflicts or remarks: where and what."""
    return table(title, SLIP_HEAD, ((s.sheet, s.row, s.column or "—", s.message) for s in found), note)


def ignored(columns: Sequence[str]) -> Section:
    """Columns nobody asked for are no errors."""
    return Section("没有采用的栏目", words="、".join(columns), note="这些栏目系统不存，不算错误。")


def filled(sections: Iterable[Section]) -> list[Section]:
    """The groups that have something in them."""
    return [section for section in sections if section.rows or section.words]


def of_roster(plan: Plan) -> Outcome:
    """The preview of a roster."""
    counts = [
        Row("表中党员", f"{plan.members} 人"),
        Row("新增", f"{len(plan.new)} 人"),
        Row("更新", f"{len(plan.changed)} 人"),
        Row("不变", f"{len(plan.unchanged)} 人"),
        Row("有错或冲突，不存", f"{len(plan.errors)} 处"),
    ]
    sections = [
        slips("错误", plan.wrong, "这些行不会保存。改好表格后可以再导入一次，已存的不会重复。"),
        slips("冲突", plan.conflicts, "表中与库中不一致，不能由导入决定；这些行不会保存。"),
        table("更新", ("姓名", "栏目", "原值", "新值"), _changes(plan.changed)),
        table("新增", ("行", "姓名", "支部", "人员类别", "入党日期"), map(_person, plan.new)),
        slips("提示", plan.remarks, "不影响保存，请事后补全。"),
        Section("不变", words="、".join(item.row.name for item in plan.unchanged)),
        ignored(plan.ignored),
    ]
    return Outcome(counts, filled(sections), len(plan.new) + len(plan.changed), bool(plan.errors))


def _person(item: Item) -> tuple[object, ...]:
    category, joined = item.row.category, item.row.details.get("joined_on")
    return (
        item.row.notes.row,
        item.row.name,
        item.branch.short_name,
        category.label if category else "",
        f"{joined:%Y-%m-%d}" if joined else "待补",
    )


def _changes(items: Iterable[Item]) -> Iterable[tuple[str, str, str, str]]:
    for item in items:
        for change in item.changes:
            yield item.row.name, change.label, change.was or "（空）", change.now


def of_posts(done: Assigned) -> Outcome:
    """The preview, or the result, of appointments and groups."""
    counts = [
        Row("任职", f"{done.posts} 行"),
        Row("编组", f"{done.groups} 行"),
        Row("新增", f"{done.created} 行"),
        Row("更新", f"{done.updated} 行"),
        Row("不变", f"{done.unchanged} 行"),
        Row("有错，不存", f"{len(done.errors)} 处"),
    ]
    head = ("工作表", "行", "姓名", "内容")
    sections = [
        slips("错误", done.errors, "这些行不会保存。改好表格后可以再导入一次，已存的不会重复。"),
        table("更新", head, done.told("updated")),
        table("新增", head, done.told("created")),
    ]
    return Outcome(counts, filled(sections), done.created + done.updated, bool(done.errors))
