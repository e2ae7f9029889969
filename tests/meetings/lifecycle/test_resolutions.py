"""What came of a resolution: notes append, filed or not, and say where it stands."""

from datetime import date
from typing import Any

import pytest

from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, planning, recording, resolutions
from meetings.lifecycle.resolutions import ResolutionLine, follow_up
from meetings.models import FollowUp, Meeting, Resolution
from meetings.models.resolution import owners_of
from meetings.vocabulary import ResolutionState as S
from members.models import Organisation
from tests.cast import TODAY, Cast, moment
from tests.meetings.lifecycle import make


def resolved(
    cast: Cast, text: str = "整修鱼塘堤坝", due: date | None = date(2026, 11, 10), **facts: Any
) -> Resolution:
    """Decided by the committee on 3 November; recorded, not filed."""
    given = {"start": moment(11, 3), "end": moment(11, 3, 16)} | facts
    meeting = make.recorded(cast, given.pop("kind", K.BRANCH_COMMITTEE), **given)
    resolutions.set_resolutions(meeting, [ResolutionLine(text, "柯䶮", due)], cast.secretary)
    return meeting.resolutions.get()


def state_of(row: Resolution) -> tuple[str, date | None, str]:
    row.refresh_from_db()
    return row.state, row.done_on, row.cancel_reason


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("祝春犇", ["祝春犇"]),
        ("祝春犇、柯䶮", ["祝春犇", "柯䶮"]),
        (" 祝春犇，柯䶮 ; 谢𬱖,祝春犇；", ["祝春犇", "柯䶮", "谢𬱖"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("村委会 老周", ["村委会 老周"]),
        ("", []),
    ],
)
def test_several_owners_are_told_apart(words: str, names: list[str]) -> None:
    assert owners_of(words) == names


def test_owners_are_stored_with_one_sign_between_them(cast: Cast) -> None:
    meeting = make.held(cast)
    resolutions.set_resolutions(meeting, [ResolutionLine("修路", "祝春犇,柯䶮")], cast.secretary)
    assert meeting.resolutions.get().responsible == "祝春犇、柯䶮"


def test_a_note_says_where_the_resolution_stands(cast: Cast) -> None:
    row = resolved(cast)
    follow_up(row, "已请测量队", S.IN_PROGRESS, cast.secretary, noted_on=date(2026, 11, 8))
    assert state_of(row) == ("in_progress", None, "")
    follow_up(row, "堤坝加高半米", S.DONE, cast.secretary, noted_on=date(2026, 11, 20), evidence="验收单")
    assert state_of(row) == ("done", date(2026, 11, 20), "")
    assert [(one.note, one.evidence) for one in row.follow_ups.all()] == [
        ("已请测量队", ""),
        ("堤坝加高半米", "验收单"),
    ]


def test_a_filed_record_takes_a_note_and_stays_as_it_was_filed(cast: Cast) -> None:
    row = resolved(cast)
    [filed] = filing.file_gathering(row.meeting.gathering, cast.secretary)
    before = Meeting.objects.filter(pk=row.meeting_id).values().get()
    follow_up(row, "办好了", S.DONE, cast.secretary)
    assert state_of(row)[0] == "done"
    assert Meeting.objects.filter(pk=row.meeting_id).values().get() == before
    assert filing.content_digest(filing.record_content(row.meeting)) == filed.content_digest


def test_done_today_without_a_day_and_not_tomorrow(cast: Cast) -> None:
    row = resolved(cast)
    with pytest.raises(Refusal, match="完成日期不能晚于今天"):
        follow_up(row, "办好了", S.DONE, cast.secretary, noted_on=date(2026, 11, 25))
    assert not row.follow_ups.exists()
    assert follow_up(row, "办好了", S.DONE, cast.secretary).noted_on == TODAY


def test_nothing_was_done_before_it_was_resolved(cast: Cast) -> None:
    row = resolved(cast)
    with pytest.raises(Refusal, match="不能早于作出决议的那天（2026年11月3日）"):
        follow_up(row, "早办了", S.DONE, cast.secretary, noted_on=date(2026, 11, 2))


@pytest.mark.parametrize(
    ("before", "then", "said"),
    [
        (None, S.CANCELLED, "请写明取消的原因"),
        (None, S.IN_PROGRESS, "请写落实情况"),
        (S.DONE, S.IN_PROGRESS, "请写明为什么重新办理"),
    ],
)
def test_every_step_has_its_words(cast: Cast, before: S | None, then: S, said: str) -> None:
    row = resolved(cast)
    if before:
        follow_up(row, "办好了", before, cast.secretary)
    with pytest.raises(Refusal, match=said):
        follow_up(row, "  ", then, cast.secretary)


