"""Storing a ledger as history: as written, on the standing of the day, once."""

from datetime import date
from typing import Any

import pytest

from branchlife.kit.refusal import Refused
from meetings.ledger import save as saving
from meetings.ledger.preview import plan_ledger
from meetings.ledger.save import Saved, save_ledger
from meetings.models import Attendance, Meeting, MeetingEvent
from members import transfers
from members.models import AccessLog
from tests.cast import Cast
from tests.meetings.ledger.sheets import EVERYBODY, ledger, line

pytestmark = pytest.mark.django_db


def save(cast: Cast, *rows: Any, sheet: str = "党员大会") -> Saved:
    return save_ledger(ledger(*rows, sheet=sheet), cast.first, 2025, cast.secretary)


def test_a_meeting_of_the_past_is_archived_marked_and_traced(cast: Cast):
    assert save(cast, line()).created == 1
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.is_imported, meeting.late_entry, meeting.late_reason) == (
        "archived",
        True,
        True,
        "历史台账导入",
    )
    assert (meeting.number, meeting.host, meeting.recorder) == ("2025-DH-01", cast.alice, cast.bob)
    assert (meeting.due_count, meeting.present_count, meeting.leave_count) == (7, 7, 0)
    assert [item.title for item in meeting.agenda.all()] == ["第一季度工作通报", "讨论春耕互助安排"]
    assert [row.text for row in meeting.resolutions.all()] == ["成立互助组6个", "由柯䶮牵头。"]
    assert meeting.minutes_versions.get().body.startswith("会议议题：1.第一季度工作通报")
    event = MeetingEvent.objects.get()
    assert (event.to_state, event.by, event.note) == ("archived", cast.secretary, "历史台账导入")


def test_the_same_ledger_twice_changes_nothing(cast: Cast):
    save(cast, line())
    before = list(Meeting.objects.values())
    again = save(cast, line())
    assert (again.created, again.unchanged) == (0, 1)
    assert list(Meeting.objects.values()) == before


def test_a_wrong_row_is_left_out_and_keeps_its_number_for_later(cast: Cast):
    second = line(会议名称="2025年第2次支部党员大会", 会议日期="2025年6月27日")
    done = save(cast, line(会议日期="2025.2.30"), second)
    assert (done.created, [(slip.row, slip.column) for slip in done.errors]) == (1, [(3, "C")])
    assert Meeting.objects.get().ordinal == 2
    assert save(cast, line(会议日期="2025.2.28"), second).created == 1
    assert list(Meeting.objects.order_by("ordinal").values_list("ordinal", flat=True)) == [1, 2]


def test_a_failure_in_the_middle_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    store = saving._store

    def break_at_the_second(item: Any, *rest: Any) -> Meeting:
        if item.row.number == 2:
            raise RuntimeError("the power went")
        return store(item, *rest)

    monkeypatch.setattr(saving, "_store", break_at_the_second)
    with pytest.raises(RuntimeError):
        save(cast, line(), line(会议名称="2025年第2次支部党员大会", 会议日期="2025-06-27"))
    assert not Meeting.objects.exists()


def test_names_become_the_roll_with_the_standing_of_that_day(cast: Cast):
    transfers.leave(cast.grace, transfers.ExitKind.TRANSFERRED_OUT, date(2025, 3, 1))
    done = save(
        cast, line(参会人员名单=f"{EVERYBODY}、岑𠅤、王小田(列席)".replace("李建国", "李建国(缺席)[农忙]"))
    )
    rows = {row.member: row for row in Attendance.objects.select_related("member")}
    assert (rows[cast.erin].state, rows[cast.erin].reason) == ("absent", "personal")
    assert rows[cast.alice].is_due
    assert rows[cast.alice].can_vote
    assert not rows[cast.henry].is_due
    assert rows[cast.henry].can_vote
    assert not rows[cast.grace].can_vote
    assert "谢𬱖当日不在名册上" in " ".join(slip.message for slip in done.remarks)
    assert [guest.name for guest in Meeting.objects.get().guests.all()] == ["王小田"]


