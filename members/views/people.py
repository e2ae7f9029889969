"""The roll, one member, and every change to a member."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Command, Link, Row
from branchlife.kit.problems import Problem, Refusal
from branchlife.kit.templatetags.words import cn_plain
from members import lookup, transfers
from members.access import Action, Actor, needs
from members.forms.details import DetailsForm, EditForm, NewMemberForm
from members.forms.filters import MemberFilter
from members.forms.steps import STEPS, EndForm, PapersForm, StepForm
from members.log import note
from members.models import Member, Organisation
from members.views.facts import ENDABLE, facts_of
from members.vocabulary import EntryKind, MemberCategory

PER_PAGE = 20


@needs(Action.MEMBER_VIEW)
def members(request: HttpRequest) -> HttpResponse:
    """The roll as of today or of a chosen day."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    branches = lookup.branches_in_sight(actor, Action.MEMBER_VIEW)
    groups = lookup.groups_of(branches, clock.today()) if len(branches) == 1 else []
    filters = MemberFilter(request.GET, branches=branches, groups=groups)
    given = filters.given()
    day = given.get("on", clock.today())
    chosen = [row for row in branches if str(row.pk) == given["branch"]] if "branch" in given else branches
    page = page_of(request, filters.narrow(lookup.roll_of(chosen, day), day), PER_PAGE)
    context = {
        "filter": filters,
        "page": page,
        "lines": lookup.lines(list(page.object_list), day),
        "day": day,
        "shows_branch": len(branches) > 1,
        "may_edit": actor.may(Action.MEMBER_EDIT),
        "import_url": _import_url(actor),
        "is_narrowed": bool(request.GET),
    }
    return render(request, "members/members.html", context)


def _import_url(actor: Actor) -> str:
    own = actor.own_organisations(Action.ROSTER_IMPORT)
    return reverse("roster-import", args=[own[0]]) if own else ""


@needs(Action.MEMBER_VIEW, Member)
def member(request: HttpRequest, row: Member) -> HttpResponse:
    """One member: the facts with their dates, posts, and — for those who may — this year's attendance."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    kept = lookup.is_kept_by(actor, Action.MEMBER_EDIT, row)
    attendance = row.attendances.allowed(actor, Action.ATTENDANCE_NAMES).called()
    attendance = attendance.filter(meeting__start__year=today.year)
    context = {
        "member": row,
        "crumbs": [Link("党员", reverse("members")), Link(row.name)],
        "rows": _personal(row, today),
        "facts": facts_of(row, kept),
        "steps": _steps(actor, row) if kept else [],
        "commands": _commands(actor, row, kept),
        "shows_attendance": actor.may(Action.ATTENDANCE_NAMES),
        "attendance": attendance.select_related("meeting__gathering").order_by("-meeting__start"),
        "year": today.year,
    }
    return render(request, "members/member.html", context)


def _personal(row: Member, today: Any) -> list[Row]:
    age = row.party_age(today)
    return [
        Row("性别", row.get_gender_display()),
        Row("民族", row.ethnicity),
        Row("出生日期", cn_plain(row.birth_date)),
        Row("入党日期", cn_plain(row.joined_on)),
        Row("转正日期", cn_plain(row.full_on)),
        Row("党龄", "" if age is None else f"{age} 年"),
        Row("学历", " ".join(filter(None, (row.education, row.degree)))),
        Row("工作岗位", row.job),
        Row("籍贯", row.native_place),
        Row("联系电话", row.masked_phone),
        Row("电子邮箱", row.masked_email),
        Row("公民身份号码", row.masked_id_number),
        Row("备注", row.remark),
    ]


def _steps(actor: Actor, row: Member) -> list[Link]:
    """The small pages open for this member; what cannot be done here is not offered."""
    closed = set()
    if row.categories.open().filter(category=MemberCategory.FULL).exists():
        closed.add("confirm")
    if len(lookup.branches_in_sight(actor, Action.MEMBER_EDIT)) < 2:
        closed.add("move")
    return [
        Link(form.heading, reverse("member-step", args=[row.pk, name]))
        for name, form in STEPS.items()
        if name not in closed
    ]


def _commands(actor: Actor, row: Member, kept: bool) -> list[Command]:
    found = []
    if kept:
        found.append(Command("修改信息", reverse("member-edit", args=[row.pk]), method="get"))
    if (row.phone or row.email or row.id_number) and lookup.is_kept_by(actor, Action.MEMBER_REVEAL, row):
        found.append(Command("查看完整的电话和身份证号", reverse("member-reveal", args=[row.pk])))
    return found


@require_POST
@needs(Action.MEMBER_REVEAL, Member)
def reveal(request: HttpRequest, row: Member) -> HttpResponse:
    """The full numbers, on this one page, and a line in the access log."""
    _must_be_kept(request, Action.MEMBER_REVEAL, row)
    note(request, "reveal", row)
    rows = [Row("联系电话", row.phone), Row("电子邮箱", row.email), Row("公民身份号码", row.id_number)]
    context = {"member": row, "rows": rows}
    response = render(request, "members/revealed.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _must_be_kept(request: HttpRequest, action: Action, row: Member) -> None:
    if not lookup.is_kept_by(request.actor, action, row):  # type: ignore[attr-defined]
        raise PermissionDenied


@needs(Action.MEMBER_EDIT)
def member_new(request: HttpRequest) -> HttpResponse:
    """Enter a member."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    branches = lookup.branches_in_sight(actor, Action.MEMBER_EDIT)
    if not branches:
        raise PermissionDenied
    form = NewMemberForm(
        request.POST or None, branches=branches, groups=lookup.groups_of(branches, today), today=today
    )
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        done = _attempt(form, problems, lambda: _admit(request, form))
        if done is not None:
            messages.success(request, f"{done.name}已列入名册。")
            return redirect("member", done.pk)
    context = {
        "form": form,
        "problems": problems,
        "heading": "登记党员",
        "lead": "先填姓名、类别和日期，其余以后再补。",
        "submit": "登记",
        "back": reverse("members"),
    }
    return render(request, "members/member_new.html", context)


