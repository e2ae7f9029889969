"""Save what a roster says: every right row in one transaction, each through members/transfers.py."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from branchlife.kit import clock
from branchlife.kit.problems import Refusal
from branchlife.kit.workbook import Table
from members import transfers
from members.access import Action
from members.log import note
from members.models import Member, Organisation, User
from members.roster.faults import Slip
from members.roster.person import RosterRow
from members.roster.places import plant_group, words_of
from members.roster.preview import Item, Plan, plan_roster
from members.vocabulary import MemberCategory


@dataclass
class Saved:
    """What an import did. `members` are the rows that are people, right or wrong."""

    members: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[Slip] = field(default_factory=list)
    remarks: list[Slip] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def counted(plan: Plan) -> Saved:
    """What saving a plan would do."""
    return Saved(
        plan.members,
        len(plan.new),
        len(plan.changed),
        len(plan.unchanged),
        plan.errors,
        plan.remarks,
        plan.ignored,
    )


@transaction.atomic
def save_roster(
    tables: list[Table],
    organisation: Organisation,
    by: User | None = None,
    request: HttpRequest | None = None,
) -> Saved:
    """Read the file against what is stored at this moment and save every right row; twice changes nothing.

    Raises Refused for a file that is no roster. A row refused by transfers is reported and leaves nothing behind.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    plan = plan_roster(tables, organisation)
    done = counted(plan)
    groups: dict[tuple[int, str], Organisation] = {}
    for item in [*plan.new, *plan.changed]:
        refused = _save(item, groups, by)
        if refused:
            done.errors.append(refused)
            done.created -= item.is_new
            done.updated -= not item.is_new
    note(request, Action.ROSTER_IMPORT, organisation, rows=done.created + done.updated, user=by)
    return done


def _save(item: Item, groups: dict[tuple[int, str], Organisation], by: User | None) -> Slip | None:
    try:
        with transaction.atomic():
            member = _enter(item, by) if item.member is None else _mend(item, item.member, by)
            _group(item, member, groups, by)
            for fact in item.facts:
                fact.enter(member, item.row.left_on, by)
            _leave(item.row, member, by)
    except (Refusal, ValidationError) as refusal:
        return Slip(item.row.notes.sheet, item.row.notes.row, "", words_of(refusal))
    return None


def _enter(item: Item, by: User | None) -> Member:
    row, details = item.row, dict(item.row.details)
    start = row.first_day(item.branch.founded_on, clock.today())
    rights_since = row.approved_on or (None if "full_on" in details else row.full_month_over)
    category = row.category or MemberCategory.FULL
    waits = category is MemberCategory.FULL and rights_since is not None
    began = details.get("joined_on") or start
    if not waits or rights_since is None or rights_since <= began:
        return transfers.admit(item.branch, details, category, start, by, row.entry_kind)
    full_on = details.pop("full_on", None)
    member = transfers.admit(item.branch, details, MemberCategory.PROBATIONARY, start, by, row.entry_kind)
    if full_on:
        transfers.confirm(member, full_on, rights_since, by)
    else:
        transfers.set_category(member, MemberCategory.FULL, rights_since, by)
    return member


def _mend(item: Item, member: Member, by: User | None) -> Member:
    row = item.row
    if row.details:
        transfers.mend(member, row.details, by)
    if row.category is MemberCategory.FULL:
        since = row.details.get("full_on") or row.full_month_over or clock.today()
        transfers.set_category(member, MemberCategory.FULL, row.approved_on or since, by)
        if row.approved_on:
            transfers.date_rights(member, row.approved_on, by)
    return member


def _group(item: Item, member: Member, groups: dict[tuple[int, str], Organisation], by: User | None) -> None:
    words = item.row.group
    if not words or item.row.left_on:
        return
    key = item.branch.pk, words
    if key not in groups:
        groups[key] = plant_group(item.branch, words, by)
    current = member.group_memberships.open().first()
    start = clock.today() if current else member.memberships.open().get().start
    transfers.assign_group(member, groups[key], start, by)


def _leave(row: RosterRow, member: Member, by: User | None) -> None:
    if row.left_on and row.exit_kind and member.memberships.open().exists():
        transfers.leave(member, row.exit_kind, row.left_on, by)
