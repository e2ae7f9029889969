"""Votes by every profile: counted from the frozen roll, judged by the rules, refused in words, stored as they were."""

from datetime import timedelta
from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import holding, recording
from meetings.lifecycle.electorate import electorate
from meetings.lifecycle.entries import Base, Entry, Tally
from meetings.lifecycle.motions import drop_motion, put_motion
from meetings.lifecycle.verdicts import odd_votes, verdict_of
from meetings.models import Attendance, Meeting, Motion
from meetings.rules.rollcall import Mark
from meetings.rules.voters import Opinion
from meetings.vocabulary import AttendanceState, BaseKind, LeaveReason, Stance, VoteMethod, VoteProfile
from members import transfers
from members.vocabulary import MemberStatus
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make

HANDS, SECRET, NAMED = VoteMethod.SHOW_OF_HANDS, VoteMethod.SECRET_BALLOT, VoteMethod.NAMED_BALLOT
A, B, C, E, F, H = (
    VoteProfile.A_ASSEMBLY,
    VoteProfile.B_ADMISSION,
    VoteProfile.C_COMMITTEE,
    VoteProfile.E_VILLAGE_MAJOR,
    VoteProfile.F_DELIBERATION,
    VoteProfile.H_VILLAGERS,
)
ASSEMBLY, COMMITTEE = K.BRANCH_ASSEMBLY, K.BRANCH_COMMITTEE
LEAVE = Mark(AttendanceState.LEAVE, LeaveReason.PERSONAL)
ABSENT = Mark(AttendanceState.ABSENT, LeaveReason.OTHER)


def put(cast: Cast, meeting: Meeting, entry: Entry, **more: Any) -> Motion:
    return put_motion(meeting.agenda.first(), entry, cast.secretary, **more)


def ballot(cast: Cast, yes: int, no: int = 0, *, of: int | None = None, **more: Any) -> Entry:
    """A secret ballot on somebody's admission."""
    papers = of if of is not None else yes + no
    given = {"profile": B, "subject": cast.judy, "teller": "柯䶮、谢𬱖"} | more
    return Entry(SECRET, Tally(yes, no, 0, papers, papers, papers - yes - no), **given)


def odd(motion: Motion, meeting: Meeting) -> list[str]:
    found = odd_votes(meeting, [motion])
    assert not any(problem.blocks for problem in found)
    return [problem.code for problem in found]


def in_room(meeting: Meeting, **moves: Any) -> None:
    """Somebody came late or left early."""
    for name, (arrived, left) in moves.items():
        Attendance.objects.filter(meeting=meeting, member__name=name).update(arrived_at=arrived, left_at=left)


# --- Who counts ------------------------------------------------------------------------------------------------------


def test_a_vote_counts_those_entitled_that_day_and_there(cast: Cast) -> None:
    meeting = make.held(cast, marks={cast.erin.pk: LEAVE})
    motion = put(cast, meeting, Entry(HANDS, Tally(5, 1), teller="柯䶮"))
    assert (motion.eligible_count, motion.present_voters, motion.result) == (9, 6, "passed")
    assert motion.verdict == "2×5 = 10 > 9，赞成超过应到会有表决权党员半数（支部条例第十一条）"


def test_in_a_committee_every_member_counts(cast: Cast) -> None:
    meeting = make.held(cast, K.BRANCH_COMMITTEE)
    motion = put(cast, meeting, Entry(VoteMethod.ORAL, Tally(2, 1)))
    assert (motion.eligible_count, motion.present_voters, motion.profile) == (3, 3, "c_committee")


def of_the_village(cast: Cast, yes: int) -> Entry:
    return Entry(HANDS, Tally(yes, 7 - yes), profile=E)


