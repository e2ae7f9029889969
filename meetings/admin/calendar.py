"""Holidays and shifted working days."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from meetings.models import CalendarDay
from members.access import Action
from members.admin.base import GrantedAdmin, PlainForm


@admin.register(CalendarDay)
class CalendarDayAdmin(GrantedAdmin):
    """One day that differs from the ordinary week. A day entered by mistake may go."""

    room = "日历"
    sees = frozenset({Action.PLACES_ADMIN})
    edits = Action.PLACES_ADMIN
    form = PlainForm
    fields = ("date", "is_workday", "name", "source_doc")
    list_display = ("date", "name", "is_workday", "source_doc")
    list_filter = ("is_workday",)
    search_fields = ("name", "source_doc")
    date_hierarchy = "date"
    ordering = ("-date",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No history hangs on it."""
        return self.has_change_permission(request)
