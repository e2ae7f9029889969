"""How long before a meeting its notice has to go out. Pure. A short notice is told, never refused."""

from datetime import date

from branchlife.kit.problems import Problem
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.rules import Rules


def needed(kind: MeetingKind, rules: Rules) -> tuple[int, str]:
    """Whole days before the day of the meeting, and the article: 村民会议 has its own."""
    name = "villagers_notice_days" if kind is MeetingKind.VILLAGERS_MEETING else "notice_days"
    return int(getattr(rules, name)), str(rules.source(name).basis)


def short_notice(kind: MeetingKind, sent_on: date, held_on: date, rules: Rules) -> list[Problem]:
    """通知不足, with what was counted; a rule of 0 asks for nothing."""
    days, basis = needed(kind, rules)
    ahead = (held_on - sent_on).days
    if ahead >= days:
        return []
    text = f"会前 {max(ahead, 0)} 天通知，应提前 {days} 天。临时急事照常可以发，请在正文里说明"
    return [Problem("short-notice", text, basis, "body", blocks=False)]
