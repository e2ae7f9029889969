"""主题和内容提示: the committee publishes, a branch adopts with one press, the committee sees which have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit import clock
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Command, Link, Row
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_day, cn_plain
from meetings.lifecycle import prompts as step
from meetings.models import Meeting, PlanItem, PromptAdoption, TopicPrompt
from meetings.views import coverage
from meetings.views.flow import name_of, user_of
from meetings.views.matrix import link
from meetings.views.offers import numbers
from meetings.views.prompt_writing import papers_of
from meetings.views.topic_room import place_asked, place_links, places, still_to_come, tabs
from members.access import Action, Actor, needs
from members.models import Organisation

PER_PAGE = 20
LINES, LINES_SHOWN = 40, 3  # lines of a plan that are looked at, and offered
NOT_TAKEN = "未采用"


@dataclass(frozen=True)
class Shown:
    """A prompt as a list shows it: what a branch made of it, or how many branches did."""

    prompt: TopicPrompt
    state: str = ""
    tone: str = ""
    where: Link | None = None
    command: Command | None = None
    counts: str = ""


@needs(Action.TOPICS_VIEW)
def prompts(request: HttpRequest) -> HttpResponse:
    """Newest first: a branch with what it made of each, a superior with how many branches adopted and held it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = places(actor, Action.PROMPT_ADOPT)
    branch = place_asked(request, own)
    rows = TopicPrompt.seen.allowed(actor, Action.TOPICS_VIEW).select_related("organisation")
    if branch is not None:
        rows = rows.standing().reaching(branch)
    page = page_of(request, rows.newest(), PER_PAGE)
    context = {
        "tabs": tabs(actor, "prompts"),
        "places": place_links("prompts", own, branch),
        "page": page,
        "rows": _for_branch(actor, branch, list(page)) if branch else _for_superior(actor, list(page)),
        "is_branch": branch is not None,
        "may_publish": actor.may(Action.PROMPT_PUBLISH),
    }
    return render(request, "meetings/prompts.html", context)


def _for_branch(actor: Actor, branch: Organisation, found: Sequence[TopicPrompt]) -> list[Shown]:
    taken = adoptions_of(actor, branch, found)
    coming = still_to_come(actor, branch)
    return [_shown(prompt, branch, taken.get(prompt.pk), coming) for prompt in found]


def _shown(
    prompt: TopicPrompt, branch: Organisation, adoption: PromptAdoption | None, coming: Sequence[Meeting]
) -> Shown:
    if adoption is not None and adoption.meeting is None:
        return Shown(prompt, coverage.TAKEN, "told", coverage.planned(adoption))
    if adoption is not None and adoption.meeting is not None:
        meeting = adoption.meeting
        where = Link(name_of(meeting), reverse("meeting", args=[meeting.pk]))
        return Shown(prompt, coverage.word_of(meeting.state), coverage.tone_of(meeting.state), where)
    commands = adopting(prompt, branch, coming)
    return Shown(prompt, NOT_TAKEN, "plan", None, commands[0] if commands else None)


def adoptions_of(
    actor: Actor, branch: Organisation, found: Sequence[TopicPrompt]
) -> dict[int, PromptAdoption]:
    """What a branch made of some prompts, by prompt. One query."""
    rows = PromptAdoption.seen.allowed(actor, Action.TOPICS_VIEW).standing().with_meetings()
    return {row.prompt_id: row for row in rows.filter(branch=branch, prompt__in=[one.pk for one in found])}


def adopting(
    prompt: TopicPrompt, branch: Organisation, coming: Sequence[Meeting], weight: str = "secondary"
) -> list[Command]:
    """A button for each meeting it may go to: those of its month first, then by time."""
    where = reverse("prompt-adopt", args=[prompt.pk])
    suited = [row for row in coming if prompt.suits(row.kind)]
    suited.sort(key=lambda row: prompt.month not in (None, row.day.replace(day=1)))
    return [
        Command(
            f"采用到{name_of(row)}", where, weight if at == 0 else "secondary", fields={"meeting": row.pk}
        )
        for at, row in enumerate(suited)
    ]


def _for_superior(actor: Actor, found: Sequence[TopicPrompt]) -> list[Shown]:
    return [
        Shown(prompt, "已撤回" if prompt.withdrawn_on else "", "none", counts=total.words)
        for prompt, total in zip(found, coverage.totals(actor, found), strict=True)
    ]


