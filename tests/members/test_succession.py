"""Who follows whom in a post."""

from datetime import date

import pytest

from branchlife.kit.problems import Refusal
from members import succession
from members.models import Appointment, CommitteeTerm
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


# --- 届次 ---


def test_a_new_term_ends_the_one_before_and_counts_on(cast: Cast) -> None:
    old = CommitteeTerm.objects.create(organisation=cast.first, ordinal=4, start=date(2023, 9, 15))
    new = succession.begin_term(cast.first, DAY, 3, 5)
    old.refresh_from_db()
    assert old.end == DAY
    assert (new.ordinal, new.seats, new.due_on) == (5, 5, date(2029, 11, 19))


def test_the_second_answer_of_one_assembly_finds_the_term_and_adds_the_seats(cast: Cast) -> None:
    succession.begin_term(cast.first, DAY, 3)
    succession.begin_term(cast.first, DAY, 3, 3)
    succession.begin_term(cast.first, DAY, 3)
    assert cast.first.terms.get().seats == 3


def test_where_nobody_knows_how_long_a_term_is_no_day_is_made_up(cast: Cast) -> None:
    term = succession.begin_term(cast.first, DAY, 0)
    assert (term.ordinal, term.due_on) == (None, None)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2024, 9, 15), date(2027, 9, 14)),
        (date(2024, 1, 1), date(2026, 12, 31)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2024, 3, 1), date(2027, 2, 28)),
    ],
)
def test_a_term_is_due_on_the_eve_of_its_anniversary(start: date, last: date) -> None:
    assert succession.last_day(start, 3) == last
