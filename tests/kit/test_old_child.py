"""What the process does that reads .xls files; here without being apart, and with its limits only noted."""

import datetime
import io
import json
import resource
import sys
from typing import Any

import pytest

from branchlife.kit.workbook import old_child
from tests.kit.odd_files import xls


def test_it_limits_itself_and_prints_the_visible_sheets(monkeypatch: Any, capsys: Any) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    upload = xls({(0, 0): "姓名", (0, 1): 3, (2, 0): "柯䶮"})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(upload)))
    old_child.main()
    assert json.loads(capsys.readouterr().out) == [["名册", [["姓名", 3.0], ["", ""], ["柯䶮", ""]]]]
    assert limits == {
        resource.RLIMIT_AS: (old_child.MEMORY, old_child.MEMORY),
        resource.RLIMIT_CPU: (old_child.SECONDS, old_child.SECONDS),
    }


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("甲", "甲"),
        (0.5, 0.5),
        (datetime.datetime(2026, 11, 20, 14, 30, tzinfo=None), ["datetime", "2026-11-20T14:30:00"]),  # noqa: DTZ001
        (datetime.date(2026, 11, 20), ["date", "2026-11-20"]),
        (datetime.time(14, 30), ["time", "14:30:00"]),
        (datetime.timedelta(minutes=90), "1:30:00"),
    ],
)
def test_a_value_goes_as_what_json_can_carry(value: object, told: object) -> None:
    assert old_child.tagged(value) == told