@needs(Action.TOPICS_VIEW, TopicPrompt)
def prompt(request: HttpRequest, row: TopicPrompt) -> HttpResponse:
    """One prompt with its papers; a branch finds the buttons that adopt it, a superior which branches have."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = [one for one in places(actor, Action.PROMPT_ADOPT) if one.path.startswith(row.organisation.path)]
    branch = place_asked(request, own)
    may_publish = TopicPrompt.seen.allowed(actor, Action.PROMPT_PUBLISH).filter(pk=row.pk).exists()
    context: dict[str, Any] = {
        "prompt": row,
        "heading": row.title,
        "crumbs": [Link("选题", reverse("prompts")), Link("提示")],
        "facts": _facts(row),
        "papers": papers_of(row, may_remove=may_publish and row.withdrawn_on is None),
        "places": place_links("prompt", own, branch, row.pk),
        "branch": branch,
        "editing": _editing(row) if may_publish and row.withdrawn_on is None else [],
        "covered": None,
    }
    if branch is not None:
        context |= _branch_side(actor, row, branch)
    elif actor.may(Action.SUBTREE_VIEW):
        context["covered"] = coverage.of_prompt(request, row)
    return render(request, "meetings/prompt.html", context)


def _facts(row: TopicPrompt) -> list[Row]:
    month = f"{row.month.year}年{row.month.month}月" if row.month else "不限月份"
    rows = [
        Row("发布", f"{row.organisation}，{cn_plain(row.published_on)}"),
        Row("适用", f"{month}，{row.kinds_words}"),
    ]
    return [*rows, Row("撤回", cn_plain(row.withdrawn_on))] if row.withdrawn_on else rows


def _editing(row: TopicPrompt) -> list[Command]:
    return [
        Command("修改、加材料", reverse("prompt-edit", args=[row.pk]), method="get"),
        Command("撤回", reverse("prompt-withdraw", args=[row.pk]), "danger", "get"),
    ]


def _branch_side(actor: Actor, row: TopicPrompt, branch: Organisation) -> dict[str, Any]:
    adoption = adoptions_of(actor, branch, [row]).get(row.pk)
    if adoption is not None:
        return {"taken": _shown(row, branch, adoption, ()), "commands": [], "new": None}
    if row.withdrawn_on:
        return {"taken": None, "commands": [], "new": None}
    commands = adopting(row, branch, still_to_come(actor, branch), "primary")
    commands += planning(actor, row, branch)
    day = _day_of(row)
    kind = row.kinds[0] if row.kinds else "theme_day"
    url = link("meeting-new", branch=branch.pk, kind=kind, day=day.isoformat() if day else "", prompt=row.pk)
    new = Command("新建会议并采用", url, "secondary" if commands else "primary", "get")
    return {"taken": None, "commands": [*commands, new]}


def planning(actor: Actor, prompt: TopicPrompt, branch: Organisation) -> list[Command]:
    """A button for each line of a plan still to be called that it suits: those of its month, else the next ones."""
    rows = PlanItem.seen.allowed(actor, Action.PLAN_EDIT).filter(
        plan__branch=branch, meeting__isnull=True, scheduled_on__gte=clock.today()
    )
    found = rows.select_related("group").order_by("scheduled_on", "pk")
    if prompt.month is not None:
        found = found.filter(scheduled_on__year=prompt.month.year, scheduled_on__month=prompt.month.month)
    suited = [row for row in found[:LINES] if prompt.suits(row.kind)][:LINES_SHOWN]
    where = reverse("prompt-adopt", args=[prompt.pk])
    return [
        Command(
            f"列入计划：{cn_day(row.scheduled_on)}{row.group or ''}{row.spec.short}",
            where,
            fields={"item": row.pk},
        )
        for row in suited
    ]


def _day_of(row: TopicPrompt) -> date | None:
    """The first day of its month, when that is still to come."""
    return row.month if row.month and row.month > clock.today() else None


@require_POST
@needs(Action.PROMPT_ADOPT, TopicPrompt)
def adopt(request: HttpRequest, row: TopicPrompt) -> HttpResponse:
    """Put it on the agenda of the meeting that the button names."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if "item" in request.POST:
        return _adopt_into_plan(request, actor, row)
    asked = request.POST.get("meeting", "")
    if not asked.isdecimal() or len(asked) > 18:
        messages.error(request, "请选一次会议。")
        return redirect("prompt", row.pk)
    meeting = Meeting.seen.reach(actor, Action.MEETING_EDIT, pk=int(asked))
    if meeting.branch_id not in actor.own_organisations(Action.PROMPT_ADOPT):
        raise PermissionDenied
    try:
        step.adopt(row, meeting, user_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("prompt", row.pk)
    messages.success(request, f"已采用：“{row.title}”列入{name_of(meeting)}的议题。")
    return redirect(link("prompts", branch=meeting.branch_id))


def _adopt_into_plan(request: HttpRequest, actor: Actor, row: TopicPrompt) -> HttpResponse:
    asked = numbers([request.POST["item"]])
    item = PlanItem.seen.reach(actor, Action.PLAN_EDIT, pk=asked[0] if asked else 0)
    try:
        step.adopt_into_plan(row, item, user_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("prompt", row.pk)
    messages.success(
        request, f"已采用：“{row.title}”列入{cn_day(item.scheduled_on)}{item.spec.short}的计划。"
    )
    return redirect(link("prompts", branch=item.plan.branch_id))
