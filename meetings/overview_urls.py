"""The desk, the lists, the resolutions, the inbox, the subtree, the own record."""

from django.urls import path

from meetings.views import calendar, desk, filings, lists, own, resolutions, rules, subtree, trips

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("meetings/", lists.meetings, name="meetings"),
    path("resolutions/", resolutions.resolutions, name="resolutions"),
    path("resolutions/<int:pk>/", resolutions.resolution, name="resolution"),
    path("resolutions/<int:pk>/follow-up/", resolutions.follow_up, name="resolution-follow"),
    path("filings/", filings.filings, name="filings"),
    path("filings/acknowledge/", filings.acknowledge_each, name="filings-acknowledge"),
    path("filings/<int:pk>/", filings.filing, name="filing"),
    path("filings/<int:pk>/acknowledge/", filings.acknowledge, name="filing-acknowledge"),
    path("filings/<int:pk>/pass/", filings.pass_on, name="filing-pass"),
    path("filings/<int:pk>/return/", filings.send_back, name="filing-return"),
    path("subtree/", subtree.subtree, name="subtree"),
    path("subtree/filings/", trips.subtree_filings, name="subtree-filings"),
    path("subtree/<int:pk>/<int:year>/", subtree.branch_year, name="branch-year"),
    path("organisations/<int:pk>/rules/", rules.branch_rules, name="branch-rules"),
    path("mine/", own.own_record, name="own-record"),
]
