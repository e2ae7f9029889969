"""Elections of a meeting: candidates, ballots, count, further rounds, the answer from above."""

from django.urls import path

from meetings.views import election_approval, election_count, election_rounds, elections

urlpatterns = [
    path("meetings/<int:pk>/elections/new/", elections.new, name="election-new"),
    path("meetings/<int:pk>/elections/<int:election>/", election_rounds.election, name="election"),
    path(
        "meetings/<int:pk>/elections/<int:election>/ballots/",
        election_rounds.ballots,
        name="election-ballots",
    ),
    path("meetings/<int:pk>/elections/<int:election>/count/", election_count.count, name="election-count"),
    path("meetings/<int:pk>/elections/<int:election>/again/", election_rounds.again, name="election-again"),
    path("meetings/<int:pk>/elections/<int:election>/fewer/", election_rounds.fewer, name="election-fewer"),
    path("meetings/<int:pk>/elections/<int:election>/drop/", election_rounds.drop, name="election-drop"),
    path(
        "meetings/<int:pk>/elections/<int:election>/approve/",
        election_approval.approve,
        name="election-approve",
    ),
]