@transaction.atomic
def _admit(request: HttpRequest, form: NewMemberForm) -> Member:
    data = form.cleaned_data
    row = transfers.admit(
        form.branches[data["branch"]],
        form.details(),
        MemberCategory(data["category"]),
        data["start"],
        request.user,  # type: ignore[arg-type]
        EntryKind(data["entry_kind"]),
    )
    if data.get("group"):
        transfers.assign_group(row, form.groups[data["group"]], data["start"], request.user)  # type: ignore[arg-type]
    return row


def _attempt(form: DetailsForm, problems: list[Problem], write: Callable[[], Any]) -> Any:
    """Do a write; what it refuses is put on the form. None when refused."""
    try:
        return write()
    except Refusal as refusal:
        problems.extend(refusal.problems)
    except ValidationError as error:
        form.blame(error)
    return None


@needs(Action.MEMBER_EDIT, Member)
def member_edit(request: HttpRequest, row: Member) -> HttpResponse:
    """Mend the facts about a person."""
    _must_be_kept(request, Action.MEMBER_EDIT, row)
    form = EditForm(request.POST or None, member=row)
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        changed = _attempt(form, problems, lambda: transfers.mend(row, form.details(), request.user))  # type: ignore[arg-type]
        if changed is not None:
            messages.success(request, "已保存。" if changed else "没有改动。")
            return redirect("member", row.pk)
    context = {
        "form": form,
        "problems": problems,
        "heading": f"修改{row.name}的信息",
        "lead": "类别、编组、状态和组织关系带日期，请在党员页面分别办理。",
        "back": reverse("member", args=[row.pk]),
    }
    return render(request, "members/member_form.html", context)


@needs(Action.MEMBER_EDIT, Member)
def member_step(request: HttpRequest, row: Member, step: str) -> HttpResponse:
    """One of the small pages: 转正、编组、状态、豁免、不计入应到、转接、减少."""
    _must_be_kept(request, Action.MEMBER_EDIT, row)
    if step not in STEPS:
        raise Http404
    kind = STEPS[step]
    form = kind(request.POST or None, offered=_offered(request, row, kind), today=clock.today())
    return _step_page(request, row, form, lambda: form.carry_out(row, request.user))  # type: ignore[arg-type]


def _offered(request: HttpRequest, row: Member, kind: type[StepForm]) -> list[Organisation]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not kind.places:
        return []
    now = row.memberships.open().get().branch
    if kind.places == "group":
        return lookup.groups_of([now], clock.today())
    return [place for place in lookup.branches_in_sight(actor, Action.MEMBER_EDIT) if place != now]


def _step_page(request: HttpRequest, row: Member, form: StepForm, write: Callable[[], None]) -> HttpResponse:
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except Refusal as refusal:
            problems = refusal.problems
        except ValidationError as error:
            problems = tuple(Problem("invalid", text) for text in error.messages)
        else:
            messages.success(request, f"{row.name}：{form.heading}，{form.outcome()}。")
            return redirect("member", row.pk)
    context = {
        "form": form,
        "problems": problems,
        "heading": f"{form.heading}：{row.name}",
        "lead": form.lead,
        "submit": form.submit,
        "back": reverse("member", args=[row.pk]),
    }
    return render(request, "members/member_form.html", context)


@needs(Action.MEMBER_EDIT, Member)
def period_end(request: HttpRequest, row: Member, sort: str, period: int) -> HttpResponse:
    """End a status, an exemption or an exclusion."""
    _must_be_kept(request, Action.MEMBER_EDIT, row)
    if sort not in ENDABLE:
        raise Http404
    fact = getattr(row, sort).open().filter(pk=period).first()
    if fact is None:
        raise Http404
    form = EndForm(request.POST or None, offered=(), today=clock.today())
    return _step_page(
        request,
        row,
        form,
        lambda: transfers.end_period(fact, form.cleaned_data["on"], request.user),  # type: ignore[arg-type]
    )


@needs(Action.MEMBER_EDIT, Member)
def exclusion_papers(request: HttpRequest, row: Member, period: int) -> HttpResponse:
    """Hand in the papers that 不计入应到 still lacks."""
    _must_be_kept(request, Action.MEMBER_EDIT, row)
    exclusion = row.exclusions.filter(pk=period).first()
    if exclusion is None:
        raise Http404
    form = PapersForm(request.POST or None, offered=(), today=clock.today()).over(exclusion)
    return _step_page(request, row, form, lambda: form.carry_out(row, request.user))  # type: ignore[arg-type]
