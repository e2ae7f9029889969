"""What is read of terms and of the roll: as stored, in two queries, nothing that need not be known."""

from datetime import date, timedelta
from typing import Any

from meetings.inspection.reading.office import office_of
from members.models import CommitteeTerm, Member
from tests.cast import TODAY, Cast
from tests.meetings.lifecycle import make


def test_terms_and_particulars_are_those_that_are_stored(cast: Cast, django_assert_num_queries: Any) -> None:
    CommitteeTerm.objects.create(
        organisation=cast.first, start=date(2023, 9, 1), due_on=date(2028, 9, 1), seats=5, ordinal=3
    )
    Member.objects.filter(pk=cast.dan.pk).update(address="", education="")
    with django_assert_num_queries(2):
        found = office_of(cast.first, 2026, TODAY)
    term = found.term(TODAY)
    assert term is not None
    assert (term.due_on, term.seats, term.last_day) == (date(2028, 9, 1), 5, date(2028, 9, 1))
    dan = found.particulars[cast.dan.pk]
    assert {"address", "education"} <= set(dan.blanks)
    assert (dan.joined_on, dan.full_on) == (cast.dan.joined_on, cast.dan.full_on)
    assert cast.peggy.pk not in found.particulars


def test_whether_there_is_a_telephone_is_known_and_not_which(cast: Cast) -> None:
    Member.objects.filter(pk=cast.dan.pk).update(phone="13800138000")
    Member.objects.filter(pk=cast.erin.pk).update(id_number="330101199001011234")
    with_phone = Member.objects.exclude(phone="").values_list("pk", flat=True)
    found = office_of(cast.first, 2026, TODAY).particulars
    assert cast.dan.pk in with_phone
    for pk, facts in found.items():
        assert ("phone" in facts.blanks) is (pk not in set(with_phone))
        assert ("id_number" in facts.blanks) is (pk != cast.erin.pk)
        assert "13800138000" not in repr(facts)


def test_the_last_day_of_making_up_is_that_of_today_or_before(cast: Cast) -> None:
    meeting = make.recorded(cast, marks={cast.dan.pk: make.Mark("leave", "illness")})
    row = meeting.attendances.filter(member=cast.dan)
    for day, known in (
        (date(2026, 11, 20), date(2026, 11, 20)),
        (TODAY + timedelta(days=1), None),
    ):
        row.update(makeup_on=day)
        assert office_of(cast.first, 2026, TODAY).particulars[cast.dan.pk].made_up_on == known
    assert office_of(cast.first, 2026, TODAY).particulars[cast.frank.pk].made_up_on is None


def test_of_two_open_terms_the_later_one_holds(cast: Cast) -> None:
    for start, due in ((date(2020, 9, 1), date(2023, 8, 31)), (date(2023, 9, 1), date(2026, 8, 31))):
        CommitteeTerm.objects.create(organisation=cast.first, start=start, due_on=due)
    term = office_of(cast.first, 2026, TODAY).term(TODAY)
    assert term is not None
    assert term.start == date(2023, 9, 1)
    assert office_of(cast.second, 2026, TODAY).term(TODAY) is None
