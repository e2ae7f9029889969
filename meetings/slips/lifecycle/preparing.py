"""Before the vote: what is asked, about whom, who watches over it. Elections and admissions are refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from branchlife.kit.problems import Problem, Refusal
from meetings.lifecycle.holding import due_roll
from meetings.lifecycle.table import editable
from meetings.models import AgendaItem, Meeting
from meetings.regulations import rules_of
from meetings.rules.catalogue.rules import Rules
from meetings.slips.models import Poll, Question
from meetings.slips.vocabulary import ELECTRONIC
from meetings.vocabulary import AgendaCategory, VoteProfile
from members.models import Member, User
from members.vocabulary import MemberCategory

PAPER_ONLY = (AgendaCategory.ADMISSION, AgendaCategory.ELECTION)
PAPER_PROFILES = (VoteProfile.B_ADMISSION, VoteProfile.D_ELECTION)
SECRECY = "表决须能保密"


def allowed_profiles(rules: Rules) -> frozenset[VoteProfile]:
    """For what electronic slips may be used by these rules: by default for nothing, and never for B and D."""
    return frozenset(profile for profile in ELECTRONIC if profile in rules.electronic_ballot_profiles)


@dataclass(frozen=True)
class Electors:
    """How many are entitled, and how many of them came; `present` is None before the roll is called."""

    eligible: int
    present: int | None

    @property
    def slips(self) -> int:
        """How many slips are printed."""
        return self.eligible if self.present is None else self.present


def electors(meeting: Meeting, profile: VoteProfile) -> Electors:
    """Counted from the frozen roll, before that from the roll as expected. Numbers only.

    测评: everybody who is due or came, members on probation included, who take part without being graded. A committee:
    every member. Else those with a vote on that day.
    """
    if meeting.due_count is None:
        listed = [row.standing for row in due_roll(meeting)]
        return Electors(sum(_may(profile, row.is_due, row.can_vote) for row in listed), None)
    rows = list(meeting.attendances.order_by("pk"))
    entitled = [row for row in rows if _may(profile, row.is_due or row.is_there, row.can_vote)]
    return Electors(len(entitled), sum(row.is_there for row in entitled))


def _may(profile: VoteProfile, is_due: bool, can_vote: bool) -> bool:
    if profile is VoteProfile.C_COMMITTEE:
        return True
    return is_due if profile is VoteProfile.G_APPRAISAL else can_vote


def candidates(meeting: Meeting) -> list[Member]:
    """Whom a 测评 grades: the full members on the roll, by strokes; members on probation are not graded."""
    if meeting.due_count is None:
        people = [row.member for row in due_roll(meeting) if row.standing.category is MemberCategory.FULL]
    else:
        rows = meeting.attendances.filter(category=MemberCategory.FULL).select_related("member")
        people = [row.member for row in rows.order_by("pk")]
    return sorted(people, key=lambda member: (member.stroke_order, member.name, member.pk))


@dataclass(frozen=True)
class Plan:
    """What a poll is to be. `questions` for anything but a 测评, which asks about `people` instead."""

    title: str
    profile: VoteProfile
    options: Sequence[str]
    scrutineers: tuple[str, str]
    questions: Sequence[str] = ()
    people: Sequence[Member] = ()
    agenda_item: AgendaItem | None = None


@transaction.atomic
def prepare(meeting: Meeting, plan: Plan, by: User | None) -> Poll:
    """A poll of a meeting that is not filed yet. Nothing is printed and nobody can vote yet."""
    row = editable(meeting)
    found = [*profile_problems(row, plan.profile), *_plan_problems(plan)]
    if found:
        raise Refusal(*found)
    first, second = plan.scrutineers
    poll = Poll.objects.create(
        meeting=row, agenda_item=plan.agenda_item, title=plan.title, profile=plan.profile,
        options=list(plan.options), first_scrutineer=first, second_scrutineer=second, created_by=by,
    )  # fmt: skip
    _ask(poll, plan)
    return poll


def _ask(poll: Poll, plan: Plan) -> None:
    asked: list[tuple[str, Member | None]] = [(person.name, person) for person in plan.people]
    asked += [] if plan.people else [(text, None) for text in plan.questions]
    Question.objects.bulk_create(
        Question(poll=poll, order=order, text=text, member=person)
        for order, (text, person) in enumerate(asked, start=1)
    )


def profile_problems(meeting: Meeting, profile: VoteProfile) -> list[Problem]:
    """Whether this may be voted on electronically here at all."""
    if profile in PAPER_PROFILES:
        text = f"{profile.label}只能用纸质票，不能用电子票"
        return [Problem("paper-only", text, "发展细则、选举条例", "profile")]
    rules = rules_of(meeting)
    if profile not in allowed_profiles(rules):
        text = (
            f"本支部没有开通用电子票进行“{profile.label}”；"
            "请用纸质票，或请上级党委在规则里开通（可以电子投票的表决）"
        )
        return [Problem("not-allowed", text, "本单位规则", "profile")]
    counted, least = electors(meeting, profile), rules.electronic_ballot_min_voters
    if counted.slips < least:
        text = f"能投票的只有 {counted.slips} 人，少于 {least} 人时电子票无法保密，请用纸质票"
        return [Problem("too-few", text, SECRECY, "profile")]
    own = meeting.spec.profile
    if profile in (VoteProfile.A_ASSEMBLY, VoteProfile.C_COMMITTEE) and profile is not own:
        return [Problem("kind", f"{meeting.spec.name}不进行“{profile.label}”", meeting.spec.basis, "profile")]
    return []


def _plan_problems(plan: Plan) -> list[Problem]:
    found = scrutineer_problems(plan.scrutineers, [person.name for person in plan.people])
    item = plan.agenda_item
    if item and (item.category in PAPER_ONLY or item.planned_profile in PAPER_PROFILES):
        text = f"“{item.title}”是发展党员或选举的事项，只能用纸质票"
        found.append(Problem("paper-only", text, "发展细则、选举条例", "agenda_item"))
    if len(set(plan.options)) < 2 or len(set(plan.options)) != len(plan.options):
        found.append(Problem("options", "可选的项至少两个，不能重复", field="options"))
    if not plan.people and not plan.questions:
        found.append(Problem("questions", "请写要问的问题，或选被测评的人", field="questions"))
    return found


def scrutineer_problems(names: tuple[str, str], people: Sequence[str]) -> list[Problem]:
    """Two different people, neither of them one who is graded."""
    first, second = names
    if not first or not second or first == second:
        return [Problem("scrutineers", "监票人须是两个不同的人", "回避", "second_scrutineer")]
    own = [name for name in names if name in people]
    if not own:
        return []
    text = f"{'、'.join(own)}是被测评的人，不能监票；请推列席的上级同志、预备党员，或从被测评人中去掉本人"
    return [Problem("scrutineers", text, "回避", "first_scrutineer")]
