"""Boxes: fill one, write its 备考表, print what belongs to it, take it apart again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from branchlife.kit import exports
from branchlife.kit.parts import Link
from branchlife.kit.problems import Refusal
from meetings.archive.exports.boxes import BoxPaper
from meetings.archive.forms import BoxForm, FillForm
from meetings.archive.lifecycle import boxes as step
from meetings.archive.models import ArchiveBox
from meetings.archive.views.places import crumbs
from meetings.archive.views.year import checked_year
from meetings.views.exporting import named
from meetings.views.flow import blame, user_of
from meetings.vocabulary import RetentionPeriod
from members import log
from members.access import Action, Actor, needs
from members.models import Organisation


def _crumbs(request: HttpRequest, branch: Organisation, year: int, here: str) -> list[Link]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return crumbs(
        actor, branch, Link(f"{year}年", reverse("archive-year", args=[branch.pk, year])), Link(here)
    )


@needs(Action.ARCHIVE_EDIT, Organisation)
def fill(request: HttpRequest, branch: Organisation, year: int, retention: str) -> HttpResponse:
    """A new box of one retention, filled up to an item."""
    if retention not in {str(one) for one in RetentionPeriod}:
        raise Http404
    period = RetentionPeriod(retention)
    waiting = step.unboxed(branch, checked_year(branch, year), period)
    if not waiting:
        messages.info(request, f"{year}年{period.label}的都已装盒。")
        return redirect("archive-year", branch.pk, year)
    form = FillForm(request.POST or None, first=waiting[0].item_number, last=waiting[-1].item_number)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = step.fill_box(branch, year, period, data["last_item"], data["spine_mm"], user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, f"已装第{made.box_number}盒。请填写备考表，或打印后手写。")
            return redirect("archive-box", made.pk)
    context = {
        "form": form,
        "heading": f"装盒（{period.label}）",
        "lead": f"{branch.short_name} · {year}年。不同年度、保管期限、机构的不放在同一盒。",
        "crumbs": _crumbs(request, branch, year, "装盒"),
        "submit": "装盒",
        "back": reverse("archive-year", args=[branch.pk, year]),
    }
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)


@needs(Action.ARCHIVE_EDIT, ArchiveBox)
def box(request: HttpRequest, row: ArchiveBox) -> HttpResponse:
    """备考表 and spine of one box."""
    form = BoxForm(request.POST or None, box=row)
    if request.method == "POST" and form.is_valid():
        try:
            step.note_box(row, form.cleaned_data["spine_mm"], form.note(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "备考表已保存。")
            return redirect("archive-year", row.branch_id, row.year)
    items = f"件号 {row.first_item}—{row.last_item}"
    context = {
        "form": form,
        "heading": f"第{row.box_number}盒备考表",
        "lead": f"{row.branch.short_name} · {row.year}年 {row.get_retention_display()} · {items}",
        "crumbs": _crumbs(request, row.branch, row.year, f"第{row.box_number}盒"),
        "submit": "保存备考表",
        "back": reverse("archive-year", args=[row.branch_id, row.year]),
        "box": row,
    }
    return render(request, "archive/box.html", context, status=422 if form.errors else 200)


@needs(Action.ARCHIVE_EDIT, ArchiveBox)
@require_POST
def empty(request: HttpRequest, row: ArchiveBox) -> HttpResponse:
    """Take the last box apart."""
    try:
        step.empty_box(row)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("archive-box", row.pk)
    messages.success(request, f"第{row.box_number}盒已拆开，里面的件可以重新装盒。")
    return redirect("archive-year", row.branch_id, row.year)


@needs(Action.ARCHIVE_VIEW, ArchiveBox)
@require_GET
def export(request: HttpRequest, row: ArchiveBox, form: str) -> HttpResponse:
    """备考表, cover, spine."""
    paper = named(form)
    if not isinstance(paper, BoxPaper):
        raise Http404("档案盒没有这种表格。")
    content = paper.render(row)
    log.note(request, f"导出{paper.title}", row)
    return exports.file_response(content, paper.filename(row), paper.media)
