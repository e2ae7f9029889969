"""Where forms and tables are downloaded."""

from django.urls import path

from meetings.views import exporting

urlpatterns = [
    path("meetings/<int:pk>/export/<slug:form>/", exporting.meeting_export, name="meeting-export"),
    path("organisations/<int:pk>/export/<slug:form>/", exporting.branch_export, name="branch-export"),
]
