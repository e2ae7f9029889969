"""请假登记 before a meeting: tap who has asked for leave. The roll call starts from there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from branchlife.kit.parts import Person
from branchlife.kit.problems import Conflict, Problem, Refusal
from meetings.forms.roll import REASONS, UNEXCUSED, read_leave
from meetings.lifecycle import pages
from meetings.lifecycle.holding import due_roll
from meetings.lifecycle.leave import BEFORE, asked_leave, requests_of, set_leave
from meetings.lifecycle.leave import decide as decide_leave
from meetings.models import Meeting
from meetings.views import people
from meetings.views.flow import crumbs, editing, name_of, sitting, user_of
from meetings.vocabulary import LeaveReason, LeaveState
from members.standing import Listed

LEAVE_REASONS = tuple((value, word) for value, word in REASONS if value != UNEXCUSED)


@editing
def leave(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show who has asked for leave, and save."""
    together = sitting(request, meeting)
    if meeting.state not in BEFORE:
        messages.info(request, "会前请假在召开以前登记；点过名的，请在点名里改。")
        return redirect("meeting", meeting.pk)
    listed = _due(together)
    if request.method != "POST":
        return _page(request, meeting, listed, asked_leave(meeting.gathering))
    reasons = read_leave(request.POST, {one.member.pk: True for one in listed})
    try:
        set_leave(meeting.gathering, reasons, request.POST.get("stamp", ""), user_of(request))
    except Refusal as refusal:
        return _page(request, meeting, listed, reasons, refusal.problems, 422)
    except Conflict:
        return _page(request, meeting, listed, reasons, (THEIRS,), 409)
    messages.success(request, f"已登记请假 {len(reasons)} 人。")
    return redirect("meeting", meeting.pk)


@require_POST
@editing
def decide(request: HttpRequest, meeting: Meeting, asked: int) -> HttpResponse:
    """准假 or 不准, of leave that a member asked for."""
    sitting(request, meeting)
    row = next((one for one in requests_of(meeting.gathering) if one.pk == asked), None)
    if row is None:
        raise Http404("这次会议没有这份请假申请。")
    grant = request.POST.get("grant") == "1"
    try:
        decide_leave(row, grant, user_of(request), request.POST.get("note", "").strip())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, f"{row.member.name}：{'准假' if grant else '不准假'}，已登记，本人在链接里看得到。"
        )
    return redirect("meeting-leave", meeting.pk)


THEIRS = Problem(
    "conflict", "另一位同志刚刚登记过请假，您点的还在下面，没有存入；核对后再按一次保存", field="leave"
)


def _due(together: list[Meeting]) -> list[Listed]:
    """Everybody due at one of the meetings of the sitting, by strokes."""
    found = {one.member.pk: one for row in together for one in due_roll(row) if one.standing.is_due}
    return sorted(found.values(), key=lambda one: (one.member.stroke_order, one.member.name, one.member.pk))


def _page(
    request: HttpRequest,
    meeting: Meeting,
    listed: list[Listed],
    reasons: dict[int, LeaveReason],
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    beside = people.notes(listed, people.posts_on(meeting), meeting.day)
    context: dict[str, Any] = {
        "heading": "请假登记",
        "lead": name_of(meeting),
        "crumbs": crumbs(meeting, "请假登记"),
        "problems": problems,
        "people": [_person(one, beside, reasons) for one in listed],
        "reasons": LEAVE_REASONS,
        "stamp": pages.roll_stamp(meeting.gathering),
        "asked": [one for one in requests_of(meeting.gathering) if one.state == LeaveState.ASKED],
        "meeting": meeting,
        "back": reverse("meeting", args=[meeting.pk]),
    }
    return render(request, "meetings/leave.html", context, status=status)


def _person(one: Listed, beside: dict[int, str], reasons: dict[int, LeaveReason]) -> Person:
    pk = one.member.pk
    return Person(pk, one.member.name, beside[pk], pk in reasons, str(reasons.get(pk, "")))
