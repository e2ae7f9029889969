"""主题和内容提示: published by a committee for its subtree, adopted by a branch into an agenda."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from meetings.kinds import Field, MeetingKind
from meetings.lifecycle import plans
from meetings.lifecycle.agenda import add_topic, still_to_come
from meetings.models import AgendaItem, Lecture, Meeting, PlanItem, PromptAdoption, PromptPaper, TopicPrompt
from meetings.vocabulary import AgendaCategory
from members.models import Organisation, User


@dataclass(frozen=True)
class PromptFacts:
    """What a prompt says. `month` is any day of the month it is meant for; no kinds: for all."""

    title: str
    body: str = ""
    month: date | None = None
    kinds: Sequence[MeetingKind] = ()


def _write(row: TopicPrompt, facts: PromptFacts) -> None:
    row.title, row.body = facts.title.strip(), facts.body.strip()
    row.month = facts.month.replace(day=1) if facts.month else None
    row.kinds = [str(kind) for kind in dict.fromkeys(facts.kinds)]


@transaction.atomic
def publish(organisation: Organisation, facts: PromptFacts, by: User | None) -> TopicPrompt:
    """Publish a prompt today; the same words on the same day are the same prompt (a button pressed twice)."""
    row = TopicPrompt(organisation=organisation, published_on=clock.today(), created_by=by, changed_by=by)
    _write(row, facts)
    if not row.title:
        raise Refusal.because("no-title", "请填写主题。", field="title")
    if organisation.is_branch or organisation.is_group:
        raise Refusal.because("wrong-body", "主题和内容提示由上级党组织发布。", field="organisation")
    same = TopicPrompt.objects.standing().filter(
        organisation=organisation, published_on=row.published_on, title=row.title, body=row.body
    )
    before = same.order_by("pk").first()
    if before is not None:
        return before
    row.save()
    return row


def _locked(prompt: TopicPrompt) -> TopicPrompt:
    row = TopicPrompt.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=prompt.pk)
    if row.withdrawn_on is not None:
        raise Refusal.because("withdrawn", "这条提示已经撤回，不能再改、再采用。")
    return row


@transaction.atomic
def amend(prompt: TopicPrompt, facts: PromptFacts, by: User | None) -> TopicPrompt:
    """Mend a prompt. Topics that branches took from it keep their words."""
    row = _locked(prompt)
    _write(row, facts)
    if not row.title:
        raise Refusal.because("no-title", "请填写主题。", field="title")
    row.changed_by = by
    row.save()
    return row


@transaction.atomic
def withdraw(prompt: TopicPrompt, by: User | None) -> TopicPrompt:
    """Offer it to nobody any more; what was adopted stays on its agenda. Twice is once."""
    row = TopicPrompt.objects.select_for_update().get(pk=prompt.pk)
    if row.withdrawn_on is None:
        row.withdrawn_on, row.changed_by = clock.today(), by
        row.save(update_fields=["withdrawn_on", "changed_by", "changed_at"])
    return row


@transaction.atomic
def keep_paper(prompt: TopicPrompt, name: str, content: bytes, by: User | None) -> PromptPaper:
    """Keep a cleaned file with a prompt. The same file twice is kept once."""
    row = _locked(prompt)
    digest = hashlib.sha256(content).hexdigest()
    before = row.papers.filter(digest=digest).first()
    if before is not None:
        return before
    paper = PromptPaper(prompt=row, name=name[-120:], digest=digest, size=len(content), created_by=by)
    paper.file.save(name, ContentFile(content), save=False)
    paper.save()
    return paper


@transaction.atomic
def drop_paper(paper: PromptPaper) -> None:
    """Take a file away from a prompt; its bytes go when the transaction has ended."""
    _locked(paper.prompt)
    storage, name = paper.file.storage, str(paper.file.name)
    paper.delete()
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def adopt(prompt: TopicPrompt, meeting: Meeting, by: User | None) -> PromptAdoption:
    """Take a prompt into the agenda of a meeting that is still to come; theme and lecture topic, where empty, as well.

    The same press again is the same adoption.
    """
    row, source = still_to_come(meeting), _locked(prompt)
    if not row.branch.path.startswith(source.organisation.path):
        raise Refusal.because("not-below", f"这条提示由{source.organisation}发给所辖支部，不发给本组织。")
    if not source.suits(row.kind):
        raise Refusal.because("kind", f"这条提示供{source.kinds_words}采用，不适合{row.spec.short}。")
    known = _standing(source, row.branch)
    if known is not None and known.meeting is not None and known.agenda_item is not None:
        if known.meeting == row:
            return known
        raise Refusal.because("adopted", f"本支部已经采用，列在{known.meeting}的议题里。")
    item = add_topic(row, source.title, AgendaCategory.STUDY, by)
    _fill_in(row, source.title, by)
    return _adopted(source, row.branch, by, agenda_item=item)


@transaction.atomic
def adopt_into_plan(prompt: TopicPrompt, item: PlanItem, by: User | None) -> PromptAdoption:
    """Make a prompt the theme of a line of the plan from which nothing was called yet. Pressed twice, adopted once."""
    source = _locked(prompt)
    branch = item.plan.branch
    if not branch.path.startswith(source.organisation.path):
        raise Refusal.because("not-below", f"这条提示由{source.organisation}发给所辖支部，不发给本组织。")
    if not source.suits(item.kind):
        raise Refusal.because("kind", f"这条提示供{source.kinds_words}采用，不适合{item.spec.short}。")
    known = _standing(source, branch)
    if known is not None:
        if known.plan_item_id == item.pk:
            return known
        raise Refusal.because("adopted", "本支部已经采用了这条提示。")
    if item.meeting_id is not None:
        raise Refusal.because("called", "这一行已经召集了会议，请采用到那次会议。")
    plans.set_theme(item, source.title, by)
    return _adopted(source, branch, by, plan_item=item)


def _standing(prompt: TopicPrompt, branch: Organisation) -> PromptAdoption | None:
    rows = PromptAdoption.objects.standing().filter(prompt=prompt, branch=branch)
    return rows.with_meetings().first()


def _adopted(
    prompt: TopicPrompt, branch: Organisation, by: User | None, **where: AgendaItem | PlanItem
) -> PromptAdoption:
    """The one row of a branch and a prompt. What it had in the plan stays when it comes to a meeting."""
    row = PromptAdoption.objects.filter(prompt=prompt, branch=branch).first()
    row = row or PromptAdoption(prompt=prompt, branch=branch, created_by=by)
    for name, value in where.items():
        setattr(row, name, value)
    row.adopted_on, row.changed_by = clock.today(), by
    row.save()
    return row


def _fill_in(row: Meeting, title: str, by: User | None) -> None:
    """The theme of a theme day and the topic of a lecture are the prompt's, unless they have words of their own."""
    gathering = row.gathering
    if Field.THEME in row.spec.required and not gathering.theme:
        gathering.theme, gathering.changed_by = title, by
        gathering.save(update_fields=["theme", "changed_by", "changed_at"])
    if row.kind == MeetingKind.PARTY_LECTURE:
        Lecture.objects.filter(meeting=row, topic="").update(topic=title)


def taken_from(items: Sequence[AgendaItem]) -> dict[int, PromptAdoption]:
    """The prompts behind some topics, by topic. One query."""
    rows = PromptAdoption.objects.filter(agenda_item__in=[item.pk for item in items])
    return {row.agenda_item_id: row for row in rows.select_related("prompt") if row.agenda_item_id}
