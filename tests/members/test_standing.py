"""The roll of a body on a day."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from members import standing, transfers
from members.vocabulary import ExclusionGround, ExitKind, MemberStatus, Post
from tests.cast import TODAY, Cast


def names(rows: list[standing.Listed]) -> list[str]:
    return [row.member.name for row in rows]


def test_the_roll_is_in_order_of_strokes(cast: Cast) -> None:
    rows = standing.branch_roll(cast.second, TODAY)
    assert names(rows) == ["兰凤英", "冯德厚", "骆长河"]


def test_a_day_of_the_past_has_its_own_roll(cast: Cast) -> None:
    assert "卓一凡" not in names(standing.branch_roll(cast.first, date(2026, 6, 19)))
    transfers.move(cast.erin, cast.second, date(2026, 11, 1))
    assert "李建国" in names(standing.branch_roll(cast.first, date(2026, 10, 31)))
    assert "李建国" not in names(standing.branch_roll(cast.first, date(2026, 11, 1)))
    assert "李建国" in names(standing.branch_roll(cast.second, date(2026, 11, 1)))


def test_a_group_keeps_only_people_of_its_branch(cast: Cast) -> None:
    transfers.leave(cast.frank, ExitKind.DECEASED, date(2026, 11, 1))
    assert "阿依古丽·买买提" not in names(standing.group_roll(cast.west, TODAY))
    assert len(standing.group_roll(cast.west, TODAY)) == 4


def test_a_committee_is_listed_by_post_each_person_once(cast: Cast) -> None:
    transfers.appoint(cast.alice, cast.first, Post.COMMITTEE_MEMBER, date(2025, 1, 1))
    assert names(standing.committee_roll(cast.first, TODAY)) == ["韦晓㛃", "祝春犇", "闭秀兰"]
    assert names(standing.committee_roll(cast.first, date(2020, 1, 1))) == []


def test_the_branches_below_are_called_together(cast: Cast) -> None:
    assert len(standing.subtree_roll(cast.village, TODAY)) == 13
    assert len(standing.subtree_roll(cast.county, TODAY)) == 15


def test_whoever_came_from_another_branch_is_called_with_the_new_one(cast: Cast) -> None:
    transfers.move(cast.erin, cast.second, date(2026, 11, 1))
    assert "李建国" in names(standing.subtree_roll(cast.village, TODAY))
    transfers.move(cast.frank, cast.other, date(2026, 11, 1))
    assert "阿依古丽·买买提" not in names(standing.subtree_roll(cast.village, TODAY))
    assert "阿依古丽·买买提" in names(standing.subtree_roll(cast.village, date(2026, 10, 31)))


def test_until_received_a_member_who_is_leaving_counts_where_they_were(cast: Cast) -> None:
    transfers.move(cast.erin, cast.second, date(2026, 11, 20))
    day_before = {row.member: row.standing for row in standing.branch_roll(cast.first, date(2026, 11, 19))}
    judged = day_before[cast.erin]
    assert (judged.is_due, judged.can_vote, judged.can_elect) == (True, True, True)
    assert cast.erin not in {row.member for row in standing.branch_roll(cast.second, date(2026, 11, 19))}
    assert cast.erin not in {row.member for row in standing.branch_roll(cast.first, date(2026, 11, 20))}


def test_a_committee_is_that_of_the_day_and_loses_who_moves_away(cast: Cast) -> None:
    transfers.move(cast.carol, cast.second, date(2026, 11, 1))
    assert names(standing.committee_roll(cast.first, date(2026, 10, 31))) == ["韦晓㛃", "祝春犇", "闭秀兰"]
    assert names(standing.committee_roll(cast.first, date(2026, 11, 1))) == ["韦晓㛃", "祝春犇"]


def test_where_the_branch_says_so_floating_members_are_due(cast: Cast) -> None:
    rows = standing.branch_roll(cast.first, TODAY, floating_is_due=True)
    assert {row.member: row.standing.is_due for row in rows}[cast.ivan]
    rows = standing.branch_roll(cast.first, TODAY)
    assert not {row.member: row.standing.is_due for row in rows}[cast.ivan]


def test_the_standing_is_that_of_the_day(cast: Cast) -> None:
    transfers.mark_status(cast.erin, MemberStatus.PARTY_PROBATION, date(2025, 1, 1), date(2026, 1, 1))
    by_name = {row.member: row.standing for row in standing.branch_roll(cast.first, date(2025, 6, 1))}
    assert by_name[cast.erin].can_vote is False
    today = {row.member: row.standing for row in standing.branch_roll(cast.first, TODAY)}
    assert today[cast.erin].can_vote is True
    assert today[cast.henry].is_due is False


@pytest.mark.parametrize(
    ("superior_doc", "resolution", "applied", "counts"),
    [
        ("禾党组〔2025〕2号", "2025-01-18党员大会", True, False),
        ("", "2025-01-18党员大会", True, True),
        ("禾党组〔2025〕2号", "", True, True),
        ("禾党组〔2025〕2号", "2025-01-18党员大会", False, True),
    ],
)
def test_an_exclusion_counts_only_with_both_papers_and_the_application(
    cast: Cast, superior_doc: str, resolution: str, applied: bool, counts: bool
) -> None:
    transfers.exclude(
        cast.ivan,
        ExclusionGround.FLOATING_APPLIED,
        date(2025, 1, 18),
        superior_doc=superior_doc,
        resolution=resolution,
        applied_by_member=applied,
    )
    row = next(row for row in standing.branch_roll(cast.first, TODAY) if row.member == cast.ivan)
    assert (row.standing.can_vote, row.standing.can_elect) == (counts, counts)
    assert row.standing.is_due is False
    assert bool(row.standing.remark) is counts


def test_what_an_exclusion_lacks_is_said(cast: Cast) -> None:
    transfers.exclude(cast.erin, ExclusionGround.BEDRIDDEN, date(2026, 1, 1), superior_doc="禾委3号")
    row = next(row for row in standing.branch_roll(cast.first, TODAY) if row.member == cast.erin)
    assert row.standing.remark == ("不计入应到（卧床或生活不能自理）缺党员大会决议，手续不全，仍计入应到")


def test_the_roll_takes_five_queries_whatever_its_length(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        standing.branch_roll(cast.first, TODAY)
