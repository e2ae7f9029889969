"""Every write to a member."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from branchlife.kit.problems import Refusal
from members import transfers
from members.models import CategoryPeriod, Member, Membership
from members.vocabulary import (
    ExclusionGround,
    ExemptionGround,
    ExitKind,
    MemberCategory,
    MemberStatus,
    MemberTrait,
    Post,
)
from tests.cast import SINCE, TODAY, Cast

FULL, PROBATIONARY = MemberCategory.FULL, MemberCategory.PROBATIONARY
NEW = {"name": "占海涛", "joined_on": date(2010, 7, 1), "full_on": date(2011, 7, 1)}


def test_a_full_member_was_probationary_before(cast: Cast) -> None:
    member = transfers.admit(cast.second, NEW, FULL, SINCE, cast.neighbour)
    spans = [(row.category, row.start, row.end) for row in member.categories.order_by("start")]
    assert spans == [
        ("probationary", date(2010, 7, 1), date(2011, 7, 1)),
        ("full", date(2011, 7, 1), None),
    ]
    assert (member.created_by, member.memberships.get().branch) == (cast.neighbour, cast.second)


def test_a_full_member_without_a_joining_date_is_full_since_the_day_known(cast: Cast) -> None:
    known = transfers.admit(cast.second, {"name": "甲", "full_on": date(2011, 7, 1)}, FULL, SINCE)
    assert known.categories.get().start == date(2011, 7, 1)
    assert transfers.admit(cast.second, {"name": "乙"}, FULL, SINCE).categories.get().start == SINCE
    assert transfers.admit(cast.second, {"name": "丙"}, PROBATIONARY, SINCE).categories.get().start == SINCE


def test_people_belong_to_branches_only(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不是党支部"):
        transfers.admit(cast.town, NEW, FULL, SINCE)
    with pytest.raises(Refusal, match="不是党支部"):
        transfers.move(cast.erin, cast.town, TODAY)


def test_an_unknown_field_is_a_fault_of_the_caller(cast: Cast) -> None:
    with pytest.raises(ValueError, match="rank"):
        transfers.mend(cast.erin, {"rank": 1})


def test_mending_names_what_changed_and_writes_nothing_for_nothing(cast: Cast) -> None:
    assert transfers.mend(cast.erin, {"job": "农牧渔民", "name": "李建国"}, cast.secretary) == ["job"]
    before = Member.objects.get(pk=cast.erin.pk).changed_at
    assert transfers.mend(cast.erin, {"job": "农牧渔民"}) == []
    assert Member.objects.get(pk=cast.erin.pk).changed_at == before


def test_an_identity_number_belongs_to_one_person(cast: Cast) -> None:
    transfers.mend(cast.erin, {"id_number": "99000019700101001X"})
    with pytest.raises(ValidationError, match="已登记在另一名党员名下"):
        transfers.mend(cast.grace, {"id_number": "99000019700101001x"})


def test_full_before_joining_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="转正日期不能早于入党日期"):
        transfers.mend(cast.erin, {"full_on": date(2014, 1, 1)})


def test_between_the_end_of_probation_and_the_approval_there_is_no_vote_yet(cast: Cast) -> None:
    """罗一鸣: 转正 counts from 06-26, the assembly meets on 06-27, the superior body approves on 07-18."""
    transfers.confirm(cast.judy, date(2026, 8, 26), date(2026, 9, 18), cast.secretary, "禾党组〔2026〕9号")
    category = CategoryPeriod.objects.on(date(2026, 8, 27)).get(member=cast.judy)
    assert (category.category, Member.objects.get(pk=cast.judy.pk).full_on) == (
        "probationary",
        date(2026, 8, 26),
    )
    assert CategoryPeriod.objects.on(date(2026, 9, 18)).get(member=cast.judy).basis_doc == "禾党组〔2026〕9号"


def test_the_same_category_again_changes_nothing(cast: Cast) -> None:
    before = cast.erin.categories.open().get()
    assert transfers.set_category(cast.erin, FULL, TODAY) == before


def test_a_period_cannot_end_before_it_began(cast: Cast) -> None:
    with pytest.raises(Refusal, match="日期须晚于2026-06-20"):
        transfers.set_category(cast.judy, FULL, date(2026, 6, 1))


def test_a_group_belongs_to_the_branch_of_its_members(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不能编入"):
        transfers.assign_group(cast.lena, cast.west, TODAY)
    transfers.assign_group(cast.erin, cast.west, TODAY)
    transfers.assign_group(cast.erin, cast.west, TODAY)
    assert cast.erin.group_memberships.count() == 2
    transfers.assign_group(cast.erin, None, date(2026, 12, 1))
    assert not cast.erin.group_memberships.open().exists()


def test_a_move_ends_the_old_membership_and_the_group(cast: Cast) -> None:
    moved = transfers.move(cast.erin, cast.second, date(2026, 11, 1), cast.officer)
    assert transfers.move(cast.erin, cast.second, TODAY) == moved
    old = cast.erin.memberships.get(branch=cast.first)
    assert (old.end, old.exit_kind, moved.entry_kind) == (
        date(2026, 11, 1),
        "transferred_out",
        "transferred_in",
    )
    assert not cast.erin.group_memberships.open().exists()


def test_whoever_leaves_leaves_everything_and_history_stays(cast: Cast) -> None:
    transfers.leave(cast.henry, ExitKind.DECEASED, date(2026, 11, 1), cast.secretary)
    assert Membership.objects.get(member=cast.henry).exit_kind == "deceased"
    for rows in (cast.henry.group_memberships, cast.henry.exemptions):
        assert rows.exists()
        assert not rows.open().exists()
    with pytest.raises(Refusal, match="已不在名册上"):
        transfers.leave(cast.henry, ExitKind.DECEASED, TODAY)


def test_a_status_of_the_same_sort_may_not_overlap(cast: Cast) -> None:
    first = transfers.mark_status(cast.erin, MemberStatus.FLOATING, date(2025, 1, 1), date(2025, 7, 1))
    same = transfers.mark_status(cast.erin, MemberStatus.FLOATING, date(2025, 1, 1), date(2025, 7, 1))
    assert same == first
    with pytest.raises(Refusal, match="已有同类的党籍与管理状态"):
        transfers.mark_status(cast.erin, MemberStatus.FLOATING, date(2025, 6, 30))
    transfers.mark_status(cast.erin, MemberStatus.FLOATING, date(2025, 7, 1))
    transfers.mark_status(cast.erin, MemberStatus.LOST_CONTACT, date(2025, 6, 1))


def test_a_span_that_ends_before_it_starts_is_refused_in_chinese(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="结束日期须晚于开始日期"):
        transfers.exempt(cast.erin, ExemptionGround.MOBILITY, TODAY, date(2026, 1, 1))


def test_a_trait_and_an_end(cast: Cast) -> None:
    trait = transfers.give_trait(cast.erin, MemberTrait.VILLAGE_CADRE, date(2025, 1, 1))
    transfers.end_period(trait, TODAY, cast.secretary)
    assert (trait.end, trait.changed_by) == (TODAY, cast.secretary)


def test_a_post_is_held_once_at_a_time(cast: Cast) -> None:
    first = transfers.appoint(cast.erin, cast.first, Post.COMMITTEE_MEMBER, date(2025, 1, 1))
    assert transfers.appoint(cast.erin, cast.first, Post.COMMITTEE_MEMBER, date(2025, 1, 1)) == first
    with pytest.raises(Refusal, match="已担任"):
        transfers.appoint(cast.erin, cast.first, Post.COMMITTEE_MEMBER, date(2025, 6, 1))


NONSENSE = [
    (Membership, {"start": TODAY, "end": None}),
    (CategoryPeriod, {"start": TODAY, "category": "full"}),
]


@pytest.mark.parametrize(("model", "fields"), NONSENSE)
def test_the_database_itself_refuses_two_open_periods(
    cast: Cast, model: type, fields: dict[str, object]
) -> None:
    more = {"branch": cast.second} if model is Membership else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(member=cast.erin, **fields, **more)


def test_names_are_kept_as_people_write_them(cast: Cast) -> None:
    assert Member.objects.filter(name="阿依古丽·买买提").exists()
    assert Member.objects.get(name="谢𬱖").stroke_order.startswith("12")


def test_years_in_the_party_count_from_the_day_of_full_membership(cast: Cast) -> None:
    assert cast.alice.party_age(date(2026, 6, 29)) == 9
    assert cast.alice.party_age(date(2026, 6, 30)) == 10
    assert cast.judy.party_age(TODAY) is None


PAPERS = {"superior_doc": "禾委3号", "resolution": "2026年第2次党员大会"}


def test_the_papers_of_an_exclusion_may_follow_but_are_not_changed_afterwards(cast: Cast) -> None:
    row = transfers.exclude(cast.erin, ExclusionGround.BEDRIDDEN, TODAY, superior_doc="禾委3号")
    assert row.lacking == ["党员大会决议"]
    row = transfers.prove_exclusion(row, cast.secretary, **PAPERS)
    assert (row.is_complete, row.resolution, row.changed_by) == (True, "2026年第2次党员大会", cast.secretary)
    with pytest.raises(Refusal, match="已经齐全"):
        transfers.prove_exclusion(row, cast.secretary)


def test_whoever_moves_leaves_posts_and_exclusion_behind(cast: Cast) -> None:
    transfers.exclude(cast.carol, ExclusionGround.NOT_TRANSFERRED, date(2026, 1, 1), **PAPERS)
    transfers.appoint(cast.carol, cast.village, Post.COMMITTEE_MEMBER, date(2025, 1, 1))
    transfers.move(cast.carol, cast.second, TODAY)
    assert not cast.carol.exclusions.open().exists()
    assert [row.organisation for row in cast.carol.appointments.open()] == [cast.village]


def test_rights_that_begin_on_the_day_already_known_or_before_joining_change_nothing(cast: Cast) -> None:
    assert transfers.date_rights(cast.judy, TODAY) is None  # still probationary
    full = cast.alice.categories.get(category="full")
    assert transfers.date_rights(cast.alice, full.start) is None
    with pytest.raises(Refusal, match="转正批准日期与入党日期对不上"):
        transfers.date_rights(cast.alice, date(2015, 6, 30))
    full.refresh_from_db()
    assert full.start == date(2016, 6, 30)
