"""After a meeting: file it upward, acknowledge or send back, correct what is locked."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from branchlife.kit import clock
from branchlife.kit.problems import Problem, Refusal
from meetings import regulations
from meetings.kinds import Field
from meetings.lifecycle import links
from meetings.lifecycle.election_record import election_words, problems_of_elections
from meetings.lifecycle.lectures import problems_of_lecture
from meetings.lifecycle.table import locked, move
from meetings.lifecycle.topics import problems_of_topics
from meetings.lifecycle.verdicts import motion_words, motions_of, odd_votes
from meetings.models import Attendance, CalendarDay, Correction, Filing, Gathering, Lecture, Meeting, Motion
from meetings.rules import completeness, schedule
from meetings.vocabulary import FilingDecision, MeetingState, MotionResult, ReturnReason
from members.models import Appointment, User


def snapshot(meeting: Meeting) -> completeness.Snapshot:
    """The record as the rules see it."""
    lecture = getattr(meeting, "lecture", None)
    minutes = meeting.minutes_versions.first()
    away = meeting.attendances.away().filter(is_due=True).select_related("member").order_by("pk")
    posts = _posts_of_host(meeting)
    motions = motions_of(meeting)
    return completeness.Snapshot(
        spec=meeting.spec,
        start=timezone.localtime(meeting.start),
        end=timezone.localtime(meeting.end) if meeting.end else None,
        place=meeting.gathering.place,
        theme=meeting.gathering.theme,
        host=meeting.host_words,
        recorder=meeting.recorder_words,
        host_posts=posts,
        host_leads=_leads(meeting, posts),
        delegation_note=meeting.delegation_note,
        due=meeting.due_count,
        present=meeting.present_count,
        leave=meeting.leave_count,
        absent=meeting.absent_count,
        away_without_reason=tuple(a.member.name for a in away if not a.reason),
        unconfirmed=meeting.attendances.filter(state="unconfirmed").count(),
        agenda=tuple(meeting.agenda.values_list("title", flat=True)),
        minutes=minutes.body if minutes else "",
        resolutions_without_owner=tuple(
            meeting.resolutions.filter(responsible="").values_list("text", flat=True)
        ),
        motions=sum(motion.result != MotionResult.NO_QUORUM for motion in motions),
        about_votes=_odd(meeting, motions),
        lecture_topic=lecture.topic if lecture else "",
        lecturer=lecture.lecturer_words if lecture else "",
        planned_on=meeting.gathering.scheduled_on,
        shift_reason=meeting.gathering.shift_reason,
        recorded_days_later=_days_later(meeting),
        late_entry=meeting.late_entry,
        rules=regulations.rules_of(meeting),
    )


def _odd(meeting: Meeting, motions: list[Motion]) -> tuple[Problem, ...]:
    beside = (*problems_of_elections(meeting), *problems_of_topics(meeting), *problems_of_lecture(meeting))
    return (*odd_votes(meeting, motions), *beside)


def _posts_of_host(meeting: Meeting) -> frozenset[str]:
    if meeting.host_id is None:
        return frozenset()
    places = [place for place in (meeting.branch_id, meeting.group_id) if place is not None]
    rows = Appointment.objects.on(meeting.day).filter(member=meeting.host_id, organisation__in=places)
    return frozenset(rows.order_by().values_list("post", flat=True))


def _leads(meeting: Meeting, posts: frozenset[str]) -> bool:
    """Whether the host presides by right; a lecture or a theme day may be led by any committee member."""
    chair = meeting.spec.chair
    by_right = chair[:1] if meeting.spec.can_vote or meeting.spec.scope == "group" else chair
    return bool(posts & {str(post) for post in by_right})


def _days_later(meeting: Meeting) -> int | None:
    first = meeting.minutes_versions.order_by("version").values_list("saved_at", flat=True).first()
    return (clock.local_date(first) - meeting.day).days if first else None


def problems_of(meeting: Meeting) -> list[Problem]:
    """What blocks filing, and what is odd; the branch before filing and the reviewer after it read the same list."""
    return completeness.problems(snapshot(meeting))


def due_date(meeting: Meeting) -> date:
    """应报日: so many days after the meeting, by the rules of its day."""
    day, rules = meeting.day, regulations.rules_of(meeting)
    is_workday = CalendarDay.objects.workday_test(day, day + timedelta(days=2 * rules.filing_due + 60))
    return schedule.filing_due(day, is_workday, rules)


def rework_due(filing: Filing) -> date | None:
    """By when a filing that was sent back is to be settled; None for any other. Asks nothing of frozen rules."""
    if filing.decision != FilingDecision.RETURNED or filing.decided_at is None:
        return None
    return schedule.rework_due(clock.local_date(filing.decided_at), regulations.rules_of(filing.meeting))


@transaction.atomic
def file_gathering(gathering: Gathering, by: User | None, late_reason: str = "") -> list[Filing]:
    """One press files all meetings of a sitting; a problem in one of them refuses all. Pressed twice, filed once.

    `late_reason` is kept with those that are late, and printed; nobody is made to give one.
    """
    meetings = [locked(row) for row in gathering.meetings.order_by("pk")]
    ready = [row for row in meetings if row.state in (MeetingState.RECORDED, MeetingState.RETURNED)]
    if not ready:
        done = [row for row in meetings if row.is_locked]
        if done:
            return [
                filing for row in done if (filing := row.filings.order_by("-version").first()) is not None
            ]
        raise Refusal.because("not-recorded", "还没有写内容记录，不能备案。", field="minutes")
    waiting = [
        row
        for row in meetings
        if not row.is_locked and row not in ready and row.state != MeetingState.NOT_HELD
    ]
    blocking = [p for row in ready + waiting for p in problems_of(row) if p.blocks]
    if blocking:
        raise Refusal(*blocking)
    chain = links.Chain(gathering.branch)
    return [_file(row, by, chain, late_reason.strip()) for row in ready]


def _file(row: Meeting, by: User | None, chain: links.Chain, late_reason: str) -> Filing:
    last = row.filings.order_by("-version").first()
    content = record_content(row)
    digest = content_digest(content)
    moment, due = chain.moment(), _due(row, last)
    filing = Filing.objects.create(
        meeting=row,
        version=last.version + 1 if last else 1,
        submitted_at=moment,
        submitted_by=by,
        due_on=due,
        late_reason=late_reason if clock.local_date(moment) > due else "",
        content=content,
        content_digest=digest,
    )
    note = f"第{filing.version}版报送"
    kept = row.ruleset or regulations.freeze(regulations.rules_of(row))
    done = {"filed_at": moment, "locked_at": moment, "content_digest": digest, "ruleset": kept}
    move(row, MeetingState.FILED, by, note, **done)
    links.chain_filing(chain, filing, row)
    return filing


def next_due(row: Meeting) -> date:
    """应报日 of the next version: that of the meeting; after a return the day by which it is to be mended."""
    return _due(row, row.filings.order_by("-version").first())


def _due(row: Meeting, last: Filing | None) -> date:
    if last is None:
        return due_date(row)
    last.meeting = row
    return rework_due(last) or last.due_on or due_date(row)


def record_content(meeting: Meeting) -> dict[str, Any]:
    """The record in plain values, in the order of the form; no ID number, no phone, no address."""
    lecture = getattr(meeting, "lecture", None)
    minutes = meeting.minutes_versions.first()
    people = meeting.attendances.select_related("member").order_by("member__stroke_order", "member_id")
    start, end = timezone.localtime(meeting.start), meeting.end and timezone.localtime(meeting.end)
    content: dict[str, Any] = {
        "编号": meeting.number,
        "类型": meeting.spec.name,
        "时间": f"{start:%Y-%m-%d %H:%M}" + (f"—{end:%H:%M}" if end else ""),
        "地点": meeting.gathering.place,
        "主题": meeting.gathering.theme,
        "主持人": meeting.host_words,
        "委托说明": meeting.delegation_note,
        "记录人": meeting.recorder_words,
        "应到": meeting.due_count,
        "实到": meeting.present_count,
        "请假、缺席": [
            f"{a.member.name}（{_away_words(a)}）" for a in people if a.state in ("leave", "absent")
        ],
        "列席": list(meeting.guests.values_list("name", flat=True)),
        "议题": list(meeting.agenda.values_list("title", flat=True)),
        "内容记录": minutes.body if minutes else "",
        "表决": [motion_words(motion) for motion in motions_of(meeting)],
        "决议": [f"{r.text}｜{r.responsible}｜{r.due_on or ''}" for r in meeting.resolutions.all()],
        "附件": [a.digest for a in meeting.attachments.all()],
        "补录原因": meeting.late_reason,
        "调整原因": meeting.gathering.shift_reason,
    }
    if lecture is not None:
        content |= {"课题": lecture.topic, "授课人": lecture.lecturer_words, "学时": str(lecture.hours or "")}
        content |= _lecture_papers(lecture)
    return content | _besides(meeting, people)


def _lecture_papers(lecture: Lecture) -> dict[str, str]:
    """What only some lectures have: the prior report, an outline."""
    at = timezone.localtime(lecture.pre_reported_at) if lecture.pre_reported_at else None
    parts = {
        "课前报告": f"{at:%Y-%m-%d %H:%M}｜{lecture.reported_to}" if at else "",
        "讲稿": lecture.outline,
    }
    return {name: words for name, words in parts.items() if words}


def _besides(meeting: Meeting, people: Iterable[Attendance]) -> dict[str, list[str]]:
    """What only some records have: elections, who came late or left early, what was reported on resolutions."""
    reported = meeting.follow_ups.select_related("resolution").order_by("resolution_id", "pk")
    parts = {
        "选举": election_words(meeting),
        "迟到早退": [f"{row.member.name} {words}" for row in people for words in row.times],
        "上次决议落实": [f"{r.resolution.text}｜{r.note}｜{r.get_state_display()}" for r in reported],
    }
    return {name: lines for name, lines in parts.items() if lines}


def _away_words(attendance: Any) -> str:
    reason = attendance.get_reason_display() if attendance.reason else ""
    return f"{attendance.get_state_display()}{'·' + reason if reason else ''}"


def content_digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content in one canonical spelling."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """A field that differs between two filings."""

    field: str
    was: Any
    now: Any


def changes_since_last(filing: Filing) -> list[Change]:
    """What changed since the version before; nothing for the first."""
    before = filing.meeting.filings.filter(version__lt=filing.version).order_by("-version").first()
    if before is None:
        return []
    names = dict.fromkeys([*before.content, *filing.content])
    return [
        Change(name, before.content.get(name, ""), filing.content.get(name, ""))
        for name in names
        if before.content.get(name, "") != filing.content.get(name, "")
    ]


def answer_by_rule(meeting: Meeting) -> FilingDecision:
    """阅知, or 审核通过 where the superior reviews every record (17.6 `filing_mode`)."""
    reviews = regulations.rules_of(meeting).filing_mode == "approve"
    return FilingDecision.APPROVED if reviews else FilingDecision.ACKNOWLEDGED


@transaction.atomic
def acknowledge(filing: Filing, by: User | None) -> Filing:
    """阅知 or 审核通过, by the rule of the place: with it the record is on file. Pressed twice it is done once."""
    accepting = (FilingDecision.ACKNOWLEDGED, FilingDecision.APPROVED)
    row, meeting = _pending(filing, *accepting)
    if row.decision != FilingDecision.PENDING:
        return row
    answer = answer_by_rule(meeting)
    words = "上级审核通过" if answer is FilingDecision.APPROVED else "上级阅知"
    _decide(row, meeting, answer, by, (MeetingState.ACCEPTED, words))
    return row


def acknowledge_each(filings: Iterable[Filing], by: User | None) -> tuple[list[Filing], list[Problem]]:
    """阅知 of several at one press, each a transaction of its own: one that is refused does not keep back the others.

    Returns what is on file now, and what was refused, with the words. A record that is to be reviewed is refused:
    reviewing is done one by one.
    """
    done: list[Filing] = []
    refused: list[Problem] = []
    for filing in filings:
        try:
            if answer_by_rule(filing.meeting) is FilingDecision.APPROVED:
                raise Refusal.because("review", "规定逐份审核，请打开这一份再办。")
            done.append(acknowledge(filing, by))
        except Refusal as refusal:
            named = f"{filing.meeting.branch}《{filing.meeting}》"
            refused += [Problem(p.code, f"{named}：{p.text}", p.basis) for p in refusal.problems]
    return done, refused


@transaction.atomic
def send_back(filing: Filing, reason: ReturnReason, fields: list[str], note: str, by: User | None) -> Filing:
    """退回：the sort, the fields and the words are required; every word of the record stays."""
    if not note.strip():
        raise Refusal.because("note", "请写明退回的意见：哪里不详，要怎样补。", field="return_note")
    if reason is ReturnReason.REFILL and not fields:
        raise Refusal.because("fields", "请选出要重填的栏目。", field="return_fields")
    known = {field.value for field in Field} | {"vote", "resolutions", "attachments", "other"}
    if set(fields) - known:
        raise Refusal.because("fields", "所选的栏目不存在，请重新选择。", field="return_fields")
    row, meeting = _pending(filing)
    said = {"return_reason": reason, "return_fields": fields, "return_note": note.strip()}
    to = (MeetingState.RETURNED, f"退回（{reason.label}）：{note.strip()}")
    _decide(row, meeting, FilingDecision.RETURNED, by, to, **said)
    return row


def _pending(filing: Filing, *allowed: FilingDecision) -> tuple[Filing, Meeting]:
    meeting = locked(filing.meeting)
    row = Filing.objects.select_for_update().get(pk=filing.pk)
    if row.decision not in (FilingDecision.PENDING, *allowed):
        raise Refusal.because("decided", f"这份报备已处理：{row.get_decision_display()}。")
    row.meeting = meeting
    return row, meeting


def _decide(
    row: Filing,
    meeting: Meeting,
    decision: FilingDecision,
    by: User | None,
    to: tuple[MeetingState, str],
    **fields: Any,
) -> None:
    """Write the answer, move the meeting (to which state, with what words), and chain both."""
    chain = links.Chain(meeting.branch)
    row.decision, row.decided_at, row.decided_by = decision, chain.moment(), by
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=["decision", "decided_at", "decided_by", *fields])
    state, words = to
    opened = {"locked_at": None} if state is MeetingState.RETURNED else {}
    move(meeting, state, by, words, **opened)
    links.chain_decision(chain, row, meeting, row.decided_at)


@transaction.atomic
def correct(
    meeting: Meeting,
    field: str,
    old_value: str,
    new_value: str,
    reason: str,
    by: User | None,
    approved_by: str = "",
) -> Correction:
    """更正：appended to a locked record, which itself stays as it was filed; both values print.

    The same correction twice is one: a button pressed twice.
    """
    row = locked(meeting)
    if not row.is_locked:
        raise Refusal.because("not-locked", "记录还没有备案，直接修改即可，不用更正。")
    if not new_value.strip() or not reason.strip():
        raise Refusal.because("empty", "请写明更正后的内容和原因。", field="new_value")
    chain = links.Chain(row.branch)
    before = row.corrections.filter(
        field=field, old_value=old_value, new_value=new_value.strip(), reason=reason.strip()
    ).first()
    if before is not None:
        return before
    made = Correction.objects.create(
        meeting=row,
        field=field,
        old_value=old_value,
        new_value=new_value.strip(),
        reason=reason.strip(),
        by=by,
        at=chain.moment(),
        approved_by=approved_by,
    )
    links.chain_correction(chain, made, row)
    return made
