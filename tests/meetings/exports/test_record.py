"""会议记录: what stands on the paper, for each kind, and how little it costs to read."""

import io
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from branchlife.kit import exports
from meetings.exports.common import EVERYTHING, foot, read
from meetings.exports.record import FORMS, Record
from meetings.kinds import KINDS, MeetingKind
from meetings.lifecycle import filing, holding, recording
from meetings.models import Meeting
from meetings.vocabulary import GuestRole
from members import transfers
from members.vocabulary import ExclusionGround, MemberCategory
from tests.cast import SINCE, Cast
from tests.meetings.exports import make


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def page_of(meeting: Meeting) -> str:
    """The words on the paper, without printing it."""
    fresh = read(Meeting.objects.get(pk=meeting.pk), EVERYTHING)
    words = {"meeting": fresh, "footer": foot(fresh), **Record().context(fresh)}
    page = render_to_string("exports/record.html", words)
    return squeezed(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_the_printed_record_carries_every_word_and_every_rare_name(cast: Cast) -> None:
    meeting = make.corrected(cast)
    document = PdfReader(io.BytesIO(exports.get("record").render(meeting)))
    pages = [squeezed(page.extract_text()) for page in document.pages]
    text = "".join(pages)
    for name in ("韦晓㛃", "柯䶮", "谢𬱖", "岑𠅤", "祝春犇", "阿依古丽·买买提"):
        assert name in text
    for line in make.MINUTES.splitlines():
        assert line.replace(" ", "")[:12] in text
    assert "—1—" in pages[0]
    assert all("编号2026-DH-01版本第2版生成时间2026年11月24日10:00" in page for page in pages)
    assert document.metadata is not None
    assert "党员大会" in document.metadata.title


def test_the_rows_of_an_assembly_stand_in_printed_order(cast: Cast) -> None:
    labels = [
        squeezed(block.label) for block in FORMS["assembly"](make.assembly(cast)) if hasattr(block, "label")
    ]
    wanted = [
        "会议名称", "类型", "时间", "地点", "主持人", "党员总数", "实到", "请假、缺席", "列席人员", "上级指导", "议题",
        "议程与内容", "发言", "表决", "决议", "散会时间", "附件目录",
    ]  # fmt: skip
    assert labels == wanted


def test_the_counts_the_leave_and_the_guests_are_those_of_the_roll(cast: Cast) -> None:
    page = page_of(make.assembly(cast))
    assert "党员总数10名（其中正式9名）应到8名（其中正式7名）" in page
    assert "实到6名（其中正式5名）豁免2名：甘小峰、岑𠅤" in page
    assert "请假1名：李建国（事）；缺席1名：阿依古丽·买买提（外出）" in page
    assert "列席人员侬小梅（积极分子）上级指导莫怀远（禾岭镇党委）" in page


def test_a_vote_prints_its_counts_and_the_line_that_explains_it(cast: Cast) -> None:
    page = page_of(make.assembly(cast))
    assert "无记名投票9名5名4票1票0票发出收回无效5张5张0张" in page
    assert "结果：未通过。2×4=8≤9，赞成未超过应到会有表决权党员半数（支部条例第十一条）" in page
    assert "规则：党员大会一般表决（国家规定，2018版，条文已核对）。到会：2×5=10≥9" in page
    assert "举手9名5名5票0票0票结果：通过。2×5=10" in page
    assert "计票、监票：闭秀兰" in page
    assert "谢𬱖（不同意见）：建议公开竞价" in page


def test_a_member_left_out_of_the_vote_is_named_with_both_papers(cast: Cast) -> None:
    transfers.exclude(
        cast.henry, ExclusionGround.BEDRIDDEN, SINCE, superior_doc="禾组〔2026〕3号", resolution="2026-DH-01"
    )
    page = page_of(make.assembly(cast))
    assert "不计入表决岑𠅤（卧床或生活不能自理；批文禾组〔2026〕3号；大会决议2026-DH-01）" in page


def test_without_a_vote_the_record_says_so(cast: Cast) -> None:
    assert "本次会议未进行表决" in page_of(make.simple(cast, MeetingKind.BRANCH_ASSEMBLY))


def test_a_late_entry_and_a_correction_stand_above_the_table(cast: Cast) -> None:
    page = page_of(make.corrected(cast))
    late = page.index(
        "补录：当日停电，次日补录发生时间2026年9月18日（周五）14:30，录入时间2026年11月24日10:00"
    )
    fixed = page.index("第1次更正2026年11月24日（周二）地点：原为“村文化礼堂”，更正为“村委会二楼会议室”")
    assert late < fixed < page.index("会议名称")


def test_two_kinds_of_one_sitting_name_each_other(cast: Cast) -> None:
    theme, lecture = make.theme_day(cast)
    assert "主题党日（与党课一并召开，分别记录）" in page_of(theme)
    assert "含其他类型党课（2026-DK-01，另有记录）" in page_of(theme)
    page = page_of(lecture)
    assert "党课（与主题党日一并召开，分别记录）" in page
    assert "课题一条河与一个支部授课人及职务闭秀兰（纪检委员）学时1.5学时" in page
    assert "存档日期2026年9月20日" in page


def test_a_theme_day_shows_plan_shift_and_contents(cast: Cast) -> None:
    page = page_of(make.theme_day(cast)[0])
    assert "计划日2026年9月17日（周四）实际日2026年9月18日（周五）调整原因因暴雨顺延一天" in page
    assert "☑集中学习☐组织生活☐民主议事☑志愿服务" in page


def test_a_committee_counts_its_members_and_passes_things_on(cast: Cast) -> None:
    meeting = make.simple(cast, MeetingKind.BRANCH_COMMITTEE)
    item = meeting.agenda.get()
    recording.set_agenda(meeting, [recording.AgendaLine("发展对象政审", item.pk, True)], cast.secretary)
    holding.set_guests(meeting, [holding.Visitor("柯䶮", GuestRole.NON_PARTY)], cast.secretary)
    page = page_of(meeting)
    assert "委员3名到会3名" in page
    assert "发展对象政审（提交党员大会审议）" in page
    assert "列席人员柯䶮（非党员）（无表决权）" in page


def test_a_group_meeting_names_group_and_leader_and_has_no_vote(cast: Cast) -> None:
    page = page_of(make.simple(cast, MeetingKind.GROUP_MEETING))
    assert "党小组第二党小组组长柯䶮" in page
    assert "柳湾村第一支部第二党小组" in page
    assert "表决" not in page


def test_criticism_is_marked_as_internal(cast: Cast) -> None:
    page = page_of(make.simple(cast, MeetingKind.ORGANISATIONAL_LIFE))
    assert "内部资料注意保存" in page
    assert "整改清单无" in page
    assert "内部资料" not in page_of(make.simple(cast, MeetingKind.BRANCH_ASSEMBLY))


@pytest.mark.parametrize("kind", [kind for kind, spec in KINDS.items() if "branch" in spec.held_by])
def test_no_kind_prints_an_empty_cell_or_a_none(cast: Cast, kind: MeetingKind) -> None:
    page = page_of(make.simple(cast, kind))
    assert "None" not in page
    assert f"类型{squeezed(KINDS[kind].name)}" in page


def test_a_meeting_that_is_only_planned_prints_with_dashes(cast: Cast) -> None:
    meeting = make.planned(cast)
    page = page_of(meeting)
    assert "党员总数—应到—" in page
    assert "编号—版本未报备" in page


def cost(cast: Cast, **more: object) -> int:
    """How many queries it takes to read a record with everything in it."""
    meeting = make.assembly(cast, **more)
    filing.file_gathering(meeting.gathering, cast.secretary)
    filing.correct(meeting, "地点", "甲", "乙", "写错", cast.secretary)
    fresh = Meeting.objects.get(pk=meeting.pk)
    with CaptureQueriesContext(connection) as queries:
        read(fresh, EVERYTHING)
        Record().context(fresh)
    return len(queries)


def test_reading_a_record_takes_the_same_queries_however_many_people(cast: Cast) -> None:
    papers = {"superior_doc": "禾组〔2026〕3号", "resolution": "2026-DH-01"}
    transfers.exclude(cast.henry, ExclusionGround.BEDRIDDEN, SINCE, **papers)
    few = cost(cast)
    for number in range(12):
        member = transfers.admit(cast.first, {"name": f"覃小{number}"}, MemberCategory.FULL, SINCE)
        transfers.exclude(member, ExclusionGround.BEDRIDDEN, SINCE, **papers)
    assert cost(cast, start=make.moment(10, 16), end=make.moment(10, 16, 16)) == few
    assert few <= 26
