"""The inspection: findings of the subtree, of one organisation and year, one's own; the catalogue of checks."""

from django.urls import path

from meetings.inspection.views import answering, branch, lists

urlpatterns = [
    path("inspection/", lists.findings, name="inspection"),
    path("inspection/checks/", lists.catalogue, name="inspection-checks"),
    path("inspection/<int:pk>/<int:year>/", branch.branch_findings, name="branch-findings"),
    path("inspection/<int:pk>/<int:year>/run/", branch.look_again, name="branch-inspect"),
    path("inspection/findings/<int:pk>/decide/", answering.decide, name="finding-decide"),
    path("inspection/findings/<int:pk>/explain/", answering.explain, name="finding-explain"),
    path("mine/findings/", lists.own_findings, name="own-findings"),
]
