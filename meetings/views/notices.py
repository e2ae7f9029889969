"""会议通知 and 送达登记: who gets what, one press, and the proof of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from branchlife.kit import clock
from branchlife.kit.exports import file_response
from branchlife.kit.paging import page_of
from branchlife.kit.parts import Command, Link, Row
from branchlife.kit.problems import Refusal
from branchlife.kit.templatetags.words import cn_datetime, cn_plain
from meetings import links
from meetings.exports import delivery
from meetings.forms.notices import RENEW, NoticeForm, TellForm, read_people, read_ways
from meetings.kinds import MeetingKind, Scope
from meetings.lifecycle import leave, notices, pages
from meetings.models import Meeting, NoticeReceipt
from meetings.regulations import rules_of
from meetings.rules.notice import short_notice
from meetings.views.flow import blame, crumbs, editing, name_of, sitting, user_of
from meetings.views.sheet import printouts
from meetings.vocabulary import LeaveState, NoticeChannel
from members import log

CALLED = {Scope.COMMITTEE: "各位委员", Scope.SECRETARIES: "各支部书记", Scope.OPEN: "各位代表"}
PER_PAGE = 50


@editing
def notify(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The text, drafted from the facts; who gets it and how; one press tells everybody."""
    together = sitting(request, meeting)
    people = notices.due_people(together)
    last = notices.last_ways(people)
    usual = usual_way(last)
    ways: Mapping[int, NoticeChannel] = {pk: way for pk, way in last.items() if way != usual}
    form = NoticeForm(request.POST or None, initial={"channel": usual, "body": drafted(together)})
    if request.method == "POST":
        usual = way_of(request.POST.get("channel", ""), usual)
        ways = read_ways(request.POST, people, usual)
        if form.is_valid() and _send(request, meeting, form, ways):
            waiting = notices.receipts_of(meeting.gathering).waiting().exists()
            return redirect("meeting-notices" if waiting else "meeting", meeting.pk)
    context = {
        "form": form,
        "heading": "会议通知",
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}",
        "crumbs": crumbs(meeting, "会议通知"),
        "back": reverse("meeting", args=[meeting.pk]),
        "submit": f"通知全部 {len(people)} 人" if people else "登记已通知",
        "warnings": lead_time(meeting),
        "people": [_addressee(one.member, ways.get(pk)) for pk, (_, one) in in_strokes(people)],
        "exceptions": len(ways),
        "channels": NoticeChannel.pairs(),
        "papers": papers(together),
        "prints": printouts(request.actor, meeting),  # type: ignore[attr-defined]
    }
    return render(request, "meetings/notify.html", context, status=422 if form.errors else 200)


def _send(
    request: HttpRequest, meeting: Meeting, form: NoticeForm, ways: Mapping[int, NoticeChannel]
) -> bool:
    channel = NoticeChannel(form.cleaned_data["channel"])
    user = user_of(request)
    try:
        if "papers-shown" in request.POST:
            notices.set_papers(meeting.gathering, read_people(request.POST, "paper"), user)
        pages.notify_sitting(meeting.gathering, channel, form.cleaned_data["body"], user, ways)
    except Refusal as refusal:
        blame(form, refusal)
        return False
    counted = notices.receipts_of(meeting.gathering).counted()
    left = counted["due"] - counted["told"]
    words = f"已通知 {counted['told']} 人" + (f"，还有 {left} 人等送到" if left else "")
    messages.success(request, f"{words}（{channel.label}）。")
    return True


def usual_way(last: Mapping[int, NoticeChannel]) -> NoticeChannel:
    """The way most were told the last time."""
    used = list(last.values())
    return max(NoticeChannel, key=lambda way: (used.count(way), way is NoticeChannel.MESSAGE))


def way_of(word: str, otherwise: NoticeChannel) -> NoticeChannel:
    """The way that was chosen."""
    return NoticeChannel(word) if word in set(NoticeChannel) else otherwise


def in_strokes(people: Mapping[int, Any]) -> list[tuple[int, Any]]:
    """By 姓氏笔画."""
    return sorted(
        people.items(), key=lambda pair: (pair[1][1].member.stroke_order, pair[1][1].member.name, pair[0])
    )


def _addressee(member: Any, way: NoticeChannel | None) -> dict[str, Any]:
    return {"pk": member.pk, "name": member.name, "way": str(way or ""), "address": member.masked_email}


def papers(together: Sequence[Meeting]) -> list[Any]:
    """The files of the sitting, any of which may go out with the notice."""
    return [row for meeting in together for row in meeting.attachments.order_by("pk")]


def lead_time(meeting: Meeting) -> list[str]:
    """通知不足 if it went out now: a warning with its basis."""
    problems = short_notice(MeetingKind(meeting.kind), clock.today(), meeting.day, rules_of(meeting))
    return [f"{one.text}（{one.basis}）。" for one in problems]


