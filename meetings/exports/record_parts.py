"""The parts of a record in the order and the words of the paper form; record.py puts them together for each kind."""

from collections.abc import Iterable

from branchlife.kit.templatetags.words import cn_date, cn_datetime, cn_plain, cn_until, or_none
from meetings.exports.blocks import (
    Block,
    Grid,
    Items,
    Line,
    Pair,
    Paragraph,
    Signature,
    Text,
    paragraphs,
)
from meetings.exports.common import by_strokes, listed, name_words, posts_of_host, stamp
from meetings.exports.vote_parts import when_words
from meetings.kinds import KINDS, MeetingKind, Scope
from meetings.lifecycle.topics import discussed
from meetings.models import AgendaItem, Attendance, Guest, Meeting, Speech
from meetings.vocabulary import AttendanceState, GatheringMode, GuestRole, LeaveReason, VoteProfile
from members.vocabulary import MemberCategory

NOTHING = "—"


def people(count: int | None, full: int | None = None) -> str:
    """22 名（其中正式 20 名）; a dash before the roll is confirmed."""
    if count is None:
        return NOTHING
    return f"{count} 名" if full is None else f"{count} 名（其中正式 {full} 名）"


def head(meeting: Meeting) -> list[Block]:
    """会议名称 to 记录人 (columns 1 to 6)."""
    gathering = meeting.gathering
    posts = posts_of_host(meeting)
    host = or_none(meeting.host_words) + (f"（{posts}）" if posts else "")
    rows: list[Block] = [
        Line("会议名称", name_words(meeting)),
        Line("类　　型", kind_words(meeting)),
        Line("时　　间", cn_until(meeting.start, meeting.end)),
        Pair("地　　点", or_none(gathering.place), "方　　式", GatheringMode(gathering.mode).label),
        Pair("主 持 人", host, "记 录 人", or_none(meeting.recorder_words)),
    ]
    if meeting.delegation_note:
        rows.append(Line("委托说明", meeting.delegation_note))
    return rows


def kind_words(meeting: Meeting) -> str:
    """The kind, and what else the same sitting counts as."""
    others = [row for row in meeting.gathering.meetings.all() if row.pk != meeting.pk]
    if not others:
        return meeting.spec.name
    names = "、".join(other_words(row) for row in sorted(others, key=lambda row: row.pk))
    return f"{meeting.spec.name}（与{names}一并召开，分别记录）"


def other_words(meeting: Meeting) -> str:
    """党课, or 第一党小组党小组会."""
    name = KINDS[MeetingKind(meeting.kind)].name
    return f"{meeting.group.short_name}{name}" if meeting.group else name


def attendance(meeting: Meeting) -> list[Block]:
    """党员总数 to 列席人员 (columns 7 to 11). Before the roll is called there is only who has asked for leave."""
    rows = by_strokes(meeting.attendances.all()) if meeting.due_count is not None else []
    return [*_counts(meeting, rows), *moves(rows), *away(meeting, rows), *guests(meeting)]


def _counts(meeting: Meeting, rows: list[Attendance]) -> list[Block]:
    if meeting.spec.scope is Scope.COMMITTEE:
        due, present = people(meeting.due_count), people(meeting.present_count)
        return [Pair("委　　员", due, "到　　会", present, names="due", second_names="present")]
    total = len(rows) if rows else None
    full = sum(row.category == MemberCategory.FULL for row in rows)
    label = "组员总数" if meeting.spec.scope is Scope.GROUP else "党员总数"
    return [
        Pair(
            label,
            people(total, full),
            "应　　到",
            people(meeting.due_count, meeting.due_full_count),
            "due",
            "due",
        ),
        Pair("实　　到", came(meeting, rows), "豁　　免", exempt(rows), "present", "exempt"),
    ]


def came(meeting: Meeting, rows: list[Attendance]) -> str:
    """实到, with those on line named as a number."""
    online = sum(row.state == AttendanceState.ONLINE for row in rows)
    words = people(meeting.present_count, meeting.present_full_count)
    return f"{words}，含线上 {online} 名" if online else words


def moves(rows: Iterable[Attendance]) -> list[Block]:
    """迟到早退: 其中 张三 15:10 到会；李四 15:40 离会. Nothing where everybody stayed from beginning to end."""
    found = [f"{row.member.name} {words}" for row in rows for words in row.times]
    return [Line("迟到早退", f"其中 {'；'.join(found)}", "present")] if found else []


def exempt(rows: Iterable[Attendance]) -> str:
    """Those who are not due and did not come, by name."""
    names = [row.member.name for row in rows if not row.is_due and not row.is_there]
    return f"{len(names)} 名：{'、'.join(names)}" if names else "无"


def away(meeting: Meeting, rows: list[Attendance]) -> list[Block]:
    """请假、缺席: names with the sort of reason, never more."""
    if not rows:
        return [Line("请假、缺席", NOTHING)]
    parts = [
        _away("请假", [row for row in rows if row.is_due and row.state == AttendanceState.LEAVE]),
        _away("缺席", [row for row in rows if row.is_due and row.state not in PRESENT_OR_LEAVE]),
    ]
    return [Line("请假、缺席", "；".join(filter(None, parts)) or "无")]


PRESENT_OR_LEAVE = (AttendanceState.PRESENT, AttendanceState.ONLINE, AttendanceState.LEAVE)


