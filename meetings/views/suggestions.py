"""党员点题: the box of a branch, one concern with what came of it, and a member's own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link, Row
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_plain
from meetings.forms.topics import (
    AdoptForm,
    AnswerForm,
    OwnSuggestionForm,
    SuggestionFilter,
    SuggestionForm,
    words_of,
)
from meetings.lifecycle import suggestions as step
from meetings.models import Meeting, TopicSuggestion
from meetings.views.flow import blame, name_of, user_of
from meetings.views.matrix import link
from meetings.views.subtree import link_to_export
from meetings.views.topic_room import place_asked, place_links, places, still_to_come, tabs
from members.access import Action, Actor, needs
from members.models import Member

PER_PAGE = 20
REGISTERS = (("suggestions", "点题登记（Excel）"), ("suggestions_pdf", "点题登记（PDF）"))


@needs(Action.SUGGESTION_VIEW)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Newest first, twenty a page, narrowed by the query."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    branches = places(actor, Action.SUGGESTION_VIEW)
    filters = SuggestionFilter(request.GET, branches=branches, today=clock.today())
    rows = filters.narrow(TopicSuggestion.seen.allowed(actor, Action.SUGGESTION_VIEW))
    chosen = [row for row in branches if str(row.pk) == filters.cleaned_data.get("branch")] or branches[:1]
    year = int(filters.cleaned_data.get("year") or clock.today().year)
    context = {
        "tabs": tabs(actor, "suggestions"),
        "filter": filters,
        "page": page_of(request, rows.with_outcome().newest(), PER_PAGE),
        "shows_branch": len(branches) > 1,
        "is_narrowed": bool(request.GET),
        "may_enter": actor.may(Action.SUGGESTION_EDIT),
        "papers": [
            *(Link("点题纸（PDF）", link_to_export(row, "suggestion_slips", year)) for row in chosen),
            *(
                Link(f"{year}年{words}", link_to_export(row, form, year))
                for row in chosen
                for form, words in REGISTERS
            ),
        ],
    }
    return render(request, "meetings/suggestions.html", context)


@needs(Action.SUGGESTION_EDIT)
def suggestion_new(request: HttpRequest) -> HttpResponse:
    """Enter a concern that a member spoke of or wrote on a slip."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = [one for one in places(actor, Action.SUGGESTION_EDIT) if one.is_branch]
    branch = place_asked(request, own)
    if branch is None:
        raise PermissionDenied
    members = Member.seen.allowed(actor, Action.MEMBER_VIEW).of_branch(branch.pk, clock.today()).by_strokes()
    form = SuggestionForm(request.POST or None, members=list(members))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            step.enter(
                branch,
                data["content"],
                user_of(request),
                raised_by=form.member(),
                raised_on=data["raised_on"],
            )
        except Refusal as refusal:
            blame(form, refusal)
        else:
            messages.success(request, "已登记，没有处理以前会列在工作台上。")
            return redirect(link("suggestions", branch=branch.pk if len(own) > 1 else ""))
    context = {
        "form": form,
        "heading": "登记点题",
        "lead": branch.short_name,
        "submit": "登记",
        "back": reverse("suggestions"),
        "places": place_links("suggestion-new", own, branch),
    }
    return render(request, "meetings/suggestion_new.html", context, status=422 if form.errors else 200)


@needs(Action.SUGGESTION_VIEW, TopicSuggestion)
def suggestion(request: HttpRequest, row: TopicSuggestion) -> HttpResponse:
    """One concern: adopt it, answer it, see what came of it."""
    return _page(request, row)


