"""计划报备表 and 主题党日年历, read back from workbook and paper."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from meetings.kinds import MeetingKind as K
from meetings.lifecycle import plans as step
from meetings.lifecycle import theme_days
from meetings.models import Plan
from members.models import AccessLog
from tests.cast import Cast, moment
from tests.meetings.lifecycle import make


def sheet(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).active


def values(row: Any) -> list[Any]:
    return [cell.value for cell in row]


@pytest.fixture
def plan(cast: Cast, clock: Any) -> Plan:
    clock.move_to(moment(10, 1))
    made = step.draft(cast.first, 2026, 4, cast.secretary)
    item = made.items.get(kind=K.THEME_DAY, scheduled_on__month=11)
    line = step.Line(
        K.THEME_DAY, item.scheduled_on, theme="㛃㛃护河", place="渠首", host="韦晓㛃", pk=item.pk
    )
    step.edit(made, [line], (), 0, None)
    made.refresh_from_db()
    clock.move_to(moment(11, 24))
    return made


def test_the_workbook_has_the_columns_of_the_form_and_what_came_of_each_line(
    cast: Cast, plan: Plan, sign_in: Any
) -> None:
    make.held(cast, K.THEME_DAY, start=moment(11, 19), end=None)
    step.report(plan, cast.secretary)
    step.acknowledge(plan, cast.officer, "照此办理")
    answer = sign_in(cast.secretary).get(f"/plans/{plan.pk}/export/plan/")
    page = sheet(answer.content)
    assert page["A1"].value == "中共澄溪县禾岭镇柳湾村第一支部委员会2026年第四季度组织生活计划报备表"
    assert "报送日期：2026年11月24日" in page["A2"].value
    assert values(page[3]) == [
        "序号", "月份", "类型", "主题、内容", "拟定时间", "地点", "主持、主讲", "参加范围", "责任人", "执行情况",
    ]  # fmt: skip
    lines = {row[3].value: row for row in page.iter_rows(min_row=4)}
    theme_day = values(lines["㛃㛃护河"])
    assert theme_day[1:4] == ["11月", "主题党日", "㛃㛃护河"]
    assert theme_day[4].date() == date(2026, 11, 20)
    assert theme_day[5:] == ["渠首", "韦晓㛃", "支部全体党员", "—", "2026-ZR-01 11月19日（周四）"]
    assert values(lines["照此办理"])[1] == "上级意见"
    assert AccessLog.objects.filter(action="导出计划报备表").count() == 1


def test_the_paper_says_the_same_with_room_for_the_seals(cast: Cast, plan: Plan, sign_in: Any) -> None:
    answer = sign_in(cast.discipline).get(f"/plans/{plan.pk}/export/plan_pdf/")
    reader = PdfReader(io.BytesIO(answer.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    for words in ("㛃㛃护河", "填报支部（章）", "书记签字", "党小组会", "执行情况"):
        assert words in text.replace("\n", "")


def test_a_theme_day_of_a_year_not_announced_is_marked(cast: Cast, sign_in: Any) -> None:
    plan = step.draft(cast.first, 2027, 1, None)
    page = sheet(sign_in(cast.secretary).get(f"/plans/{plan.pk}/export/plan/").content)
    months = [row[1].value for row in page.iter_rows(min_row=4) if row[2].value == "主题党日"]
    assert months == ["1月（暂定）", "2月（暂定）", "3月（暂定）"]


def test_another_form_is_not_given_out_here(cast: Cast, plan: Plan, sign_in: Any) -> None:
    assert sign_in(cast.secretary).get(f"/plans/{plan.pk}/export/register/").status_code == 302
    assert sign_in(cast.secretary).get(f"/plans/{plan.pk}/export/nonsense/").status_code == 404


def test_the_command_writes_a_plan(plan: Plan, tmp_path: Path) -> None:
    given = {"organisation": "CX-HL-LW1", "year": 2026, "quarter": 4, "output": str(tmp_path)}
    call_command("export", "plan", **given)
    [file] = tmp_path.iterdir()
    assert file.name == "2026-柳湾村第一支部-计划报备表-2026年第四季度.xlsx"
    with pytest.raises(CommandError, match="没有 2026 年第 3 季度的计划"):
        call_command("export", "plan", **given | {"quarter": 3})
    with pytest.raises(CommandError, match="没有 2026 年的计划"):
        call_command("export", "plan", **given | {"quarter": None})


def test_the_theme_days_of_a_year_as_a_table(cast: Cast, sign_in: Any) -> None:
    theme_days.waive(cast.first, 2026, 7, "双抢农忙", None)
    theme_days.adjust(cast.first, 2026, 12, date(2026, 12, 11), "年底换届", None)
    make.held(cast, K.THEME_DAY, start=moment(11, 19), end=None)
    address = reverse("branch-export", args=[cast.first.pk, "theme_days"])
    page = sheet(sign_in(cast.secretary).get(address, {"year": "2026"}).content)
    rows = [values(row) for row in page.iter_rows(min_row=4)]
    assert rows[6] == ["7月", None, "—", "豁免", "双抢农忙", "—"]
    assert (rows[11][1].date(), rows[11][2:]) == (date(2026, 12, 11), ["周五", "改定", "年底换届", "—"])
    assert rows[1][4] == "2月20日是春节，顺延到2月24日"
    assert rows[10][5] == "2026-11-19"
    paper = sign_in(cast.secretary).get(reverse("branch-export", args=[cast.first.pk, "theme_days_pdf"]))
    assert "主题党日年历" in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
