"""Holidays and shifted working days, entered one by one or from a table, and which years are complete."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import read_tables
from meetings.lifecycle import calendars
from meetings.models import CalendarDay, CalendarYear
from members.access import Action
from members.admin.base import GrantedAdmin, PlainForm
from members.forms.importing import UploadForm
from members.log import note
from members.models import User
from members.roster import stash

PURPOSE = "calendar-import"
ROOM = "日历"
PLACES = frozenset({Action.PLACES_ADMIN})


class DayForm(PlainForm):
    """A day; the theme days are reckoned anew."""

    def store(self, row: CalendarDay) -> CalendarDay:
        """Save it."""
        before = CalendarDay.objects.filter(pk=row.pk).values_list("date__year", flat=True).first()
        stored: CalendarDay = super().store(row)
        calendars.recompute(sorted({stored.date.year, before or stored.date.year}), self.by)
        return stored


class YearForm(PlainForm):
    """Whether a year is complete; the theme days are reckoned anew."""

    def store(self, row: CalendarYear) -> CalendarYear:
        """Save it."""
        stored: CalendarYear = super().store(row)
        calendars.recompute([stored.year], self.by)
        return stored


@admin.register(CalendarYear)
class CalendarYearAdmin(GrantedAdmin):
    """Which years have been announced and entered. A year that is not here is 暂定."""

    room = ROOM
    sees = PLACES
    edits = Action.PLACES_ADMIN
    form = YearForm
    fields = ("year", "is_complete")
    list_display = ("year", "is_complete")
    ordering = ("-year",)


@admin.register(CalendarDay)
class CalendarDayAdmin(GrantedAdmin):
    """One day that differs from the ordinary week. A day entered by mistake may go."""

    room = ROOM
    sees = PLACES
    edits = Action.PLACES_ADMIN
    form = DayForm
    fields = ("date", "is_workday", "name", "source_doc")
    list_display = ("date", "name", "is_workday", "source_doc")
    list_filter = ("is_workday",)
    search_fields = ("name", "source_doc")
    date_hierarchy = "date"
    ordering = ("-date",)
    change_list_template = "admin/calendar_list.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No history hangs on it."""
        return self.has_change_permission(request)

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        """The theme days are reckoned anew without it."""
        super().delete_model(request, obj)
        calendars.recompute([obj.date.year], request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        """And the page that imports a table."""
        view = self.admin_site.admin_view(self.load)
        return [path("import/", view, name="meetings_calendarday_import"), *super().get_urls()]

    def load(self, request: HttpRequest) -> HttpResponse:
        """Upload, look at what would change, save all of it or nothing."""
        if not self.has_add_permission(request) or not isinstance(request.user, User):
            raise PermissionDenied
        if request.method == "POST" and "token" in request.POST:
            return self._save(request, request.user)
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        context: dict[str, Any] = {"form": form}
        if form.is_bound and form.is_valid():
            try:
                context["found"] = found = calendars.compare(form.tables)
            except Refused as refusal:
                form.add_error("file", refusal.message)
            else:
                if found.savable or found.complete:
                    kept = stash.Stashed(form.content, form.cleaned_data["file"].name)
                    context["token"] = stash.put(kept, PURPOSE, request.user.pk, 0)
        return self._page(request, context)

    def _save(self, request: HttpRequest, user: User) -> HttpResponse:
        try:
            name, stashed = stash.get(request.POST["token"], PURPOSE, user.pk, 0)
            done = calendars.save(read_tables(stashed.content, stashed.filename), user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("admin:meetings_calendarday_import")
        if done.errors:
            return self._page(request, {"form": UploadForm(), "found": done})
        stash.drop(name)
        note(request, "管理：导入日历", rows=done.savable)
        messages.success(
            request,
            f"已保存：新增 {len(done.added)} 天，更新 {len(done.changed)} 天；主题党日重算，{done.moved} 天有变动。",
        )
        return redirect("admin:meetings_calendarday_changelist")

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        page = {
            **self.admin_site.each_context(request),
            "title": "导入放假通知",
            "opts": self.opts,
            "minutes": stash.MINUTES,
        }
        return render(request, "admin/calendar_import.html", page | context)
