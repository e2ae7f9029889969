"""Electronic slips: the secretary's pages of a meeting, and the booth that knows nobody."""

from django.urls import path

from meetings.slips.views import booth, secretary

urlpatterns = [
    path("meetings/<int:pk>/slips/", secretary.polls, name="slips"),
    path("meetings/<int:pk>/slips/new/<slug:sort>/", secretary.new, name="poll-new"),
    path("slips/<int:pk>/", secretary.poll, name="poll"),
    path("slips/<int:pk>/print/", secretary.print_out, name="poll-print"),
    path("slips/<int:pk>/open/", secretary.open_up, name="poll-open"),
    path("slips/<int:pk>/close/", secretary.close, name="poll-close"),
    path("slips/<int:pk>/void/", secretary.void, name="poll-void"),
    path("slips/<int:pk>/export/<slug:form>/", secretary.export, name="poll-export"),
    path("vote/", booth.vote, name="vote"),
    path("vote/done/", booth.done, name="vote-done"),
]
