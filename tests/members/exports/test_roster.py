"""党员名册 as of a day: columns, masks, history, reach, cost."""

import io
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from branchlife.kit import exports
from members import transfers
from members.exports.roster import roster_sheet
from members.vocabulary import MemberCategory, MemberStatus, Post
from tests.cast import SINCE, TODAY, Cast


def rows(cast: Cast, day: date = TODAY) -> dict[str, dict[str, Any]]:
    sheet = roster_sheet(cast.first, cast.secretary.actor(TODAY), day)
    heads = [column.header for column in sheet.columns]
    return {str(row[1]): dict(zip(heads, row, strict=True)) for row in sheet.rows}


def test_the_workbook_has_the_columns_of_the_form_and_true_types(cast: Cast) -> None:
    content = exports.get("roster").render(cast.first, actor=cast.secretary.actor(TODAY))
    sheet = load_workbook(io.BytesIO(content))["党员名册"]
    heads = [cell.value for cell in sheet[3]]
    assert heads[:3] == ["序号", "姓名", "性别"]
    assert "公民身份号码" not in heads
    assert "家庭住址" not in heads
    first = [cell.value for cell in sheet[4]]
    assert first[:2] == [1, "韦晓㛃"]
    assert first[heads.index("入党日期")] == datetime(2015, 6, 30)  # noqa: DTZ001 (a date cell)
    assert first[heads.index("党龄")] == 10
    assert sheet["A2"].value == "截至2026年11月24日　党员 10 名"
    assert sheet.freeze_panes == "C4"


def test_posts_states_and_exemptions_are_those_of_the_day(cast: Cast) -> None:
    now = rows(cast)
    assert now["柯䶮"]["党内职务"] == "党小组组长"
    assert now["甘小峰"]["是否流动"] == "是（2025-03-01）"
    assert now["岑𠅤"]["备注"] == "出勤豁免：年老体弱"
    assert now["卓一凡"]["人员类别"] == "预备党员"
    assert now["卓一凡"]["转正日期"] == now["卓一凡"]["党龄"] == "—"
    then = rows(cast, date(2023, 1, 1))
    assert "卓一凡" not in then
    assert then["柯䶮"]["党内职务"] == "—"
    assert then["甘小峰"]["是否流动"] == "否"


def test_several_posts_stand_by_rank(cast: Cast) -> None:
    transfers.appoint(cast.dan, cast.first, Post.DEPUTY_SECRETARY, date(2026, 1, 1))
    assert rows(cast)["柯䶮"]["党内职务"] == "副书记、党小组组长"


def test_who_left_is_on_the_roster_of_the_day_before(cast: Cast) -> None:
    transfers.move(cast.grace, cast.second, date(2026, 10, 1))
    assert "谢𬱖" not in rows(cast)
    assert "谢𬱖" in rows(cast, date(2026, 9, 30))


def test_a_phone_is_masked_and_a_loss_of_contact_dated(cast: Cast) -> None:
    transfers.mend(cast.bob, {"phone": "13800001234"})
    transfers.mark_status(cast.bob, MemberStatus.LOST_CONTACT, date(2026, 5, 1))
    row = rows(cast)["祝春犇"]
    assert row["联系电话"] == "138****1234"
    assert row["是否失联"] == "是（2026-05-01）"
    assert row["党籍状态"] == "正常"


def test_nobody_else_reads_the_roster(cast: Cast) -> None:
    for user in (cast.neighbour, cast.stranger, cast.inspector, cast.sysadmin):
        assert list(roster_sheet(cast.first, user.actor(TODAY), TODAY).rows) == []


def test_a_roster_takes_seven_queries_however_long(cast: Cast) -> None:
    reader = cast.secretary.actor(TODAY)
    for number in range(20):
        member = transfers.admit(cast.first, {"name": f"覃小{number}"}, MemberCategory.FULL, SINCE)
        transfers.assign_group(member, cast.east, SINCE)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(roster_sheet(cast.first, reader, TODAY).rows)) == 30
    assert len(queries) <= 8


def test_the_printed_roster_draws_every_name(cast: Cast) -> None:
    content = exports.get("roster_pdf").render(cast.first, actor=cast.secretary.actor(TODAY))
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text().replace("\n", "")
    for name in ("韦晓㛃", "柯䶮", "谢𬱖", "岑𠅤"):
        assert name in text


def test_the_file_is_named_after_the_day(cast: Cast) -> None:
    name = exports.get("roster").filename(cast.first, day=date(2026, 6, 30))
    assert name == "2026-柳湾村第一支部-党员名册-截至20260630.xlsx"
