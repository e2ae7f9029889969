"""What the auditor may see of electronic polls: that they were, and their counts. Codes and ballots are nobody's."""

from django.contrib import admin

from meetings.admin.records import OpenRecordAdmin
from meetings.slips.models import Poll


@admin.register(Poll)
class PollAdmin(OpenRecordAdmin):
    """Read-only."""

    fields = (
        "meeting",
        "title",
        "profile",
        "first_scrutineer",
        "second_scrutineer",
        "state",
        "opened_at",
        "closed_at",
        "eligible_count",
        "present_count",
        "printed_count",
        "issued_count",
        "cast_count",
        "invalid_count",
        "verdict",
        "void_reason",
        "is_purged",
    )
    list_display = ("meeting", "title", "profile", "state", "opened_at", "closed_at", "is_purged")
    list_filter = ("profile", "state", "is_purged")
    list_select_related = ("meeting__branch",)
    search_fields = ("meeting__branch__name",)
    ordering = ("-pk",)
