"""选题 on the desk: prompts that nobody has looked at yet and concerns that wait, after everything that is owed."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from branchlife.kit.parts import Owed
from branchlife.kit.templatetags.words import cn_plain
from meetings.models import TopicPrompt, TopicSuggestion
from meetings.views.cards import Card
from meetings.views.matrix import link
from members.access import Action, Actor
from members.models import Organisation

LAST = 5  # after what is owed: nobody must take up a prompt
SHOWN = 2  # prompts with a card of their own
SHORT = 24  # characters of a title


def topic_cards(actor: Actor, place: Organisation, today: date) -> Iterator[Card]:
    """The quiet cards of a branch; none for a group. Two queries."""
    if not place.is_branch or place.pk not in actor.own_organisations(Action.PROMPT_ADOPT):
        return
    yield from _of_suggestions(actor, place)
    found = TopicPrompt.seen.allowed(actor, Action.PROMPT_ADOPT).standing().reaching(place).timely(today)
    fresh = list(found.not_taken_by(place).select_related("organisation").newest()[: SHOWN + 1])
    room = SHOWN if len(fresh) <= SHOWN else SHOWN - 1
    for row in fresh[:room]:
        yield Card(LAST, row.published_on, _of_prompt(row, place))
    if fresh[room:]:
        where = link("prompts", branch=place.pk)
        rest = Owed("还有别的主题提示", "上级提示", where, "看全部", "", "用不用由支部定。", "info")
        yield Card(LAST, date.max, rest)


def _of_prompt(row: TopicPrompt, place: Organisation) -> Owed:
    note = f"供{row.kinds_words}采用，用不用由支部定。"
    when = f"{row.organisation}，{cn_plain(row.published_on)}发布"
    where = link("prompt", row.pk, branch=place.pk)
    return Owed(f"提示：{_short(row.title)}", "上级提示", where, "看看、采用", when, note, "info")


def _of_suggestions(actor: Actor, place: Organisation) -> Iterator[Card]:
    rows = TopicSuggestion.seen.allowed(actor, Action.SUGGESTION_EDIT).filter(branch=place).waiting()
    waiting = list(rows.select_related("raised_by").oldest()[:100])
    if not waiting:
        return
    first, note = waiting[0], "列入议题，或者给个答复。"
    when = f"{cn_plain(first.raised_on)}提出"
    if len(waiting) == 1:
        title, where = f"党员点题：{_short(first.content)}", reverse("suggestion", args=[first.pk])
    else:
        title, where = f"党员点题 {len(waiting)} 条", link("suggestions", state="waiting", branch=place.pk)
        when = f"最早的{when}"
    owed = Owed(title, "待处理", where, "去处理", when, note)
    yield Card(LAST - 1, first.raised_on, owed, about="党员点题待处理")


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
