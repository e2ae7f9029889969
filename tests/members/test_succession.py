"""Who follows whom in a post."""

from datetime import date

import pytest

from branchlife.kit.problems import Refusal
from members import succession
from members.models import Appointment
from members.vocabulary import AppointmentMode, Post
from tests.cast import Cast

DAY = date(2026, 11, 20)
MEMBER = Post.COMMITTEE_MEMBER


def holders(cast: Cast, post: Post, day: date = DAY) -> set[str]:
    rows = Appointment.objects.on(day).filter(organisation=cast.first, post=post)
    return set(rows.values_list("member__name", flat=True))


def test_one_secretary_follows_another(cast: Cast) -> None:
    succession.take_office(cast.first, Post.SECRETARY, [cast.dan], DAY)
    assert holders(cast, Post.SECRETARY) == {"柯䶮"}
    assert cast.alice.appointments.get(post=Post.SECRETARY).end == DAY


def test_a_new_committee_replaces_the_old_one_and_who_is_elected_again_begins_anew(cast: Cast) -> None:
    succession.take_office(cast.first, MEMBER, [cast.dan, cast.erin], date(2026, 1, 5))
    succession.take_office(cast.first, MEMBER, [cast.erin, cast.grace], DAY)
    assert holders(cast, MEMBER) == {"李建国", "谢𬱖"}
    assert [row.start for row in cast.erin.appointments.filter(post=MEMBER).order_by("start")] == [
        date(2026, 1, 5),
        DAY,
    ]


def test_a_commissioner_elected_to_a_vacancy_sends_nobody_home(cast: Cast) -> None:
    succession.take_office(cast.first, MEMBER, [cast.dan], date(2026, 1, 5))
    succession.take_office(cast.first, MEMBER, [cast.erin], DAY, mode=AppointmentMode.BY_ELECTED)
    assert holders(cast, MEMBER) == {"柯䶮", "李建国"}


def test_a_secretary_elected_to_a_vacancy_still_follows_the_one_before(cast: Cast) -> None:
    succession.take_office(cast.first, Post.SECRETARY, [cast.dan], DAY, mode=AppointmentMode.BY_ELECTED)
    assert holders(cast, Post.SECRETARY) == {"柯䶮"}


def test_other_posts_and_other_places_keep_theirs(cast: Cast) -> None:
    succession.take_office(cast.first, Post.SECRETARY, [cast.dan], DAY)
    assert holders(cast, Post.ORGANISATION_COMMISSIONER) == {"祝春犇"}
    assert cast.karl.appointments.get().end is None


def test_taken_twice_is_taken_once(cast: Cast) -> None:
    first = succession.take_office(cast.first, Post.SECRETARY, [cast.dan], DAY)
    assert succession.take_office(cast.first, Post.SECRETARY, [cast.dan], DAY) == first
    assert Appointment.objects.filter(post=Post.SECRETARY, organisation=cast.first).count() == 2


def test_a_post_begun_that_very_day_by_another_is_not_ended_the_same_day(cast: Cast) -> None:
    succession.take_office(cast.first, Post.SECRETARY, [cast.dan], DAY)
    with pytest.raises(Refusal, match="日期须晚于2026-11-20"):
        succession.take_office(cast.first, Post.SECRETARY, [cast.erin], DAY)
    assert holders(cast, Post.SECRETARY) == {"柯䶮"}
