"""Findings as they are shown: with the rows behind them that this person may open, and the buttons they may press."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from branchlife.kit.parts import Command, Link
from meetings.inspection.lifecycle.deciding import decisions_for, may_explain
from meetings.inspection.lifecycle.rectifying import may_demand
from meetings.inspection.models import Finding, Rectification
from meetings.inspection.vocabulary import FindingState, SubjectType
from meetings.models import Meeting
from meetings.views.flow import name_of
from members.access import Action, Actor
from members.models import Member

MOST = 12  # rows behind one finding that are named


@dataclass(frozen=True)
class Shown:
    """A finding, the rows behind it by name, how many more there are, the buttons. `about` is the person, if any."""

    row: Finding
    links: Sequence[Link]
    more: int
    commands: Sequence[Command] = ()
    about: str = ""
    rectification: Rectification | None = None


def shown(actor: Actor, rows: Iterable[Finding], answers: Collection[Action] = ()) -> list[Shown]:
    """Findings with what belongs to them; `answers` is what this person may do about them. Two queries."""
    found = list(rows)
    wanted = {(kind, pk) for row in found for kind, pk in row.evidence}
    wanted |= {(row.subject_type, row.subject_id) for row in found}
    meetings, members = _meetings(actor, wanted), _members(actor, wanted)
    return [_shown(row, meetings, members, answers) for row in found]


def _shown(
    row: Finding, meetings: dict[int, Link], members: dict[int, Link], answers: Collection[Action]
) -> Shown:
    known = {SubjectType.MEETING: meetings, SubjectType.MEMBER: members}
    links = [one for kind, pk in row.evidence if (one := known.get(kind, {}).get(pk)) is not None]
    about = members.get(row.subject_id) if row.is_about_a_person else None
    return Shown(
        row,
        links[:MOST],
        len(row.evidence) - len(links[:MOST]),
        commands_of(row, answers),
        about.label if about else "",
        getattr(row, "rectification", None),
    )


def _meetings(actor: Actor, wanted: Iterable[tuple[str, int]]) -> dict[int, Link]:
    pks = [pk for kind, pk in wanted if kind == SubjectType.MEETING]
    rows = Meeting.seen.allowed(actor, Action.MEETING_VIEW).filter(pk__in=pks).select_related("group")
    return {row.pk: Link(name_of(row), reverse("meeting", args=[row.pk])) for row in rows.order_by("pk")}


def _members(actor: Actor, wanted: Iterable[tuple[str, int]]) -> dict[int, Link]:
    """By name only for who keeps the roll; others open the meeting and read it there."""
    pks = [pk for kind, pk in wanted if kind == SubjectType.MEMBER]
    rows = Member.seen.allowed(actor, Action.ATTENDANCE_NAMES).filter(pk__in=pks).distinct().order_by("pk")
    return {row.pk: Link(row.name, reverse("member", args=[row.pk])) for row in rows}


def commands_of(row: Finding, answers: Collection[Action]) -> list[Command]:
    """The buttons: the inspector decides, the branch explains. None is primary: there are many on a page."""
    found = []
    if Action.FINDING_DECIDE in answers:
        found += _of_inspector(row)
    if Action.FINDING_EXPLAIN in answers and may_explain(row):
        words = "改写说明" if row.explanation else "写说明"
        found.append(Command(words, reverse("finding-explain", args=[row.pk]), method="get"))
    return found


def _of_inspector(row: Finding) -> list[Command]:
    url, asked = reverse("finding-decide", args=[row.pk]), hasattr(row, "rectification")
    offered = [one for one in decisions_for(row) if not (asked and one is FindingState.RECTIFIED)]
    found = [Command(BUTTONS[one], url, fields={"decision": str(one)}) for one in offered]
    if may_demand(row):
        found.append(Command("要求整改", reverse("finding-demand", args=[row.pk]), method="get"))
    return found


BUTTONS = {
    FindingState.CONFIRMED: "认定属实",
    FindingState.DISMISSED: "认定不属实",
    FindingState.RECTIFIED: "认定已整改",
}
