"""A plan as it is drafted: from the rules and the theme days, with what is known of last year filled in."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from branchlife.kit import clock
from meetings import regulations, theme_days
from meetings.kinds import KINDS, MeetingKind
from meetings.models import Meeting, Plan, PlanItem
from meetings.models.meeting import CLOSE_KINDS
from meetings.rules import plan as rule
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Facts, Life
from members.models import Appointment, Organisation
from members.vocabulary import Post

LONGEST_THEME = 120


@dataclass
class Past:
    """What earlier meetings lend to a draft: topics by kind and group, month by month, and the place last used."""

    topics: dict[tuple[str, int | None], dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[str, str] = field(default_factory=dict)

    def topic(self, kind: str, group: int | None, month: int) -> str:
        """去年同月的主题, else of the same quarter."""
        found = self.topics.get((kind, group), {})
        same_quarter = (words for at, words in sorted(found.items()) if (at - 1) // 3 == (month - 1) // 3)
        return found.get(month) or next(same_quarter, "")


def drafted_items(plan: Plan) -> list[PlanItem]:
    """The lines of a new plan, not stored: a quarter takes them over from the plan of its year, where there is one."""
    year_plan = Plan.objects.filter(branch=plan.branch_id, year=plan.year, quarter=None).first()
    if plan.quarter is not None and year_plan is not None:
        rows = year_plan.items.filter(scheduled_on__year=plan.year, scheduled_on__month__in=plan.months)
        taken = [_copied(row, plan) for row in rows.select_related("group").order_by("scheduled_on", "pk")]
        if taken:
            return taken
    return _from_the_rules(plan)


def _copied(row: PlanItem, plan: Plan) -> PlanItem:
    names = (
        "kind",
        "group",
        "scheduled_on",
        "theme",
        "place",
        "host",
        "lecturer_name",
        "scope",
        "responsible",
    )
    return PlanItem(plan=plan, **{name: getattr(row, name) for name in names})


def _from_the_rules(plan: Plan) -> list[PlanItem]:
    branch, today = plan.branch, clock.today()
    months = [(plan.year, month) for month in plan.months]
    book = regulations.rulebook([branch])
    rules_on = {month: book.on(branch, date(*month, 1)) for month in months}
    slots = theme_days.year_of(branch, plan.year)
    groups = {row.pk: row for row in branch.children.groups().alive(today).order_by("path")}
    ground = rule.Ground(
        branch.kind,
        _facts(branch, groups, slots, rules_on[months[0]]),
        {(slot.year, slot.month): slot.day for slot in slots},
        theme_days.almanac(plan.year, plan.year).is_workday,
        today,
    )
    past, chairs = _past(branch, plan.year), _chairs(branch, groups, today)
    return [
        _item(plan, one, groups.get(one.group or 0), past, chairs)
        for one in rule.drafted(ground, months, rules_on)
    ]


def _facts(
    branch: Organisation, groups: dict[int, Organisation], slots: list[theme_days.ThemeDaySlot], rules: Rules
) -> Facts:
    posts = Appointment.objects.committee(branch).order_by("pk").values_list("member_id", "start", "end")
    return Facts(
        branch.kind,
        Life(branch.founded_on, branch.dissolved_on),
        tuple((member, Life(start, end)) for member, start, end in posts),
        {pk: Life(row.founded_on, row.dissolved_on) for pk, row in groups.items()},
        frozenset((slot.year, slot.month) for slot in slots if slot.is_waived),
        rules.committee_size_min,
        rules.min_alive_days,
    )


def _chairs(branch: Organisation, groups: dict[int, Organisation], day: date) -> dict[int | None, str]:
    """Who presides by right today: the secretary of the branch, the leader of each group. Two queries."""
    first = Appointment.objects.committee(branch).on(day).in_order().select_related("member").first()
    found: dict[int | None, str] = {None: first.member.name if first else ""}
    leaders = Appointment.objects.on(day).filter(organisation__in=groups, post=Post.GROUP_LEADER)
    for row in leaders.select_related("member").order_by("pk"):
        found[row.organisation_id] = row.member.name
    return found


def _past(branch: Organisation, year: int) -> Past:
    """Last year's topics and the places last used. 组织生活会 and the like lend no topic: they stay in their circle."""
    past = Past()
    rows = (
        Meeting.objects.held().filter(branch=branch, year__in=(year - 1, year)).exclude(kind__in=CLOSE_KINDS)
    )
    for row in rows.select_related("gathering", "lecture").prefetch_related("agenda").order_by("start", "pk"):
        past.places[row.kind] = row.gathering.place or past.places.get(row.kind, "")
        words = topic_of(row)
        if words and row.day.year == year - 1:
            past.topics[row.kind, row.group_id][row.day.month] = words
    return past


def topic_of(meeting: Meeting) -> str:
    """What a meeting was about, in one line: its theme, the topic of its lecture, else its own agenda."""
    lecture = getattr(meeting, "lecture", None)
    own = [
        row.title for row in sorted(meeting.agenda.all(), key=lambda row: row.order) if not row.reports_on_id
    ]
    words = (
        lecture.topic if lecture else meeting.gathering.theme if meeting.kind == MeetingKind.THEME_DAY else ""
    )
    return (words or "；".join(own) or meeting.gathering.theme)[:LONGEST_THEME]


def _item(
    plan: Plan, one: rule.Wanted, group: Organisation | None, past: Past, chairs: dict[int | None, str]
) -> PlanItem:
    chair = chairs.get(group.pk if group else None, "")
    return PlanItem(
        plan=plan,
        kind=one.kind,
        group=group,
        scheduled_on=one.day,
        theme=past.topic(one.kind, one.group, one.day.month),
        place=past.places.get(one.kind, ""),
        host=chair,
        scope=KINDS[one.kind].scope.label,
        responsible=chair,
    )
