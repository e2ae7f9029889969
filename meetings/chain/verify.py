"""Checks the chain of a branch link by link, then every row it speaks of, and names the record that is damaged.

Reads only. A branch costs a fixed number of queries however long its chain, and one read of each attached file.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from branchlife.kit.canonical import BEGINNING, Digests, canonical, digests, instant, link
from meetings.lifecycle import bodies
from meetings.lifecycle.filing import content_digest
from meetings.models import Attachment, Filing, LedgerLink, Meeting
from meetings.vocabulary import FilingDecision, LedgerLinkKind
from members.models import Organisation

ABOUT_A_FILING = (LedgerLinkKind.FILED, LedgerLinkKind.DECISION, LedgerLinkKind.CORRECTION)
PARTS = {
    "content": "报送内容",
    "content_digest": "内容摘要",
    "due_on": "应报日",
    "late_reason": "迟报原因",
    "trail": "状态留痕",
}


@dataclass(frozen=True)
class Fault:
    """What is wrong: in which organisation, at which link (None: with a row), about which record (编号)."""

    branch: str
    number: int | None
    record: str
    words: str

    def __str__(self) -> str:
        place = f"第{self.number}环" if self.number else "台账"
        return f"{self.branch} {place}{f'（记录 {self.record}）' if self.record else ''}：{self.words}"


@dataclass(frozen=True)
class Report:
    """The faults of one chain, and how long it is."""

    branch: Organisation
    links: int
    faults: tuple[Fault, ...]


def check_all(branches: Iterable[Organisation]) -> Iterator[Report]:
    """One report for each organisation that has filed anything."""
    for branch in branches:
        report = check(branch)
        if report.links or report.faults:
            yield report


def check(branch: Organisation) -> Report:
    """Everything about one organisation."""
    links = list(LedgerLink.objects.filter(branch=branch).select_related("by").order_by("number"))
    meetings = {row.pk: row for row in _meetings(branch)}
    names: dict[int | None, str] = {pk: _name(row) for pk, row in meetings.items()}
    found = [*broken(branch.code, links, names), *_rows(branch.code, links, meetings)]
    return Report(branch, len(links), tuple(dict.fromkeys(found)))


def _meetings(branch: Organisation) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(branch=branch, filings__isnull=False).distinct()
    return (
        rows.select_related("branch", "group", "gathering")
        .prefetch_related(
            "filings__submitted_by",
            "filings__decided_by",
            "events__by",
            "corrections__by",
            "attachments",
            "minutes_versions",
        )
        .order_by("pk")
    )


# --- The chain by itself ---


def body_of(row: LedgerLink) -> dict[str, Any]:
    """What a link holds; empty when it cannot be read."""
    try:
        body = json.loads(row.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def record_of(row: LedgerLink) -> str:
    """编号 of the record a link is about."""
    return str(body_of(row).get("meeting", ""))


def broken(code: str, links: Iterable[LedgerLink], names: Mapping[int | None, str]) -> Iterator[Fault]:
    """Numbers, digests, order: what can be told from the links alone. `names` tells the record of an unreadable one."""
    before, number, last = BEGINNING, 0, None
    for row in links:
        record = record_of(row) or names.get(row.meeting_id, "")
        for missing in range(number + 1, row.number):
            yield Fault(code, missing, record, "这一环缺失，在所示记录的那一环之前")
        for words in own_faults(row):
            yield Fault(code, row.number, record, words)
        if (row.previous_digest, row.previous_sm3) != (before.sha256, before.sm3):
            yield Fault(code, row.number, record, "接不上前一环：次序被改，或前一环被换")
        if last is not None and row.at < last and row.kind != LedgerLinkKind.CLOCK_ANOMALY:
            yield Fault(code, row.number, record, "时间早于前一环")
        before, number, last = row.digests, row.number, row.at


def own_faults(row: LedgerLink) -> Iterator[str]:
    """Whether the digests of one link are those of what it holds."""
    of_body = digests(row.body)
    if (row.body_digest, row.body_sm3) != (of_body.sha256, of_body.sm3):
        yield "内容与摘要不符：内容被改过"
    before, body = Digests(row.previous_digest, row.previous_sm3), Digests(row.body_digest, row.body_sm3)
    if row.digests != link(before, row.number, body, instant(row.at), row.account, row.kind):
        yield "本环摘要不符：时间、经办、种类或摘要被改过"
    if row.by is not None and row.by.username != row.account:
        yield "经办人与经办账号不符"


# --- The rows it speaks of ---


def _rows(code: str, links: list[LedgerLink], meetings: dict[int, Meeting]) -> Iterator[Fault]:
    by_meeting: dict[int | None, list[LedgerLink]] = defaultdict(list)
    for row in links:
        if row.kind in ABOUT_A_FILING:
            by_meeting[row.meeting_id].append(row)
    for pk, own in by_meeting.items():
        if pk not in meetings:
            yield Fault(code, own[-1].number, record_of(own[-1]), "台账里已没有这份记录的报备")
    for pk, meeting in meetings.items():
        for number, words in about(meeting, by_meeting[pk]):
            yield Fault(code, number, _name(meeting), words)


def _latest(meeting: Meeting) -> Filing:
    return max(meeting.filings.all(), key=lambda row: row.version)


def _name(meeting: Meeting) -> str:
    return str(_latest(meeting).content.get("编号", "") or meeting.number)


def about(meeting: Meeting, links: list[LedgerLink]) -> Iterator[tuple[int | None, str]]:
    """What does not agree between the links about one meeting, in order, and its rows."""
    filings = {row.version: row for row in meeting.filings.all()}
    corrections = list(meeting.corrections.all())
    corrected = [row for row in links if row.kind == LedgerLinkKind.CORRECTION]
    expected = dict(zip((row.pk for row in corrected), corrections, strict=False))
    readable = [row for row in links if body_of(row)]
    for row in readable:
        filing = filings.get(body_of(row).get("version", 0))
        if filing is None:
            yield row.number, "台账里没有这一版报备"
        else:
            yield from ((row.number, words) for words in _differs(row, filing, meeting, expected.get(row.pk)))
    if readable == links:  # else one cannot tell what is missing
        yield from ((None, words) for words in _unchained(meeting, links, len(corrections), len(corrected)))
    yield from ((None, words) for words in _stored(meeting))


def _differs(row: LedgerLink, filing: Filing, meeting: Meeting, correction: Any) -> Iterator[str]:
    stored, events = body_of(row), list(meeting.events.all())
    at: datetime | None
    filing.meeting = meeting
    seen = events[: (stored.get("trail") or {}).get("count", 0)]
    match row.kind:
        case LedgerLinkKind.FILED:
            rebuilt, at, by = bodies.filed(filing, seen), filing.submitted_at, filing.submitted_by
        case LedgerLinkKind.DECISION:
            rebuilt, at, by = bodies.decided(filing, seen), filing.decided_at, filing.decided_by
        case _:
            if correction is None:
                yield "台账里没有这条更正"
                return
            rebuilt, at, by = bodies.corrected(correction, filing, seen), correction.at, correction.by
    if "earlier" not in stored and (at, by and by.pk) != (row.at, row.by_id):
        yield "台账里的时间或经办人与存证不符"
    names = [
        name
        for name in dict.fromkeys([*rebuilt, *stored])
        if name != "earlier" and canonical(rebuilt.get(name)) != canonical(stored.get(name))
    ]
    if names:
        yield f"台账与存证不符：{'、'.join(_named(name, rebuilt, stored) for name in names)}"


def _named(name: str, rebuilt: bodies.Body, stored: bodies.Body) -> str:
    if name != "content":
        return PARTS.get(name, "处理或更正的内容")
    now, was = ({line["name"]: line["value"] for line in one.get(name, ())} for one in (rebuilt, stored))
    return f"报送内容（{'、'.join(key for key in {**was, **now} if was.get(key) != now.get(key))}）"


def _unchained(meeting: Meeting, links: list[LedgerLink], made: int, chained: int) -> Iterator[str]:
    """Rows that no link speaks of: the link was deleted, or the row was put in by hand."""
    known = {(row.kind, body_of(row).get("version")) for row in links}
    for filing in meeting.filings.all():
        if (LedgerLinkKind.FILED, filing.version) not in known:
            yield f"第{filing.version}版报备没有存证：对应的一环已被删去，或报备是直接写进去的"
        is_decided = filing.decision != FilingDecision.PENDING
        if is_decided and (LedgerLinkKind.DECISION, filing.version) not in known:
            yield f"第{filing.version}版的处理没有存证"
    if made > chained:
        yield "有更正没有存证"


def _stored(meeting: Meeting) -> Iterator[str]:
    """What the tables say today of a locked record, against the version that was filed last."""
    latest, events = _latest(meeting), list(meeting.events.all())
    for filing in meeting.filings.all():
        if content_digest(filing.content) != filing.content_digest:
            yield f"第{filing.version}版报送内容与摘要不符"
    if not events or events[-1].to_state != meeting.state:
        yield "会议状态与状态留痕不符"
    if not meeting.is_locked:
        return
    if meeting.content_digest != latest.content_digest:
        yield "会议的内容摘要与最后一版报备不符"
    now = plain_content(meeting)
    changed = [name for name, value in now.items() if value != latest.content.get(name, value)]
    if changed:
        yield f"记录在备案后被改过：{'、'.join(changed)}"
    yield from filter(None, map(file_fault, meeting.attachments.all()))


def plain_content(meeting: Meeting) -> dict[str, Any]:
    """Those lines of the record that nothing may change after filing; names of people may be put right."""
    start, end = timezone.localtime(meeting.start), meeting.end and timezone.localtime(meeting.end)
    minutes = max(meeting.minutes_versions.all(), key=lambda row: row.version, default=None)
    return {
        "编号": meeting.number,
        "时间": f"{start:%Y-%m-%d %H:%M}" + (f"—{end:%H:%M}" if end else ""),
        "地点": meeting.gathering.place,
        "主题": meeting.gathering.theme,
        "应到": meeting.due_count,
        "实到": meeting.present_count,
        "内容记录": minutes.body if minutes else "",
        "附件": [row.digest for row in meeting.attachments.all()],
        "补录原因": meeting.late_reason,
    }


def file_fault(row: Attachment) -> str:
    """What is wrong with an attached file, "" when it is the one that was filed."""
    try:
        with row.file.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
    except (OSError, ValueError):
        return f"附件“{row.name}”的文件已不在"
    return "" if digest == row.digest else f"附件“{row.name}”被改过"
