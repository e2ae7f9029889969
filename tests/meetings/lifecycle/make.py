"""Meetings for tests, made through the lifecycle."""

from typing import Any

from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, holding, planning, recording
from meetings.models import Filing, Gathering, Meeting
from meetings.rules.rollcall import Mark
from tests.cast import Cast, moment


def called(cast: Cast, *kinds: MeetingKind, **facts: Any) -> Gathering:
    """A sitting of the first branch on 20 November, 14:30–16:30."""
    given = {
        "start": moment(11, 20),
        "end": moment(11, 20, 16),
        "place": "村文化礼堂",
        "theme": "清理河道",
        "host": cast.alice,
        "recorder": cast.bob,
    } | facts
    group = cast.west if MeetingKind.GROUP_MEETING in kinds else None
    if group:
        given["host"] = cast.dan
    wanted = kinds or (MeetingKind.BRANCH_ASSEMBLY,)
    return planning.call(
        cast.first,
        wanted,
        planning.Facts(**given),
        cast.secretary,
        group=group,
        agenda=["讨论鱼塘续包", "通报党费"],
    )


def held(cast: Cast, *kinds: MeetingKind, marks: dict[int, Mark] | None = None, **facts: Any) -> Meeting:
    """Called, and the roll confirmed."""
    sitting = called(cast, *kinds, **facts)
    holding.confirm_roll(sitting, marks or {}, cast.secretary)
    return sitting.meetings.order_by("pk")[0]


def recorded(cast: Cast, *kinds: MeetingKind, marks: dict[int, Mark] | None = None, **facts: Any) -> Meeting:
    """Held, and every meeting of the sitting written up."""
    meeting = held(cast, *kinds, marks=marks, **facts)
    for row in meeting.gathering.meetings.order_by("pk"):
        recording.save_minutes(row, "一、报告到会情况。\n二、大家逐项讨论。", 0, cast.secretary)
        if row.kind == MeetingKind.PARTY_LECTURE:
            recording.set_lecture(row, cast.secretary, cast.carol, topic="标准是一条线")
    meeting.refresh_from_db()
    return meeting


def filed(cast: Cast, *kinds: MeetingKind, **facts: Any) -> Filing:
    """Written up and filed."""
    return filing.file_gathering(recorded(cast, *kinds, **facts).gathering, cast.secretary)[0]
