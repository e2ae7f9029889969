"""Members, to be found and read: no ID number, no telephone, no address. The branch keeps its roster itself."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from branchlife.kit import clock
from members.access import Action
from members.admin.base import GrantedAdmin, HistoryInline, column
from members.admin.places import PLACES, ROOM
from members.models import CategoryPeriod, GroupMembership, Member, Membership


class MembershipInline(HistoryInline):
    """Which branch, when."""

    model = Membership
    fields = ("branch", "start", "end", "entry_kind", "exit_kind")


class GroupInline(HistoryInline):
    """Which group, when."""

    model = GroupMembership
    fields = ("group", "start", "end")


class CategoryInline(HistoryInline):
    """Probationary or full, when."""

    model = CategoryPeriod
    fields = ("category", "start", "end", "basis_doc")


@admin.register(Member)
class MemberAdmin(GrantedAdmin):
    """Found by name when a post or an account needs a person."""

    room = ROOM
    sees = PLACES | {Action.ACCOUNTS_ADMIN}
    fields = ("name",)
    list_display = ("name", "branch", "category")
    list_filter = (("categories__category", admin.ChoicesFieldListFilter),)
    search_fields = ("name",)
    ordering = ("stroke_order", "name", "pk")
    inlines = (MembershipInline, GroupInline, CategoryInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        """With the facts of today."""
        day = clock.today()
        rows: QuerySet[Member] = super().get_queryset(request)
        branches = Membership.objects.on(day).select_related("branch").order_by("pk")
        categories = CategoryPeriod.objects.on(day).order_by("pk")
        facts: list[Any] = [
            Prefetch("memberships", branches, "branches_today"),
            Prefetch("categories", categories, "categories_today"),
        ]
        return rows.prefetch_related(*facts)

    @column("所在支部")
    def branch(self, row: Member) -> str:
        """Of today."""
        return "、".join(str(one.branch) for one in row.branches_today)  # type: ignore[attr-defined]

    @column("人员类别")
    def category(self, row: Member) -> str:
        """Of today."""
        return "、".join(one.get_category_display() for one in row.categories_today)  # type: ignore[attr-defined]
