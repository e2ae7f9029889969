"""The inspection: findings of the subtree, of one organisation and year, one's own; the catalogue of checks."""

from django.urls import path

from meetings.inspection.views import (
    answering,
    branch,
    following,
    ledger,
    lists,
    rectifying,
    remarking,
    reporting,
)

urlpatterns = [
    path("inspection/", lists.findings, name="inspection"),
    path("inspection/checks/", lists.catalogue, name="inspection-checks"),
    path("inspection/<int:pk>/<int:year>/", branch.branch_findings, name="branch-findings"),
    path("inspection/<int:pk>/<int:year>/run/", branch.look_again, name="branch-inspect"),
    path("inspection/<int:pk>/<int:year>/duties/", ledger.duty_ledger, name="duty-ledger"),
    path("inspection/<int:pk>/<int:year>/dossier/", reporting.dossier, name="inspection-dossier"),
    path("inspection/<int:pk>/<int:year>/sample/<slug:form>/", reporting.sample, name="inspection-sample"),
    path("inspection/findings/<int:pk>/decide/", answering.decide, name="finding-decide"),
    path("inspection/findings/<int:pk>/explain/", answering.explain, name="finding-explain"),
    path("inspection/findings/<int:pk>/demand/", rectifying.demand, name="finding-demand"),
    path("inspection/follow/", following.follow, name="inspection-follow"),
    path("inspection/rectifications/<int:pk>/report/", rectifying.report, name="rectification-report"),
    path("inspection/rectifications/<int:pk>/verify/", rectifying.verify, name="rectification-verify"),
    path("inspection/meetings/<int:pk>/remark/", remarking.remark, name="remark-new"),
    path("inspection/remarks/<int:pk>/answer/", remarking.answer, name="remark-answer"),
    path("mine/findings/", lists.own_findings, name="own-findings"),
]
