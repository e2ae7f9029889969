"""What is there before somebody sits down: a branch of the usual size, last month's meetings, a plan for this month."""

from datetime import date, datetime, timedelta

from meetings.kinds import MeetingKind
from meetings.lifecycle import ballot_count, filing, holding, planning, recording, resolutions
from meetings.lifecycle.ballot_count import Papers, Votes
from meetings.lifecycle.elections import prepare
from meetings.lifecycle.electorate import electorate
from meetings.lifecycle.electors import electors
from meetings.lifecycle.entries import Entry, Tally
from meetings.lifecycle.motions import put_motion
from meetings.models import Election, Filing, Meeting
from meetings.vocabulary import AttachmentKind, NoticeChannel, ReturnReason, VoteMethod, VoteProfile
from members import transfers
from members.vocabulary import MemberCategory, Post
from tests.cast import SINCE, Cast, moment
from tests.e2e.hand import Hand

NEWCOMERS = (
    "陆长庚", "蓝秀英", "覃国栋", "莫家祥", "潘玉兰", "罗志远", "石有福", "农爱华",
    "黎春明", "郭素珍", "梁永宁", "卢小燕", "欧阳静", "谭建设",
)  # fmt: skip
MINUTES = """一、重温入党誓词
韦晓㛃同志领誓，全体党员重温入党誓词。

二、集中学习
祝春犇同志领学关于防汛和冬修水利的文件，大家结合本村渠道的情况谈了打算。

三、志愿服务
沿柳湾渠清理淤泥和漂浮物，分三段进行，柯䶮同志负责渠首一段。

四、交纳党费、通报
通报第三季度党费收缴情况。"""


def twenty_two(cast: Cast) -> None:
    """Twenty-two who are due in the first branch; one exempt and one floating besides."""
    for name in NEWCOMERS:
        details = {"name": name, "joined_on": date(2012, 6, 30), "full_on": date(2013, 6, 30)}
        cast.people[name] = transfers.admit(cast.first, details, MemberCategory.FULL, SINCE)
        transfers.assign_group(cast.people[name], cast.east, SINCE)


def facts(cast: Cast, start: datetime, **more: object) -> planning.Facts:
    """An hour and a half in the village hall; the secretary presides."""
    given = {
        "start": start, "end": start + timedelta(minutes=90), "place": "村文化礼堂", "host": cast.alice,
        "recorder": cast.bob, "theme": "护河净滩", "theme_contents": ["study", "volunteering"],
    }  # fmt: skip
    return planning.Facts(**(given | more))


def planned(cast: Cast, kind: MeetingKind = MeetingKind.THEME_DAY, day: int = 20, **more: object) -> Meeting:
    """A meeting of November of which notice was given."""
    given = facts(cast, moment(11, day), **more)
    meeting = planning.call(cast.first, [kind], given, cast.secretary, agenda=["传达上级文件"]).meetings.get()
    planning.notify(meeting, NoticeChannel.PHONE, "请按时参加。", cast.secretary)
    meeting.refresh_from_db()
    return meeting


def recorded(
    cast: Cast, kind: MeetingKind = MeetingKind.THEME_DAY, day: int = 20, month: int = 11
) -> Meeting:
    """A meeting with its roll and its text, all present."""
    given = facts(cast, moment(month, day), late_reason="" if month == 11 else "当时停电，事后补录")
    sitting = planning.call(cast.first, [kind], given, cast.secretary, agenda=["传达上级文件"])
    holding.confirm_roll(sitting, {}, cast.secretary)
    meeting = sitting.meetings.get()
    recording.save_minutes(meeting, MINUTES, 0, cast.secretary)
    if kind is MeetingKind.PARTY_LECTURE:
        recording.set_lecture(meeting, cast.secretary, cast.carol, topic="一条河与一个支部", hours="1.5")
    meeting.refresh_from_db()
    return meeting


def filed(cast: Cast, kind: MeetingKind = MeetingKind.THEME_DAY, day: int = 20, month: int = 11) -> Filing:
    """A meeting sent to the superior, who has not looked at it yet."""
    meeting = recorded(cast, kind, day, month)
    return filing.file_gathering(meeting.gathering, cast.secretary)[0]


