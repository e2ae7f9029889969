"""After the answer from above the elected take office, once, and those before them leave it."""

from datetime import date

import pytest

from branchlife.kit.problems import Refusal
from meetings.lifecycle import approval, elections, filing, recording
from meetings.models import Election, Meeting
from members.models import Appointment
from members.vocabulary import AppointmentMode, Post
from tests.cast import Cast
from tests.meetings.lifecycle import polls

DAY, DOC = date(2026, 11, 23), "禾党发〔2026〕31号"


def filed(cast: Cast, meeting: Meeting) -> None:
    recording.save_minutes(meeting, "一、选举支委会委员。", 0, cast.secretary)
    filing.file_gathering(meeting.gathering, cast.secretary)


@pytest.fixture
def secretary_election(cast: Cast) -> Election:
    """柯䶮 elected secretary and the record filed."""
    meeting = polls.assembly(cast)
    election = polls.prepared(cast, meeting, ("dan",), 1, Post.SECRETARY)
    polls.count(cast, election, {"dan": 7})
    filed(cast, meeting)
    return election


@pytest.fixture
def commissioners(cast: Cast) -> Election:
    """Two elected in the first round, the third in the second, and the record filed."""
    meeting = polls.assembly(cast)
    election = polls.prepared(cast, meeting, ("dan", "erin", "frank", "grace"))
    polls.count(
        cast, election, {"dan": 8, "erin": 6, "frank": 5, "grace": 5}, scrutineers="祝春犇", tellers="闭秀兰"
    )
    following = elections.next_round(election, cast.secretary)
    polls.count(cast, following, {"frank": 6, "grace": 2}, scrutineers="祝春犇", tellers="闭秀兰")
    filed(cast, meeting)
    return election


def held(cast: Cast, post: Post, day: date) -> list[str]:
    rows = Appointment.objects.on(day).filter(organisation=cast.first, post=post)
    return sorted(rows.values_list("member__name", flat=True))


def test_the_new_secretary_begins_and_the_old_one_ends_on_the_day_of_approval(
    cast: Cast, secretary_election: Election
) -> None:
    [made] = approval.approve(secretary_election, DOC, DAY, cast.secretary)
    assert (made.member, made.start, made.approval_doc, made.mode) == (cast.dan, DAY, DOC, "elected")
    assert held(cast, Post.SECRETARY, date(2026, 11, 22)) == ["韦晓㛃"]
    assert held(cast, Post.SECRETARY, DAY) == ["柯䶮"]
    secretary_election.refresh_from_db()
    assert (secretary_election.approval_doc, secretary_election.approved_on) == (DOC, DAY)
    assert secretary_election.candidates.get().appointment == made


def test_the_filed_record_stays_and_the_answer_is_appended(cast: Cast, secretary_election: Election) -> None:
    meeting = secretary_election.agenda_item.meeting
    meeting.refresh_from_db()
    before = (meeting.state, meeting.content_digest, meeting.revision)
    approval.approve(secretary_election, DOC, DAY, cast.secretary)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.content_digest, meeting.revision) == before
    last = meeting.events.last()
    assert (last.from_state, last.to_state, last.by) == ("filed", "filed", cast.secretary)
    assert last.note == f"选举结果上级批复：书记柯䶮（{DOC}）"


def test_the_same_answer_pressed_twice_is_one(cast: Cast, secretary_election: Election) -> None:
    first = approval.approve(secretary_election, DOC, DAY, cast.secretary)
    assert approval.approve(secretary_election, DOC, DAY, cast.secretary) == first
    assert Appointment.objects.filter(member=cast.dan, post=Post.SECRETARY).count() == 1
    assert secretary_election.agenda_item.meeting.events.filter(note__contains="批复").count() == 1
    with pytest.raises(Refusal, match="已登记批复（禾党发〔2026〕31号 2026-11-23）"):
        approval.approve(secretary_election, "另一文号", DAY, cast.secretary)


