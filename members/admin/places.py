"""Organisations as a tree, who holds which post, and the terms of committees."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from members import places, transfers
from members.access import Action
from members.admin.base import GrantedAdmin, PlainForm, WritingForm, column
from members.models import Appointment, CommitteeTerm, Organisation
from members.vocabulary import AppointmentMode, Post

ROOM = "党组织与党员"
PLACES = frozenset({Action.PLACES_ADMIN})


class OrganisationForm(WritingForm):
    """Saved by the function that keeps the paths of the tree right."""

    class Meta:
        model = Organisation
        fields = (
            "kind",
            "name",
            "full_name",
            "short_name",
            "code",
            "parent",
            "sector",
            "unit_count",
            "founded_on",
            "dissolved_on",
            "fonds_code",
            "fonds_name",
            "org_code",
            "remark",
        )

    def store(self, row: Organisation) -> Organisation:
        """Plant or mend."""
        row.created_by = row.created_by or self.by
        return places.settle(row, self.by)


@admin.register(Organisation)
class OrganisationAdmin(GrantedAdmin):
    """The tree, read from the root down. The security administrator reads it to hand out roles."""

    room = ROOM
    sees = PLACES | {Action.ACCOUNTS_ADMIN}
    edits = Action.PLACES_ADMIN
    form = OrganisationForm
    list_display = ("branching", "kind", "code", "sector", "founded_on", "dissolved_on")
    list_filter = ("kind", "sector", ("dissolved_on", admin.EmptyFieldListFilter))
    search_fields = ("name", "full_name", "short_name", "code")
    autocomplete_fields = ("parent",)
    ordering = ("path",)
    fieldsets = (
        (None, {"fields": ("kind", "parent", "code", "name", "full_name", "short_name")}),
        ("情况", {"fields": ("sector", "unit_count", "founded_on", "dissolved_on", "remark")}),
        ("归档", {"fields": ("fonds_code", "fonds_name", "org_code")}),
    )

    @column("名称", "path")
    def branching(self, row: Organisation) -> str:
        """The name, indented by its depth."""
        return "　" * row.depth + row.name


class AppointmentForm(WritingForm):
    """A post is given once and ended once; what was true stays."""

    class Meta:
        model = Appointment
        fields = ("member", "organisation", "post", "mode", "approval_doc", "start", "end")

    def store(self, row: Appointment) -> Appointment:
        """Appoint, or end."""
        if row._state.adding:
            return transfers.appoint(
                row.member,
                row.organisation,
                Post(row.post),
                row.start,
                row.end,
                self.by,
                AppointmentMode(row.mode),
                row.approval_doc,
            )
        if "end" in self.changed_data and row.end is not None:
            transfers.end_period(row, row.end, self.by)
        return row

    def clean_end(self) -> Any:
        """An end that was entered is not taken back: a new appointment begins."""
        end = self.cleaned_data["end"]
        if end is None and self.instance.pk and "end" in self.changed_data:
            raise forms.ValidationError("已终止的任职不能恢复，请新增一条任职。")
        return end


@admin.register(Appointment)
class AppointmentAdmin(GrantedAdmin):
    """Who holds which post."""

    room = ROOM
    sees = PLACES
    edits = Action.PLACES_ADMIN
    form = AppointmentForm
    list_display = ("organisation", "post", "member", "mode", "start", "end")
    list_filter = ("post", "mode", ("end", admin.EmptyFieldListFilter))
    list_select_related = ("organisation", "member")
    search_fields = ("member__name", "organisation__name", "organisation__code")
    autocomplete_fields = ("member", "organisation")
    date_hierarchy = "start"
    ordering = ("organisation__path", "start", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Afterwards only the end can be entered."""
        return ("member", "organisation", "post", "mode", "approval_doc", "start") if obj else ()


@admin.register(CommitteeTerm)
class CommitteeTermAdmin(GrantedAdmin):
    """Terms of committees: elected, due, put off, ended."""

    room = ROOM
    sees = PLACES
    edits = Action.PLACES_ADMIN
    form = PlainForm
    fields = (
        "organisation",
        "ordinal",
        "seats",
        "start",
        "due_on",
        "end",
        "extended_to",
        "extension_doc",
    )
    list_display = ("organisation", "ordinal", "start", "due_on", "extended_to", "end")
    list_filter = (("end", admin.EmptyFieldListFilter),)
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "organisation__code")
    autocomplete_fields = ("organisation",)
    date_hierarchy = "due_on"
    ordering = ("organisation__path", "start", "pk")