def test_an_unknown_name_is_kept_in_the_trace_and_a_near_one_is_offered(cast: Cast):
    done = save(cast, line(参会人员名单=EVERYBODY.replace("闭秀兰", "闭秀蓝")))
    assert "“闭秀蓝”名册里没有这个名字，是否应为“闭秀兰”" in done.remarks[0].message
    assert "闭秀蓝" in MeetingEvent.objects.get().note


def test_namesakes_are_told_apart_by_their_group(cast: Cast):
    transfers.mend(cast.dan, {"name": "李建国"})
    names = EVERYBODY.replace("柯䶮", "李建国（二组）").replace("、李建国、", "、李建国（一组）、")
    save(cast, line(参会人员名单=names))
    assert set(Attendance.objects.values_list("member", flat=True)) >= {cast.dan.pk, cast.erin.pk}


def test_who_is_only_being_confirmed_has_no_vote_at_that_assembly(cast: Cast):
    transfers.mend(cast.grace, {"joined_on": date(2024, 3, 20), "full_on": date(2025, 3, 20)})
    done = save(cast, line(会议议题="讨论谢𬱖转正"))
    row = Attendance.objects.get(member=cast.grace)
    assert (row.category, row.can_vote) == ("probationary", False)
    assert any("转正批准日期" in slip.message for slip in done.remarks)


def test_a_group_meeting_goes_to_its_group(cast: Cast):
    cells = line(
        会议名称="第二党小组3月会", 会议类型="党小组会", 主持人="闭秀兰", 应到人数=3, 实到人数=3,
        参会人员名单="闭秀兰、柯䶮、阿依古丽·买买提",
    )  # fmt: skip
    done = save(cast, cells, sheet="第二党小组会")
    assert Meeting.objects.get().group == cast.west
    assert "不是党小组组长" in done.remarks[0].message


def test_a_group_that_is_not_there_is_planted_when_its_name_is_regular(cast: Cast):
    cells = line(会议名称="3月会", 会议类型="党小组会", 所属党小组="第三党小组")
    assert save(cast, cells).created == 1
    assert Meeting.objects.get().group.code == "CX-HL-LW1-G3"
    odd = line(会议名称="4月会", 会议类型="党小组会", 所属党小组="东边那组", 会议日期="2025-04-11")
    assert [slip.column for slip in save(cast, odd).errors] == ["F"]


def test_a_lecture_has_its_topic_and_lecturer(cast: Cast):
    save(cast, line(会议类型="党课", 会议议题="《一条水管与一个支部》（授课人：祝春犇）"), sheet="党课")
    lecture = Meeting.objects.get().lecture
    assert (lecture.topic, lecture.lecturer) == ("一条水管与一个支部", cast.bob)


def test_fewer_due_than_on_the_roll_is_remarked(cast: Cast):
    names = EVERYBODY.removesuffix("、谢𬱖")
    done = save(cast, line(应到人数=6, 实到人数=6, 参会人员名单=names))
    assert [slip.column for slip in done.remarks] == ["L"]


def test_a_meeting_recorded_in_the_system_is_not_entered_again(cast: Cast):
    save(cast, line())
    Meeting.objects.update(is_imported=False)
    assert [slip.column for slip in save(cast, line()).errors] == ["B"]


def test_only_a_branch_has_a_ledger(cast: Cast):
    with pytest.raises(Refused, match="不是党支部"):
        plan_ledger(ledger(line()), cast.town, 2025)


def test_the_import_is_written_to_the_access_log(cast: Cast):
    save(cast, line())
    log = AccessLog.objects.get()
    assert (log.action, log.user, log.row_count) == ("ledger_import", cast.secretary, 1)


def test_another_meeting_of_the_same_hour_is_taken_from_the_ledger_that_had_the_first(cast: Cast):
    save(cast, line())
    assert save(cast, line(会议名称="支部党员大会（续会）")).created == 1
    assert Meeting.objects.count() == 2


def test_a_name_that_two_bear_and_no_roll_decides_is_left_open(cast: Cast):
    transfers.mend(cast.dan, {"name": "李建国"})
    done = save(cast, line())
    assert not Attendance.objects.filter(member__in=[cast.dan, cast.erin]).exists()
    assert "李建国" in MeetingEvent.objects.get().note
    assert done.remarks
