"""Who may do what, role by role, and how far each role reaches."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import Http404, HttpRequest, HttpResponse

from meetings.kinds import MeetingKind
from meetings.models import Attendance, Filing, Gathering, Meeting
from members.access import (
    ADMINISTRATORS,
    GRANTS,
    NOBODY,
    PRIVILEGED,
    Action,
    Actor,
    Grant,
    Reach,
    Role,
    Ways,
    needs,
    public,
    signed_in,
)
from members.models import AccessLog, Member, Organisation
from tests.cast import TODAY, Cast
from tests.meetings.lifecycle import make

ROOT = Path(__file__).parent.parent.parent


def actor_of(cast: Cast, account: str) -> Actor:
    return cast.users[account].actor(TODAY)


def codes(rows: Any) -> set[str]:
    return set(rows.values_list("code", flat=True))


# --- The table ---


def test_every_role_stands_in_the_table() -> None:
    assert set(GRANTS) == set(Role)


def test_every_action_is_given_to_somebody() -> None:
    assert set().union(*(actions for _, actions in GRANTS.values())) == set(Action)


def test_the_printed_table_is_the_table() -> None:
    out = StringIO()
    call_command("grants", stdout=out)
    assert (ROOT / "docs/access.md").read_text() == out.getvalue(), "run: manage.py grants > docs/access.md"
    marks = out.getvalue().count("✓") - 1  # one in the words above the table
    assert marks == sum(len(actions) for _, actions in GRANTS.values())


def test_administrators_touch_no_record_and_no_roster() -> None:
    own = {Action.PLACES_ADMIN, Action.ACCOUNTS_ADMIN, Action.AUDIT_VIEW}
    for role in ADMINISTRATORS:
        assert GRANTS[role][0] is Reach.ALL
        assert len(GRANTS[role][1]) == 1
        assert GRANTS[role][1] <= own


def test_the_three_administrators_share_no_action() -> None:
    given = [action for role in ADMINISTRATORS for action in GRANTS[role][1]]
    assert len(given) == len(set(given)) == 3


def test_whoever_decides_on_a_filing_files_none() -> None:
    for _, actions in GRANTS.values():
        assert not {Action.FILING_DECIDE, Action.MEETING_FILE} <= actions
        assert not {Action.FILING_DECIDE, Action.MEETING_EDIT} <= actions


def test_only_the_roster_keeper_of_a_branch_sees_whole_numbers() -> None:
    assert [role for role, (_, actions) in GRANTS.items() if Action.MEMBER_REVEAL in actions] == [
        Role.SECRETARY
    ]


def test_privileged_are_the_administrators_and_inspectors() -> None:
    assert {Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR, Role.INSPECTOR} == PRIVILEGED


# --- Actors ---


def test_nobody_may_nothing(cast: Cast) -> None:
    assert not any(NOBODY.may(action) for action in Action)
    assert not Organisation.seen.allowed(NOBODY, Action.ORGANISATION_VIEW).exists()
    assert not NOBODY.has(Role)


def test_an_actor_holds_the_roles_of_the_day(cast: Cast) -> None:
    cast.secretary.role_grants.update(end=TODAY)
    assert cast.secretary.actor(TODAY).grants == ()
    assert not actor_of(cast, "secretary").may(Action.DESK)


def test_an_actor_knows_where_an_action_is_granted_on_the_spot(cast: Cast) -> None:
    assert actor_of(cast, "secretary").own_organisations(Action.MEETING_EDIT) == [cast.first.pk]
    assert actor_of(cast, "leader").own_organisations(Action.MEETING_EDIT) == [cast.west.pk]
    assert actor_of(cast, "officer").own_organisations(Action.MEETING_VIEW) == []
    assert actor_of(cast, "secretary").own_organisations(Action.SUBTREE_VIEW) == []


def test_an_actor_is_asked_for_roles(cast: Cast) -> None:
    assert actor_of(cast, "inspector").has(PRIVILEGED)
    assert not actor_of(cast, "secretary").has(PRIVILEGED)


# --- How far ---


@pytest.mark.parametrize(
    ("account", "seen"),
    [
        ("secretary", {"CX-HL-LW1"}),
        ("recorder", {"CX-HL-LW1"}),
        ("neighbour", {"CX-HL-LW2"}),
        ("leader", set()),
        ("member", set()),
        ("general", {"CX-HL-LW", "CX-HL-LW1", "CX-HL-LW2", "CX-HL-LW1-G1", "CX-HL-LW1-G2"}),
        ("far_inspector", {"CX-ZY", "CX-ZY1"}),
        ("sysadmin", set()),
    ],
)
def test_organisations_in_sight(cast: Cast, account: str, seen: set[str]) -> None:
    assert codes(Organisation.seen.allowed(actor_of(cast, account), Action.ORGANISATION_VIEW)) == seen


def test_a_code_that_begins_like_another_is_not_below_it(cast: Cast) -> None:
    """禾岭 CX-HL and a township CX-HLX: the slash at the end of a path keeps them apart."""
    from members import places

    places.plant(
        kind="committee", code="CX-HLX", name="别镇", full_name="中共澄溪县别镇委员会", short_name="别镇",
        parent=cast.county,
    )  # fmt: skip
    assert "CX-HLX" not in codes(
        Organisation.seen.allowed(actor_of(cast, "officer"), Action.ORGANISATION_VIEW)
    )


def test_the_administrators_reach_everything_of_theirs(cast: Cast) -> None:
    assert Organisation.seen.allowed(actor_of(cast, "sysadmin"), Action.PLACES_ADMIN).count() == 9
    AccessLog.objects.create(action="x")
    assert AccessLog.seen.allowed(actor_of(cast, "auditor"), Action.AUDIT_VIEW).count() == 1
    assert not AccessLog.seen.allowed(actor_of(cast, "secadmin"), Action.AUDIT_VIEW).exists()


def test_a_leader_reaches_the_meetings_of_the_own_group_only(cast: Cast) -> None:
    of_branch = make.called(cast).meetings.get()
    of_group = make.called(cast, MeetingKind.GROUP_MEETING).meetings.get()
    leader = actor_of(cast, "leader")
    assert list(Meeting.seen.allowed(leader, Action.MEETING_EDIT)) == [of_group]
    assert list(Gathering.seen.allowed(leader, Action.MEETING_VIEW)) == [of_group.gathering]
    with pytest.raises(Http404):
        Meeting.seen.reach(leader, Action.MEETING_EDIT, pk=of_branch.pk)


def test_a_member_reaches_the_own_rows_only(cast: Cast) -> None:
    make.held(cast)
    rows = Attendance.seen.allowed(actor_of(cast, "member"), Action.OWN_RECORD)
    assert [row.member for row in rows] == [cast.grace]


def test_two_roles_reach_the_union(cast: Cast) -> None:
    cast.secretary.role_grants.create(organisation=cast.second, role=Role.SECRETARY, start=TODAY)
    two = actor_of(cast, "secretary")
    assert codes(Organisation.seen.allowed(two, Action.ORGANISATION_VIEW)) == {"CX-HL-LW1", "CX-HL-LW2"}


def test_a_role_reaches_only_with_its_own_actions(cast: Cast) -> None:
    """Secretary here and officer there: what the one may is not done where the other reaches."""
    cast.secretary.role_grants.create(organisation=cast.other_town, role=Role.COMMITTEE_OFFICER, start=TODAY)
    two = actor_of(cast, "secretary")
    assert codes(Organisation.seen.allowed(two, Action.ROSTER_IMPORT)) == {"CX-HL-LW1"}
    assert codes(Organisation.seen.allowed(two, Action.SUBTREE_VIEW)) == {"CX-ZY", "CX-ZY1"}


# --- Ways ---


def grant(role: Role, member: int | None = None) -> Grant:
    return Grant(role, 7, "CX/", member)


@pytest.mark.parametrize(
    ("ways", "role", "words"),
    [
        (Ways(branch="a__b"), Role.SECRETARY, "('a__b__pk', 7)"),
        (Ways(branch=""), Role.SECRETARY, "('pk', 7)"),
        (Ways(branch="a"), Role.INSPECTOR, "('a__path__startswith', 'CX/')"),
        (Ways(branch=""), Role.INSPECTOR, "('path__startswith', 'CX/')"),
        (Ways(group="g"), Role.GROUP_LEADER, "('g__pk', 7)"),
        (Ways(branch="a"), Role.GROUP_LEADER, "('pk__in', ())"),
        (Ways(), Role.SECRETARY, "('pk__in', ())"),
        (Ways(member="m"), Role.MEMBER, "('pk__in', ())"),  # no person behind the account
        (Ways(), Role.AUDITOR, "(AND: )"),
    ],
)
def test_the_way_to_a_row(ways: Ways, role: Role, words: str) -> None:
    assert words in str(ways.q(grant(role)))


def test_the_way_to_a_member() -> None:
    assert "('m__pk', 3)" in str(Ways(member="m").q(grant(Role.MEMBER, 3)))


# --- 组织生活会、民主生活会 ---


@pytest.mark.parametrize("kind", [MeetingKind.ORGANISATIONAL_LIFE, MeetingKind.DEMOCRATIC_LIFE])
@pytest.mark.parametrize(
    ("account", "reads"),
    [
        ("secretary", True),
        ("recorder", True),
        ("inspector", True),
        ("discipline", False),
        ("general", False),
        ("officer", False),
        ("neighbour", False),
        ("far_inspector", False),
    ],
)
def test_criticism_stays_in_a_small_circle(cast: Cast, kind: MeetingKind, account: str, reads: bool) -> None:
    meeting = make.held(cast)
    filing = Filing.objects.create(meeting=meeting, version=1, submitted_at=meeting.start, content_digest="0")
    Meeting.objects.filter(pk=meeting.pk).update(kind=kind)
    actor = actor_of(cast, account)
    assert Meeting.seen.allowed(actor, Action.MEETING_VIEW).exists() is reads
    assert Meeting.seen.allowed(actor, Action.MEETING_EXPORT).exists() is reads
    assert Attendance.seen.allowed(actor, Action.MEETING_VIEW).exists() is reads
    assert Filing.seen.allowed(actor, Action.FILING_VIEW).filter(pk=filing.pk).exists() is reads


# --- reach: 404 or 403 ---


def test_out_of_sight_is_404_and_in_sight_but_not_granted_is_403(cast: Cast) -> None:
    assert Member.seen.reach(actor_of(cast, "secretary"), Action.MEMBER_EDIT, pk=cast.frank.pk) == cast.frank
    with pytest.raises(PermissionDenied):
        Member.seen.reach(actor_of(cast, "discipline"), Action.MEMBER_EDIT, pk=cast.frank.pk)
    with pytest.raises(Http404):
        Member.seen.reach(actor_of(cast, "neighbour"), Action.MEMBER_EDIT, pk=cast.frank.pk)
    with pytest.raises(Http404):
        Member.seen.reach(actor_of(cast, "secretary"), Action.MEMBER_EDIT, pk=10**9)


# --- Declaring views ---


def request_of(actor: Actor) -> HttpRequest:
    request = HttpRequest()
    request.actor = actor
    return request


def test_needs_without_a_row_asks_for_the_action_anywhere(cast: Cast) -> None:
    @needs(Action.DESK)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("desk")

    assert view(request_of(actor_of(cast, "secretary"))).content == b"desk"
    with pytest.raises(PermissionDenied):
        view(request_of(actor_of(cast, "sysadmin")))
    assert view.action is Action.DESK


def test_needs_with_a_row_hands_it_over(cast: Cast) -> None:
    @needs(Action.MEMBER_VIEW, Member)
    def view(request: HttpRequest, member: Member, tab: str) -> HttpResponse:
        return HttpResponse(f"{member} {tab}")

    answer = view(request_of(actor_of(cast, "secretary")), pk=cast.frank.pk, tab="a")
    assert answer.content.decode() == "阿依古丽·买买提 a"
    with pytest.raises(Http404):
        view(request_of(actor_of(cast, "stranger")), pk=cast.frank.pk, tab="a")


def test_public_and_signed_in_mark_a_view() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("x")

    assert public(view).public
    assert public(view).login_required is False
    assert signed_in(view).signed_in
    assert public(view)(HttpRequest()).content == signed_in(view)(HttpRequest()).content == b"x"
