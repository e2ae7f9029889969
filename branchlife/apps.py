"""The Django admin in our dress."""

from django.contrib.admin.apps import AdminConfig


class BranchLifeAdminConfig(AdminConfig):
    """Replaces the stock admin site, so that every administrator passes the same door."""

    default_site = "branchlife.admin.Site"
