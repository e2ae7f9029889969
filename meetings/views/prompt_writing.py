"""Publishing a prompt, mending it, withdrawing it, and its papers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from branchlife.kit.exports import file_response
from branchlife.kit.parts import Row, StoredFile
from branchlife.kit.problems import Refusal
from branchlife.kit.refusal import Refused
from meetings.forms.files import cleaned
from meetings.forms.topics import PromptForm
from meetings.lifecycle import prompts as step
from meetings.models import PromptPaper, TopicPrompt
from meetings.views.flow import blame, user_of
from meetings.views.topic_room import places
from members.access import Action, needs


@needs(Action.PROMPT_PUBLISH)
def prompt_new(request: HttpRequest) -> HttpResponse:
    """Write a prompt and publish it to everybody below."""
    offered = [one for one in places(request.actor, Action.PROMPT_PUBLISH) if not one.is_branch]  # type: ignore[attr-defined]
    if not offered:
        raise PermissionDenied
    form = PromptForm(request.POST or None, request.FILES or None, organisations=offered)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data.get("organisation", "")
        place = next((one for one in offered if str(one.pk) == asked), offered[0])
        try:
            row = step.publish(place, form.facts(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            _keep_papers(request, row, form)
            messages.success(request, f"已发布，{place}所辖各支部都看得到。")
            return redirect("prompt", row.pk)
    return _form_page(request, form, "发布提示", "发布", reverse("prompts"))


@needs(Action.PROMPT_PUBLISH, TopicPrompt)
def prompt_edit(request: HttpRequest, row: TopicPrompt) -> HttpResponse:
    """Mend the words, add papers."""
    form = PromptForm(request.POST or None, request.FILES or None, organisations=(), prompt=row)
    if request.method == "POST" and form.is_valid():
        try:
            step.amend(row, form.facts(), user_of(request))
        except Refusal as refusal:
            blame(form, refusal)
        else:
            _keep_papers(request, row, form)
            messages.success(request, "已保存。")
            return redirect("prompt", row.pk)
    return _form_page(request, form, "修改提示", "保存", reverse("prompt", args=[row.pk]))


def _form_page(request: HttpRequest, form: PromptForm, heading: str, submit: str, back: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit": submit, "back": back}
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)


def _keep_papers(request: HttpRequest, row: TopicPrompt, form: PromptForm) -> None:
    """Keep what may be kept; what may not is named with the reason."""
    for upload in form.cleaned_data["uploads"]:
        try:
            name, clean = cleaned(upload)
            step.keep_paper(row, name, clean.content, user_of(request))
        except Refused as refused:
            messages.error(request, f"《{upload.name}》没有收下：{refused.message}")


@needs(Action.PROMPT_PUBLISH, TopicPrompt)
def prompt_withdraw(request: HttpRequest, row: TopicPrompt) -> HttpResponse:
    """Ask, then offer it no more."""
    if request.method == "POST":
        step.withdraw(row, user_of(request))
        messages.info(request, f"已撤回“{row.title}”。已经列入议题的不受影响。")
        return redirect("prompts")
    context = {
        "heading": "撤回提示",
        "lead": "撤回以后支部不再看到；已经列入议题的不受影响。",
        "rows": [Row("主题", row.title)],
        "submit": "撤回",
        "danger": True,
        "back": reverse("prompt", args=[row.pk]),
    }
    return render(request, "layouts/confirm.html", context)


def papers_of(row: TopicPrompt, *, may_remove: bool = False) -> list[StoredFile]:
    """The papers of a prompt for the list."""
    return [
        StoredFile(
            paper.name,
            reverse("prompt-paper", args=[paper.pk]),
            paper.size,
            "",
            reverse("prompt-paper-remove", args=[paper.pk]) if may_remove else "",
        )
        for paper in row.papers.order_by("pk")
    ]


@needs(Action.TOPICS_VIEW, PromptPaper)
def paper(request: HttpRequest, row: PromptPaper) -> HttpResponse:
    """The file as a download."""
    try:
        with row.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise Http404(f"文件《{row.name}》不在库中。") from error
    return file_response(content, row.name, row.name.rsplit(".", 1)[-1])


@needs(Action.PROMPT_PUBLISH, PromptPaper)
def paper_remove(request: HttpRequest, row: PromptPaper) -> HttpResponse:
    """Ask, then drop a file."""
    back = reverse("prompt", args=[row.prompt_id])
    if request.method == "POST":
        try:
            step.drop_paper(row)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect(back)
    context: dict[str, Any] = {
        "heading": "移除材料", "rows": [Row("文件", row.name)], "submit": "移除", "danger": True, "back": back,
    }  # fmt: skip
    return render(request, "layouts/confirm.html", context)
