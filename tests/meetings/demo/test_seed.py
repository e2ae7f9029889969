"""The demo county: complete, within the rules, and made once."""

import io
import itertools
from collections import defaultdict
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from meetings.inspection.models import Finding
from meetings.lifecycle import filing
from meetings.lifecycle.table import TRANSITIONS
from meetings.management.commands.seed_demo import PASSWORD
from meetings.models import Filing, Meeting, Plan
from meetings.vocabulary import LOCKED_STATES, MeetingState
from members.access import Role
from members.models import Member, Organisation, RoleGrant, User
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]


def seed(**options: int) -> str:
    out = io.StringIO()
    call_command("seed_demo", stdout=out, **{"branches": 2, "months": 3} | options)
    return out.getvalue()


def rows() -> dict[str, Any]:
    """Everything that a second run might change."""
    models = (Organisation, Member, User, RoleGrant, Meeting, Filing)
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def test_a_county_is_made_once_with_accounts_and_a_history_within_the_rules() -> None:
    said = seed()
    assert Organisation.objects.branches().count() == 20
    assert Organisation.objects.get(parent=None).code == "CX"
    assert 400 < Member.objects.count() < 500
    assert Plan.objects.filter(state="accepted").count() == Plan.objects.count() == 4
    assert Finding.objects.waiting().exists()  # the inspector has something to read
    check_accounts(said)
    check_history()
    before = rows()
    assert "演示县已经建立，没有改动。" in seed()
    assert rows() == before


def check_accounts(said: str) -> None:
    """Somebody in every role, named on screen, with the password that is printed."""
    assert set(RoleGrant.objects.values_list("role", flat=True)) == set(Role)
    assert PASSWORD in said
    for account in ("shuji", "jilu", "zuzhang", "dangyuan", "zhenwei", "jiancha", "xitong"):
        assert f"  {account} " in said
        assert User.objects.get(username=account).check_password(PASSWORD)
    secretaries = RoleGrant.objects.filter(role=Role.SECRETARY)
    assert secretaries.count() == 20
    assert not secretaries.filter(user__member=None).exists()


def check_history() -> None:
    """Each meeting got where it is by steps that are allowed; each filed one stands as it was filed."""
    meetings = (
        Meeting.objects.order_by("pk").with_places().prefetch_related("events", "filings", "attendances")
    )
    states, ordinals = set(), defaultdict[tuple[object, ...], list[int]](list)
    for meeting in meetings:
        states.add(meeting.state)
        check_steps(meeting)
        if meeting.ordinal:
            ordinals[meeting.branch_id, meeting.group_id, meeting.kind, meeting.year].append(meeting.ordinal)
            assert meeting.present_count + meeting.leave_count + meeting.absent_count == meeting.due_count
            assert meeting.attendances.count() == meeting.due_count + meeting.exempt_count
        if meeting.state in LOCKED_STATES:
            check_filed(meeting)
    assert len(meetings) > 25
    assert {MeetingState.FILED, MeetingState.ACCEPTED, MeetingState.RECORDED} <= states
    for several in ordinals.values():
        assert sorted(several) == list(range(1, len(several) + 1))


def check_steps(meeting: Meeting) -> None:
    steps = [(event.from_state, event.to_state) for event in meeting.events.all()]
    assert steps[0] == ("", "planned")
    assert steps[-1][1] == meeting.state
    for (_, before), (origin, to) in itertools.pairwise(steps):
        assert origin == before
        assert MeetingState(to) in TRANSITIONS[MeetingState(origin)]
    moments = [event.at for event in meeting.events.all()]
    assert moments == sorted(moments)


def check_filed(meeting: Meeting) -> None:
    last = max(meeting.filings.all(), key=lambda row: row.version)
    assert meeting.content_digest == last.content_digest == filing.content_digest(last.content)
    assert meeting.locked_at is not None
    assert not [problem for problem in filing.problems_of(meeting) if problem.blocks]
    assert (last.decision == "pending") == (meeting.state == MeetingState.FILED)


def test_where_there_is_a_tree_already_nothing_is_made(cast: Cast) -> None:
    Organisation.objects.filter(code="CX").update(code="XC")
    before = rows()
    with pytest.raises(CommandError, match="请用空库"):
        seed()
    assert rows() == before


def test_in_production_nothing_is_made(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="不能装入正式环境"):
        seed()
    assert not Organisation.objects.exists()
