"""签到表、会议通知、备案表、退回意见单、更正单: the words on each, before and after."""

import io
import re

import pytest
from django.template.loader import render_to_string
from openpyxl import load_workbook
from pypdf import PdfReader

from branchlife.kit import exports
from meetings.exports import forms_for
from meetings.exports.common import MeetingPdf, read
from meetings.exports.sign_in import rows
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, planning, recording
from meetings.models import Meeting
from meetings.vocabulary import GatheringMode, NoticeChannel, ReturnReason
from members import transfers
from members.vocabulary import MemberCategory
from tests.cast import SINCE, Cast, moment
from tests.meetings.exports import make


def words(identifier: str, meeting: Meeting) -> str:
    """The words on the paper, without printing it."""
    form = exports.get(identifier)
    assert isinstance(form, MeetingPdf)
    fresh = read(Meeting.objects.get(pk=meeting.pk), form.reads)
    page = render_to_string(form.template, {"meeting": fresh, **form.context(fresh)})
    return re.sub(r"\s", "", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_before_the_roll_the_sheet_is_blank_and_the_exempt_come_last(cast: Cast) -> None:
    found = rows(make.planned(cast))
    assert [row.name for row in found[8:10]] == ["甘小峰", "岑𠅤"]
    assert [row.remark for row in found[8:10]] == ["流动党员", "年老体弱"]
    assert not any(row.remark for row in found[:8])
    assert {row.group for row in found[:10]} == {"第一党小组", "第二党小组"}
    assert [row.number for row in found[10:]] == [f"列席{at}" for at in range(1, 6)]
    page = words("sign_in_sheet", make.planned(cast, start=make.moment(12, 19)))
    assert "应到____实到____请假____缺席____列席____" in page
    assert "应到人数8名" in page


def test_after_the_roll_the_sheet_shows_each_state_and_the_sums(cast: Cast) -> None:
    meeting = make.assembly(cast)
    remarks = {row.name: row.remark for row in rows(meeting)}
    assert remarks["李建国"] == "请假（事）"
    assert remarks["阿依古丽·买买提"] == "缺席（外出）"
    assert remarks["谢𬱖"] == "到会"
    assert remarks["岑𠅤"] == "豁免"
    assert "应到8实到6请假1缺席1列席2" in words("sign_in_sheet", meeting)


def test_a_page_of_the_sheet_holds_twenty_five_lines(cast: Cast) -> None:
    for number in range(35):
        transfers.admit(cast.first, {"name": f"覃小{number}"}, MemberCategory.FULL, SINCE)
    document = PdfReader(io.BytesIO(exports.get("sign_in_sheet").render(make.planned(cast))))
    assert len(document.pages) == 2
    first, second = (re.sub(r"\s", "", page.extract_text()) for page in document.pages)
    assert "签到表" in first
    assert "签到表" in second
    assert "核对人签字" in second
    assert "核对人签字" not in first


def test_the_sheet_as_a_workbook_leaves_the_place_for_signatures_empty(cast: Cast) -> None:
    book = load_workbook(io.BytesIO(exports.get("sign_in_workbook").render(make.assembly(cast))))
    sheet = book["签到表"]
    assert [cell.value for cell in sheet[3]] == ["序号", "姓名", "党员类别", "党小组", "签名", "备注"]
    assert not any(sheet.cell(row, 5).value for row in range(4, 19))
    assert sheet.page_setup.orientation == "portrait"
    assert sheet["A4"].value == 1


def test_a_notice_says_when_where_what_and_whom_to_ask_for_leave(cast: Cast) -> None:
    meeting = make.planned(cast)
    page = words("notice", meeting)
    assert "关于召开2026年党员大会的通知支部全体党员：" in page
    assert "一、时间：2026年12月18日（周五）14:30二、地点：村文化礼堂" in page
    assert "1．选举支部委员会委员2．讨论发展党员四、参加范围：支部全体党员" in page
    assert "向书记韦晓㛃同志请假" in page
    assert "中共澄溪县禾岭镇柳湾村第一支部委员会2026年11月24日" in page
    assert "六、其他事项" not in page
    planning.notify(meeting, NoticeChannel.PHONE, "请带笔记本。", cast.secretary)
    assert "六、其他事项：请带笔记本。" in words("notice", meeting)


def test_a_notice_of_a_group_names_its_leader_and_the_way_to_join_from_afar(cast: Cast) -> None:
    meeting = make.simple(cast, MeetingKind.GROUP_MEETING, mode=GatheringMode.HYBRID)
    page = words("notice", meeting)
    assert "向党小组组长柯䶮同志请假" in page
    assert "线上线下结合" in page


def test_the_filing_form_derives_everything_and_judges_the_limit(cast: Cast) -> None:
    page = words("filing_form", make.corrected(cast))
    assert "主题、议题讨论柳湾鱼塘续包方案" in page
    assert "应到9，实到5；赞成4，反对1，弃权0未通过" in page
    assert "附件1件（其中照片0张）" in page
    assert "报送人韦晓㛃报送时间2026年11月24日10:00版本第2版时限判定应于2026年12月1日前报，按期" in page
    assert "尚未报送" in words("filing_form", make.simple(cast, MeetingKind.BRANCH_ASSEMBLY, 3))


def test_a_return_note_goes_field_by_field_and_keeps_the_record(cast: Cast) -> None:
    page = words("return_note", make.corrected(cast))
    assert "编号：2026-DH-01-退-01" in page
    assert "1内容记录讨论写得太简，请补发言。支部条例第十一、十四条按意见补充后再报2决议" in page
    assert "改正期限2026年12月1日前" in page
    assert "再报时间2026年11月24日10:00版本号第2版" in page


def test_a_return_for_holding_anew_speaks_of_the_whole_meeting(cast: Cast) -> None:
    meeting = make.simple(cast, MeetingKind.BRANCH_ASSEMBLY)
    [filed] = filing.file_gathering(meeting.gathering, cast.secretary)
    filing.send_back(filed, ReturnReason.REHOLD, [], "没有表决。", cast.officer)
    page = words("return_note", meeting)
    assert "退回类型重开" in page
    assert "1整次会议没有表决。" in page
    assert "再报时间—版本号—" in page


def test_a_correction_note_has_both_values(cast: Cast) -> None:
    page = words("correction_note", make.corrected(cast))
    assert "编号2026-DH-01-更-01栏目地点原值村文化礼堂现值村委会二楼会议室" in page
    assert "批准人韦晓㛃" in page


def test_only_forms_that_have_something_to_say_are_offered(cast: Cast) -> None:
    plain = [form.identifier for form in forms_for(make.planned(cast))]
    assert plain == ["record", "sign_in_sheet", "sign_in_workbook", "notice", "filing_form"]
    offered = [form.identifier for form in forms_for(make.corrected(cast))]
    assert offered == [*plain[:4], "leave_slip", *plain[4:], "return_note", "correction_note"]


def test_a_return_note_of_a_meeting_never_sent_back_is_a_mistake(cast: Cast) -> None:
    with pytest.raises(ValueError, match="never sent back"):
        exports.get("return_note").render(make.planned(cast))


def test_file_names_follow_the_rule_and_name_nobody(cast: Cast) -> None:
    meeting = make.corrected(cast)
    record = exports.get("record").filename(meeting)
    assert record == "2026-柳湾村第一支部-会议记录-党员大会第01次-20260918-v2.pdf"
    group = make.simple(cast, MeetingKind.GROUP_MEETING)
    sheet = exports.get("sign_in_workbook").filename(group)
    assert sheet == "2026-柳湾村第一支部-签到表-第二党小组党小组会第01次-20260901.xlsx"


def test_before_it_is_sent_the_filing_form_says_so_and_why_the_day_was_another(cast: Cast) -> None:
    theme_day, _ = make.theme_day(cast)
    page = words("filing_form", theme_day)
    assert "报送人—报送时间尚未报送" in page
    assert "调整：因暴雨顺延一天" in page
    put_off = make.planned(cast)
    planning.postpone(put_off, "防汛值守", cast.secretary, moment(12, 25), "禾委〔2026〕9号")
    assert "延期：原定2026年12月18日（周五）14:30，防汛值守禾委〔2026〕9号" in words("filing_form", put_off)


def test_a_filing_form_that_was_seen_names_who_saw_it(cast: Cast) -> None:
    meeting = make.assembly(cast)
    [row] = filing.file_gathering(meeting.gathering, cast.secretary)
    assert "方式—经办人—" in words("filing_form", meeting)
    filing.acknowledge(row, cast.officer)
    assert "方式阅知经办人上级党务处理时间" in words("filing_form", meeting)


def test_a_lecture_that_was_announced_to_the_superior_says_so(cast: Cast) -> None:
    _, lecture = make.theme_day(cast)
    recording.set_lecture(
        lecture, cast.secretary, cast.carol, pre_reported_at=moment(9, 10), reported_to="禾岭镇党委"
    )
    page = words("record", Meeting.objects.get(pk=lecture.pk))
    assert "课前报告2026年9月10日（周四）14:30报告对象：禾岭镇党委" in page


def test_a_host_from_outside_holds_no_post_and_an_order_to_preside_is_printed(cast: Cast) -> None:
    meeting = make.planned(cast, host=None, host_name="周海", delegation_note="受支部书记委托主持")
    page = words("record", meeting)
    assert "主持人周海" in page
    assert "委托说明受支部书记委托主持" in page


def test_a_notice_is_a_letter_with_no_version(cast: Cast) -> None:
    form = exports.get("notice")
    assert isinstance(form, MeetingPdf)
    assert form.foot(make.planned(cast)) == ["生成时间 2026年11月24日 10:00"]
