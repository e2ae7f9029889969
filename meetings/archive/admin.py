"""What the auditor may see of the archive: codes, boxes, digests. Titles of the close kinds stay in their circle."""

from django.contrib import admin

from meetings.admin.records import OpenRecordAdmin, RecordAdmin
from meetings.archive.models import ArchiveBox, ArchiveItem, RecordPaper


@admin.register(ArchiveBox)
class ArchiveBoxAdmin(RecordAdmin):
    """Read-only."""

    fields = (
        "branch",
        "fonds_code",
        "fonds_name",
        "year",
        "retention",
        "org_code",
        "box_number",
        "first_item",
        "last_item",
        "spine_mm",
        "remark_text",
        "arranged_by",
        "arranged_on",
        "checked_by",
        "checked_on",
    )
    list_display = ("branch", "year", "retention", "org_code", "box_number", "first_item", "last_item")
    list_filter = ("year", "retention")
    list_select_related = ("branch",)
    search_fields = ("branch__name", "branch__code", "fonds_code")
    ordering = ("-year", "branch", "retention", "box_number")


@admin.register(ArchiveItem)
class ArchiveItemAdmin(OpenRecordAdmin):
    """Read-only."""

    fields = (
        "archive_code",
        "category",
        "meeting",
        "box",
        "responsible_party",
        "title",
        "dated_on",
        "secrecy",
        "page_count",
        "remark",
    )
    list_display = ("archive_code", "title", "dated_on", "secrecy", "page_count")
    list_filter = ("year", "retention", "category")
    search_fields = ("archive_code", "title")
    ordering = ("-year", "fonds_code", "retention", "org_code", "item_number")


@admin.register(RecordPaper)
class RecordPaperAdmin(OpenRecordAdmin):
    """That a paper was drawn, when, and its digest; never the paper."""

    fields = ("meeting", "source_digest", "digest", "page_count", "made_at")
    list_display = ("meeting", "page_count", "made_at", "digest")
    list_select_related = ("meeting__branch",)
    search_fields = ("digest", "source_digest")
    ordering = ("-pk",)
