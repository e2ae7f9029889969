"""What the auditor may see of meetings: that they were, when, who filed and decided — never what was said."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from meetings.models import Correction, Filing, LedgerLink, Meeting, MeetingEvent, Motion
from meetings.models.meeting import CLOSE_KINDS
from members.access import Action
from members.admin.base import GrantedAdmin

AUDIT = frozenset({Action.AUDIT_VIEW})


class RecordAdmin(GrantedAdmin):
    """Read-only, whoever comes."""

    room = "会议（只读）"
    sees = AUDIT


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    """Facts and counts."""

    fields = (
        "branch",
        "group",
        "kind",
        "year",
        "ordinal",
        "start",
        "end",
        "state",
        "due_count",
        "present_count",
        "late_entry",
        "late_reason",
        "is_imported",
        "first_saved_at",
        "filed_at",
        "content_digest",
        "revision",
    )
    list_display = ("branch", "kind", "start", "state", "due_count", "present_count", "filed_at")
    list_filter = ("kind", "state", "late_entry", "is_imported")
    list_select_related = ("branch",)
    search_fields = ("branch__name", "branch__code")
    date_hierarchy = "start"
    ordering = ("-start", "-pk")


@admin.register(Filing)
class FilingAdmin(RecordAdmin):
    """Every version that was sent upward."""

    fields = (
        "meeting",
        "version",
        "submitted_at",
        "submitted_by",
        "due_on",
        "decision",
        "decided_at",
        "decided_by",
        "return_reason",
        "content_digest",
    )
    list_display = ("meeting", "version", "submitted_at", "submitted_by", "due_on", "decision", "decided_at")
    list_filter = ("decision", "return_reason")
    list_select_related = ("meeting__branch", "submitted_by")
    search_fields = ("meeting__branch__name", "content_digest")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at", "-pk")


class OpenRecordAdmin(RecordAdmin):
    """Parts that tell what was discussed: those of 组织生活会、民主生活会 stay in their circle."""

    meeting_path = "meeting"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the close kinds."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.exclude(**{f"{self.meeting_path}__kind__in": CLOSE_KINDS})


@admin.register(Motion)
class MotionAdmin(OpenRecordAdmin):
    """Votes as counted."""

    meeting_path = "agenda_item__meeting"
    fields = (
        "agenda_item",
        "method",
        "eligible_count",
        "present_voters",
        "issued",
        "collected",
        "invalid",
        "yes",
        "no",
        "abstain",
        "result",
        "verdict",
        "teller",
    )
    list_display = ("agenda_item", "method", "eligible_count", "yes", "no", "abstain", "result")
    list_filter = ("method", "result")
    list_select_related = ("agenda_item",)
    search_fields = ("agenda_item__meeting__branch__name",)
    ordering = ("-pk",)


@admin.register(Correction)
class CorrectionAdmin(OpenRecordAdmin):
    """What was put right after filing."""

    fields = ("meeting", "field", "old_value", "new_value", "reason", "by", "at", "approved_by")
    list_display = ("meeting", "field", "reason", "by", "at", "approved_by")
    list_select_related = ("meeting__branch", "by")
    search_fields = ("meeting__branch__name",)
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


@admin.register(MeetingEvent)
class MeetingEventAdmin(RecordAdmin):
    """Every change of state."""

    room = "审计"
    fields = ("meeting", "from_state", "to_state", "by", "at", "note")
    list_display = ("at", "meeting", "from_state", "to_state", "by", "note")
    list_filter = ("to_state",)
    list_select_related = ("meeting__branch", "by")
    search_fields = ("meeting__branch__name", "by__username")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


@admin.register(LedgerLink)
class LedgerLinkAdmin(RecordAdmin):
    """The chains: that there is a link, when and by whom, never what it holds."""

    room = "审计"
    fields = ("branch", "number", "kind", "meeting", "at", "account", "link_digest", "link_sm3")
    list_display = ("branch", "number", "kind", "at", "account", "link_digest")
    list_filter = ("kind",)
    list_select_related = ("branch",)
    search_fields = ("branch__name", "branch__code", "link_digest", "account")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
