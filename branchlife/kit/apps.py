"""The kit as a Django app: it owns no table, only checks, templates and tags."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """What every part of the project may use and that knows no word of the trade."""

    name = "branchlife.kit"
    label = "kit"
    verbose_name = "工具"
