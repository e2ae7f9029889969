"""Every write to the organisation tree. The path is derived from the codes and kept right for a whole subtree."""

from typing import Any

from django.db import transaction

from branchlife.kit.problems import Refusal
from members.models import Organisation, User
from members.vocabulary import BRANCH_KINDS, OrganisationKind


def path_of(organisation: Organisation) -> str:
    """The codes from the root down, each followed by a slash."""
    return f"{organisation.parent.path if organisation.parent else ''}{organisation.code}/"


@transaction.atomic
def plant(by: User | None = None, **fields: Any) -> Organisation:
    """Add an organisation to the tree. Refuses a group outside a branch and anything below a group."""
    row = Organisation(created_by=by, changed_by=by, **fields)
    return settle(row, by)


@transaction.atomic
def settle(row: Organisation, by: User | None = None) -> Organisation:
    """Save an organisation, new or changed, and keep the paths of all below it right."""
    _check_place(row)
    before = Organisation.objects.filter(pk=row.pk).values_list("path", flat=True).first() if row.pk else None
    row.path = path_of(row)
    row.changed_by = by
    if before and row.parent and row.parent.path.startswith(before):
        raise Refusal.because("circle", f"{row.name}不能放到自己的下级之下。", field="parent")
    row.full_clean()
    row.save()
    if before and before != row.path:
        _repath(before, row.path)
    return row


def _check_place(row: Organisation) -> None:
    parent = row.parent
    if row.kind == OrganisationKind.PARTY_GROUP and (parent is None or parent.kind not in BRANCH_KINDS):
        raise Refusal.because("group-place", "党小组须编在一个支部之下。", "支部条例第十三条", "parent")
    if parent is not None and parent.is_group:
        raise Refusal.because("below-group", "党小组之下不能再设组织。", "支部条例第十三条", "parent")
    if row.kind != OrganisationKind.PARTY_GROUP and parent is not None and parent.is_branch:
        raise Refusal.because("below-branch", "支部之下只能设党小组。", "支部条例第十三条", "parent")


def _repath(old: str, new: str) -> None:
    for row in Organisation.objects.filter(path__startswith=old).exclude(path=new).order_by("path"):
        row.path = new + row.path.removeprefix(old)
        row.save(update_fields=["path"])