def _page(
    request: HttpRequest,
    row: TopicSuggestion,
    adopting: AdoptForm | None = None,
    answering: AnswerForm | None = None,
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    edits = TopicSuggestion.seen.allowed(actor, Action.SUGGESTION_EDIT).filter(pk=row.pk).exists()
    coming = still_to_come(actor, row.branch) if edits and not row.is_on_agenda else []
    if adopting is None and coming:
        adopting = AdoptForm(meetings=_choices(coming), suggestion=row)
    if answering is None and edits:
        answering = AnswerForm(
            initial={"answer": row.answer, "answered_on": row.answered_on or clock.today()}
        )
    context = {
        "row": row,
        "heading": "党员点题",
        "lead": row.content,
        "crumbs": [
            Link("选题", reverse("prompts")),
            Link("党员点题", reverse("suggestions")),
            Link(row.content[:16]),
        ],
        "state": row.state_words,
        "facts": _facts(row),
        "adopting": adopting if edits and not row.is_on_agenda else None,
        "answering": answering if edits else None,
        "new_url": link("meeting-new", branch=row.branch_id, suggestion=row.pk) if edits else "",
    }
    faulty = any(form is not None and form.errors for form in (adopting, answering))
    return render(request, "meetings/suggestion.html", context, status=422 if faulty else 200)


def _choices(meetings: list[Meeting]) -> list[tuple[str, str]]:
    return [(str(row.pk), words_of(row)) for row in meetings]


def _facts(row: TopicSuggestion) -> list[Row]:
    rows = [Row("提出人", row.raised_by_words), Row("提出日期", cn_plain(row.raised_on))]
    if row.agenda_item is not None and row.is_on_agenda:
        meeting = row.agenda_item.meeting
        rows.append(Row("列入", name_of(meeting), reverse("meeting", args=[meeting.pk])))
        rows.append(Row("议题", row.agenda_item.title))
        decided = [one.text for one in row.agenda_item.resolutions.order_by("pk")]
        rows += [Row("决议", text) for text in decided]
    if row.answer:
        rows.append(Row("答复", f"{row.answer}（{cn_plain(row.answered_on)}）"))
    return rows


@require_POST
@needs(Action.SUGGESTION_EDIT, TopicSuggestion)
def adopt(request: HttpRequest, row: TopicSuggestion) -> HttpResponse:
    """Put it on the agenda of a meeting of the branch."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    coming = still_to_come(actor, row.branch)
    form = AdoptForm(request.POST, meetings=_choices(coming), suggestion=row)
    if not form.is_valid():
        return _page(request, row, adopting=form)
    meeting = next(one for one in coming if str(one.pk) == form.cleaned_data["meeting"])
    try:
        step.adopt(row, meeting, user_of(request), form.cleaned_data["title"])
    except Refusal as refusal:
        blame(form, refusal)
        return _page(request, row, adopting=form)
    messages.success(request, f"已列入{name_of(meeting)}的议题。")
    return redirect("suggestion", row.pk)


@require_POST
@needs(Action.SUGGESTION_EDIT, TopicSuggestion)
def answer(request: HttpRequest, row: TopicSuggestion) -> HttpResponse:
    """Answer with words."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, answering=form)
    try:
        step.answer(row, form.cleaned_data["answer"], user_of(request), form.cleaned_data["answered_on"])
    except Refusal as refusal:
        blame(form, refusal)
        return _page(request, row, answering=form)
    messages.success(request, "已记下答复。")
    return redirect("suggestion", row.pk)


@needs(Action.SUGGESTION_RAISE)
def own_suggestions(request: HttpRequest) -> HttpResponse:
    """A member's own box: put one in, see what came of those that bear the name."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = OwnSuggestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if (refusal := _enter_own(request, actor, form)) is None:
            messages.success(request, "已放进本支部的点题箱。")
            return redirect("own-suggestions")
        blame(form, refusal)
    rows = TopicSuggestion.seen.allowed(actor, Action.SUGGESTION_RAISE).with_outcome().newest()
    context: dict[str, Any] = {"form": form, "heading": "我要点题", "page": page_of(request, rows, PER_PAGE)}
    return render(request, "meetings/own_suggestions.html", context, status=422 if form.errors else 200)


def _enter_own(request: HttpRequest, actor: Actor, form: OwnSuggestionForm) -> Refusal | None:
    member = Member.seen.allowed(actor, Action.SUGGESTION_RAISE).first()
    if member is None:
        return Refusal.because("no-member", "这个账号没有对应的党员，请联系支部书记。")
    data = form.cleaned_data
    try:
        step.enter_own(member, data["content"], user_of(request), is_named=data["named"] == "yes")
    except Refusal as refusal:
        return refusal
    return None
