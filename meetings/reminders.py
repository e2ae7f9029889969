"""提醒: what the desk shows, by mail, once a day at most. On working days, when there is something to tell.

The cards are those of the desk (views/due.py). A mail names no member but its reader, and says nothing of what a record
or a resolution says: it may be read on a telephone in a bus.
"""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from branchlife.kit import clock
from branchlife.kit.templatetags.words import cn_day
from meetings import overview
from meetings.models import DigestSent
from meetings.overview import Workdays
from meetings.rules.reminding import Pace, mention
from meetings.views import due
from meetings.views.cards import Card
from members.access import Action, Actor
from members.models import User

log = logging.getLogger(__name__)

SHOWN = 12  # lines for each place; the rest is on the desk
REMEMBERED = 200  # days for which it is known what was told


@dataclass(frozen=True)
class Item:
    """A thing that is due for somebody, as a mail tells of it."""

    place: str
    card: Card

    @property
    def key(self) -> str:
        """What it is, from one day to the next: 16 hexadecimal signs, which tell nothing by themselves."""
        owed = self.card.owed
        state = "" if self.card.about else owed.state
        words = "|".join([self.place, self.card.about or owed.title, state, urlsplit(owed.url).path])
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    def line(self, today: date) -> str:
        """11月主题党日（待备案）：11月26日（周四）前."""
        what = self.card.about or f"{self.card.owed.title}（{self.card.owed.state}）"
        return f"· {what}{_until(self.card.deadline, today)}"


def _until(deadline: date | None, today: date) -> str:
    if deadline is None:
        return ""
    days = (today - deadline).days
    if days == 0:
        return "：今天到期"
    return f"：期限{cn_day(deadline)}，已过 {days} 天" if days > 0 else f"：期限{cn_day(deadline)}"


def items(actor: Actor, today: date) -> list[Item]:
    """All that is due for a person: at each of their desks, and what came from below."""
    days = due.calendar_of(today)
    places = [place for place in overview.desk_places(actor) if overview.keeps(actor, place)]
    found = []
    for one in overview.years(actor, Action.DESK, places, today.year, back=True):
        at = due.at_desk(actor, one, today, days)
        name = one.group.short_name if one.group else one.place.short_name
        found += [Item(name, card) for card in (*at.cards, *at.soon_cards)]
    return found + [Item("等您阅知的报备", card) for card in due.from_below(actor)]


def chosen(
    found: Iterable[Item], told: Mapping[str, Sequence[date]], today: date, next_day: date
) -> list[Item]:
    """Those of the things due that are mentioned today."""
    pace = Pace(settings.DIGEST_AHEAD_DAYS, settings.DIGEST_AGAIN_DAYS, settings.DIGEST_TIMES)
    return [
        item
        for item in found
        if mention(item.card.deadline, today, next_day, told.get(item.key, ()), pace) is not None
    ]


# --- the letter ------------------------------------------------------------------------------------------------------


def letter(user: User, mentioned: Sequence[Item], today: date) -> EmailMessage:
    """Plain text. The way to switch it off stands at the end, and where programs look for it."""
    switch = settings.SITE_URL + reverse("reminders")
    text = [f"{user}同志：", ""]
    for place in dict.fromkeys(item.place for item in mentioned):
        lines = [item.line(today) for item in mentioned if item.place == place]
        text += [place, *lines[:SHOWN]]
        text += [f"· 另有 {len(lines) - SHOWN} 件"] if lines[SHOWN:] else []
        text.append("")
    text += [
        f"到工作台办理：{settings.SITE_URL}{reverse('desk')}",
        "",
        "--",
        "支部生活自动发出，请不要回复。工作日每天至多一封，没有新的、没有到期的就不发。",
        f"不想再收：{switch}",
    ]
    subject = f"支部生活：{cn_day(today)}有 {len(mentioned)} 件事要办"
    return EmailMessage(
        subject, "\n".join(text), to=[user.email], headers={"List-Unsubscribe": f"<{switch}>"}
    )


# --- the day ---------------------------------------------------------------------------------------------------------


def send_digests() -> tuple[int, int]:
    """Write to everybody who is to be told of something today; returns how many letters went out and how many failed.

    A letter is noted before it is sent: who kills the process in between loses one letter, nobody gets two.
    """
    today = clock.today()
    days = overview.workdays(today, today + timedelta(days=31))
    if not days.is_workday(today):
        return 0, 0
    readers = User.objects.filter(is_active=True, wants_digest=True).exclude(email="")
    sent = failed = 0
    for user in readers.exclude(digests__day=today).order_by("pk").iterator():
        done = _send_to(user, today, days)
        sent += done is True
        failed += done is False
    return sent, failed


def _send_to(user: User, today: date, days: Workdays) -> bool | None:
    """True: sent; False: the mail server did not take it; None: nothing to tell."""
    actor = user.actor(today)
    if not actor.may(Action.DESK):
        return None
    next_day = days.next(today + timedelta(days=1))
    mentioned = chosen(items(actor, today), told(user, today), today, next_day)
    if not mentioned:
        return None
    keys = list(dict.fromkeys(item.key for item in mentioned))
    try:
        with transaction.atomic():
            row = DigestSent.objects.create(user=user, day=today, keys=keys)
    except IntegrityError:  # another process writes to the same person
        return None
    try:
        letter(user, mentioned, today).send()
    except (SMTPException, OSError, ValueError):
        log.warning("the mail server took no digest for account %s", user.pk)
        row.delete()
        return False
    row.sent_at = clock.now()
    row.save(update_fields=["sent_at"])
    return True


def told(user: User, today: date) -> dict[str, list[date]]:
    """On which days each thing has been mentioned to a person."""
    found: dict[str, list[date]] = {}
    since = today - timedelta(days=REMEMBERED)
    for row in DigestSent.objects.filter(user=user, day__gte=since, day__lt=today).order_by("day"):
        for key in row.keys:
            found.setdefault(key, []).append(row.day)
    return found


def forget_old() -> int:
    """Drop what was told too long ago to matter; returns how many rows went."""
    return DigestSent.objects.filter(day__lt=clock.today() - timedelta(days=REMEMBERED)).delete()[0]
