"""Which branches adopted a prompt and which held it: facts in the order of the tree, no share, no rank."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from branchlife.kit.paging import page_of
from branchlife.kit.parts import Link
from branchlife.kit.templatetags.words import cn_day
from meetings import overview
from meetings.kinds import KINDS, MeetingKind
from meetings.models import PromptAdoption, TopicPrompt
from meetings.views.flow import name_of
from meetings.views.matrix import link
from meetings.vocabulary import HELD_STATES
from members.access import Action, Actor
from members.models import Organisation

PER_PAGE = 30
NOT_TAKEN, TAKEN, HELD = "未采用", "已采用", "已召开"
PLANNED = "列入计划"  # in the link of a line from which no meeting was called yet
ONLY = {"open": NOT_TAKEN, "taken": TAKEN, "held": HELD}


def word_of(state: str) -> str:
    """已召开 once the meeting was held, before that 已采用."""
    return HELD if state in HELD_STATES else TAKEN


def tone_of(state: str) -> str:
    """The tone of the word: a prompt on an agenda is on its way, one that was talked about is done."""
    return "done" if state in HELD_STATES else "told"


@dataclass(frozen=True)
class Total:
    """How many of some branches adopted a prompt, and how many of those held the meeting."""

    branches: int
    adopted: int
    held: int

    @property
    def words(self) -> str:
        """The three figures."""
        return f"所辖 {self.branches} 个支部，采用 {self.adopted} 个，已召开 {self.held} 个"


def totals(actor: Actor, prompts: Sequence[TopicPrompt]) -> list[Total]:
    """The figures of each prompt among the branches in sight. Two queries."""
    paths = list(overview.subtree_branches(actor).values_list("path", flat=True)) if prompts else []
    rows = PromptAdoption.seen.allowed(actor, Action.TOPICS_VIEW).standing()
    rows = rows.filter(prompt__in=[one.pk for one in prompts]).order_by()
    adopted, held = Counter[int](), Counter[int]()
    where = ("agenda_item__meeting__state", "plan_item__meeting__state")
    for pk, *states in rows.values_list("prompt_id", *where):
        adopted[pk] += 1
        held[pk] += next(filter(None, states), None) in HELD_STATES
    return [
        Total(sum(path.startswith(one.organisation.path) for path in paths), adopted[one.pk], held[one.pk])
        for one in prompts
    ]


@dataclass(frozen=True)
class Line:
    """A branch and what it made of a prompt."""

    branch: Organisation
    state: str
    tone: str
    meeting: Link | None
    adoption: PromptAdoption | None


def of_prompt(request: HttpRequest, prompt: TopicPrompt) -> dict[str, Any]:
    """The branches in sight below the publisher, thirty a page, in the order of the tree. Two queries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    branches = list(
        overview.subtree_branches(actor)
        .filter(path__startswith=prompt.organisation.path)
        .only("pk", "short_name", "path")
    )
    rows = PromptAdoption.seen.allowed(actor, Action.TOPICS_VIEW).standing().filter(prompt=prompt)
    known = {row.branch_id: row for row in rows.with_meetings()}
    lines = [_line(actor, branch, known) for branch in branches]
    only = request.GET.get("only", "")
    shown = [line for line in lines if only not in ONLY or line.state == ONLY[only]]
    return {
        "page": page_of(request, shown, PER_PAGE),
        "tabs": _tabs(prompt, lines, only if only in ONLY else ""),
        "total": Total(len(lines), sum(bool(line.adoption) for line in lines), _count(lines, HELD)).words,
    }


def planned(adoption: PromptAdoption) -> Link:
    """列入计划 12月18日主题党日; no link, a plan is read elsewhere."""
    item = adoption.plan_item
    return Link(f"{PLANNED}：{cn_day(item.scheduled_on)}{item.spec.short}" if item else PLANNED)


def _count(lines: Sequence[Line], state: str) -> int:
    return sum(line.state == state for line in lines)


def _tabs(prompt: TopicPrompt, lines: Sequence[Line], only: str) -> list[Link]:
    names = [("", "全部", len(lines)), *((key, word, _count(lines, word)) for key, word in ONLY.items())]
    return [Link(word, link("prompt", prompt.pk, only=key), key == only, count) for key, word, count in names]


def _line(actor: Actor, branch: Organisation, known: Mapping[int, PromptAdoption]) -> Line:
    adoption = known.get(branch.pk)
    if adoption is None:
        return Line(branch, NOT_TAKEN, "plan", None, None)
    meeting = adoption.meeting
    if meeting is None:
        return Line(branch, TAKEN, "told", planned(adoption), adoption)
    is_open = not KINDS[MeetingKind(meeting.kind)].is_close or actor.may(Action.CLOSE_MINUTES_VIEW)
    where = Link(name_of(meeting), reverse("meeting", args=[meeting.pk]) if is_open else "")
    return Line(branch, word_of(meeting.state), tone_of(meeting.state), where, adoption)
