"""The Django admin in our dress, and the start-up checks of the site."""

from django.contrib.admin.apps import AdminConfig
from django.core import checks

from branchlife.checks import declared, no_superuser


class BranchLifeAdminConfig(AdminConfig):
    """Replaces the stock admin site, so that every administrator passes the same door."""

    default_site = "branchlife.admin.Site"

    def ready(self) -> None:
        """Register what is checked before the site starts."""
        super().ready()
        checks.register(declared, checks.Tags.urls)
        checks.register(no_superuser, checks.Tags.database)
