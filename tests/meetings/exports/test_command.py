"""manage.py export: the same forms without a browser."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import meetings.slips.exports  # noqa: F401 (a running site knows them)
from members.models import AccessLog
from tests.cast import Cast
from tests.meetings.exports import make


def run(*words: str) -> str:
    out = StringIO()
    call_command("export", *words, stdout=out)
    return out.getvalue()


def test_without_a_form_it_lists_what_there_is() -> None:
    listed = run()
    for identifier in ("record", "register", "roster", "correction_note"):
        assert f"{identifier} " in listed


def test_a_register_is_written_and_noted(cast: Cast, tmp_path: Path) -> None:
    make.simple(cast, "organisational_life")
    said = run("register", "--organisation", "CX-HL-LW1", "--year", "2026", "-o", str(tmp_path))
    [written] = tmp_path.iterdir()
    assert written.name == "2026-柳湾村第一支部-三会一课台账-全年.xlsx"
    assert written.name in said
    assert AccessLog.objects.get().action == "命令行导出三会一课台账"


def test_a_form_of_a_meeting_goes_to_the_file_named(cast: Cast, tmp_path: Path) -> None:
    target = tmp_path / "签到.xlsx"
    run("sign_in_workbook", "--meeting", str(make.planned(cast).pk), "-o", str(target))
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "没有“nonsense”这种表格"),
        (["record"], "--meeting"),
        (["record", "--meeting", "999"], "没有编号为 999 的会议"),
        (["roster"], "--organisation"),
        (["appraisal_ballot", "--organisation", "CX-HL-LW1"], "“民主测评票”只在网页上出"),
        (["roster", "--organisation", "XX"], "没有代码为 XX 的党组织"),
    ],
)
def test_what_is_missing_is_said_in_words(db: None, words: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_a_form_without_anything_to_say_is_refused(cast: Cast) -> None:
    with pytest.raises(CommandError, match="没有“更正单”可出"):
        run("correction_note", "--meeting", str(make.planned(cast).pk))
