"""签到: the code of the room and who signed in, for the secretary; the tablet that knows nothing but names."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from branchlife.kit import clock, qr
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_time
from meetings.lifecycle import check_in
from meetings.models import Gathering, Meeting
from meetings.views.flow import crumbs, editing, name_of, sitting, user_of
from members.access import public

KIOSK = "kiosk"  # in the session of the tablet: the sitting, and until when


@require_GET
@editing
def sign_ins(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The code, and who has signed in."""
    sitting(request, meeting)
    gathering = meeting.gathering
    problems: Any = ()
    try:
        check_in.check_open(gathering)
    except Refusal as refusal:
        problems = refusal.problems
    code = "" if problems else check_in.room_code(gathering)
    context = {
        "meeting": meeting,
        "heading": "签到",
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}",
        "crumbs": crumbs(meeting, "签到"),
        "closed": [one.text for one in problems],
        "code": code,
        "picture": qr.picture(f"签到码 {code}：请本人打开自己的通知链接，输入这六位数。") if code else "",
        "seconds": check_in.CODE_SECONDS // 2,
        "rows": check_in.everything(gathering),
        "back": reverse("meeting", args=[meeting.pk]),
    }
    return render(request, "meetings/sign_ins.html", context)


@require_POST
@editing
def undo(request: HttpRequest, meeting: Meeting, row: int) -> HttpResponse:
    """Take a sign-in back, with a trace."""
    sitting(request, meeting)
    undone = check_in.undo(meeting.gathering, row, user_of(request))
    if undone is None:
        raise Http404("这次会议没有这条签到。")
    messages.success(request, f"已撤销{undone.member.name}的签到，留有记录。")
    return redirect("meeting-sign-in", meeting.pk)


@require_POST
@editing
def start_kiosk(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """This device becomes the tablet of the room: signed out, and with one list of names until the meeting ends."""
    sitting(request, meeting)
    try:
        check_in.check_open(meeting.gathering)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("meeting-sign-in", meeting.pk)
    logout(request)
    until = check_in.door(meeting.gathering)[1]
    request.session[KIOSK] = {"gathering": meeting.gathering_id, "until": until.timestamp()}
    request.session.set_expiry(until)
    return redirect("kiosk")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """Names, and nothing else. Any other browser is told that it is not the tablet."""
    gathering = _of_tablet(request)
    if gathering is None:
        return render(request, "personal/closed.html", {"words": "这台设备没有打开签到名单。"}, status=404)
    said, problem, status = "", "", 200
    if request.method == "POST":
        try:
            row = check_in.tap(gathering, _tapped(request))
            said = f"{row.member.name}，已签到 {cn_time(row.at)}。"
        except Refusal as refusal:
            problem, status = str(refusal), 422
    context = {"said": said, "problem": problem, "names": check_in.names(gathering)}
    return render(request, "personal/kiosk.html", context, status=status)


def _tapped(request: HttpRequest) -> int:
    value = request.POST.get("member", "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0


def _of_tablet(request: HttpRequest) -> Gathering | None:
    kept = request.session.get(KIOSK)
    if not isinstance(kept, dict) or clock.now().timestamp() > kept["until"]:
        return None
    return check_in.gathering_of(kept["gathering"])