@pytest.mark.parametrize(
    ("article", "kind", "away", "entry", "counted", "result", "words"),
    [
        ("支部条例第十一条", ASSEMBLY, 0, lambda c: Entry(HANDS, Tally(5, 2)), (9, 7), "passed", "2×5 = 10 > 9"),
        ("支部条例第十一条", ASSEMBLY, 0, lambda c: Entry(HANDS, Tally(4, 3)), (9, 7), "rejected", "2×4 = 8 ≤ 9"),
        ("支部条例第十一条", ASSEMBLY, 3, lambda c: Entry(HANDS, Tally(4)), (9, 4), "no_quorum", "2×4 = 8 < 9"),
        ("发展细则第二十条", ASSEMBLY, 0, lambda c: ballot(c, 5, 2), (9, 7), "passed", "2×5 = 10 > 9"),
        ("发展细则第二十条", ASSEMBLY, 3, lambda c: ballot(c, 4), (9, 4), "no_quorum", "2×4 = 8 ≤ 9"),
        ("“双过半”", COMMITTEE, 0, lambda c: Entry(HANDS, Tally(2, 1)), (3, 3), "passed", "2×2 = 4 > 3"),
        ("“双过半”", COMMITTEE, 0, lambda c: Entry(HANDS, Tally(1, 2)), (3, 3), "rejected", "2×1 = 2 ≤ 3"),
        ("支部条例第十二条", COMMITTEE, 2, lambda c: Entry(HANDS, Tally(1)), (3, 1), "no_quorum", "2×1 = 2 < 3"),
        ("支部条例第十一条", K.DELIBERATION, 0, lambda c: of_the_village(c, 5), (9, 7), "passed", "2×5 = 10 > 9"),
        ("党章第十七条", K.DELIBERATION, 0, lambda c: Entry(HANDS, Tally(5, 2)), (9, 7), "passed", "2×5 = 10 > 7"),
        ("党章第十七条", K.DELIBERATION, 0, lambda c: Entry(HANDS, Tally(4, 3)), (9, 7), "deferred", "双方人数接近"),
        ("党章第十七条", K.DELIBERATION, 5, lambda c: Entry(HANDS, Tally(2, 0)), (9, 2), "passed", "2×2 = 4 > 2"),
    ],
)  # fmt: skip
def test_each_profile_counts_its_own_electorate(
    cast: Cast,
    article: str,
    kind: K,
    away: int,
    entry: Any,
    counted: tuple[int, int],
    result: str,
    words: str,
) -> None:
    people = (cast.alice, cast.bob, cast.dan, cast.erin, cast.frank) if kind is not K.BRANCH_COMMITTEE else (
        cast.bob, cast.carol,
    )  # fmt: skip
    meeting = make.held(cast, kind, marks={one.pk: ABSENT for one in people[:away]})
    motion = put(cast, meeting, entry(cast))
    assert (motion.eligible_count, motion.present_voters) == counted
    assert motion.result == result
    assert words in motion.verdict
    assert article in motion.verdict


def test_of_the_village_two_thirds_of_all_members_must_have_come(cast: Cast) -> None:
    """四议两公开: those without a vote count in the attendance. Ten members; eight came, one of them probationary."""
    meeting = make.held(cast, K.DELIBERATION, marks={cast.erin.pk: ABSENT, cast.frank.pk: ABSENT})
    motion = put(cast, meeting, Entry(HANDS, Tally(5, 0), profile=E))
    assert (motion.result, motion.verdict) == (
        "no_quorum",
        "3×6 = 18 < 2×10 = 20，到会党员不足党员总数的三分之二，不能表决（四议两公开）",
    )


@pytest.mark.parametrize(
    ("article", "base", "tally", "result"),
    [
        ("村组法第二十二条", Base(BaseKind.ADULTS, 801, 401), Tally(201, 200), "passed"),
        ("村组法第二十二条", Base(BaseKind.ADULTS, 801, 400), Tally(300, 100), "no_quorum"),
        ("村组法第二十二条", Base(BaseKind.HOUSEHOLDS, 300, 200), Tally(100, 100), "rejected"),
        ("村组法第二十六条", Base(BaseKind.REPRESENTATIVES, 30, 20), Tally(11, 9), "passed"),
        ("村组法第二十六条", Base(BaseKind.REPRESENTATIVES, 30, 19), Tally(19, 0), "no_quorum"),
    ],
)
def test_villagers_are_no_roll_of_ours(
    cast: Cast, article: str, base: Base, tally: Tally, result: str
) -> None:
    meeting = make.called(cast, K.VILLAGERS_MEETING).meetings.get()
    motion = put(cast, meeting, Entry(HANDS, tally, base=base))
    assert (motion.eligible_count, motion.present_voters) == (base.total, base.present)
    assert (motion.result, motion.base_kind) == (result, base.kind)
    assert article in motion.verdict


def test_a_status_changed_today_changes_no_verdict_of_last_year(cast: Cast) -> None:
    meeting = make.held(cast, start=moment(11, 20, year=2025), end=moment(11, 20, 16, year=2025))
    motion = put(cast, meeting, Entry(HANDS, Tally(7)))
    before = (motion.eligible_count, motion.present_voters, motion.result, motion.verdict)
    transfers.mark_status(cast.dan, MemberStatus.PARTY_PROBATION, moment(11, 24).date())
    holding.confirm_roll(meeting.gathering, {}, cast.secretary)
    motion.refresh_from_db()
    assert (motion.eligible_count, motion.present_voters, motion.result, motion.verdict) == before
    assert verdict_of(motion, electorate(meeting, A)).sentence == motion.verdict


