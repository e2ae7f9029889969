"""重要事项: what the committee discussed before the assembly took it up (支部条例第十二条).

Topics of one matter carry the same `topic_key`. The key is a tie and no part of what is filed: it may be written to a
topic whose record is filed already.
"""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet

from branchlife.kit.problems import Problem, Refusal
from branchlife.kit.templatetags.words import cn_day
from meetings.kinds import MeetingKind
from meetings.models import AgendaItem, Meeting
from meetings.regulations import rules_of
from meetings.vocabulary import MeetingState
from members.models import Appointment

LOOK_BACK = timedelta(days=183)
BASIS = "支部条例第十二条"
NEVER_MET = (MeetingState.NOT_HELD, MeetingState.POSTPONED)


def may_be_tied(meeting: Meeting) -> bool:
    """Whether topics of this meeting are such as a committee discusses first."""
    return meeting.kind == MeetingKind.BRANCH_ASSEMBLY


def committee_topics(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The topics of the committee in the half year before an assembly, the latest first."""
    rows = AgendaItem.objects.filter(
        meeting__branch=meeting.branch_id,
        meeting__kind=MeetingKind.BRANCH_COMMITTEE,
        meeting__start__gte=meeting.start - LOOK_BACK,
        meeting__start__lt=meeting.start,
        reports_on__isnull=True,
    )
    return (
        rows.exclude(meeting__state__in=NEVER_MET)
        .select_related("meeting")
        .order_by("-meeting__start", "order")
    )


def tie(item: AgendaItem, other: int) -> None:
    """Say which topic of the committee this one is; 0 takes that back. The caller holds the meeting and saves."""
    if not other:
        if item.topic_key and item.pk in discussed(item.meeting):
            item.topic_key = ""
        return
    topic = committee_topics(item.meeting).select_for_update(of=("self",)).filter(pk=other).first()
    if topic is None:
        raise Refusal.because("no-topic", "所选的支委会议题不在了，请重新选择。", field="agenda")
    if not topic.topic_key:
        topic.topic_key = item.topic_key or uuid.uuid4().hex
        topic.save(update_fields=["topic_key"])
    item.topic_key = topic.topic_key


def discussed(meeting: Meeting) -> dict[int, AgendaItem]:
    """For topics of an assembly, by primary key, the committee's topic on the same matter, the latest. Two queries."""
    keys = {item.pk: item.topic_key for item in meeting.agenda.exclude(topic_key="").order_by("pk")}
    if not keys or not may_be_tied(meeting):
        return {}
    found = _by_key(committee_topics(meeting).filter(topic_key__in=set(keys.values())))
    return {pk: found[key] for pk, key in keys.items() if key in found}


def _by_key(rows: Iterable[AgendaItem]) -> dict[str, AgendaItem]:
    found: dict[str, AgendaItem] = {}
    for row in rows:
        found.setdefault(row.topic_key, row)
    return found


def suggested(meeting: Meeting) -> dict[int, AgendaItem]:
    """Untied topics of an assembly that bear the same words as one of the committee's. Two queries."""
    if not may_be_tied(meeting):
        return {}
    words = {item.title: item.pk for item in meeting.agenda.filter(topic_key="").order_by("pk")}
    rows = committee_topics(meeting).filter(title__in=set(words)) if words else ()
    return {words[row.title]: row for row in reversed(list(rows))}


def taken_up(meeting: Meeting) -> dict[int, AgendaItem]:
    """For topics of a committee, by primary key, the assembly's topic on the same matter. Two queries."""
    keys = {item.topic_key: item.pk for item in meeting.agenda.exclude(topic_key="").order_by("pk")}
    if not keys or meeting.kind != MeetingKind.BRANCH_COMMITTEE:
        return {}
    rows = AgendaItem.objects.filter(
        topic_key__in=set(keys),
        meeting__branch=meeting.branch_id,
        meeting__kind=MeetingKind.BRANCH_ASSEMBLY,
        meeting__start__gt=meeting.start,
    ).exclude(meeting__state__in=NEVER_MET)
    found = _by_key(rows.select_related("meeting").order_by("meeting__start", "order"))
    return {keys[key]: row for key, row in found.items()}


def problems_of_topics(meeting: Meeting) -> list[Problem]:
    """Important matters that came before the assembly without the committee, where there is one. Never blocks."""
    if not may_be_tied(meeting):
        return []
    items = list(meeting.agenda.filter(is_important=True).order_by("order", "pk"))
    if not items or not _asks_committee(meeting):
        return []
    known, same = discussed(meeting), suggested(meeting)
    return [
        Problem("committee-first", _untied_words(item, same.get(item.pk)), BASIS, "topics", blocks=False)
        for item in items
        if item.pk not in known
    ]


def _asks_committee(meeting: Meeting) -> bool:
    rules = rules_of(meeting)
    if not rules.committee_first:
        return False
    people = Appointment.objects.committee(meeting.branch).on(meeting.day).order_by()
    return people.values("member").distinct().count() >= rules.committee_size_min


def _untied_words(item: AgendaItem, same: AgendaItem | None) -> str:
    head = f"重要事项“{item.title[:16]}”没有写明支委会先议"
    if same is not None:
        return f"{head}；{cn_day(same.meeting.start)}支委会有同样的议题，请核对后在议题里选上"
    return f"{head}；议过的，请在议题里选上是哪一次"
