"""Meetings with everything a form can show, made through the lifecycle."""

from datetime import date, timedelta

from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, holding, planning, recording, resolutions
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Meeting
from meetings.rules.rollcall import Mark
from meetings.vocabulary import (
    AttachmentKind,
    AttendanceState,
    GuestRole,
    LeaveReason,
    ReturnReason,
    VoteMethod,
)
from tests.cast import Cast, moment

MINUTES = """一、报告到会情况
韦晓㛃同志报告：应到 8 名，实到 6 名，超过半数，可以开会。
二、议题与讨论
柯䶮同志介绍鱼塘承包到期的情况。谢𬱖同志认为应当公开竞价，岑𠅤同志托人带来书面意见，同意续包。
三、表决情况
以无记名投票方式表决。
四、形成的决议
鱼塘续包三年，租金每亩 900 元，在村务公开栏公布七天。"""


def facts(cast: Cast, **more: object) -> planning.Facts:
    """A Friday afternoon in the village hall."""
    given = {
        "start": moment(9, 18),
        "end": moment(9, 18, 16, 5),
        "place": "村文化礼堂",
        "host": cast.alice,
        "recorder": cast.bob,
    }
    return planning.Facts(**(given | more))


def assembly(cast: Cast, **more: object) -> Meeting:
    """An assembly with a ballot, a show of hands, speeches, resolutions, guests and a file; recorded."""
    agenda = ["讨论柳湾鱼塘续包方案", "通报第三季度党费收缴情况"]
    sitting = planning.call(
        cast.first, [MeetingKind.BRANCH_ASSEMBLY], facts(cast, **more), cast.secretary, agenda=agenda
    )
    marks = {
        cast.erin.pk: Mark(AttendanceState.LEAVE, LeaveReason.PERSONAL),
        cast.frank.pk: Mark(AttendanceState.ABSENT, LeaveReason.AWAY),
    }
    holding.confirm_roll(sitting, marks, cast.secretary)
    meeting = sitting.meetings.get()
    holding.set_guests(
        meeting,
        [
            holding.Visitor("莫怀远", GuestRole.SUPERIOR, "禾岭镇党委"),
            holding.Visitor("侬小梅", GuestRole.ACTIVIST),
        ],
        cast.secretary,
    )
    recording.save_minutes(meeting, MINUTES, 0, cast.secretary)
    first, second = meeting.agenda.all()
    recording.set_speeches(
        first,
        [("柯䶮", "同意续包，但租金应当随行就市。", False), ("谢𬱖", "建议公开竞价，不同意直接续包。", True)],
        cast.secretary,
    )
    ballot = Entry(VoteMethod.SECRET_BALLOT, Tally(4, 1, 0, 5, 5, 0), teller="闭秀兰")
    put_motion(first, ballot, cast.secretary)
    put_motion(second, Entry(VoteMethod.SHOW_OF_HANDS, Tally(5)), cast.secretary)
    resolutions.set_resolutions(
        meeting,
        [
            resolutions.ResolutionLine("鱼塘续包三年，租金每亩 900 元，公示七天", "柯䶮", date(2026, 10, 15)),
            resolutions.ResolutionLine("第三季度党费收缴情况在公开栏公布", "祝春犇"),
        ],
        cast.secretary,
    )
    recording.attach(meeting, "签到表.pdf", b"%PDF-1.7 sheet", AttachmentKind.SIGN_IN_SHEET, cast.secretary)
    meeting.refresh_from_db()
    return meeting


def corrected(cast: Cast) -> Meeting:
    """The assembly filed, sent back, filed again, and then corrected."""
    meeting = assembly(cast, late_reason="当日停电，次日补录")
    [first] = filing.file_gathering(meeting.gathering, cast.secretary)
    filing.send_back(
        first, ReturnReason.REFILL, ["minutes", "resolutions"], "讨论写得太简，请补发言。", cast.officer
    )
    recording.save_minutes(meeting, MINUTES + "\n散会。", 1, cast.secretary)
    filing.file_gathering(meeting.gathering, cast.secretary)
    filing.correct(
        meeting, "地点", "村文化礼堂", "村委会二楼会议室", "当日临时换了地点", cast.secretary, "韦晓㛃"
    )
    meeting.refresh_from_db()
    return meeting


def theme_day(cast: Cast) -> list[Meeting]:
    """A theme day on which a lecture was given, both recorded."""
    sitting = planning.call(
        cast.first,
        [MeetingKind.THEME_DAY, MeetingKind.PARTY_LECTURE],
        facts(
            cast, theme="护河净滩", theme_contents=["study", "volunteering"], scheduled_on=date(2026, 9, 17),
            shift_reason="因暴雨顺延一天",
        ),
        cast.secretary,
    )  # fmt: skip
    holding.confirm_roll(sitting, {}, cast.secretary)
    theme, lecture = sitting.meetings.order_by("pk")
    recording.save_minutes(theme, "上午沿河清理漂浮物，下午集中学习。", 0, cast.secretary)
    recording.save_minutes(lecture, "一、主讲内容\n讲为什么护河。", 0, cast.secretary)
    recording.set_lecture(
        lecture, cast.secretary, cast.carol, topic="一条河与一个支部", hours="1.5", lecturer_title="纪检委员",
        discussion="大家谈了各自负责的河段。", archived_on=date(2026, 9, 20),
    )  # fmt: skip
    return [theme, lecture]


def simple(cast: Cast, kind: MeetingKind, at: int = 0, **more: object) -> Meeting:
    """A meeting of any kind `at` days after 1 September, recorded and nothing else."""
    start = moment(9, 1) + timedelta(days=at)
    own = cast.west if kind is MeetingKind.GROUP_MEETING else None
    host = cast.dan if own else cast.alice
    given = facts(cast, start=start, end=start + timedelta(hours=1), theme="对照检查", host=host, **more)
    sitting = planning.call(cast.first, [kind], given, cast.secretary, group=own, agenda=["学习文件"])
    holding.confirm_roll(sitting, {}, cast.secretary)
    meeting = sitting.meetings.get()
    recording.save_minutes(meeting, "一、政治学习\n学习了文件。", 0, cast.secretary)
    meeting.refresh_from_db()
    return meeting


def planned(cast: Cast, **more: object) -> Meeting:
    """An assembly in December, called and no more."""
    given = facts(cast, **({"start": moment(12, 18), "end": None} | more))
    agenda = ["选举支部委员会委员", "讨论发展党员"]
    sitting = planning.call(cast.first, [MeetingKind.BRANCH_ASSEMBLY], given, cast.secretary, agenda=agenda)
    return sitting.meetings.get()
