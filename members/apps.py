"""People, places, duties of office."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """The app that knows who belongs where on which day."""

    name = "members"
    verbose_name = "组织与党员"
