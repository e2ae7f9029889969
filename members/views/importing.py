"""Uploading a roster or a list of posts: upload → preview → save → result. Ledgers go the same way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit.parts import Link, Row
from branchlife.kit.problems import Problem
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import Table, read_tables
from members.access import Action, needs
from members.forms.importing import SaveForm, UploadForm
from members.models import Organisation, User
from members.roster import stash
from members.roster.outcome import Outcome, of_posts, of_roster, slips
from members.roster.posts import preview_posts, save_posts
from members.roster.preview import plan_roster
from members.roster.save import Saved, save_roster

Extra = dict[str, int]
Preview = Callable[[list[Table], Organisation, Extra], Outcome]
Save = Callable[[list[Table], Organisation, Extra, User, HttpRequest], Outcome]


@dataclass(frozen=True)
class Flow:
    """One sort of import: its words and its two functions. `name` is the URL name of the upload page."""

    name: str
    heading: str
    lead: str
    hints: tuple[str, ...]
    preview: Preview
    save: Save
    after: Callable[[Organisation], Link]
    form: type[UploadForm] = UploadForm
    unit: str = "条"
    initial: dict[str, int] = field(default_factory=dict)


def upload(request: HttpRequest, organisation: Organisation, flow: Flow) -> HttpResponse:
    """The upload page; a file that can be read leads to its preview."""
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = flow.form(*data, initial=flow.initial)
    if not form.is_valid():
        return _upload_page(request, organisation, flow, form)
    try:
        outcome = flow.preview(form.tables, organisation, form.extra())
    except Refused as refusal:
        form.add_error("file", refusal.message)
        return _upload_page(request, organisation, flow, form)
    stashed = stash.Stashed(form.content, form.cleaned_data["file"].name, form.extra())
    token = stash.put(stashed, flow.name, _user(request).pk, organisation.pk)
    context = _context(organisation, flow) | {
        "outcome": outcome,
        "filename": stashed.filename,
        "form": SaveForm(initial={"token": token}),
        "save_url": reverse(f"{flow.name}-save", args=[organisation.pk]),
        "submit": f"保存 {outcome.savable} {flow.unit}",
        "minutes": stash.MINUTES,
    }
    return render(request, "members/import_preview.html", context)


def save(request: HttpRequest, organisation: Organisation, flow: Flow) -> HttpResponse:
    """Save what was previewed, once; the result says what was done."""
    try:
        name, stashed = stash.get(
            request.POST.get("token", ""), flow.name, _user(request).pk, organisation.pk
        )
        tables = read_tables(stashed.content, stashed.filename)
        outcome = flow.save(tables, organisation, stashed.extra, _user(request), request)
    except Refused as refusal:
        problems = [Problem("gone", refusal.message, field="id_file")]
        return _upload_page(request, organisation, flow, flow.form(initial=flow.initial), problems, 400)
    stash.drop(name)
    context = _context(organisation, flow) | {"outcome": outcome, "after": flow.after(organisation)}
    return render(request, "members/import_result.html", context)


def _upload_page(
    request: HttpRequest,
    organisation: Organisation,
    flow: Flow,
    form: UploadForm,
    problems: list[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _context(organisation, flow) | {
        "form": form,
        "lead": flow.lead,
        "hints": flow.hints,
        "submit": "上传并预览",
        "problems": problems or [],
        "back": reverse("organisation", args=[organisation.pk]),
    }
    return render(request, "members/import.html", context, status=status)


def _context(organisation: Organisation, flow: Flow) -> dict[str, object]:
    here = reverse(flow.name, args=[organisation.pk])
    crumbs = [
        Link(organisation.short_name, reverse("organisation", args=[organisation.pk])),
        Link(flow.heading),
    ]
    return {"organisation": organisation, "heading": flow.heading, "crumbs": crumbs, "upload_url": here}


def _user(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise TypeError("an import is done by somebody")
    return user


def _preview_roster(tables: list[Table], organisation: Organisation, extra: Extra) -> Outcome:
    return of_roster(plan_roster(tables, organisation))


def _save_roster(
    tables: list[Table], organisation: Organisation, extra: Extra, by: User, request: HttpRequest
) -> Outcome:
    return _saved(save_roster(tables, organisation, by, request))


def _saved(done: Saved) -> Outcome:
    counts = [
        Row("新增", f"{done.created} 人"),
        Row("更新", f"{done.updated} 人"),
        Row("不变", f"{done.unchanged} 人"),
        Row("有错或冲突，没有存", f"{len(done.errors)} 处"),
    ]
    sections = [
        slips("没有存的", done.errors, "改好表格后可以再导入一次，已存的不会重复。"),
        slips("提示", done.remarks),
    ]
    found = [section for section in sections if section.rows]
    return Outcome(counts, found, done.created + done.updated, bool(done.errors))


def _preview_posts(tables: list[Table], organisation: Organisation, extra: Extra) -> Outcome:
    return of_posts(preview_posts(tables, organisation))


def _save_posts(
    tables: list[Table], organisation: Organisation, extra: Extra, by: User, request: HttpRequest
) -> Outcome:
    return of_posts(save_posts(tables, organisation, by, request))


def _to_members(organisation: Organisation) -> Link:
    return Link("看党员名册", f"{reverse('members')}?branch={organisation.pk}")


def _to_organisation(organisation: Organisation) -> Link:
    return Link(f"看{organisation.short_name}", reverse("organisation", args=[organisation.pk]))


ROSTER = Flow(
    "roster-import",
    "导入党员名册",
    "先上传、核对，按了“保存”才写入；同一份名册再导入一次只更新有变动的。",
    (
        "认全国系统导出的名册，也认自己编的表：表头在前 8 行之内，至少有“姓名”和“人员类别”。",
        "日期写到日，如 2020-7-1、2020.7.1、2020年7月1日；只有年月的，其余各栏照收，日期暂空待补。",
        "空格子不会清掉系统里已有的内容；有错的行不存，其余照存。",
        "另有一张“特殊情况”表的，出勤豁免、流动、失联、留党察看等按起止日期一并登记。",
    ),
    _preview_roster,
    _save_roster,
    _to_members,
    unit="人",
)
POSTS = Flow(
    "posts-import",
    "导入任职和编组",
    "先上传、核对，按了“保存”才写入；历任的也保留，便于查过去某天由谁任职。",
    (
        "“任职”表的栏目：姓名、职务、党组织、任职日期、届满日期（没有的写 —）。",
        "“党小组编组”表的栏目：姓名、身份证后四位（用来分清同名的人）、党组织、党小组。",
        "一人兼两职可写“宣传委员兼纪检委员”；上级指定的写“支部书记（指定）”。",
        "请先导入党员名册。还没有建立的党小组会随编组建立。",
    ),
    _preview_posts,
    _save_posts,
    _to_organisation,
    unit="行",
)


@needs(Action.ROSTER_IMPORT, Organisation)
def roster_import(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Upload a roster."""
    return upload(request, organisation, ROSTER)


@require_POST
@needs(Action.ROSTER_IMPORT, Organisation)
def roster_import_save(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Save a previewed roster."""
    return save(request, organisation, ROSTER)


@needs(Action.ROSTER_IMPORT, Organisation)
def posts_import(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Upload appointments and groups."""
    return upload(request, organisation, POSTS)


@require_POST
@needs(Action.ROSTER_IMPORT, Organisation)
def posts_import_save(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Save previewed appointments and groups."""
    return save(request, organisation, POSTS)
