"""选票 and 选举结果报告单: ballots that look all alike, and the result with both bases side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from branchlife.kit.exports import register
from branchlife.kit.pdf import render_pdf
from branchlife.kit.templatetags.words import cn_datetime, cn_plain, or_none
from meetings.exports.blocks import Elections, Round
from meetings.exports.common import MeetingPdf, body_name, name_words, read
from meetings.lifecycle.elections import APPROVED_POSTS, electable
from meetings.models import Candidate, Election, Meeting
from meetings.rules.profiles import ELECTED_BY_DUE, ELECTED_BY_PRESENT
from meetings.rules.votes import Count, PassBase
from meetings.vocabulary import ElectionState
from members.vocabulary import Post

NEEDED = (
    "branch",
    "group",
    "gathering__meetings__group",
    "agenda__elections__candidates__member",
    "filings__submitted_by",
    "host",
)
PER_LINE = 5  # names side by side on a ballot
NUMERALS = "一二三四五六七八九十"


def rounds(meeting: Meeting) -> list[Election]:
    """The elections of a meeting that was `read`, in the order of the agenda, post by post."""
    items = sorted(meeting.agenda.all(), key=lambda row: (row.order, row.pk))
    ranks = [post.value for post in Post]
    return [
        row
        for item in items
        for row in sorted(item.elections.all(), key=lambda row: (-ranks.index(row.post), row.round))
    ]


def counted(meeting: Meeting) -> list[Election]:
    """Those with a count."""
    return [row for row in rounds(meeting) if row.state != ElectionState.PREPARED]


def people_of(row: Election) -> list[Candidate]:
    """In the order of the ballot, those written in last."""
    return sorted(row.candidates.all(), key=lambda one: (one.is_write_in, one.pk))


def round_words(row: Election) -> str:
    """（第二轮）; nothing for the first."""
    if row.round == 1:
        return ""
    return f"（第{NUMERALS[row.round - 1] if row.round <= len(NUMERALS) else row.round}轮）"


# --- the result ------------------------------------------------------------------------------------------------------


def round_of(row: Election) -> Round:
    """One round as it prints."""
    facts = (
        ("应选", row.seats),
        ("应到有选举权", row.eligible_count),
        ("实到", row.voters_present),
        ("发出", row.issued),
        ("收回", row.collected),
        ("有效", row.valid),
        ("无效", row.invalid),
    )
    return Round(
        f"{row.get_post_display()}选举{round_words(row)}",
        row.agenda_item.title,
        [(label, f"{number}") for label, number in facts],
        bases_of(row),
        [_person(row, one) for one in people_of(row)],
        row.verdict,
        f"监票：{or_none(row.scrutineers)}；计票：{or_none(row.tellers)}",
        answer_words(row),
    )


def bases_of(row: Election) -> tuple[str, str]:
    """按应到 and 按实到; which one decided is read from the verdicts as they were given that day."""
    words = "".join(one.verdict for one in row.candidates.all())
    due, present = (f"按{base.label}判" in words for base in (PassBase.DUE, PassBase.PRESENT))
    mark = "（为准）"
    return f"按应到{mark if due else ''}", f"按实到{mark if present else ''}"


def _person(row: Election, one: Candidate) -> tuple[str, ...]:
    name = f"{one.member.name}（另选）" if one.is_write_in else one.member.name
    votes = Count(row.eligible_count or 0, row.voters_present or 0, one.yes or 0)
    by = [line.share.words(votes.yes, line.base.of(votes)) for line in (ELECTED_BY_DUE, ELECTED_BY_PRESENT)]
    return name, f"{one.yes}", f"{one.no}", f"{one.abstain}", *by, "当选" if one.is_elected else "未当选"


def answer_words(row: Election) -> str:
    """上级批复 or 报上级备案, as far as it has come."""
    if row.approved_on is None:
        return ""
    word = "上级批复" if row.post in APPROVED_POSTS else "报上级备案"
    return f"{word}：{row.approval_doc or '无文号'}　{cn_plain(row.approved_on)}"


def block_of(meeting: Meeting) -> list[Elections]:
    """选举 for the record, after the votes; nothing where there was none. No query for a meeting that was `read`."""
    found = [round_of(row) for row in counted(meeting)]
    return [Elections("选　　举", found)] if found else []


def results(meeting: Meeting) -> list[str]:
    """选举支委会：委员选举，5×21 = 105 ≥ …；韦晓㛃当选, for the register. No query once the agenda is read."""
    return [
        f"{row.agenda_item.title}：{row.get_post_display()}选举{round_words(row)}，{row.verdict}"
        for row in counted(meeting)
    ]


@register
class ElectionReport(MeetingPdf):
    """选举结果报告单, one sheet for each round."""

    identifier = "election_report"
    title = "选举结果报告单"
    template = "exports/election_report.html"
    reads = NEEDED

    def applies(self, meeting: Meeting) -> bool:
        """Whether an election was counted. At most one query."""
        return meeting.agenda.filter(
            elections__state__in=(ElectionState.COUNTED, ElectionState.VOID)
        ).exists()

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """One sheet a round, with the lines for hands and for what goes upward."""
        return {
            "body_name": body_name(meeting),
            "name": f"{meeting.number or '—'}　{name_words(meeting)}",
            "held_at": cn_datetime(meeting.start),
            "place": or_none(meeting.gathering.place),
            "host": or_none(meeting.host_words),
            "sheets": [_sheet(row) for row in counted(meeting)],
        }


def _sheet(row: Election) -> dict[str, Any]:
    one = round_of(row)
    is_approved = row.post in APPROVED_POSTS
    return {
        "title": f"选 举 结 果 报 告 单{round_words(row)}",
        "post": row.get_post_display(),
        "round": one,
        "elected": "、".join(each.member.name for each in people_of(row) if each.is_elected) or "无",
        "upward": "报　　批" if is_approved else "报　　备",
        "request": f"现将{row.get_post_display()}选举结果报上，请予{'审批' if is_approved else '备案'}。",
        "answer": one.answer,
    }


# --- ballots ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ballot:
    """One sort of ballot: `lines` are names side by side, `blanks` the empty places beside them."""

    title: Sequence[str]
    seats: int
    lines: Sequence[Sequence[str]]
    blanks: Sequence[Sequence[str]]
    may_differ: bool
    copies: range


@register
class Ballots(MeetingPdf):
    """选票: no number, no mark, no foot; every one like the other."""

    identifier = "ballots"
    title = "选票"
    template = "exports/ballots.html"
    reads = (*NEEDED, "attendances")

    def applies(self, meeting: Meeting) -> bool:
        """Whether an election waits for its ballots. At most one query."""
        return (
            not meeting.is_locked and meeting.agenda.filter(elections__state=ElectionState.PREPARED).exists()
        )

    def foot(self, meeting: Meeting) -> list[str]:
        """Nothing: a ballot must not be told from another."""
        return []

    def context(self, meeting: Meeting) -> dict[str, Any]:
        """The ballots of every round that is not counted, one for each voter present."""
        copies = voters_of(meeting)
        waiting = [row for row in rounds(meeting) if row.state == ElectionState.PREPARED]
        return {"ballots": [ballot_of(meeting, row, copies) for row in waiting]}

    def render(self, subject: Meeting, **options: Any) -> bytes:
        """All waiting rounds; with `election` and `copies` one of them, as many as asked for."""
        election = options.get("election")
        if election is None:
            return super().render(subject)
        meeting = read(subject, self.reads)
        ballot = ballot_of(meeting, election, options["copies"])
        return render_pdf(self.template, {"ballots": [ballot], "footer": []}, title=self.title)


def voters_of(meeting: Meeting) -> int:
    """实到有选举权; before the roll everybody who may come. For a meeting that was `read`."""
    if meeting.due_count is None:
        return len(electable(meeting))
    return sum(row.can_elect and row.is_there for row in meeting.attendances.all())


def ballot_of(meeting: Meeting, row: Election, copies: int) -> Ballot:
    """The ballot of one round."""
    names = [one.member.name for one in people_of(row) if not one.is_write_in]
    blanks = [""] * row.seats
    return Ballot(
        [body_name(meeting), f"选举{row.get_post_display()}选票{round_words(row)}"],
        row.seats,
        [names[at : at + PER_LINE] for at in range(0, len(names), PER_LINE)],
        [blanks[at : at + PER_LINE] for at in range(0, len(blanks), PER_LINE)],
        len(names) > row.seats,
        range(copies),
    )
