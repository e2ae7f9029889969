"""The map of the site on one screen."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from members.access import public

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("members.account_urls")),
    path("", include("members.urls")),
    path("", include("meetings.overview_urls")),
]

if settings.DEBUG:
    from branchlife.components import components

    urlpatterns.append(path("components/", public(components), name="components"))
