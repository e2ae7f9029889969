"""The addresses that need no log-in: a member's own notice, a calendar to subscribe to."""

from django.conf import settings
from django.urls import reverse

from branchlife.kit.links import SignedLink
from meetings.models import CalendarFeed, NoticeReceipt

NOTICE = SignedLink("notice")
FEED = SignedLink("feed")


def personal(receipt: NoticeReceipt) -> str:
    """The whole address of a member's own notice. Whoever has it answers for this member: it goes to nobody else."""
    return settings.SITE_URL + reverse("personal", args=[NOTICE.make(receipt.pk, receipt.link_edition)])


def calendar(feed: CalendarFeed) -> str:
    """The whole address of a calendar."""
    return settings.SITE_URL + reverse("calendar-feed", args=[FEED.make(feed.pk, feed.edition)])