# --- What is refused -------------------------------------------------------------------------------------------------


def refused(cast: Cast, meeting: Meeting, entry: Entry, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        put(cast, meeting, entry)
    assert words in str(caught.value)
    assert not Motion.objects.exists()


@pytest.mark.parametrize(
    ("kind", "entry", "words"),
    [
        (ASSEMBLY, lambda c: Entry(HANDS, Tally(9)), "赞成 9 + 反对 0 + 弃权 0 = 9，与实到有表决权党员 7 人不符"),
        (ASSEMBLY, lambda c: Entry(HANDS, Tally(-1, 8)), "不能小于 0"),
        (ASSEMBLY, lambda c: ballot(c, 8), "发出 8 张票，多于到会有表决权正式党员的 7 人；不得委托代投"),
        (ASSEMBLY, lambda c: Entry(HANDS, Tally(7), profile=B, subject=c.judy), "须用无记名投票"),
        (ASSEMBLY, lambda c: ballot(c, 7, subject=None), "请写明表决的是谁"),
        (ASSEMBLY, lambda c: ballot(c, 7, teller="卓一凡、柯䶮"), "卓一凡是表决对象，不能监票、计票"),
        (ASSEMBLY, lambda c: ballot(c, 6), "发出 6 张票，领票名单上有 7 人，请在领票名单里点出没有领票的 1 人"),
        (ASSEMBLY, lambda c: ballot(c, 7, undrawn=frozenset({c.dan.pk})), "领票名单只有 6 人"),
        (ASSEMBLY, lambda c: Entry(HANDS, Tally(7), profile=VoteProfile.D_ELECTION), "不按“选举”表决"),
        (ASSEMBLY, lambda c: Entry(HANDS, Tally(7), profile=H), "支部党员大会不按“村民会议”表决"),
        (COMMITTEE, lambda c: Entry(HANDS, Tally(3), profile=A), "可以按支委会决定"),
        (K.THEME_DAY, lambda c: Entry(HANDS, Tally(7)), "主题党日不进行表决"),
        (K.DELIBERATION, lambda c: Entry(NAMED, Tally(7, 0, 0, 7, 7, 0)), "民主议事不用记名投票"),
        (K.VILLAGERS_MEETING, lambda c: Entry(HANDS, Tally(7)), "请填应到和到会人数：村民会议不按党员名册计"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_refused_in_words_and_nothing_is_stored(
    cast: Cast, kind: K, entry: Any, words: str
) -> None:
    refused(cast, make.held(cast, kind), entry(cast), words)


def test_the_roll_comes_before_the_vote(cast: Cast) -> None:
    refused(cast, make.called(cast).meetings.get(), Entry(HANDS, Tally(7)), "请先点名")


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("judy", "卓一凡当日是预备党员，没有表决权，不能表决（"),
        ("dan", "柯䶮登记为请假，不能表决，也不得委托他人代投（表决须由本人到会进行）"),
        ("karl", "有一票的投票人不在本次会议的名册上"),
    ],
)
def test_a_vote_by_name_is_cast_in_person_by_whoever_has_one(cast: Cast, who: str, words: str) -> None:
    meeting = make.held(cast, marks={cast.dan.pk: LEAVE})
    with pytest.raises(Refusal) as caught:
        put(cast, meeting, Entry(HANDS, stances={cast.people[who].pk: Stance.YES}))
    problem = caught.value.problems[0]
    assert f"{problem.text}（{problem.basis}）".startswith(words)
    assert not Motion.objects.exists()


LATE, EARLY = moment(11, 20, 14, 30), moment(11, 19, 9)


@pytest.mark.parametrize(
    ("who", "received", "words"),
    [
        ("dan", LATE, "柯䶮的书面意见须在会议开始以前送达，迟到的不能计入"),
        ("erin", EARLY, "李建国已到会，应当场投票，不再计书面意见"),
        ("judy", EARLY, "卓一凡当日是预备党员，没有表决权，书面意见不能计入"),
        ("karl", EARLY, "不在本次会议的名册上，不能计入"),
    ],
)
def test_an_opinion_in_writing_must_be_early_and_of_an_absent_voter(
    cast: Cast, who: str, received: Any, words: str
) -> None:
    meeting = make.held(cast, marks={cast.dan.pk: LEAVE})
    opinion = Opinion(cast.people[who].pk, Stance.YES, received)
    refused(cast, meeting, ballot(cast, 6, written=(opinion,)), words)


def test_an_opinion_is_counted_once_and_only_for_admissions(cast: Cast) -> None:
    meeting = make.held(cast, marks={cast.dan.pk: LEAVE})
    opinion = Opinion(cast.dan.pk, Stance.YES, EARLY)
    refused(cast, meeting, ballot(cast, 6, written=(opinion, opinion)), "写了两次，只能计一份")
    refused(cast, meeting, Entry(HANDS, Tally(6), written=(opinion,)), "党员大会一般表决不收书面意见")
    motion = put(cast, meeting, ballot(cast, 4, 2, written=(opinion,)))
    assert (motion.written_yes, motion.present_voters, motion.result) == (1, 6, "passed")
    assert "2×(4+1) = 10 > 9" in motion.verdict
    assert [(row.member, row.stance) for row in motion.written_opinions.all()] == [(cast.dan, "yes")]


# --- What is stored --------------------------------------------------------------------------------------------------


def test_by_name_the_counts_come_from_the_names(cast: Cast) -> None:
    meeting = make.held(cast)
    there = meeting.attendances.voters().there().values_list("member_id", flat=True)
    stances = dict.fromkeys(there, Stance.YES) | {cast.dan.pk: Stance.NO, cast.erin.pk: Stance.ABSTAIN}
    motion = put(cast, meeting, Entry(HANDS, Tally(7), stances=stances))
    assert (motion.yes, motion.no, motion.abstain) == (5, 1, 1)
    assert {row.member: row.stance for row in motion.named_votes.all()}[cast.dan] == "no"
    assert not motion.ballot_issues.exists()
    refused_too_few = {pk: one for pk, one in stances.items() if pk != cast.dan.pk}
    with pytest.raises(Refusal, match="与实到有表决权党员 7 人不符"):
        put(cast, meeting, Entry(HANDS, stances=refused_too_few))


def test_a_named_ballot_keeps_its_papers_and_its_names(cast: Cast) -> None:
    meeting = make.held(cast)
    there = list(meeting.attendances.voters().there().values_list("member_id", flat=True))
    motion = put(cast, meeting, Entry(NAMED, stances=dict.fromkeys(there[1:], Stance.YES)))
    assert (motion.issued, motion.collected, motion.invalid, motion.yes) == (7, 6, 0, 6)
    assert motion.named_votes.count() == 6


def test_of_a_secret_ballot_is_known_who_drew_a_slip_in_the_order_of_the_roll_and_no_more(cast: Cast) -> None:
    meeting = make.held(cast)
    motion = put(cast, meeting, ballot(cast, 4, 2, undrawn=frozenset({cast.grace.pk})))
    drawn = [row.member for row in motion.ballot_issues.all()]
    assert cast.grace not in drawn
    assert drawn == sorted(drawn, key=lambda one: (one.stroke_order, one.name, one.pk))
    assert len(drawn) == motion.issued == 6
    assert not motion.named_votes.exists()
    assert {field.name for field in motion.ballot_issues.model._meta.fields} == {
        "id",
        "motion",
        "election",
        "member",
    }


def test_each_person_is_voted_on_apart_and_a_second_press_is_the_same_vote(cast: Cast) -> None:
    meeting = make.held(cast)
    for _ in range(2):
        put(cast, meeting, ballot(cast, 6, 1))
        put(cast, meeting, ballot(cast, 6, 1, subject=None, subject_name="莫小满"))
    assert [motion.subject_words for motion in Motion.objects.all()] == ["卓一凡", "莫小满"]


def test_a_vote_can_be_mended_and_taken_back_before_filing(cast: Cast) -> None:
    meeting = make.held(cast)
    motion = put(cast, meeting, Entry(HANDS, Tally(7)))
    put(cast, meeting, Entry(SECRET, Tally(4, 2, 0, 7, 7, 1)), motion=motion)
    assert (Motion.objects.get().result, Motion.objects.get().invalid) == ("rejected", 1)
    drop_motion(motion, cast.secretary)
    assert not Motion.objects.exists()


def test_a_filed_record_takes_no_vote(cast: Cast) -> None:
    meeting = make.filed(cast).meeting
    refused(cast, meeting, Entry(HANDS, Tally(7)), "不能再改")


# --- In the room at that moment --------------------------------------------------------------------------------------

AT = moment(11, 20, 15, 0)


def test_those_who_left_before_the_vote_are_not_counted(cast: Cast) -> None:
    meeting = make.held(cast)
    in_room(meeting, 柯䶮=(None, AT - timedelta(minutes=5)), 谢𬱖=(AT + timedelta(minutes=1), None))
    refused(cast, meeting, Entry(HANDS, Tally(7)), "有人迟到或早退，请写明表决的时间")
    refused(cast, meeting, Entry(HANDS, Tally(7), taken_at=AT), "与实到有表决权党员 5 人不符")
    motion = put(cast, meeting, Entry(HANDS, Tally(5), taken_at=AT))
    assert (motion.present_voters, motion.result, motion.taken_at) == (5, "passed", AT)
    assert odd(motion, meeting) == ["fewer"]
    motion = put(
        cast, meeting, Entry(HANDS, Tally(5), taken_at=AT, quorum_note="两人已请假离会"), motion=motion
    )
    assert not odd(motion, meeting)


@pytest.mark.parametrize(
    ("who", "words"), [("dan", "柯䶮14:55 已离会，不能表决"), ("grace", "谢𬱖15:01 才到会，不能表决")]
)
def test_whoever_was_out_of_the_room_casts_no_vote(cast: Cast, who: str, words: str) -> None:
    meeting = make.held(cast)
    in_room(meeting, 柯䶮=(None, AT - timedelta(minutes=5)), 谢𬱖=(AT + timedelta(minutes=1), None))
    refused(cast, meeting, Entry(HANDS, stances={cast.people[who].pk: Stance.YES}, taken_at=AT), words)


def test_losing_the_quorum_is_entered_with_the_reason_for_going_on_or_not_at_all(cast: Cast) -> None:
    meeting = make.held(cast)
    gone = {name: (None, AT - timedelta(minutes=1)) for name in ("柯䶮", "谢𬱖", "李建国")}
    in_room(meeting, **gone)
    entry = Entry(HANDS, Tally(4), taken_at=AT)
    refused(cast, meeting, entry, "点名到会有表决权党员 7 人，表决时在场 4 人：2×4 = 8 < 9")
    motion = put(cast, meeting, Entry(HANDS, Tally(4), taken_at=AT, quorum_note="三人赶渡船，先记下意向"))
    assert (motion.result, motion.quorum_note) == ("no_quorum", "三人赶渡船，先记下意向")


@pytest.mark.parametrize("at", [moment(11, 20, 14, 29), moment(11, 20, 16, 31)])
def test_a_vote_is_taken_between_the_opening_and_the_end(cast: Cast, at: Any) -> None:
    refused(cast, make.held(cast), Entry(HANDS, Tally(7), taken_at=at), "须在会议开始以后、散会以前")


# --- The roll afterwards ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", [False, True])
def test_a_voter_cannot_be_marked_absent_afterwards(cast: Cast, secret: bool) -> None:
    meeting = make.held(cast)
    put(cast, meeting, ballot(cast, 7) if secret else Entry(HANDS, Tally(7)))
    with pytest.raises(Refusal, match="柯䶮已在“讨论鱼塘续包”的表决中计票，不能改为未到会"):
        holding.confirm_roll(meeting.gathering, {cast.dan.pk: ABSENT}, cast.secretary)
    assert meeting.attendances.get(member=cast.dan).state == "present"
    holding.confirm_roll(meeting.gathering, {cast.judy.pk: ABSENT}, cast.secretary)  # has no vote


def test_nor_does_anybody_join_a_vote_that_was_counted_without_them(cast: Cast) -> None:
    meeting = make.held(cast, marks={cast.dan.pk: LEAVE})
    motion = put(cast, meeting, Entry(HANDS, Tally(6)))
    with pytest.raises(Refusal, match="点名多出柯䶮，有表决权的应到 9、实到 7，与已登记的表决"):
        holding.confirm_roll(meeting.gathering, {}, cast.secretary)
    drop_motion(motion, cast.secretary)
    holding.confirm_roll(meeting.gathering, {}, cast.secretary)


# --- Odd, and stored all the same ------------------------------------------------------------------------------------


def test_a_ballot_with_one_teller_and_a_near_tie_on_something_important_are_pointed_out(cast: Cast) -> None:
    meeting = make.held(cast)
    first, second = meeting.agenda.all()
    recording.set_agenda(
        meeting,
        [recording.AgendaLine(first.title, first.pk, True), recording.AgendaLine(second.title, second.pk)],
        cast.secretary,
    )
    entry = Entry(SECRET, Tally(4, 3, 0, 7, 7, 0), teller="柯䶮")
    motion = put(cast, Meeting.objects.get(pk=meeting.pk), entry)
    assert odd(motion, meeting) == ["near-tie", "tellers"]
