"""The import commands, all to one pattern: what they print, what they store, and with which code they end."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.db.models import Model

from meetings.models import Meeting
from members.models import AccessLog, Appointment, Member, Organisation
from tests.cast import Cast
from tests.meetings.ledger import sheets

SECOND = "柳湾村第二支部"


class Case(NamedTuple):
    """What a command is given, the rows it takes, a row that is wrong and in which column, what it enters."""

    given: dict[str, object]
    right: list[list[object]]
    wrong: list[object]
    column: str
    model: type[Model]


COMMANDS = {
    "import_roster": Case(
        {"organisation": "CX-HL-LW2"},
        [
            ["姓名", "性别", "人员类别", "入党日期", "转正日期"],
            ["王芳", "女", "正式党员", "2015-06-01", "2016-06-01"],
        ],
        ["坏日期", "男", "正式党员", "2019.2.30", ""],
        "D",
        Member,
    ),
    "import_posts": Case(
        {"organisation": "CX-HL-LW"},
        [["姓名", "职务", "党组织", "任职日期"], ["冯德厚", "组织委员", SECOND, "2025-01-01"]],
        ["查无此人", "组织委员", SECOND, "2025-01-01"],
        "A",
        Appointment,
    ),
    "import_organisations": Case(
        {"under": "CX-HL"},
        [["党组织全称", "简称", "组织类型", "上级党组织"], ["中共甲村支部", "甲村支部", "党支部", ""]],
        ["中共乙村工会", "乙村工会", "工会", ""],
        "C",
        Organisation,
    ),
    "import_ledger": Case(
        {"organisation": "CX-HL-LW1", "year": 2025},
        [list(sheets.HEAD), sheets.line()],
        sheets.line(序号=2, 会议日期="2025年2月30日"),
        "C",
        Meeting,
    ),
}
each = pytest.mark.parametrize("command", COMMANDS)


class Desk:
    """Runs one of the commands on a file of its own."""

    def __init__(self, command: str, folder: Path) -> None:
        self.command = command
        self.given, self.right, self.wrong, self.column, self.model = COMMANDS[command]
        self.file = folder / "表.csv"
        self.write(self.right)

    def write(self, rows: Sequence[Sequence[object]]) -> None:
        with self.file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)

    def run(self, **options: Any) -> tuple[int, str]:
        """The code with which it ends, and what it prints."""
        out = io.StringIO()
        code = 0
        try:
            call_command(self.command, options.pop("file", self.file), stdout=out, **self.given | options)
        except SystemExit as end:
            code = int(end.code or 0)
        return code, out.getvalue()

    def report(self, **options: Any) -> tuple[int, dict[str, Any]]:
        """The same in JSON."""
        code, said = self.run(json=True, **options)
        return code, json.loads(said)


@pytest.fixture
def desk(cast: Cast, command: str, tmp_path: Path) -> Desk:
    return Desk(command, tmp_path)


def count(model: type[Model]) -> int:
    return model._default_manager.count()


@each
def test_a_clean_file_is_entered_and_told_in_words(desk: Desk) -> None:
    before = count(desk.model)
    code, said = desk.run()
    assert code == 0
    assert "新增 1" in said
    assert "错误 0" in said
    assert count(desk.model) == before + 1
    assert AccessLog.objects.count() == 1


@each
def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    desk.run()
    before = count(desk.model)
    code, report = desk.report()
    assert (code, report["created"], report["updated"], report["unchanged"]) == (0, 0, 0, 1)
    assert (report["errors"], report["refused"]) == ([], None)
    assert count(desk.model) == before


@each
def test_a_dry_run_tells_the_same_and_stores_nothing(desk: Desk) -> None:
    before = count(desk.model)
    code, dry = desk.report(dry_run=True)
    assert (code, dry["created"]) == (0, 1)
    assert count(desk.model) == before
    assert not AccessLog.objects.exists()
    assert desk.report()[1]["created"] == 1


@each
def test_a_wrong_row_is_named_by_its_cell_and_the_rest_is_entered(desk: Desk) -> None:
    desk.write([*desk.right, desk.wrong])
    code, report = desk.report()
    assert code == 1
    [error] = report["errors"]
    assert set(error) == {"sheet", "row", "column", "message"}
    assert (error["row"], error["column"], report["created"]) == (3, desk.column, 1)
    code, said = desk.run()
    assert code == 1
    assert f"第 3 行 {desk.column} 列：{error['message']}" in said


@each
def test_a_file_that_is_not_there_is_refused(desk: Desk) -> None:
    missing = desk.file.with_name("没有.csv")
    assert desk.run(file=missing) == (2, "打不开文件“没有.csv”，请核对路径和权限。\n")
    code, report = desk.report(file=missing)
    assert (code, report["created"], report["errors"]) == (2, 0, [])
    assert report["refused"] == "打不开文件“没有.csv”，请核对路径和权限。"


@each
def test_a_file_of_something_else_is_refused(desk: Desk) -> None:
    desk.write([["日期", "天气"], ["2025-01-01", "晴"]])
    code, report = desk.report()
    assert code == 2
    assert "表头" in report["refused"]
    before = count(desk.model)
    assert desk.run() == (2, report["refused"] + "\n")
    assert count(desk.model) == before


@each
def test_an_organisation_that_does_not_exist_is_refused(desk: Desk) -> None:
    [name] = {"organisation", "under"} & set(desk.given)
    code, report = desk.report(**{name: "CX-99"})
    assert (code, report["refused"]) == (2, "没有代码或全称为“CX-99”的党组织。")


def test_a_roster_tells_its_remarks_and_what_it_left_aside(cast: Cast, tmp_path: Path) -> None:
    desk = Desk("import_roster", tmp_path)
    head, row = desk.right
    desk.write([[*head, "是否流动党员", "血型"], [*row, "是", "O"]])
    code, said = desk.run()
    assert code == 0
    assert "提示：" in said
    assert "没有起始日期" in said
    assert "没有采用的栏目：血型" in said


def test_a_ledger_tells_what_is_odd(cast: Cast, tmp_path: Path) -> None:
    desk = Desk("import_ledger", tmp_path)
    desk.write([desk.right[0], sheets.line(实到人数=5)])
    code, said = desk.run()
    assert code == 0
    assert "提示：" in said
    assert "人数不平" in said


def test_the_tree_is_printed_with_its_codes(cast: Cast, tmp_path: Path) -> None:
    desk = Desk("import_organisations", tmp_path)
    code, said = desk.run(under="")
    assert code == 0
    assert "    CX-HL-LW  中共澄溪县禾岭镇柳湾村总支部委员会" in said
    assert desk.report()[1]["organisations"][0]["code"] == "01"
