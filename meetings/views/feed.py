"""日历订阅: the page on which the secret address is opened, renewed or closed, and the calendar behind it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST, require_safe

from branchlife.kit import clock
from branchlife.kit.exports import MEDIA_TYPES
from branchlife.kit.parts import Command, Link
from meetings import links
from meetings.exports import feed as paper
from meetings.lifecycle import feeds
from meetings.views.flow import user_of
from members.access import Action, needs, public
from members.models import Organisation


@needs(Action.CALENDAR_SHARE, Organisation)
@require_GET
def subscription(request: HttpRequest, place: Organisation) -> HttpResponse:
    """How the calendar is subscribed to."""
    row = feeds.feed_of(place)
    renew, close = (reverse(name, args=[place.pk]) for name in ("feed-renew", "feed-close"))
    commands = (
        [Command("换一个新地址（旧的作废）", renew), Command("停用", close, "danger")]
        if row
        else [Command("开通日历订阅", renew, "primary")]
    )
    context = {
        "place": place,
        "heading": "日历订阅",
        "lead": place.short_name,
        "crumbs": [
            Link("组织", reverse("organisations")),
            Link(place.short_name, reverse("organisation", args=[place.pk])),
            Link("日历订阅"),
        ],
        "address": links.calendar(row) if row else "",
        "covers": "本支部和各党小组" if place.is_branch else "本组织及所辖各支部、党小组",
        "commands": commands,
    }
    return render(request, "meetings/feed.html", context)


@require_POST
@needs(Action.CALENDAR_SHARE, Organisation)
def renew(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Open it, or give it a new address."""
    feeds.renew(place, user_of(request))
    messages.success(request, "地址已换新，把它加到手机或电脑日历的“订阅”里；以前的地址打不开了。")
    return redirect("feed", place.pk)


@require_POST
@needs(Action.CALENDAR_SHARE, Organisation)
def close(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Close it."""
    feeds.close(place, user_of(request))
    messages.success(request, "日历订阅已停用。")
    return redirect("feed", place.pk)


@public
@sensitive_variables("token")
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself. A wrong, old or closed address is an empty 404."""
    row = feeds.opened(token)
    if row is None:
        response = HttpResponse(status=404)
    else:
        found = feeds.sittings(row.organisation, *paper.window(clock.today()))
        response = HttpResponse(paper.calendar_of(row.organisation, found), content_type=MEDIA_TYPES["ics"])
        response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