def returned(
    cast: Cast, kind: MeetingKind = MeetingKind.THEME_DAY, day: int = 20, month: int = 11
) -> Meeting:
    """A meeting sent back for its text to be completed."""
    row = filed(cast, kind, day, month)
    filing.send_back(row, ReturnReason.REFILL, ["minutes"], "请补写讨论的要点。", cast.officer)
    return Meeting.objects.get(pk=row.meeting_id)


def referred(cast: Cast) -> Meeting:
    """A deliberation nearly even on a special matter, put before the superior."""
    meeting = recorded(cast, MeetingKind.DELIBERATION, 18)
    present = len(electorate(meeting, VoteProfile.F_DELIBERATION).present)
    tally = Tally(present - present // 2, present // 2)
    put_motion(meeting.agenda.get(), Entry(VoteMethod.SHOW_OF_HANDS, tally, is_special=True), cast.secretary)
    return meeting


def elections(cast: Cast, meeting: Meeting) -> None:
    """One that is prepared, one of commissioners with a seat left, a filed one that waits for its answer."""
    item, people = meeting.agenda.get(), [cast.alice, cast.bob, cast.carol, cast.dan]
    prepare(item, Post.SECRETARY, 1, [cast.dan.pk], cast.secretary)
    short = prepare(item, Post.COMMITTEE_MEMBER, 3, [one.pk for one in people], cast.secretary)
    count_ballots(cast, short, {cast.alice.pk: 0, cast.bob.pk: 1, cast.carol.pk: 15, cast.dan.pk: 16})
    held = recorded(cast, MeetingKind.BRANCH_ASSEMBLY, 17)
    answered = prepare(held.agenda.get(), Post.SECRETARY, 1, [cast.dan.pk], cast.secretary)
    count_ballots(cast, answered, {cast.dan.pk: 1})
    filing.file_gathering(held.gathering, cast.secretary)


def count_ballots(cast: Cast, election: Election, against: dict[int, int]) -> None:
    """Every voter present handed in a good ballot; so many against each, all others in favour."""
    present = len(electors(election.agenda_item.meeting))
    votes = {pk: Votes(present - number, number) for pk, number in against.items()}
    papers = Papers(present, present, 0, "谢𬱖、陆长庚", "李建国")
    ballot_count.count(election, papers, votes, {}, cast.secretary)


def a_year(cast: Cast) -> dict[str, Meeting]:
    """A meeting in every state, so that every page has something to show."""
    accepted = filed(cast, MeetingKind.THEME_DAY, 16, 10)
    filing.acknowledge(accepted, cast.officer)
    sent = filed(cast, MeetingKind.BRANCH_COMMITTEE, 5)
    assembly = recorded(cast, MeetingKind.BRANCH_ASSEMBLY, 19)
    recording.attach(assembly, "签到表.pdf", b"%PDF-1.7", AttachmentKind.SIGN_IN_SHEET, cast.secretary)
    line = resolutions.ResolutionLine("整修柳湾渠首闸门", "柯䶮、祝春犇", date(2026, 11, 22))
    resolutions.set_resolutions(assembly, [line], cast.secretary)
    return {
        "accepted": accepted.meeting,
        "filed": sent.meeting,
        "referred": referred(cast),
        "returned": returned(cast, MeetingKind.PARTY_LECTURE, 12, 9),
        "recorded": Meeting.objects.get(kind=MeetingKind.BRANCH_ASSEMBLY),
        "planned": planned(cast),
        "coming": planned(cast, MeetingKind.BRANCH_COMMITTEE, 27),
    }


def write_up(hand: Hand) -> None:
    """From the roll, as it stands on the page, to the check: confirmed, the minutes pasted, no photo."""
    hand.tap(hand.page.locator("[data-roll-submit]"), "confirm")
    hand.paste("内容记录", MINUTES)
    hand.press("下一步：照片和材料")
    hand.follow("下一步：核对")
