"""What a record still lacks before it is filed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from meetings.kinds import KINDS, MeetingKind
from meetings.rules.completeness import Snapshot, problems


def at(hour: int, minute: int = 0) -> datetime:
    """A time of the day of the assembly."""
    return datetime(2026, 11, 20, hour, minute, tzinfo=UTC)


ASSEMBLY = Snapshot(
    spec=KINDS[MeetingKind.BRANCH_ASSEMBLY],
    start=at(14, 30),
    end=at(16),
    place="村文化礼堂",
    host="韦晓㛃",
    recorder="祝春犇",
    host_leads=True,
    due=8,
    present=7,
    leave=1,
    absent=0,
    agenda=("讨论鱼塘续包",),
    minutes="一、报告到会情况。",
    recorded_days_later=0,
)
COMMITTEE = replace(ASSEMBLY, spec=KINDS[MeetingKind.BRANCH_COMMITTEE])
LECTURE = replace(
    ASSEMBLY,
    spec=KINDS[MeetingKind.PARTY_LECTURE],
    agenda=(),
    lecture_topic="标准是一条线",
    lecturer="司徒敏",
)
THEME_DAY = replace(ASSEMBLY, spec=KINDS[MeetingKind.THEME_DAY], agenda=(), theme="清理河道")

CASES = [
    pytest.param(ASSEMBLY, {"due": None}, "missing-roll", True, id="支部条例第十一条：没有点名"),
    pytest.param(ASSEMBLY, {"minutes": "  "}, "missing-minutes", True, id="没有内容记录"),
    pytest.param(ASSEMBLY, {"host": ""}, "missing-host", True, id="没有主持人"),
    pytest.param(ASSEMBLY, {"recorder": ""}, "missing-recorder", True, id="没有记录人"),
    pytest.param(ASSEMBLY, {"place": ""}, "missing-place", True, id="没有地点"),
    pytest.param(ASSEMBLY, {"end": None}, "missing-end", True, id="没有散会时间"),
    pytest.param(ASSEMBLY, {"agenda": ()}, "missing-agenda", True, id="没有议题"),
    pytest.param(LECTURE, {"lecture_topic": ""}, "missing-lecture_topic", True, id="党课没有课题"),
    pytest.param(LECTURE, {"lecturer": ""}, "missing-lecturer", True, id="党课没有授课人"),
    pytest.param(THEME_DAY, {"theme": ""}, "missing-theme", True, id="主题党日没有主题"),
    pytest.param(ASSEMBLY, {"present": 8}, "numbers", True, id="人数不平"),
    pytest.param(ASSEMBLY, {"unconfirmed": 2}, "unconfirmed", True, id="有人未确认"),
    pytest.param(ASSEMBLY, {"away_without_reason": ("李建国",)}, "reason", True, id="缺席没有事由"),
    pytest.param(ASSEMBLY, {"present": 3, "leave": 5}, "quorum", False, id="大会不足半数，没有表决：提醒"),
    pytest.param(
        ASSEMBLY,
        {"present": 3, "leave": 5, "motions": 1},
        "quorum",
        True,
        id="支部条例第十一条：不足半数而表决",
    ),
    pytest.param(
        COMMITTEE, {"due": 5, "present": 2, "leave": 3}, "quorum", True, id="支部条例第十二条：支委会不足半数"
    ),
    pytest.param(ASSEMBLY, {"host_leads": False}, "chair", False, id="支部条例第十四条：没有委托说明"),
    pytest.param(ASSEMBLY, {"recorder": "韦晓㛃"}, "same-hand", False, id="主持兼记录"),
    pytest.param(ASSEMBLY, {"end": at(14, 40)}, "duration", False, id="十分钟"),
    pytest.param(ASSEMBLY, {"end": at(20)}, "duration", False, id="五个半小时"),
    pytest.param(ASSEMBLY, {"resolutions_without_owner": ("修路",)}, "owner", False, id="决议没有责任人"),
    pytest.param(THEME_DAY, {"planned_on": date(2026, 11, 18)}, "shift", False, id="主题党日改期没有原因"),
    pytest.param(ASSEMBLY, {"recorded_days_later": 4}, "late", False, id="四天后才录，未标补录"),
]


@pytest.mark.parametrize("record", [ASSEMBLY, COMMITTEE, LECTURE, THEME_DAY])
def test_a_whole_record_has_no_problem(record: Snapshot) -> None:
    assert problems(record) == []


@pytest.mark.parametrize(("record", "change", "code", "blocks"), CASES)
def test_it_finds(record: Snapshot, change: dict[str, object], code: str, blocks: bool) -> None:
    found = {problem.code: problem for problem in problems(replace(record, **change))}  # type: ignore[arg-type]
    assert found[code].blocks is blocks
    assert found[code].text
    assert found[code].field


HONEST = [
    pytest.param(ASSEMBLY, {"recorded_days_later": 40, "late_entry": True}, id="标明补录"),
    pytest.param(ASSEMBLY, {"host_leads": False, "delegation_note": "受书记委托"}, id="有委托说明"),
    pytest.param(
        THEME_DAY, {"planned_on": date(2026, 11, 18), "shift_reason": "防汛值守"}, id="写明改期原因"
    ),
    pytest.param(THEME_DAY, {"present": 3, "leave": 5}, id="主题党日人少，不涉及表决"),
    pytest.param(ASSEMBLY, {"present": 6, "leave": 1, "absent": 1}, id="请假、缺席都计入应到"),
    pytest.param(ASSEMBLY, {"leave": None}, id="人数没有数全，不比"),
    pytest.param(ASSEMBLY, {"present": 4, "leave": 4, "motions": 1}, id="支部条例第十一条：正好半数"),
    pytest.param(ASSEMBLY, {"end": at(14, 45)}, id="正好十五分钟"),
    pytest.param(ASSEMBLY, {"end": at(18, 30)}, id="正好四小时"),
    pytest.param(ASSEMBLY, {"recorded_days_later": 3}, id="第三天录入"),
]


@pytest.mark.parametrize(("record", "change"), HONEST)
def test_honest_lateness_is_no_problem(record: Snapshot, change: dict[str, object]) -> None:
    assert problems(replace(record, **change)) == []  # type: ignore[arg-type]


def test_what_blocks_stands_first() -> None:
    found = problems(replace(ASSEMBLY, host_leads=False, place=""))
    assert [problem.blocks for problem in found] == [True, False]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"host_leads": False}, "主持人韦晓㛃不是书记，请写明受谁委托"),
        ({"end": at(14, 44)}, "会议开了 14 分钟，请核对起止时间"),
        ({"resolutions_without_owner": ("一二三四五" * 4,)}, f"决议“{'一二三四五' * 3}一”没有责任人"),
    ],
)
def test_it_says_what_it_found(change: dict[str, object], words: str) -> None:
    [found] = problems(replace(ASSEMBLY, **change))  # type: ignore[arg-type]
    assert found.text == words
