"""The administrators' site: same login, grouped as people, places, calendar, accounts."""

from django.contrib.admin import AdminSite


class Site(AdminSite):
    """One door: administrators log in on the same page as everybody else."""

    site_header = "支部生活 · 系统管理"
    site_title = "支部生活管理"
    index_title = "管理首页"
    site_url = "/"
