"""What every printed form of a meeting shares: its rows read at once, its names, numbers, file name and foot."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.http import urlencode

from branchlife.kit import clock, qr
from branchlife.kit.exports import Export, Media, Subject, safe_filename
from branchlife.kit.pdf import render_pdf
from branchlife.kit.templatetags.words import cn_plain, cn_time
from meetings.chain.document import printed_link
from meetings.models import Attendance, Filing, Meeting
from members.access import Action
from members.vocabulary import Post

EVERYTHING = (
    "branch",
    "group",
    "host",
    "recorder",
    "gathering__meetings__group",
    "attendances__member",
    "guests",
    "agenda__speeches__speaker",
    "agenda__carried_from__meeting",
    "agenda__motions__subject",
    "agenda__motions__named_votes__member",
    "agenda__motions__deferred_to__meeting",
    "agenda__elections__candidates__member",
    "resolutions",
    "follow_ups__resolution",
    "attachments",
    "corrections__by",
    "filings__submitted_by",
    "filings__decided_by",
    "lecture__lecturer",
)


def read(meeting: Meeting, lookups: Iterable[str]) -> Meeting:
    """The meeting with its parts, in one query for each sort of part however many rows there are."""
    prefetch_related_objects([meeting], *lookups)
    return meeting


def by_strokes(rows: Iterable[Attendance]) -> list[Attendance]:
    """Attendance in 姓氏笔画 order."""
    return sorted(rows, key=lambda row: (row.member.stroke_order, row.member.name, row.member_id))


def ordinal_words(meeting: Meeting) -> str:
    """2026年第3次党员大会; without a number while the meeting has none."""
    which = f"第{meeting.ordinal}次" if meeting.ordinal else ""
    return f"{meeting.year}年{which}{meeting.spec.short}"


def body_name(meeting: Meeting) -> str:
    """公章全称 of who holds the meeting: the branch, or the group with its own."""
    return meeting.group.full_name if meeting.group else meeting.branch.full_name


def name_words(meeting: Meeting) -> str:
    """会议名称."""
    return meeting.title or ordinal_words(meeting)


def latest_filing(meeting: Meeting) -> Filing | None:
    """The newest version that was filed, of a meeting that was `read`."""
    return max(meeting.filings.all(), key=lambda row: row.version, default=None)


def version_words(meeting: Meeting) -> str:
    """第1版, or 未报备."""
    filing = latest_filing(meeting)
    return f"第{filing.version}版" if filing else "未报备"


def stamp(moment: datetime | None) -> str:
    """2026年9月18日 16:05, for narrow cells; a dash for none."""
    return f"{cn_plain(moment)} {cn_time(moment)}" if moment else "—"


def foot(meeting: Meeting) -> list[str]:
    """编号、版本、生成时间, for the foot of each page."""
    return [f"编号 {meeting.number or '—'}　版本 {version_words(meeting)}　生成时间 {stamp(clock.now())}"]


def spaced(digits: str) -> str:
    """1a2b 3c4d 5e6f 7a8b: as people copy it from paper."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def seal(meeting: Meeting) -> dict[str, str]:
    """Of a filed record: the digits by which the page can be checked, and a code that holds the whole digest."""
    link = printed_link(meeting)
    if link is None:
        return {}
    address = f"{settings.SITE_URL}{reverse('verify')}?{urlencode({'digest': link.link_digest})}"
    words = f"校验码 {spaced(link.short)}　第 {link.number} 环　本页可核验，不证明内容属实"
    return {"picture": qr.picture(address, is_tight=True), "words": words}


def file_parts(meeting: Meeting, title: str) -> list[str]:
    """年度-支部简称-表名-类型第NN次-日期-v版本."""
    filing = latest_filing(meeting)
    which = f"第{meeting.ordinal:02d}次" if meeting.ordinal else ""
    return [
        str(meeting.year),
        meeting.branch.short_name,
        title,
        f"{meeting.group.short_name if meeting.group else ''}{meeting.spec.short}{which}",
        f"{meeting.day:%Y%m%d}",
        f"v{filing.version}" if filing else "",
    ]


def posts_of_host(meeting: Meeting) -> str:
    """书记、组织委员: what the host was in this body on that day. One query."""
    if meeting.host is None:
        return ""
    places = [pk for pk in (meeting.branch_id, meeting.group_id) if pk]
    rows = meeting.host.appointments.on(meeting.day).filter(organisation__in=places).in_order()
    return "、".join(Post(row.post).label for row in rows)


def listed(words: Sequence[str], empty: str = "无") -> str:
    """Names with a pause mark between them, or 无."""
    return "、".join(words) or empty


class MeetingForm(Export):
    """A form about one meeting. `applies` says whether there is anything to print."""

    action: ClassVar[str] = Action.MEETING_EXPORT
    subject: ClassVar[Subject] = "meeting"

    def applies(self, meeting: Meeting) -> bool:
        """Whether this meeting has what the form is about."""
        return True

    def filename(self, subject: Meeting, **options: Any) -> str:
        """年度-支部简称-表名-类型第NN次-日期-v版本."""
        return safe_filename(file_parts(subject, self.title), self.media)


class MeetingPdf(MeetingForm):
    """A form about one meeting, printed."""

    media: ClassVar[Media] = "pdf"
    template: ClassVar[str]
    reads: ClassVar[tuple[str, ...]] = EVERYTHING
    is_sealed: ClassVar[bool] = False  # whether the foot tells how to check a filed record

    def foot(self, meeting: Meeting) -> list[str]:
        """The lines at the foot of each page."""
        return foot(meeting)

    def attachments(self, meeting: Meeting) -> dict[str, bytes]:
        """What is embedded in the file, by name."""
        return {}

    @abstractmethod
    def context(self, meeting: Meeting) -> dict[str, Any]:
        """What the template shows of a meeting that was `read`."""

    def render(self, subject: Meeting, **options: Any) -> bytes:
        """The form as PDF."""
        meeting = read(subject, self.reads)
        words = {"meeting": meeting, "footer": self.foot(meeting), **self.context(meeting)}
        if self.is_sealed:
            words["seal"] = seal(meeting)
        title = f"{body_name(meeting)}{ordinal_words(meeting)}{self.title}"
        return render_pdf(self.template, words, title=title, attachments=self.attachments(meeting))
