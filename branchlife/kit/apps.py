"""The kit as a Django app: it owns no table, only checks, templates and tags."""

from django.apps import AppConfig
from django.core.checks import register

from branchlife.kit import checks


class KitConfig(AppConfig):
    """What every part of the project may use and that knows no word of the trade."""

    name = "branchlife.kit"
    label = "kit"
    verbose_name = "工具"

    def ready(self) -> None:
        """Register the start-up checks."""
        register(checks.subset_library)
        register(checks.fonts)
