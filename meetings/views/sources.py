"""议题来源: which topics of a meeting came from a superior's prompt or from a member's concern."""

from django.urls import reverse

from branchlife.kit.parts import Row
from meetings.models import Meeting, PromptAdoption, TopicSuggestion
from members.access import Action, Actor


def sources(actor: Actor, meeting: Meeting) -> list[Row]:
    """A line for each, leading to it, for those who may read it. Two queries."""
    prompts = PromptAdoption.seen.allowed(actor, Action.TOPICS_VIEW).filter(agenda_item__meeting=meeting)
    concerns = TopicSuggestion.seen.allowed(actor, Action.SUGGESTION_VIEW).filter(
        agenda_item__meeting=meeting
    )
    rows = [
        Row("上级提示", row.prompt.title, reverse("prompt", args=[row.prompt_id]))
        for row in prompts.select_related("prompt").order_by("agenda_item__order", "pk")
    ]
    return rows + [
        Row("党员点题", f"{row.content}（{row.raised_by_words}）", reverse("suggestion", args=[row.pk]))
        for row in concerns.select_related("raised_by").order_by("agenda_item__order", "pk")
    ]