def drafted(meetings: list[Meeting]) -> str:
    """The notice, from the facts."""
    first = meetings[0]
    names = "、".join(row.spec.name for row in meetings)
    place = f"在{first.gathering.place}" if first.gathering.place else ""
    lines = [
        f"{CALLED.get(first.spec.scope, '各位党员')}：",
        f"定于{cn_datetime(first.start)}{place}召开{names}。",
    ]
    if first.gathering.theme:
        lines.append(f"主题：{first.gathering.theme}。")
    titles = [item.title for row in meetings for item in row.agenda.order_by("order", "pk")]
    lines += [f"{number}．{title}" for number, title in enumerate(titles, start=1)]
    lines.append("请准时参加；不能参加的，请事先请假。")
    body = first.group or first.branch
    return "\n".join([*lines, "", body.short_name, cn_plain(clock.today())])


# --- the ledger ------------------------------------------------------------------------------------------------------


@editing
def ledger(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Everybody who was due that day: by which way, when, by whom, confirmed or not, failed and why."""
    sitting(request, meeting)
    waiting = notices.receipts_of(meeting.gathering).waiting().filter(channel=NoticeChannel.PAPER).exists()
    return _ledger_page(request, meeting, TellForm(initial={"way": "paper"} if waiting else {}))


@require_POST
@editing
def tell(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Note who was told, have mail sent again, or give new links."""
    sitting(request, meeting)
    form = TellForm(request.POST)
    people = read_people(request.POST)
    if not form.is_valid():
        return _ledger_page(request, meeting, form, people)
    way = form.cleaned_data["way"]
    try:
        if way == RENEW:
            done = notices.renew_links(meeting.gathering, people, user_of(request))
            words = f"已给 {done} 人换了新链接，旧的打不开了。"
        else:
            done = notices.tell(
                meeting.gathering,
                people,
                NoticeChannel(way),
                user_of(request),
                form.cleaned_data["told_by"],
                form.told_at(),
            )
            words = f"已重新发给 {done} 人。" if way == "email" else f"已登记告知 {done} 人。"
    except Refusal as refusal:
        blame(form, refusal, {"told_at": "at"})
        return _ledger_page(request, meeting, form, people)
    messages.success(request, words)
    return redirect("meeting-notices", meeting.pk)


@require_GET
@editing
def slips(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Slips to cut and hand over. They hold the members' own links: only for whoever records the meeting."""
    sitting(request, meeting)
    if not notices.receipts_of(meeting.gathering).exists():
        messages.info(request, "先发通知，再印通知条。")
        return redirect("meeting-notify", meeting.pk)
    content = delivery.slips(meeting)
    log.note(request, "导出书面通知条", meeting)
    return file_response(content, delivery.slips_name(meeting), "pdf")


def _ledger_page(
    request: HttpRequest, meeting: Meeting, form: TellForm, people: Sequence[int] = ()
) -> HttpResponse:
    rows = notices.receipts_of(meeting.gathering).select_related("member", "notice").by_strokes()
    page = page_of(request, rows, PER_PAGE)
    asked = {one.member_id: one for one in leave.requests_of(meeting.gathering)}
    on_leave = leave.asked_leave(meeting.gathering)
    context = {
        "meeting": meeting,
        "form": form,
        "heading": "送达登记",
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}",
        "crumbs": crumbs(meeting, "送达登记"),
        "counted": counted_words(meeting),
        "page": page,
        "lines": [_line(row, people, asked, on_leave) for row in page],
        "commands": [
            Command("再发一次通知", reverse("meeting-notify", args=[meeting.pk]), method="get"),
            Command("请假登记", reverse("meeting-leave", args=[meeting.pk]), method="get"),
        ],
        "prints": [*own_prints(meeting), *printouts(request.actor, meeting)],  # type: ignore[attr-defined]
    }
    return render(request, "meetings/notices.html", context, status=422 if form.errors else 200)


def _line(
    row: NoticeReceipt, people: Sequence[int], asked: Mapping[int, Any], on_leave: Mapping[int, Any]
) -> dict[str, Any]:
    request = asked.get(row.member_id)
    wish = "请假" if row.member_id in on_leave else ""
    if not wish and request and request.state in (LeaveState.ASKED, LeaveState.DECLINED):
        wish = f"请假{request.get_state_display()}"
    return {
        "row": row,
        "chosen": row.member_id in people or (not people and not row.is_told),
        "leave": wish,
        "address": links.personal(row),
    }


def counted_words(meeting: Meeting) -> str:
    """已通知 7 人 · 已确认 3 人 · 未通知 2 人; empty while nobody was told. One query."""
    counted = notices.receipts_of(meeting.gathering).counted()
    if not counted["due"]:
        return ""
    left = counted["due"] - counted["told"]
    return f"已通知 {counted['told']} 人 · 已确认 {counted['confirmed']} 人 · 未通知 {left} 人"


def own_prints(meeting: Meeting) -> list[Link]:
    """书面通知条, once there is somebody to hand them to. One query."""
    if meeting.is_held or not notices.receipts_of(meeting.gathering).exists():
        return []
    return [Link("书面通知条，带本人链接（PDF）", reverse("meeting-notice-slips", args=[meeting.pk]))]


def told_row(meeting: Meeting, may_edit: bool) -> list[Row]:
    """One line for the page of the meeting."""
    words = counted_words(meeting)
    url = reverse("meeting-notices", args=[meeting.pk]) if may_edit and not meeting.is_locked else ""
    return [Row("通知", words, url)] if words else []
