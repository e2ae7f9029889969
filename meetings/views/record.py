"""The record to read: how it stands, the sheet, votes, files, what happened when, what was filed and corrected."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.marks import tone_of
from branchlife.kit.parts import Change, Command, Event, Link, Row
from branchlife.kit.templatetags.words import cn_datetime
from meetings.kinds import MeetingKind
from meetings.lifecycle import check_in, filing, leave
from meetings.models import Filing, Meeting
from meetings.prospects import BEFORE, Planned, prospect
from meetings.views.asides import asides
from meetings.views.calling import was_to_be_held_again
from meetings.views.checking import filing_rows
from meetings.views.election_approval import answers_awaited
from meetings.views.files import stored_files
from meetings.views.flow import (
    CHECK,
    FACTS,
    MINUTES,
    ROLL,
    counts_url,
    name_of,
    returned,
    sibling_tabs,
    sitting,
    slips_of,
)
from meetings.views.matrix import link
from meetings.views.matters import matters, resolved
from meetings.views.notices import own_prints, told_row
from meetings.views.rulings import rulings_awaited
from meetings.views.sheet import printouts, sheet_of
from meetings.views.sources import sources
from meetings.vocabulary import LeaveState
from meetings.vocabulary import MeetingState as S
from members.access import Action, needs


@needs(Action.MEETING_VIEW, Meeting)
def record(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One meeting, whatever its state."""
    actor = request.actor  # type: ignore[attr-defined]
    may = {
        action
        for action in (Action.MEETING_EDIT, Action.MEETING_CORRECT)
        if Meeting.seen.allowed(actor, action).filter(pk=meeting.pk).exists()
    }
    together = sitting(request, meeting, Action.MEETING_VIEW, whole=False)
    context = {
        "meeting": meeting,
        "heading": f"{meeting.year}年{f'第{meeting.ordinal}次' if meeting.ordinal else ''}{meeting.spec.name}",
        "lead": f"{meeting.branch.short_name} · {cn_datetime(meeting.start)}",
        "crumbs": [Link("会议", reverse("meetings")), Link(name_of(meeting))],
        "state": meeting.get_state_display(),
        "tabs": sibling_tabs(together, meeting, "meeting"),
        "returned": returned(meeting, "") if Action.MEETING_EDIT in may else None,
        "commands": list(open_steps(meeting)) if Action.MEETING_EDIT in may else [],
        "slips": slips_of(meeting) if Action.MEETING_EDIT in may else "",
        "correction": _correction(meeting) if Action.MEETING_CORRECT in may else [],
        "remarks": remarks(meeting),
        "sheet": sheet_of(meeting) if meeting.is_held else None,
        "plan": [] if meeting.is_held else plan_rows(meeting) + told_row(meeting, Action.MEETING_EDIT in may),
        "prospect": prospect_of(meeting, Action.MEETING_EDIT in may) if meeting.state in BEFORE else None,
        "matters": matters(actor, meeting),
        "resolved": resolved(meeting),
        "sources": sources(actor, meeting),
        "files": stored_files(meeting),
        "events": events(meeting),
        "asides": asides(meeting, actor),
        "filings": [
            _filing(row) for row in meeting.filings.select_related("submitted_by").order_by("-version")
        ],
        "prints": [
            *printouts(actor, meeting),
            *(own_prints(meeting) if Action.MEETING_EDIT in may else []),
        ],
        "prints_title": "" if meeting.is_held else "会前打印",
    }
    return render(request, "meetings/record.html", context)


def open_steps(meeting: Meeting) -> Iterator[Command]:
    """What can be done now, the next step first."""

    def page(label: str, name: str, weight: str = "secondary") -> Command:
        return Command(label, reverse(name, args=[meeting.pk]), weight, "get")

    came = meeting.day <= clock.today()
    match S(meeting.state):
        case S.PLANNED | S.NOTICED:
            yield page("点名", ROLL, "primary") if came else page("发通知", "meeting-notify", "primary")
            yield page("基本情况", FACTS)
            yield page("延期", "meeting-postpone")
            yield page("未召开", "meeting-not-held", "danger")
        case S.HELD:
            yield page("写记录", MINUTES, "primary")
            yield page("重新点名", ROLL)
        case S.RECORDED:
            yield page("核对、备案", CHECK, "primary")
            yield page("修改记录", MINUTES)
        case S.RETURNED:
            yield from _after_return(meeting, page("改好再报", CHECK, "primary"))
        case S.POSTPONED:
            yield page("定新的日期", "meeting-postpone", "primary")
            yield page("未召开", "meeting-not-held", "danger")
        case _:
            return
    yield from _beside(meeting)


