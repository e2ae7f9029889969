"""What is read of terms and of the roll: as stored, in two queries, nothing that need not be known."""

from datetime import date
from typing import Any

from meetings.inspection.reading.office import office_of
from members.models import CommitteeTerm, Member
from tests.cast import TODAY, Cast


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
    with_phone = Member.objects.exclude(phone="").values_list("pk", flat=True)
    found = office_of(cast.first, 2026, TODAY).particulars
    assert cast.dan.pk in with_phone
    for pk, facts in found.items():
        assert ("phone" in facts.blanks) is (pk not in set(with_phone))
