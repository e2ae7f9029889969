"""Plan, notify, hold, record, file, archive."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The app that knows what was held and what the record says."""

    name = "meetings"
    verbose_name = "会议与备案"