def _beside(meeting: Meeting) -> Iterator[Command]:
    """What is open beside the next step."""
    pages = [("课前报告和讲稿", "meeting-lecture")] if meeting.kind == MeetingKind.PARTY_LECTURE else []
    if meeting.state != S.POSTPONED and check_in.is_allowed(meeting):
        pages.append(("签到", "meeting-sign-in"))
    if meeting.state not in (S.POSTPONED, S.RETURNED):
        pages.append(("同时计入另一类", "meeting-add-kind"))
    for label, name in pages:
        yield Command(label, reverse(name, args=[meeting.pk]), "secondary", "get")


def _after_return(meeting: Meeting, again: Command) -> Iterator[Command]:
    if was_to_be_held_again(meeting):
        address = link("meeting-new", branch=meeting.branch_id, kind=meeting.kind, repeat=meeting.pk)
        yield Command("另行召开", address, "primary", "get")
        return
    yield again


def _correction(meeting: Meeting) -> list[Command]:
    if not meeting.is_locked:
        return []
    mend = Command("更正", reverse("meeting-correct", args=[meeting.pk]), "secondary", "get")
    kept = [Command("讲稿存档", reverse("meeting-lecture", args=[meeting.pk]), "secondary", "get")]
    is_lecture = meeting.kind == MeetingKind.PARTY_LECTURE
    return [*answers_awaited(meeting), *rulings_awaited(meeting), mend, *(kept if is_lecture else [])]


def remarks(meeting: Meeting) -> list[str]:
    """What is out of the ordinary, as plain facts."""
    found = [
        (meeting.late_entry, f"补录：{meeting.late_reason}"),
        (
            bool(meeting.postponed_from),
            f"延期：原定{cn_datetime(meeting.postponed_from)}。{meeting.postpone_reason}",
        ),
        (bool(meeting.not_held_reason), f"未召开：{meeting.not_held_reason}"),
        (meeting.is_imported, "由历史台账导入。"),
        (bool(meeting.reheld_from_id), "退回重开后另行召开。"),
    ]
    return [text for is_so, text in found if is_so]


def plan_rows(meeting: Meeting) -> list[Row]:
    """What is known before the meeting."""
    titles = meeting.agenda.order_by("order", "pk").values_list("title", flat=True)
    return [
        Row("时间", cn_datetime(meeting.start)),
        Row("地点", meeting.gathering.place),
        Row("方式", meeting.gathering.get_mode_display()),
        Row("主持人", meeting.host_words),
        Row("记录人", meeting.recorder_words),
        Row("主题", meeting.gathering.theme),
        Row("议题", "；".join(titles)),
    ]


def prospect_of(meeting: Meeting, may_edit: bool) -> dict[str, Any]:
    """Who is expected, and what each planned vote needs."""
    found = prospect(meeting)
    rows = [
        Row("应到", f"{found.due} 人", counts_url(meeting, "due")),
        Row("已请假", f"{found.on_leave} 人", counts_url(meeting, "leave")),
        Row("预计到会", f"{found.coming} 人", counts_url(meeting, "coming")),
    ]
    waiting = sum(one.state == LeaveState.ASKED for one in leave.requests_of(meeting.gathering))
    if waiting:
        url = reverse("meeting-leave", args=[meeting.pk]) if may_edit else ""
        rows.append(Row("请假待批", f"{waiting} 人", url))
    rows += [Row(planned_words(one), one.forecast.sentence) for one in found.planned if not one.is_short]
    pages = (("请假登记", "meeting-leave"), ("议题和拟表决", "meeting-agenda")) if may_edit else ()
    return {
        "rows": rows,
        "short": [f"{planned_words(one)}：{one.forecast.sentence}" for one in found.short],
        "commands": [
            Command(label, reverse(name, args=[meeting.pk]), "secondary", "get") for label, name in pages
        ],
    }


def planned_words(one: Planned) -> str:
    """拟表决“接收卓一凡为正式党员”（发展党员）; without a topic, the usual vote of the kind."""
    if not one.topics:
        return f"如要表决（{one.profile.label}）"
    return f"拟表决“{'”“'.join(one.topics)}”（{one.profile.label}）"


def events(meeting: Meeting) -> list[Event]:
    """States and notices in the order in which they came."""
    found = [
        Event(
            row.at,
            row.get_to_state_display(),
            str(row.by or ""),
            row.note,
            tone_of(row.get_to_state_display()),
        )
        for row in meeting.events.select_related("by")
    ]
    found += [
        Event(row.sent_at, f"发出通知（{row.get_channel_display()}）", str(row.created_by or ""), tone="told")
        for row in meeting.notices.select_related("created_by")
    ]
    return sorted(found, key=lambda event: event.at)


def _filing(row: Filing) -> dict[str, object]:
    changes = [
        Change(one.field, said(one.was, "\n"), said(one.now, "\n")) for one in filing.changes_since_last(row)
    ]
    return {
        "title": f"第{row.version}版",
        "state": row.get_decision_display(),
        "rows": filing_rows(row),
        "note": row.return_note,
        "changes": changes,
    }


def said(value: object, between: str = "；") -> str:
    """A stored value in words."""
    return between.join(map(str, value)) if isinstance(value, list) else str("" if value is None else value)
