"""What the auditor may see of the inspection: that it ran, what it found of organisations, who decided how."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from meetings.admin.records import RecordAdmin
from meetings.inspection.models import CheckRun, Finding
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
