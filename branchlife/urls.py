"""The map of the site on one screen."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from members.access import public

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("", include("members.account_urls")),
    path("", include("members.urls")),
    path("", include("members.roster_urls")),
    path("", include("meetings.overview_urls")),
    path("", include("meetings.plan_urls")),
    path("", include("meetings.urls")),
    path("", include("meetings.notice_urls")),
    path("", include("meetings.topic_urls")),
    path("", include("meetings.election_urls")),
    path("", include("meetings.export_urls")),
    path("", include("meetings.ledger_urls")),
    path("", include("meetings.verify_urls")),
    path("", include("meetings.slips.urls")),
    path("", include("meetings.archive.urls")),
    path("", include("meetings.inspection.urls")),
]

if settings.DEBUG:
    from branchlife.components import components

    urlpatterns.append(path("components/", public(components), name="components"))
