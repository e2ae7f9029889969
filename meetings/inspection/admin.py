"""What the auditor may see of the inspection: that it ran, what it found of organisations, who decided how."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from meetings.admin.records import RecordAdmin
from meetings.inspection.models import CheckRun, Finding, Rectification, Remark
from meetings.inspection.vocabulary import SubjectType


@admin.register(CheckRun)
class CheckRunAdmin(RecordAdmin):
    """Read-only, and without what each check said: some of it concerns persons."""

    fields = ("organisation", "period_start", "period_end", "started_at", "started_by")
    list_display = ("organisation", "period_start", "started_at", "started_by")
    list_select_related = ("organisation", "started_by")
    search_fields = ("organisation__name", "organisation__code")
    date_hierarchy = "started_at"
    ordering = ("-started_at", "-pk")


@admin.register(Finding)
class FindingAdmin(RecordAdmin):
    """Read-only; what concerns a person or what was said at a meeting stays in the branch."""

    fields = (
        "organisation",
        "code",
        "severity",
        "period_start",
        "period_end",
        "state",
        "decided_by",
        "decided_at",
        "lapsed_on",
    )
    list_display = ("organisation", "code", "severity", "period_start", "state", "decided_by", "decided_at")
    list_filter = ("severity", "state")
    list_select_related = ("organisation", "decided_by")
    search_fields = ("organisation__name", "organisation__code", "code")
    ordering = ("-period_start", "organisation", "code", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Of organisations only."""
        return super().get_queryset(request).filter(subject_type=SubjectType.ORGANISATION)


@admin.register(Rectification)
class RectificationAdmin(RecordAdmin):
    """Read-only: who asked for what, by when, who looked again."""

    fields = (
        "finding",
        "due_on",
        "state",
        "created_by",
        "reported_at",
        "done_on",
        "verified_by",
        "verified_at",
    )
    list_display = ("finding", "due_on", "state", "created_by", "verified_by")
    list_filter = ("state",)
    list_select_related = ("finding__run", "created_by", "verified_by")
    search_fields = ("finding__organisation__name", "finding__organisation__code", "finding__code")
    ordering = ("-due_on", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Of organisations only, as the findings."""
        return super().get_queryset(request).filter(finding__subject_type=SubjectType.ORGANISATION)


@admin.register(Remark)
class RemarkAdmin(RecordAdmin):
    """Read-only: that something was remarked and answered, not what."""

    fields = ("meeting", "by", "at", "answered_by", "answered_at")
    list_display = ("meeting", "by", "at", "answered_by", "answered_at")
    list_select_related = ("meeting__branch", "meeting__group", "by", "answered_by")
    search_fields = ("meeting__branch__name", "meeting__branch__code")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
