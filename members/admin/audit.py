"""The trail: who looked at, exported or changed what is sensitive, and who failed to log in. Only ever read."""

from axes.models import AccessAttempt
from axes.models import AccessLog as SignInLog
from django.contrib import admin
from django.contrib.admin.models import LogEntry

from branchlife.kit.jobs.models import NightlyRun
from members.access import Action
from members.admin.base import GrantedAdmin, column
from members.models import AccessLog

ROOM = "审计"
AUDIT = frozenset({Action.AUDIT_VIEW})


@admin.register(AccessLog)
class AccessLogAdmin(GrantedAdmin):
    """Access to what is sensitive."""

    room = ROOM
    sees = AUDIT
    list_display = ("at", "user", "action", "object_type", "object_id", "ip", "result", "row_count")
    list_filter = ("action",)
    list_select_related = ("user",)
    search_fields = ("user__username", "user__name", "action", "object_id", "ip")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


@admin.register(AccessAttempt)
class AttemptAdmin(GrantedAdmin):
    """Wrong passwords, counted by account and address."""

    room = ROOM
    sees = AUDIT
    fields = ("attempt_time", "username", "ip_address", "failures_since_start", "user_agent", "path_info")
    list_display = ("attempt_time", "username", "ip_address", "failures_since_start")
    search_fields = ("username", "ip_address")
    date_hierarchy = "attempt_time"
    ordering = ("-attempt_time", "-pk")


@admin.register(SignInLog)
class SignInAdmin(GrantedAdmin):
    """Log-ins and log-outs."""

    room = ROOM
    sees = AUDIT
    fields = ("attempt_time", "logout_time", "username", "ip_address", "user_agent")
    list_display = ("attempt_time", "logout_time", "username", "ip_address")
    search_fields = ("username", "ip_address")
    date_hierarchy = "attempt_time"
    ordering = ("-attempt_time", "-pk")


@admin.register(NightlyRun)
class NightlyRunAdmin(GrantedAdmin):
    """What was done at night, and what failed."""

    room = "运行"
    sees = AUDIT | {Action.PLACES_ADMIN}
    fields = ("started_at", "ended_at", "passed", "words")
    readonly_fields = fields
    list_display = ("started_at", "ended_at", "passed", "count")
    list_filter = ("passed",)
    date_hierarchy = "started_at"
    ordering = ("-started_at", "-pk")

    @column("各步")
    def words(self, row: NightlyRun) -> str:
        """One a line."""
        return row.words

    @column("几步")
    def count(self, row: NightlyRun) -> int:
        """How many there were."""
        return len(row.steps)


@admin.register(LogEntry)
class LogEntryAdmin(GrantedAdmin):
    """What was done on these pages."""

    room = ROOM
    sees = AUDIT
    fields = ("action_time", "user", "content_type", "object_repr", "action_flag", "change_message")
    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag")
    list_filter = ("action_flag",)
    list_select_related = ("user", "content_type")
    search_fields = ("user__username", "object_repr")
    date_hierarchy = "action_time"
    ordering = ("-action_time", "-pk")
