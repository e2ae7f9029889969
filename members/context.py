"""What every page needs: the way round the house, and how large its letters are."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from members.access import NOBODY, Action, Actor
from members.middleware import idle_limit


@dataclass(frozen=True)
class NavItem:
    """One entry of the navigation."""

    label: str
    url: str
    current: bool


ROOMS = (
    (Action.DESK, "工作台", "desk"),
    (Action.DESK, "日历", "calendar"),
    (Action.PLAN_EDIT, "计划", "plans"),
    (Action.MEETING_VIEW, "会议", "meetings"),
    (Action.MEETING_VIEW, "决议", "resolutions"),
    (Action.FINDING_VIEW, "检查", "inspection"),
    (Action.ARCHIVE_VIEW, "档案", "archive"),
    (Action.TOPICS_VIEW, "选题", "prompts"),
    (Action.MEMBER_VIEW, "党员", "members"),
    (Action.ORGANISATION_VIEW, "组织", "organisations"),
    (Action.FILING_DECIDE, "报备", "filings"),
    (Action.FILING_PASS, "报备", "filings"),
    (Action.SUBTREE_VIEW, "所辖", "subtree"),
    (Action.OWN_RECORD, "我的", "own-record"),
    (Action.SUGGESTION_RAISE, "点题", "own-suggestions"),
)


def navigation(actor: Actor, path: str) -> list[NavItem]:
    """The rooms open to a person; the one they stand in is marked."""
    items: list[NavItem] = []
    for action, label, name in ROOMS:
        url = reverse(name)
        if actor.may(action) and url not in {item.url for item in items}:
            items.append(NavItem(label, url, path == url or (url != "/" and path.startswith(url))))
    return items


def house(request: HttpRequest) -> dict[str, object]:
    """Context of every page."""
    actor = getattr(request, "actor", NOBODY)
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "actor": actor,
        "nav": navigation(actor, request.path) if signed_in else [],
        "role_words": "、".join(dict.fromkeys(grant.role.label for grant in actor.grants))
        if signed_in
        else "",
        "unit": actor.grants[0].place if signed_in and actor.grants else "",
        "idle_minutes": int(idle_limit(actor).total_seconds() // 60) if signed_in else None,
        "elder": bool(signed_in and getattr(user, "elder_view", False)),
    }
