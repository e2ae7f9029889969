"""What the pages of a poll are made of."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from branchlife.kit.parts import Command, Link, Row
from branchlife.kit.templatetags.words import cn_datetime, percent1
from meetings.models import Meeting
from meetings.regulations import rules_of
from meetings.slips.exports import forms_for, result_rows
from meetings.slips.lifecycle import preparing
from meetings.slips.models import Poll
from meetings.slips.vocabulary import PollState
from meetings.views.flow import crumbs, name_of
from meetings.vocabulary import AgendaCategory, VoteProfile

NOT_ALLOWED = (
    "本支部没有开通电子票，测评和表决请用纸质票。需要的，请上级党委在规则里开通（可以电子投票的表决）；"
    "选举和发展党员任何时候都只用纸质票。"
)
LIMITS = (
    "票上的代码与人没有对应关系，靠的是当面裁开、混匀、各人自己抽。裁票的人记下了谁抽哪张，或者票没有混匀，就不保密。",
    "投票中，每张票一投入就加密，要监票人手里的钥匙才能打开。能改动本系统程序、又能同时看着谁在投票的人，仍有可能看到某张票；"
    "所以投票期间，不要让任何人登录服务器。",
    "结束时，票按每个问题分开、打乱次序、一次重写，代码和加密的票当即销毁。此后的数据库里只有合计。"
    "投票期间做的数据库备份里只有加密的票：结束后请监票人当场撕毁钥匙。",
    "大家共用一台平板的，投完要点“下一位”；旁边不要站人。平板的键盘、录屏、监控软件不归本系统管。",
    "人少，或者票数一边倒（例如全体赞成）的，从结果就能推出各人怎样投。"
    "不足 5 人不能用电子票；投出的不足 5 张不能开箱。",
    "投票页不登录，不在平板上留任何记号（cookie），服务器不写日志，不记时间和地址。投票期间不显示票数。",
)


def allowed(meeting: Meeting) -> frozenset[VoteProfile]:
    """For what electronic slips may be used here."""
    return preparing.allowed_profiles(rules_of(meeting))


def beginnings(meeting: Meeting) -> list[Command]:
    """What may be prepared."""
    if meeting.is_locked:
        return []
    given = allowed(meeting)
    sorts = []
    if VoteProfile.G_APPRAISAL in given:
        sorts.append(("准备民主测评", "appraisal"))
    if given - {VoteProfile.G_APPRAISAL}:
        sorts.append(("准备表决、征求意见", "opinion"))
    return [
        Command(words, reverse("poll-new", args=[meeting.pk, sort]), "secondary" if at else "primary", "get")
        for at, (words, sort) in enumerate(sorts)
    ]


def suggested(meeting: Meeting, sort: str) -> dict[str, Any]:
    """What the form begins with."""
    if sort == "appraisal":
        item = meeting.agenda.filter(category=AgendaCategory.APPRAISAL).first()
        return {"title": item.title if item else f"{meeting.year}年度民主评议党员测评"}
    item = meeting.agenda.order_by("order", "pk").first()
    return {"title": item.title, "questions": item.title, "agenda_item": str(item.pk)} if item else {}


def heading_of(poll: Poll, here: str = "") -> dict[str, Any]:
    """Where one stands."""
    meeting = poll.meeting
    own = Link(poll.title, reverse("poll", args=[poll.pk]))
    trail = [*crumbs(meeting, "")[:-1], Link("无记名电子票", reverse("slips", args=[meeting.pk]))]
    return {
        "poll": poll,
        "heading": here or poll.title,
        "lead": f"{meeting.branch.short_name} · {name_of(meeting)}" + (f" · {poll.title}" if here else ""),
        "crumbs": [*trail, *([own, Link(here)] if here else [Link(poll.title)])],
        "back": reverse("poll", args=[poll.pk]),
    }


def page_of(request: HttpRequest, poll: Poll) -> dict[str, Any]:
    """The page of a poll."""
    state = PollState(poll.state)
    return heading_of(poll) | {
        "state": state.label,
        "facts": facts(poll),
        "questions": [question.text for question in poll.questions.order_by("order")],
        "commands": list(steps(poll)),
        "booth": request.build_absolute_uri(reverse("vote")) if state is PollState.OPEN else "",
        "headers": [*poll.options, "弃权"],
        "results": labelled(poll) if state is PollState.CLOSED else [],
        "record_url": record_url(poll),
        "prints": [
            Link(one.label, reverse("poll-export", args=[poll.pk, one.identifier])) for one in forms_for(poll)
        ],
    }


def facts(poll: Poll) -> list[Row]:
    """What is known of it; counts only when it is over."""
    rows = [
        Row("性质", poll.get_profile_display()),
        Row("可选", "、".join(poll.options)),
        Row("监票人", poll.scrutineers),
    ]
    if poll.state == PollState.PREPARED:
        rows.append(Row("印出的票", f"{poll.printed_count} 张" if poll.printed_count else "还没有印"))
    if poll.opened_at:
        rows.append(Row("开始", cn_datetime(poll.opened_at)))
    if poll.closed_at:
        rows.append(Row("结束", cn_datetime(poll.closed_at)))
    if poll.state == PollState.CLOSED:
        rows += counts(poll)
    if poll.void_reason:
        rows.append(Row("作废的原因", poll.void_reason))
    return rows


def counts(poll: Poll) -> list[Row]:
    """The numbers of a closed poll."""
    pairs = [
        ("应参加", poll.eligible_count),
        ("到会", poll.present_count),
        ("发出", poll.issued_count),
        ("收回", poll.cast_count),
        ("有效", poll.valid_count),
        ("无效", poll.invalid_count),
    ]
    rows = [Row(label, count) for label, count in pairs]
    if poll.profile == VoteProfile.G_APPRAISAL:
        rows.append(Row("参评率", percent1(poll.cast_count, poll.eligible_count)))
    return rows


def steps(poll: Poll) -> list[Command]:
    """What can be done now."""

    def page(label: str, name: str, weight: str = "secondary", method: str = "get") -> Command:
        return Command(label, reverse(name, args=[poll.pk]), weight, method)

    match PollState(poll.state):
        case PollState.PREPARED:
            again = poll.printed_count is not None  # a download leaves the page as it was: both stay in view
            words, now, then = (
                ("重新印票", "secondary", "primary") if again else ("印票（PDF）", "primary", "secondary")
            )
            printing = page(words, "poll-print", now, "post")
            return [printing, page("开始投票", "poll-open", then), page("作废", "poll-void", "danger")]
        case PollState.OPEN:
            return [page("结束投票，开箱计票", "poll-close", "primary"), page("作废", "poll-void", "danger")]
        case _:
            return []


def opening_rows(poll: Poll) -> list[Row]:
    """What is frozen at the opening."""
    counted = preparing.electors(poll.meeting, VoteProfile(poll.profile))
    present = "还没有点名" if counted.present is None else f"{counted.present} 人"
    return [
        Row("应参加", f"{counted.eligible} 人"),
        Row("到会，可以领票", present),
        Row("印出的票", f"{poll.printed_count or 0} 张"),
        Row("监票人", poll.scrutineers),
    ]


def closing_rows(poll: Poll) -> list[Row]:
    """What the scrutineers compare."""
    return [
        Row("到会，可以领票", f"{poll.present_count} 人"),
        Row("印出的票", f"{poll.printed_count} 张"),
        Row("监票人", poll.scrutineers),
    ]


def record_url(poll: Poll) -> str:
    """Where the result is entered as a vote on its topic; "" where nothing is decided by it."""
    item = poll.agenda_item_id
    is_vote = poll.profile in (VoteProfile.A_ASSEMBLY, VoteProfile.C_COMMITTEE, VoteProfile.F_DELIBERATION)
    if poll.state != PollState.CLOSED or not item or not is_vote or poll.meeting.is_locked:
        return ""
    return reverse("meeting-motion", args=[poll.meeting_id, item])


def labelled(poll: Poll) -> list[tuple[str, list[tuple[str, int]]]]:
    """The result with the word beside each number, for narrow screens."""
    heads = [*poll.options, "弃权"]
    return [(text, list(zip(heads, votes, strict=True))) for text, votes in result_rows(poll)]
