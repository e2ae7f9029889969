"""Members and organisations."""

from django.urls import path

from members.views import people, places

urlpatterns = [
    path("members/", people.members, name="members"),
    path("members/new/", people.member_new, name="member-new"),
    path("members/<int:pk>/", people.member, name="member"),
    path("members/<int:pk>/edit/", people.member_edit, name="member-edit"),
    path("members/<int:pk>/reveal/", people.reveal, name="member-reveal"),
    path(
        "members/<int:pk>/exclusions/<int:period>/papers/",
        people.exclusion_papers,
        name="member-exclusion-papers",
    ),
    path("members/<int:pk>/<slug:sort>/<int:period>/end/", people.period_end, name="member-period-end"),
    path("members/<int:pk>/<slug:step>/", people.member_step, name="member-step"),
    path("organisations/", places.organisations, name="organisations"),
    path("organisations/<int:pk>/", places.organisation, name="organisation"),
]
