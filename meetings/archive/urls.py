"""The archive: years of an organisation, boxes, items."""

from django.urls import path

from meetings.archive.views import boxes, closing, handbooks, places, works, year

urlpatterns = [
    path("archive/", places.archive, name="archive"),
    path("archive/<int:pk>/", places.branch_archive, name="branch-archive"),
    path("archive/<int:pk>/<int:year>/", year.archive_year, name="archive-year"),
    path("archive/<int:pk>/<int:year>/close/", closing.close, name="archive-close"),
    path("archive/<int:pk>/<int:year>/volume/", works.volume, name="archive-volume"),
    path("archive/<int:pk>/<int:year>/dossier/", works.dossier, name="archive-dossier"),
    path(
        "archive/<int:pk>/<int:year>/boxes/<slug:retention>/",
        boxes.fill,
        name="archive-box-new",
    ),
    path("archive/boxes/<int:pk>/", boxes.box, name="archive-box"),
    path("archive/boxes/<int:pk>/empty/", boxes.empty, name="archive-box-empty"),
    path("archive/boxes/<int:pk>/export/<slug:form>/", boxes.export, name="archive-box-export"),
    path("archive/<int:pk>/handbooks/<int:year>/", handbooks.handbooks, name="handbooks"),
    path("archive/<int:pk>/handbooks/<int:year>/all/", handbooks.batch, name="handbooks-all"),
    path("members/<int:pk>/handbook/<int:year>/", handbooks.handbook, name="handbook"),
    path("mine/handbook/<int:year>/", handbooks.own_handbook, name="own-handbook"),
    path("archive/items/<int:pk>/record/", year.stamped, name="archive-record"),
]
