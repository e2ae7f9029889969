"""The archive: years of an organisation, boxes, items."""

from django.urls import path

from meetings.archive.views import boxes, closing, places, year

urlpatterns = [
    path("archive/", places.archive, name="archive"),
    path("organisations/<int:pk>/archive/", places.branch_archive, name="branch-archive"),
    path("organisations/<int:pk>/archive/<int:year>/", year.archive_year, name="archive-year"),
    path("organisations/<int:pk>/archive/<int:year>/close/", closing.close, name="archive-close"),
    path(
        "organisations/<int:pk>/archive/<int:year>/boxes/<slug:retention>/",
        boxes.fill,
        name="archive-box-new",
    ),
    path("archive/boxes/<int:pk>/", boxes.box, name="archive-box"),
    path("archive/boxes/<int:pk>/empty/", boxes.empty, name="archive-box-empty"),
    path("archive/boxes/<int:pk>/export/<slug:form>/", boxes.export, name="archive-box-export"),
    path("archive/items/<int:pk>/record/", year.stamped, name="archive-record"),
]