def test_a_secretary_needs_the_number_of_the_answer(cast: Cast, secretary_election: Election) -> None:
    with pytest.raises(Refusal, match="书记须经上级批准，请填写批复文号"):
        approval.approve(secretary_election, "", DAY, cast.secretary)


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 25)])
def test_the_answer_comes_after_the_election_and_not_tomorrow(
    cast: Cast, secretary_election: Election, day: date
) -> None:
    with pytest.raises(Refusal, match="日期须在选举那天（2026-11-20）到今天之间"):
        approval.approve(secretary_election, DOC, day, cast.secretary)
    assert held(cast, Post.SECRETARY, date(2026, 11, 24)) == ["韦晓㛃"]


def test_commissioners_of_both_rounds_begin_on_the_day_of_the_election_without_a_number(
    cast: Cast, commissioners: Election
) -> None:
    made = approval.approve(commissioners, "", DAY, cast.secretary)
    assert {(row.member.name, row.start) for row in made} == {
        (name, date(2026, 11, 20)) for name in ("柯䶮", "李建国", "阿依古丽·买买提")
    }
    assert all(row.approved_on == DAY for row in Election.objects.all())
    assert "报上级备案：委员" in commissioners.agenda_item.meeting.events.last().note


def test_nothing_takes_effect_before_the_record_is_filed(cast: Cast) -> None:
    election = polls.prepared(cast, polls.assembly(cast), ("dan",), 1, Post.SECRETARY)
    polls.count(cast, election, {"dan": 7})
    with pytest.raises(Refusal, match="请先把会议记录备案"):
        approval.approve(election, DOC, DAY, cast.secretary)


def test_where_nobody_was_elected_nothing_is_approved(cast: Cast) -> None:
    meeting = polls.assembly(cast)
    election = polls.prepared(cast, meeting, ("dan",), 1, Post.SECRETARY)
    polls.count(cast, election, {"dan": 2})
    filed(cast, meeting)
    with pytest.raises(Refusal, match="没有人当选"):
        approval.approve(election, DOC, DAY, cast.secretary)


def test_what_waits_for_an_answer_is_found_until_it_has_come(cast: Cast, commissioners: Election) -> None:
    meetings = Meeting.objects.filter(branch=cast.first)
    assert list(approval.awaiting(meetings)) == [commissioners]
    approval.approve(commissioners, "", DAY, cast.secretary, AppointmentMode.BY_ELECTED)
    assert not approval.awaiting(meetings).exists()


def test_an_answered_election_of_a_returned_record_is_not_counted_anew(
    cast: Cast, secretary_election: Election
) -> None:
    approval.approve(secretary_election, DOC, DAY, cast.secretary)
    Meeting.objects.update(state="returned", locked_at=None)
    secretary_election.refresh_from_db()
    with pytest.raises(Refusal, match="已有上级批复，不能再改"):
        polls.count(cast, secretary_election, {"dan": 6})


# --- 届次 ---


@pytest.mark.parametrize(
    ("sector", "due"), [("rural", date(2031, 11, 19)), ("government", date(2029, 11, 19))]
)
def test_with_a_whole_committee_begins_a_term_as_long_as_the_rules_say_for_such_a_branch(
    cast: Cast, commissioners: Election, sector: str, due: date
) -> None:
    """支部条例第二十一条：村、社区 5 年，其他 3 年。"""
    cast.first.sector = sector
    cast.first.save()
    approval.approve(Election.objects.get(pk=commissioners.pk), "", DAY, cast.secretary)
    term = cast.first.terms.get()
    assert (term.start, term.due_on, term.seats) == (date(2026, 11, 20), due, 3)


def test_filling_a_vacancy_begins_no_term(cast: Cast, commissioners: Election) -> None:
    approval.approve(commissioners, "", DAY, cast.secretary, AppointmentMode.BY_ELECTED)
    assert not cast.first.terms.exists()
