"""What is still missing before a year of an organisation is put away. Only reads."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from branchlife.kit import clock
from meetings.archive.codes import close_of, missing_numbers
from meetings.archive.lifecycle.fonds import Fonds, fonds_of
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Attachment, Meeting
from meetings.regulations import rules_for
from meetings.rules.catalogue.rules import Rules
from meetings.vocabulary import AttachmentKind, MeetingState
from members.models import Organisation

UNFILED = (MeetingState.HELD, MeetingState.RECORDED, MeetingState.RETURNED)
UNSETTLED = (MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.POSTPONED)
DONE = (MeetingState.ACCEPTED, MeetingState.ARCHIVED)


@dataclass(frozen=True)
class Gap:
    """One line of the checklist: how many, in words; the meetings it speaks of; whether nothing can be archived."""

    code: str
    text: str
    hint: str
    meetings: tuple[Meeting, ...] = ()
    blocks: bool = False


@dataclass(frozen=True)
class YearState:
    """A year as the checklist finds it."""

    branch: Organisation
    year: int
    fonds: Fonds
    rules: Rules
    meetings: list[Meeting]
    gaps: list[Gap]

    @property
    def closes_on(self) -> date:
        """The day by which the year is to be archived (archive_close)."""
        return close_of(self.year, self.rules.archive_close)

    @property
    def ready(self) -> list[Meeting]:
        """已备案 and not yet archived, by day."""
        return [row for row in self.meetings if row.state == MeetingState.ACCEPTED]

    @property
    def archived(self) -> int:
        """How many records have an item; those taken over from an old ledger have none."""
        return sum(row.state == MeetingState.ARCHIVED and not row.is_imported for row in self.meetings)

    @property
    def is_blocked(self) -> bool:
        """Whether nothing can be archived yet."""
        return any(gap.blocks for gap in self.gaps)

    @property
    def is_closed(self) -> bool:
        """Whether every record that was held is archived, and there is one."""
        held = [row for row in self.meetings if row.is_held]
        return bool(held) and all(row.state == MeetingState.ARCHIVED for row in held)


def year_state(branch: Organisation, year: int) -> YearState:
    """The checklist of one year. Five queries."""
    rows = Meeting.objects.filter(branch=branch, year=year).with_places().order_by("start", "pk")
    meetings = list(rows)
    fonds = fonds_of(branch)
    rules = rules_for(branch, date(year, 12, 31))
    gaps = [*_of_codes(fonds), *_of_time(year), *_of_states(meetings), *_of_numbers(meetings)]
    return YearState(branch, year, fonds, rules, meetings, [*gaps, *_of_signatures(meetings)])


def _of_codes(fonds: Fonds) -> list[Gap]:
    found = []
    if not fonds.code:
        hint = "请系统管理员在后台“党组织”里填写本组织或上级的全宗号（4 位，向档案馆或上级档案室问）。"
        found.append(Gap("fonds", "没有全宗号，编不出档号", hint, blocks=True))
    if not fonds.org_code:
        hint = "请系统管理员在后台“党组织”里填写本组织的机构（问题）代码，例如 DQ1。"
        found.append(Gap("org-code", "没有机构（问题）代码，编不出档号", hint, blocks=True))
    return found


def _of_time(year: int) -> list[Gap]:
    if year < clock.today().year:
        return []
    return [Gap("year", f"{year}年还没有过完", "一年的记录在次年归档，件号一次编定。", blocks=True)]


def _of_states(meetings: list[Meeting]) -> list[Gap]:
    lines = (
        ("unfiled", UNFILED, "{} 份记录还没有报备", "先把记录写完、报备；不报备的不能归档。"),
        ("unread", (MeetingState.FILED,), "{} 份报备上级还没有处理", "上级阅知以后才能归档，可以先催办。"),
        ("unsettled", UNSETTLED, "{} 次会议没有结果", "开了的请补录，没有开的请登记“未召开”并写明原因。"),
    )
    found = []
    for code, states, words, hint in lines:
        rows = tuple(row for row in meetings if row.state in states)
        if rows:
            found.append(Gap(code, words.format(len(rows)), hint, rows))
    return found


def _of_numbers(meetings: list[Meeting]) -> list[Gap]:
    series: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in meetings:
        if row.ordinal is not None:
            series[row.kind, row.group.short_name if row.group else ""].append(row.ordinal)
    found = []
    for (kind, group), numbers in series.items():
        missing = missing_numbers(numbers)
        if missing:
            which = "、".join(f"第{number}次" for number in missing)
            name = f"{group}{KINDS[MeetingKind(kind)].short}"
            hint = "请核对是漏录了，还是当时编号跳了；跳号的在备考表里写一句。"
            found.append(Gap("numbers", f"{name}缺{which}", hint))
    return found


def _of_signatures(meetings: list[Meeting]) -> list[Gap]:
    done = [row for row in meetings if row.state in DONE]
    scanned = set(
        Attachment.objects.filter(meeting__in=done, kind=AttachmentKind.SCAN)
        .order_by()
        .values_list("meeting_id", flat=True)
    )
    rows = tuple(row for row in done if row.pk not in scanned)
    if not rows:
        return []
    hint = (
        "系统不存签名。请打印后由主持人、记录人手签，随卷存放；签好的扫描件可以作为附件上传，不传也可以归档。"
    )
    return [Gap("unsigned", f"{len(rows)} 份记录没有签字的扫描件", hint, rows)]
