"""What a member sees through the signed link: no log-in, no cookie, no script. The link is the key."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from branchlife.kit.exports import file_response
from branchlife.kit.links import capability
from branchlife.kit.parts import Row
from branchlife.kit.problems import Problem, Refusal
from branchlife.kit.templatetags.words import cn_until
from meetings.forms.notices import AskLeaveForm
from meetings.lifecycle import check_in, personal
from meetings.lifecycle.personal import Closed, Invitation
from meetings.vocabulary import GatheringMode, LeaveReason
from members.access import public

View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Declare a page that a signed link opens: public, kept by no cache, found by no search, told to no other site."""

    @wraps(view)
    @sensitive_variables("token")
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, token, **kwargs)
        except Closed as closed:
            context = {"words": closed.words}
            response = render(request, "personal/closed.html", context, status=closed.status)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return public(capability(opened))


@by_link
@require_safe
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """The notice, the agenda, the papers, and what the member has answered."""
    return _page(request, token)


@by_link
@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The member has read it."""
    return _answer(request, token, lambda: personal.confirm(token))


@by_link
@require_POST
def ask_leave(request: HttpRequest, token: str) -> HttpResponse:
    """The member asks for leave."""
    form = AskLeaveForm(request.POST)
    if not form.is_valid():
        problem = Problem("reason", "请点选一种事由。", field="reason")
        return _page(request, token, (problem,), 422)
    return _answer(
        request, token, lambda: personal.ask_leave(token, LeaveReason(form.cleaned_data["reason"]))
    )


@by_link
@require_POST
def here(request: HttpRequest, token: str) -> HttpResponse:
    """The member signs in with the code of the room."""
    code, online = request.POST.get("code", "")[:20], request.POST.get("online") == "1"
    return _answer(request, token, lambda: check_in.with_code(token, code, online=online))


@by_link
@require_POST
def was_there(request: HttpRequest, token: str) -> HttpResponse:
    """The member says afterwards that they were there."""
    return _answer(request, token, lambda: check_in.say_afterwards(token))


@by_link
@require_safe
def paper(request: HttpRequest, token: str, paper: int) -> HttpResponse:
    """A file that goes with the notice, as a download. Any other file is 404."""
    row = next((one for one in personal.invitation(token).papers if one.pk == paper), None)
    if row is None:
        raise Http404("通知里没有这份材料。")
    try:
        with row.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise Http404("这份材料不在库中。") from error
    return file_response(content, row.name, row.name.rsplit(".", 1)[-1])


def _answer(request: HttpRequest, token: str, write: Callable[[], object]) -> HttpResponse:
    try:
        write()
    except Refusal as refusal:
        return _page(request, token, refusal.problems, 422)
    return redirect("personal", token)


def _page(
    request: HttpRequest, token: str, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    found = personal.invitation(token)
    context = {
        "meeting": found.meeting,
        "rows": [
            Row("时间", cn_until(found.meeting.start, found.meeting.end)),
            Row("地点", found.meeting.gathering.place or "另行通知"),
            Row("会议", "、".join(row.spec.name for row in found.meetings)),
        ],
        "receipt": found.receipt,
        "problems": problems,
        "agenda": [item.title for row in found.meetings for item in row.agenda.order_by("order", "pk")],
        "papers": [(row, reverse("personal-paper", args=[token, row.pk])) for row in found.papers],
        "reasons": LeaveReason.pairs(),
        "said": said(found),
        "may_answer": not found.is_off and not found.has_begun,
        "may_ask": not found.is_off and not found.has_begun and not found.has_leave,
        "confirm_url": reverse("personal-confirm", args=[token]),
        "leave_url": reverse("personal-leave", args=[token]),
        **_door(found, token),
    }
    return render(request, "personal/notice.html", context, status=status)


def _door(found: Invitation, token: str) -> dict[str, Any]:
    """Signing in, where the rules allow it: while the door is open with a code, afterwards by word."""
    gathering, allowed = found.meeting.gathering, check_in.is_allowed(found.meeting) and not found.is_off
    row = check_in.standing(gathering).get(found.receipt.member_id) if allowed else None
    open_now = allowed and row is None and check_in.is_open(gathering) and not found.meeting.is_held
    return {
        "signed": row,
        "may_sign": open_now,
        "asks_how": gathering.mode == GatheringMode.HYBRID,
        "may_say": allowed
        and row is None
        and not open_now
        and found.has_begun
        and not found.meeting.is_locked,
        "here_url": reverse("personal-here", args=[token]),
        "was_there_url": reverse("personal-was-there", args=[token]),
    }


def said(found: Invitation) -> list[str]:
    """What stands on record of this member's answers."""
    lines = []
    if found.has_leave:
        lines.append("已准假。")
    elif found.request is not None:
        word = found.request.get_state_display()
        note = f"：{found.request.note}" if found.request.note else ""
        lines.append(f"您申请请假（{found.request.get_reason_display()}），{word}{note}。")
    return lines