def _away(word: str, rows: list[Attendance]) -> str:
    return f"{word} {len(rows)} 名：{'、'.join(map(_away_name, rows))}" if rows else ""


def _away_name(row: Attendance) -> str:
    return f"{row.member.name}（{LeaveReason(row.reason).label}）" if row.reason else row.member.name


def guests(meeting: Meeting) -> list[Block]:
    """列席; superiors who came to guide have a line of their own."""
    rows = sorted(meeting.guests.all(), key=lambda row: row.pk)
    superiors = [guest_words(row) for row in rows if row.role == GuestRole.SUPERIOR]
    others = [guest_words(row) for row in rows if row.role != GuestRole.SUPERIOR]
    note = "（无表决权）" if others and meeting.spec.scope is Scope.COMMITTEE else ""
    found: list[Block] = [Line("列席人员", listed(others) + note)]
    if superiors:
        found.append(Line("上级指导", listed(superiors)))
    return found


def guest_words(guest: Guest) -> str:
    """Name, and in brackets the unit or the standing."""
    return f"{guest.name}（{guest.organisation_name or GuestRole(guest.role).label}）"


def agenda(meeting: Meeting) -> Block:
    """议题; in a committee what goes on to the assembly is marked."""
    note = "（提交党员大会审议）" if meeting.spec.profile is VoteProfile.C_COMMITTEE else "（重要事项）"
    items = sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))
    first = discussed(meeting) if any(item.topic_key for item in items) else {}
    return Items(
        "议　　题",
        [
            item.title
            + (note if item.is_important else "")
            + before(item)
            + discussed_words(first.get(item.pk))
            for item in items
        ],
    )


def discussed_words(topic: AgendaItem | None) -> str:
    """（2026年第11次支委会先议）of a matter that the committee discussed before the assembly."""
    return f"（{when_words(topic.meeting)}先议）" if topic else ""


def before(item: AgendaItem) -> str:
    """（2026年第2次党员大会暂缓，本次再议）of a topic that was put off; nothing of any other."""
    return f"（{when_words(item.carried_from.meeting)}暂缓，本次再议）" if item.carried_from else ""


def contents(meeting: Meeting, label: str = "议程与内容", least: int = 60) -> Block:
    """The newest minutes. One query."""
    minutes = meeting.minutes_versions.first()
    body = minutes.body if minutes else ""
    return Text(
        label, paragraphs(body), least * 2 // 3 if body else least
    )  # written up it need not leave room


def speeches(meeting: Meeting, label: str = "发　　言") -> list[Block]:
    """Who said what, under each topic; a dissent is always there. Nothing where no speech was noted."""
    found: list[Paragraph] = []
    for item in sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk)):
        rows = sorted(item.speeches.all(), key=lambda row: row.pk)
        if rows:
            found += [Paragraph(item.title, True), *map(_speech, rows)]
    return [Text(label, found, 0)] if found else []


def _speech(row: Speech) -> Paragraph:
    name = row.speaker.name if row.speaker else row.speaker_name
    return Paragraph(f"{name}{'（不同意见）' if row.is_dissent else ''}：{row.gist}")


def resolutions(meeting: Meeting, label: str = "决　　议", owner: str = "责任人") -> Block:
    """事项、责任人、时限."""
    rows = sorted(meeting.resolutions.all(), key=lambda row: row.pk)
    headers = (("事项", 58), (owner, 18), ("时限", 24))
    return Grid(
        label,
        headers,
        [(row.text, or_none(row.responsible), cn_plain(row.due_on) or NOTHING) for row in rows],
    )


def reported(meeting: Meeting) -> list[Block]:
    """上次决议落实: what was heard of earlier resolutions (column 17); nothing where nothing was."""
    rows = sorted(meeting.follow_ups.all(), key=lambda row: (row.resolution_id, row.pk))
    if not rows:
        return []
    headers = (("决议事项", 36), ("责任人", 16), ("落实情况", 34), ("状态", 14))
    cells = [
        (row.resolution.text, "、".join(row.resolution.owners) or NOTHING, row.note, row.get_state_display())
        for row in rows
    ]
    return [Grid("上次决议落实", headers, cells)]


def ending(meeting: Meeting) -> list[Block]:
    """散会时间, signatures, list of files (columns 18 to 20)."""
    return [
        Line("散会时间", cn_datetime(meeting.end) or NOTHING),
        Signature(("主持人签字", "记录人签字")),
        files(meeting),
    ]


def files(meeting: Meeting) -> Block:
    """附件目录."""
    rows = sorted(meeting.attachments.all(), key=lambda row: row.pk)
    return Items("附件目录", [f"{row.get_kind_display()}：{row.name}" for row in rows])


def corrections(meeting: Meeting) -> list[str]:
    """第 1 次更正 2026年9月21日: field, what it was and what it is."""
    rows = sorted(meeting.corrections.all(), key=lambda row: (row.at, row.pk))
    return [
        f"第 {at} 次更正　{cn_date(row.at)}　{row.field}：原为“{row.old_value or '无'}”，"
        f"更正为“{row.new_value}”。原因：{row.reason}"
        for at, row in enumerate(rows, start=1)
    ]


def late_words(meeting: Meeting) -> str:
    """补录：原因, with the time it was entered beside the time it happened."""
    if not meeting.late_entry:
        return ""
    times = f"发生时间 {cn_datetime(meeting.start)}，录入时间 {stamp(meeting.first_saved_at)}"
    return f"补录：{meeting.late_reason}　{times}"
