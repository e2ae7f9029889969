"""A county made by the database itself: it adds up, the site works on it, and it is made in an empty house only."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from meetings import duty_ledger
from meetings.models import Attendance, Gathering, Meeting, Minutes, MonthCount
from members.models import Member, Organisation
from members.vocabulary import OrganisationKind
from tests.cast import Cast

needs_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="made by PostgreSQL")
SMALL = {"branches": 24, "members": 6, "years": 1, "texts": 2}


@needs_postgres
@pytest.mark.django_db
def test_every_branch_has_its_members_meetings_rolls_and_minutes() -> None:
    call_command("seed_scale", **SMALL)
    assert Organisation.objects.filter(kind=OrganisationKind.BRANCH).count() == 24
    assert Member.objects.count() == 24 * 6
    meetings = Meeting.objects.count()
    assert meetings == Gathering.objects.count() == Minutes.objects.count()
    assert Attendance.objects.count() == meetings * 6
    assert Meeting.objects.exclude(due_count=6).count() == 0
    one = Meeting.objects.filter(leave_count=2).order_by("pk")[0]
    assert one.attendances.filter(state="leave").count() == 2
    assert one.present_count == 4
    assert one.day.year == one.year
    assert len(Minutes.objects.order_by("pk")[0].body) > 10


@needs_postgres
@pytest.mark.django_db
def test_what_the_site_adds_goes_on_behind_and_the_ledger_can_be_reckoned() -> None:
    call_command("seed_scale", **SMALL)
    branch = Organisation.objects.filter(kind=OrganisationKind.BRANCH).order_by("pk")[0]
    assert Gathering.objects.create(branch=branch, start="2026-11-01T09:00+08:00").pk > 0
    duty_ledger.refresh([branch], 2026)
    count = MonthCount.objects.get(organisation=branch, month=0)
    assert count.held == Meeting.objects.filter(branch=branch).count()
    assert count.missing > 0


@needs_postgres
def test_a_house_with_people_in_it_is_left_alone(cast: Cast) -> None:
    with pytest.raises(CommandError, match="只在空的库里"):
        call_command("seed_scale", **SMALL)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="said on SQLite")
def test_on_a_file_it_says_what_it_needs(cast: Cast) -> None:
    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("seed_scale", **SMALL)
