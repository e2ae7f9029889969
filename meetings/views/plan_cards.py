"""The plans that are owed, as cards of the desk."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from branchlife.kit.parts import Owed
from meetings import plans
from meetings.models import Plan
from meetings.overview import Year
from meetings.plans import Term
from meetings.views.cards import Card
from meetings.views.plans import due_words
from meetings.vocabulary import PlanState
from members.access import Action, Actor


def cards_of(actor: Actor, one: Year, today: date) -> Iterator[Card]:
    """A card for each plan that this branch still owes: not drawn up, not reported, sent back. One query."""
    if one.group is not None or one.place.pk not in actor.own_organisations(Action.PLAN_EDIT):
        return
    if not one.place.is_branch:
        return
    owed = plans.terms(one.rules_on, today)
    stored = plans.plans_by_term(one.place, owed)
    for plan in stored.values():
        if plan.state == PlanState.RETURNED:
            yield _returned(plans.term_of(plan.year, plan.quarter, one.rules_on), plan)
    for term in owed:
        card = _owed(term, stored.get(term.key), today)
        if card is not None:
            yield card


def _returned(term: Term, plan: Plan) -> Card:
    url = reverse("plan-edit", args=[plan.pk])
    note = f"退回意见：{plan.opinion}"
    return Card(0, term.due, Owed(f"{term.title}被退回", "已退回", url, "去修改", "", note))


def _owed(term: Term, plan: Plan | None, today: date) -> Card | None:
    if plan is not None and plan.state != PlanState.DRAFT:
        return None
    late = term.due < today
    state, note = ("逾期", "迟报只作标注，照常可以报。") if late else ("待报", "")
    url, action = (reverse("plan", args=[plan.pk]), "核对、报送") if plan else (reverse("plans"), "起草")
    owed = Owed(term.title, state, url, action, due_words(term, today), note)
    return Card(3, term.due, owed, term.due)  # what is to be held comes first
