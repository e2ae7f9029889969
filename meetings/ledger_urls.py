"""Importing the ledgers of past years."""

from django.urls import path

from meetings.views import ledger_import

urlpatterns = [
    path("organisations/<int:pk>/import/ledger/", ledger_import.ledger_import, name="ledger-import"),
    path(
        "organisations/<int:pk>/import/ledger/save/",
        ledger_import.ledger_import_save,
        name="ledger-import-save",
    ),
]
