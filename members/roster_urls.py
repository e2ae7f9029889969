"""Importing rosters and posts."""

from django.urls import path

from members.views import importing

urlpatterns = [
    path("organisations/<int:pk>/import/roster/", importing.roster_import, name="roster-import"),
    path(
        "organisations/<int:pk>/import/roster/save/", importing.roster_import_save, name="roster-import-save"
    ),
    path("organisations/<int:pk>/import/posts/", importing.posts_import, name="posts-import"),
    path("organisations/<int:pk>/import/posts/save/", importing.posts_import_save, name="posts-import-save"),
]