@pytest.mark.parametrize(
    ("steps", "then", "said"),
    [
        ([S.DONE], S.CANCELLED, "这件决议已完成"),
        ([S.CANCELLED], S.DONE, "这件决议已取消"),
        ([S.DONE], S.DONE, "这件决议已完成"),
        ([S.IN_PROGRESS], S.OPEN, "不能改回“待办”"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(cast: Cast, steps: list[S], then: S, said: str) -> None:
    row = resolved(cast)
    for at, step in enumerate(steps):
        follow_up(row, f"第{at}步", step, cast.secretary)
    with pytest.raises(Refusal, match=said):
        follow_up(row, "再来", then, cast.secretary)
    assert row.follow_ups.count() == len(steps)


def test_what_was_settled_is_taken_up_again_with_a_reason(cast: Cast) -> None:
    row = resolved(cast)
    follow_up(row, "镇里另有安排", S.CANCELLED, cast.secretary)
    assert state_of(row) == ("cancelled", None, "镇里另有安排")
    follow_up(row, "镇里改了主意", S.IN_PROGRESS, cast.secretary)
    assert state_of(row) == ("in_progress", None, "")


def test_a_note_of_an_earlier_day_does_not_undo_a_later_one(cast: Cast) -> None:
    row = resolved(cast)
    follow_up(row, "办好了", S.DONE, cast.secretary, noted_on=date(2026, 11, 20))
    follow_up(row, "开工", S.IN_PROGRESS, cast.secretary, noted_on=date(2026, 11, 6))
    assert state_of(row) == ("done", date(2026, 11, 20), "")
    with pytest.raises(Refusal, match="2026年11月20日已登记“完成”"):
        follow_up(row, "不办了", S.CANCELLED, cast.secretary, noted_on=date(2026, 11, 8))


def test_the_same_note_twice_is_one(cast: Cast) -> None:
    row = resolved(cast)
    first = follow_up(row, "办好了", S.DONE, cast.secretary)
    assert follow_up(row, "办好了", S.DONE, cast.secretary) == first
    assert FollowUp.objects.count() == 1


def test_a_note_made_at_a_meeting_belongs_to_its_record(cast: Cast) -> None:
    row = resolved(cast)
    later = make.recorded(cast, K.BRANCH_COMMITTEE)
    note = follow_up(row, "办了一半", S.IN_PROGRESS, cast.secretary, meeting=later)
    assert (note.meeting, note.noted_on) == (later, later.day)
    filing.file_gathering(later.gathering, cast.secretary)
    with pytest.raises(Refusal, match="用“更正”"):
        follow_up(row, "办好了", S.DONE, cast.secretary, meeting=later)


def test_what_was_followed_up_is_cancelled_not_dropped(cast: Cast) -> None:
    row = resolved(cast)
    follow_up(row, "已请测量队", S.IN_PROGRESS, cast.secretary)
    with pytest.raises(Refusal, match="已记过落实情况，不能删去"):
        resolutions.set_resolutions(row.meeting, [], cast.secretary)
    assert Resolution.objects.get() == row


def test_a_resolution_taken_out_of_the_record_meanwhile_takes_no_note(cast: Cast) -> None:
    row = resolved(cast)
    resolutions.set_resolutions(row.meeting, [], cast.secretary)
    with pytest.raises(Refusal, match="已从记录里删去"):
        follow_up(Resolution(pk=row.pk), "办好了", S.DONE, cast.secretary)


def test_what_came_out_of_an_old_ledger_counts_as_done_until_taken_up(cast: Cast) -> None:
    row = resolved(cast)
    Meeting.objects.filter(pk=row.meeting_id).update(is_imported=True)
    with pytest.raises(Refusal, match="这件决议已完成"):
        follow_up(row, "再办一次", S.DONE, cast.secretary)
    follow_up(row, "原来没有办", S.IN_PROGRESS, cast.secretary)
    assert state_of(row)[0] == "in_progress"


# --- sets ---


def test_overdue_is_past_the_term_and_not_settled(cast: Cast) -> None:
    late, done = resolved(cast), resolved(cast, "走访", start=moment(11, 4), end=None)
    undated = resolved(cast, "改进作风", None, start=moment(11, 5), end=None)
    follow_up(done, "办好了", S.DONE, cast.secretary)
    rows = Resolution.objects.all()
    assert list(rows.overdue(TODAY)) == [late]
    assert list(rows.overdue(date(2026, 11, 10))) == []
    assert list(rows.due_until(date(2026, 11, 10))) == [late]
    assert list(rows.unsettled().most_urgent()) == [late, undated]
    done.refresh_from_db()
    assert (late.days_over(TODAY), done.days_over(TODAY), undated.days_over(TODAY)) == (14, 0, 0)


def test_what_was_not_held_after_all_or_is_held_anew_stands_no_longer(cast: Cast) -> None:
    row = resolved(cast)
    assert list(Resolution.objects.standing()) == [row]
    Meeting.objects.filter(pk=row.meeting_id).update(state="returned")
    assert list(Resolution.objects.standing()) == [row]
    anew = make.called(cast, K.BRANCH_COMMITTEE).meetings.get()
    Meeting.objects.filter(pk=anew.pk).update(reheld_from=row.meeting)
    assert list(Resolution.objects.standing()) == []
    Meeting.objects.filter(pk=row.meeting_id).update(state="not_held", not_held_reason="停电")
    assert list(Resolution.objects.standing()) == []


def test_two_committees_that_heard_nothing_are_counted(cast: Cast) -> None:
    row = resolved(cast)
    make.recorded(cast, K.BRANCH_COMMITTEE, start=moment(11, 10), end=None)
    assert resolutions.unheard(row) == 0
    make.recorded(cast, K.BRANCH_COMMITTEE, start=moment(11, 17), end=None)
    assert resolutions.unheard(row) == 2
    follow_up(row, "已请测量队", S.IN_PROGRESS, cast.secretary)
    row.refresh_from_db()
    assert resolutions.unheard(row) == 0


# --- walking on ---


def next_committee(cast: Cast, **more: Any) -> Meeting:
    facts = planning.Facts(**({"start": moment(11, 27), "place": "村部"} | more))
    return planning.call(cast.first, [K.BRANCH_COMMITTEE], facts, cast.secretary).meetings.get()


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.agenda.values_list("title", flat=True))


def test_an_open_resolution_walks_into_the_next_committee_once(cast: Cast) -> None:
    row = resolved(cast)
    first = next_committee(cast)
    [item] = first.agenda.all()
    assert (item.title, item.reports_on) == ("上次决议落实情况：整修鱼塘堤坝", row)
    assert titles(next_committee(cast, start=moment(12, 4))) == []
    recording.set_agenda(first, [], cast.secretary)
    assert titles(first) == []


def test_own_topics_stand_before_those_carried_over(cast: Cast) -> None:
    resolved(cast)
    facts = planning.Facts(start=moment(11, 27))
    sitting = planning.call(cast.first, [K.BRANCH_COMMITTEE], facts, None, agenda=["研究冬修"])
    assert titles(sitting.meetings.get()) == ["研究冬修", "上次决议落实情况：整修鱼塘堤坝"]


def test_the_most_urgent_five_are_carried_and_a_long_one_is_shortened(cast: Cast) -> None:
    meeting = make.recorded(cast, K.BRANCH_COMMITTEE, start=moment(11, 3), end=None)
    lines = [ResolutionLine(f"第{n}件", "", date(2026, 12, n)) for n in range(6, 0, -1)]
    lines += [ResolutionLine("长" * 300, "", date(2026, 11, 30)), ResolutionLine("没有期限")]
    resolutions.set_resolutions(meeting, lines, cast.secretary)
    found = [title.removeprefix("上次决议落实情况：") for title in titles(next_committee(cast))]
    assert found == ["长" * 59 + "…", "第1件", "第2件", "第3件", "第4件"]


@pytest.mark.parametrize("end", [S.DONE, S.CANCELLED])
def test_what_is_settled_walks_no_further(cast: Cast, end: S) -> None:
    follow_up(resolved(cast), "到此为止", end, cast.secretary)
    assert titles(next_committee(cast)) == []


def test_the_agenda_of_a_past_meeting_is_a_fact(cast: Cast) -> None:
    resolved(cast)
    assert titles(next_committee(cast, start=moment(11, 20))) == []


def test_other_meetings_hear_of_their_own_kind_alone(cast: Cast) -> None:
    resolved(cast, "捐书", kind=K.THEME_DAY)
    facts = planning.Facts(start=moment(12, 18))
    assert titles(planning.call(cast.first, [K.BRANCH_ASSEMBLY], facts, None).meetings.get()) == []
    assert titles(planning.call(cast.first, [K.THEME_DAY], facts, None).meetings.get()) == [
        "上次决议落实情况：捐书"
    ]


def test_a_group_hears_of_its_own_and_the_committee_does_not(cast: Cast) -> None:
    resolved(cast, "结对帮扶", kind=K.GROUP_MEETING)

    def called(group: Organisation) -> Meeting:
        facts = planning.Facts(start=moment(11, 30))
        return planning.call(cast.first, [K.GROUP_MEETING], facts, None, group=group).meetings.get()

    assert titles(next_committee(cast)) == []
    assert titles(called(cast.east)) == []
    assert titles(called(cast.west)) == ["上次决议落实情况：结对帮扶"]


def test_criticism_stays_among_close_meetings(cast: Cast) -> None:
    resolved(cast, "改进联系群众", kind=K.ORGANISATIONAL_LIFE)
    assert titles(next_committee(cast)) == []
    facts = planning.Facts(start=moment(12, 18))
    assert titles(planning.call(cast.first, [K.ORGANISATIONAL_LIFE], facts, None).meetings.get()) == [
        "上次决议落实情况：改进联系群众"
    ]


def test_a_topic_given_other_words_no_longer_hears_of_the_resolution(cast: Cast) -> None:
    resolved(cast)
    meeting = next_committee(cast)
    [item] = meeting.agenda.all()
    recording.set_agenda(meeting, [recording.AgendaLine("研究冬修", item.pk)], cast.secretary)
    assert (meeting.agenda.get().pk, meeting.agenda.get().reports_on) == (item.pk, None)
