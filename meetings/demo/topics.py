"""What there is to talk about in the demo county: prompts, concerns, venues, rotas, a leader's lecture to come."""

from collections.abc import Iterable
from datetime import date, timedelta

from branchlife.kit import clock
from meetings.demo.history import Hand
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import lecturers, lectures, planning, prompts, recording, suggestions, venues
from meetings.lifecycle.agenda import STILL_TO_COME
from meetings.lifecycle.lecturers import GuestFacts
from meetings.lifecycle.lectures import LecturePapers
from meetings.lifecycle.prompts import PromptFacts
from meetings.lifecycle.venues import VenueFacts
from meetings.models import CalendarDay, Meeting, TopicPrompt
from meetings.rules import schedule
from members.models import Appointment, Organisation, User

PROMPTS = (
    ("对照支部工作条例，看看我们的会开得怎样", "逐条学，议一议哪些会开得勉强。", (K.THEME_DAY,), 0),
    ("入冬前把独居老人走访一遍", "每户问三件事：取暖、用药、有没有人照应。走访结果在下次会上说。", (K.THEME_DAY,), 1),
    ("讲一讲身边的老党员", "由党员自己讲，不用稿子也行。", (K.PARTY_LECTURE,), None),
)  # fmt: skip
VENUES = (
    ("农民协会旧址", "禾岭街 12 号", "党史教育、重温入党誓词", "镇文化站"),
    ("清水渠首闸", "上游 3 公里", "护河、防汛志愿服务", "水管所"),
)
OWN_VENUES = (("党员活动室", "", "学习、议事"), ("村文化礼堂", "", "党员大会、党课"))
CONCERNS = (
    ("村口到学校那段路灯坏了三盏，孩子放学看不见路", True),
    ("党费公布能不能写清楚支出了什么", False),
    ("年轻党员都在外地，能不能隔月开一次线上的会", True),
)
LEADER = GuestFacts("莫怀远", "禾岭镇党委书记", is_leader=True)


def furnish(town: Organisation, officer: User, hands: Iterable[Hand], today: date) -> None:
    """Everything of one town and its branches. Written after the history."""
    published = [_publish(town, officer, today, *words) for words in PROMPTS]
    for words in VENUES:
        venues.register(town, VenueFacts(*words), officer)
    lecturers.register_guest(town, LEADER, officer)
    for number, hand in enumerate(hands):
        _of_branch(hand, published, today, is_first=number == 0)


def _publish(
    town: Organisation,
    officer: User,
    today: date,
    title: str,
    body: str,
    kinds: tuple[K, ...],
    ahead: int | None,
) -> TopicPrompt:
    number = today.year * 12 + today.month - 1 + (ahead or 0)
    month = None if ahead is None else date(number // 12, number % 12 + 1, 1)
    with clock.pretend(clock.at(today - timedelta(days=5), 9)):
        return prompts.publish(town, PromptFacts(title, body, month, kinds), officer)


def _of_branch(hand: Hand, published: list[TopicPrompt], today: date, *, is_first: bool) -> None:
    branch, by = hand.branch, hand.secretary
    for words in OWN_VENUES:
        venues.register(branch, VenueFacts(*words), by)
    rows = Appointment.objects.committee(branch).on(today).in_order().select_related("member")
    officers = list(dict.fromkeys(row.member for row in rows))
    others = (
        branch.memberships.on(today).exclude(member__in=officers).select_related("member").order_by("pk")[:3]
    )
    for member in (*officers[1:], *(row.member for row in others)):
        lecturers.add_turn(branch, member, by)
    coming = _theme_day(hand, today)
    prompts.adopt(published[0 if coming.day.month == today.month else 1], coming, by)
    if is_first:
        _concerns(hand, coming, today)
        _leaders_lecture(hand, today)


def _theme_day(hand: Hand, today: date) -> Meeting:
    """The next theme day, called where there is none yet."""
    rows = Meeting.objects.filter(branch=hand.branch, kind=K.THEME_DAY, state__in=STILL_TO_COME)
    found = rows.filter(start__gt=clock.at(today, 23)).order_by("start").first()
    if found is not None:
        return found
    facts = planning.Facts(clock.at(_workday(today, 23), 14, 30), place="党员活动室")
    return planning.call(hand.branch, [K.THEME_DAY], facts, hand.secretary).meetings.get()


def _workday(today: date, ahead: int) -> date:
    """The first working day so many days from now."""
    works = CalendarDay.objects.workday_test(today, today + timedelta(days=ahead + 20))
    return schedule.next_workday(today + timedelta(days=ahead), works)


def _concerns(hand: Hand, coming: Meeting, today: date) -> None:
    people = hand.branch.memberships.on(today).select_related("member").order_by("-pk")
    made = [
        suggestions.enter(
            hand.branch, words, hand.secretary, raised_by=row.member if is_signed else None,
            raised_on=today - timedelta(days=9),
        )
        for (words, is_signed), row in zip(CONCERNS, people, strict=False)
    ]  # fmt: skip
    suggestions.adopt(made[0], coming, hand.secretary, "研究村口路灯维修")
    suggestions.answer(made[1], "已请会计逐笔列出，从下月起贴在公开栏。", hand.secretary)


def _leaders_lecture(hand: Hand, today: date) -> None:
    """To come in three weeks, its content reported."""
    facts = planning.Facts(clock.at(_workday(today, 20), 15), place="村文化礼堂")
    meeting = planning.call(hand.branch, [K.PARTY_LECTURE], facts, hand.secretary).meetings.get()
    words = {
        "lecturer_name": LEADER.name,
        "lecturer_title": LEADER.title,
        "topic": "把小事办好就是把群众放在心上",
    }
    recording.set_lecture(meeting, hand.secretary, None, **words)
    lectures.set_papers(
        meeting, LecturePapers(clock.at(today - timedelta(days=1), 10), "澄溪县委组织部"), hand.secretary
    )
