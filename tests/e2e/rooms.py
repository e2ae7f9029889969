"""Every address of the site with something to show, by the person who may open it."""

from collections.abc import Iterator

from django.urls import get_resolver, reverse

from branchlife.kit.jobs import queue
from meetings import duty_ledger
from meetings.archive.jobs import VOLUME
from meetings.archive.lifecycle import boxes, closing
from meetings.inspection.lifecycle import deciding, rectifying, remarking, running
from meetings.inspection.models import Rectification, Remark
from meetings.inspection.vocabulary import FindingState
from meetings.kinds import MeetingKind
from meetings.lifecycle import feeds, leave, lecturers, pages, plans, prompts, suggestions, venues
from meetings.models import Election, Meeting
from meetings.vocabulary import LeaveReason, NoticeChannel, RetentionPeriod
from members import transfers
from members.forms.steps import STEPS as MEMBER_STEPS
from members.models import User
from members.vocabulary import ExclusionGround
from tests.cast import TODAY, Cast
from tests.e2e import scenes
from tests.meetings.archive import shelf
from tests.meetings.slips import make as slips

# No pages: they take a POST, answer a script or give a file.
NO_PAGES = {
    "branch-inspect", "finding-decide", "inspection-dossier", "inspection-sample",
    "archive-box-empty", "archive-box-export", "archive-dossier", "archive-record", "archive-volume", "handbook",
    "handbooks-all", "own-handbook", "job-again", "job-result",
    "calendar-feed", "feed-close", "feed-renew", "filings-acknowledge",
    "meeting-kiosk", "meeting-leave-decide", "meeting-notice-slips", "meeting-notices-tell", "meeting-sign-in-undo",
    "personal-confirm", "personal-here", "personal-leave", "personal-paper", "personal-was-there",
    "attachment", "awake", "branch-export", "elder", "election-ballots", "filing-acknowledge",
    "ledger-import-save", "logout",
    "meeting-autosave", "meeting-compare", "meeting-export", "meeting-file", "member-reveal", "posts-import-save",
    "prompt-adopt", "prompt-paper", "suggestion-adopt", "suggestion-answer", "turn-add", "turn-move", "turn-drop",
    "meeting-lecturer",
    "plan-draft", "plan-report", "plan-acknowledge", "plan-export", "plan-call",
    "resolution-follow", "roster-import-save", "two-factor", "poll-print", "poll-export",
}  # fmt: skip
ELSEWHERE = {"kiosk", "personal"}  # held to axe where somebody comes by the link: test_notices
STEPS = (
    "meeting-counts",
    "meeting-facts",
    "meeting-roll",
    "meeting-minutes",
    "meeting-files",
    "meeting-check",
    "meeting-agenda",
)
ASIDE = (
    "meeting-notify",
    "meeting-leave",
    "meeting-counts",
    "meeting-postpone",
    "meeting-not-held",
    "meeting-add-kind",
)


def furnish(cast: Cast) -> dict[str, Meeting]:
    """The county with a meeting in every state, one of which sits on a vote."""
    scenes.twenty_two(cast)
    year = scenes.a_year(cast)
    scenes.elections(cast, year["recorded"])
    return year


def of_elections() -> Iterator[str]:
    """An election that is prepared, one that leaves a seat open, one that waits for the answer from above."""
    waiting = Election.objects.get(state="prepared")
    short, answered = Election.objects.filter(state="counted").order_by("pk")
    yield reverse("election-new", args=[waiting.agenda_item.meeting_id])
    for row, names in (
        (waiting, ("election", "election-count", "election-drop")),
        (short, ("election", "election-again", "election-fewer")),
        (answered, ("election-approve",)),
    ):
        yield from (reverse(name, args=[row.agenda_item.meeting_id, row.pk]) for name in names)
    yield reverse("meeting", args=[answered.agenda_item.meeting_id])
    yield reverse("meeting-minutes", args=[waiting.agenda_item.meeting_id])


def of_slips(cast: Cast, meeting: Meeting) -> Iterator[str]:
    """A poll that waits for its slips, one that is open, one that is closed; the booth."""
    slips.allow(cast.town)
    prepared = slips.prepared(cast, meeting)
    slips.opened(cast, opened := slips.opinion(cast, meeting, ["护林"]))
    closed = slips.closed(cast, slips.prepared(cast, meeting))
    yield reverse("slips", args=[meeting.pk])
    yield from (reverse("poll-new", args=[meeting.pk, sort]) for sort in ("appraisal", "opinion"))
    yield from (reverse("poll", args=[poll.pk]) for poll in (prepared, opened, closed))
    yield from (reverse(name, args=[prepared.pk]) for name in ("poll-open", "poll-void"))
    yield reverse("poll-close", args=[opened.pk])
    yield from ("/vote/", "/vote/done/")


TOPIC_LISTS = ("prompts", "venues", "lecturers", "guests", "leader-lectures")


def of_topics(cast: Cast, meeting: Meeting) -> Iterator[str]:
    """What there is to talk about, as a branch sees it: a prompt taken and one not, concerns, venues, a rota."""
    taken, other = (
        prompts.publish(cast.town, prompts.PromptFacts(words), None) for words in ("护河", "走访")
    )
    prompts.keep_paper(other, "提纲.txt", b"x", None)
    prompts.adopt(taken, meeting, None)
    concern = suggestions.enter(cast.first, "修路灯", None, raised_by=cast.grace)
    venue = venues.register(cast.first, venues.VenueFacts("村文化礼堂"), None)
    guest = lecturers.register_guest(cast.first, lecturers.GuestFacts("莫怀远", "镇党委书记", True), None)
    for who in (cast.bob, cast.ivan):
        lecturers.add_turn(cast.first, who, None)
    lecture = scenes.planned(cast, MeetingKind.PARTY_LECTURE, 28)
    yield from (
        reverse(name) for name in (*TOPIC_LISTS, "suggestions", "suggestion-new", "venue-new", "guest-new")
    )
    yield from (reverse("prompt", args=[row.pk]) for row in (taken, other))
    yield from (
        reverse(name, args=[row.pk])
        for name, row in (("suggestion", concern), ("venue", venue), ("guest", guest))
    )
    yield from (reverse(name, args=[lecture.pk]) for name in ("meeting-facts", "meeting-lecture"))
    yield f"/meetings/new/?branch={cast.first.pk}&kind=party_lecture"


def of_prompts(cast: Cast) -> Iterator[str]:
    """The same as the committee sees it."""
    row = prompts.publish(cast.town, prompts.PromptFacts("护林"), None)
    paper = prompts.keep_paper(row, "提纲.txt", b"x", None)
    yield from (reverse(name) for name in (*TOPIC_LISTS, "prompt-new"))
    yield from (reverse(name, args=[row.pk]) for name in ("prompt", "prompt-edit", "prompt-withdraw"))
    yield reverse("prompt-paper-remove", args=[paper.pk])


def of_notices(cast: Cast, meeting: Meeting) -> Iterator[str]:
    """Who has been told, who asks for leave, who has come; the calendar that others subscribe to."""
    pages.notify_sitting(meeting.gathering, NoticeChannel.PAPER, "请带笔记本。", cast.secretary)
    leave.ask(meeting.gathering, cast.bob, LeaveReason.AWAY)
    yield from (
        reverse(name, args=[meeting.pk])
        for name in ("meeting", "meeting-notices", "meeting-leave", "meeting-sign-in")
    )
    yield reverse("feed", args=[cast.first.pk])
    feeds.renew(cast.first, cast.secretary)
    yield reverse("feed", args=[cast.first.pk])


def of_the_archive(cast: Cast) -> Iterator[str]:
    """Last year on file, put away, boxed and bound."""
    shelf.last_year(cast)
    last_year = [cast.first.pk, shelf.YEAR]
    yield from (reverse(name, args=last_year) for name in ("archive-year", "archive-close"))
    closing.archive_year(cast.first, shelf.YEAR, cast.secretary)
    yield from ("/archive/", reverse("branch-archive", args=[cast.first.pk]))
    kept = RetentionPeriod.YEARS_30
    yield reverse("archive-box-new", args=[*last_year, kept])
    yield reverse(
        "archive-box", args=[boxes.fill_box(cast.first, shelf.YEAR, kept, 2, 20, cast.secretary).pk]
    )
    yield from (reverse(name, args=last_year) for name in ("archive-year", "handbooks"))
    given = dict(zip(("branch", "year"), last_year, strict=True))
    job = queue.enqueue(VOLUME, cast.secretary, "柳湾村第一支部2025年合订本", given)
    yield from (reverse("job", args=[job.pk]), "/jobs/")


def of_the_inspection(cast: Cast) -> Iterator[str]:
    """A year with findings, one of them explained, as the branch and as the inspector see it; the catalogue."""
    running.inspect(cast.first, 2026, cast.inspector)
    row = cast.first.findings.filter(code="FREQ-01").order_by("pk")[0]
    deciding.explain(row, "大会并到了十月。", cast.secretary)
    yield from ("/inspection/", "/inspection/?state=all&severity=info", "/inspection/checks/")
    yield reverse("branch-findings", args=[cast.first.pk, 2026])
    follow_up(cast)
    duty_ledger.refresh([cast.first], 2026)
    yield from ("/inspection/follow/", "/inspection/follow/?show=remarks")
    yield reverse("branch-findings", args=[cast.first.pk, 2026]) + "?show=decided"
    yield reverse("duty-ledger", args=[cast.first.pk, 2026])


def follow_up(cast: Cast) -> None:
    """One finding to be put right, one more that was reported, a third confirmed; a remark. Once for all walks."""
    if Remark.objects.exists():
        return
    rows = cast.first.findings.filter(code="FREQ-02").order_by("pk")[:3]
    for row in rows:
        deciding.decide(row, FindingState.CONFIRMED, cast.inspector)
    asked = [rectifying.demand(row, "年内补开", TODAY, cast.inspector) for row in rows[:2]]
    done = rectifying.Answer("已补开", "覃秀英", TODAY)
    rectifying.report(asked[1], done, cast.secretary)
    remarking.remark(Meeting.objects.filter(branch=cast.first).held()[0], "请附签到表", cast.inspector)


def of_the_inspector(cast: Cast) -> Iterator[str]:
    """The forms of the inspector."""
    found = cast.first.findings.filter(code="FREQ-02", state="confirmed")
    yield reverse("finding-demand", args=[found.filter(rectification=None).order_by("pk")[0].pk])
    yield reverse("rectification-verify", args=[Rectification.objects.get(state="reported").pk])
    yield reverse("remark-new", args=[Remark.objects.get().meeting_id])


def of_the_secretary(cast: Cast, year: dict[str, Meeting]) -> Iterator[str]:
    """The rooms of a branch: its meetings, its people."""
    yield from ("/", "/calendar/", "/meetings/", "/meetings/?q=无此字", "/members/", "/members/?q=无此人")
    yield from ("/organisations/", "/account/", "/account/password/", "/members/new/", "/filings/")
    yield from ("/account/reminders/", "/verify/")
    yield f"/meetings/new/?branch={cast.first.pk}"
    for kind in (MeetingKind.THEME_DAY, MeetingKind.GROUP_MEETING):
        yield f"/meetings/new/?branch={cast.first.pk}&kind={kind}"
    yield from (reverse(name, args=[year["recorded"].pk]) for name in STEPS)
    yield from (reverse(name, args=[year["coming"].pk]) for name in ("meeting-facts", *ASIDE))
    yield from (reverse(name, args=[year["returned"].pk]) for name in ("meeting-minutes", "meeting-check"))
    item = year["recorded"].agenda.get()
    yield from (
        reverse(name, args=[year["recorded"].pk, item.pk]) for name in ("meeting-motion", "meeting-speeches")
    )
    motion = reverse("meeting-motion", args=[year["recorded"].pk, item.pk])
    yield from (f"{motion}?profile=b_admission", f"{motion}?method=show_of_hands&by=name")
    yield from (f"{motion}?profile=f_deliberation", f"{motion}?method=named_ballot&by=name")
    vote = year["referred"].agenda.get().motions.get()
    yield reverse("meeting-referral", args=[year["referred"].pk, vote.pk])
    yield from (reverse("meeting", args=[meeting.pk]) for meeting in year.values())
    yield from of_elections()
    yield from (reverse(name, args=[year["filed"].pk]) for name in ("meeting-filed", "meeting-correct"))
    yield from ("/resolutions/", "/resolutions/?state=overdue", "/resolutions/?q=无此字")
    yield reverse("resolution", args=[year["recorded"].resolutions.get().pk])
    yield reverse("attachment-remove", args=[year["recorded"].attachments.get().pk])
    yield from (reverse(f"{name}-import", args=[cast.first.pk]) for name in ("roster", "posts", "ledger"))
    yield reverse("organisation", args=[cast.first.pk])
    yield reverse("branch-rules", args=[cast.first.pk])
    yield from (reverse(name, args=[cast.bob.pk]) for name in ("member", "member-edit"))
    yield from (reverse("member-step", args=[cast.judy.pk, step]) for step in MEMBER_STEPS if step != "move")
    yield reverse("member-period-end", args=[cast.ivan.pk, "statuses", cast.ivan.statuses.get().pk])
    begun = transfers.exclude(cast.erin, ExclusionGround.BEDRIDDEN, cast.erin.joined_on)
    yield reverse("member", args=[cast.erin.pk])
    yield reverse("member-exclusion-papers", args=[cast.erin.pk, begun.pk])


def beside_the_meetings(cast: Cast, year: dict[str, Meeting]) -> Iterator[str]:
    """More rooms of a branch: what goes before the meetings, is part of some, and comes long after them."""
    yield from of_topics(cast, year["coming"])
    yield from of_plans(cast)
    yield from of_slips(cast, year["recorded"])
    yield from of_notices(cast, year["coming"])
    yield from of_the_archive(cast)
    yield from of_the_inspection(cast)
    yield reverse(
        "finding-explain", args=[cast.first.findings.filter(state="explained").order_by("pk")[0].pk]
    )
    yield reverse("rectification-report", args=[Rectification.objects.owed().get().pk])
    yield reverse("remark-answer", args=[Remark.objects.get().pk])


def of_the_superior(cast: Cast, year: dict[str, Meeting]) -> Iterator[str]:
    """The rooms of a township."""
    yield from of_prompts(cast)
    yield from plans_above(cast)
    yield from (
        "/",
        "/filings/",
        "/filings/?decision=pending",
        "/subtree/",
        "/subtree/?draw=2",
        "/subtree/filings/",
        "/archive/",
        "/organisations/",
    )
    yield reverse("branch-year", args=[cast.first.pk, 2026])
    yield from of_the_inspection(cast)
    for name in ("accepted", "filed", "returned"):
        yield reverse("filing", args=[year[name].filings.latest("version").pk])
    yield reverse("filing-return", args=[year["filed"].filings.get().pk])
    yield reverse("meeting", args=[year["accepted"].pk])
    yield reverse("meeting-counts", args=[year["accepted"].pk])
    yield "/resolutions/"
    yield reverse("resolution", args=[year["recorded"].resolutions.get().pk])


def of_a_general_branch(year: dict[str, Meeting]) -> Iterator[str]:
    """The rooms of those between a branch and its committee."""
    filing = year["filed"].filings.get()
    yield from (reverse(name, args=[filing.pk]) for name in ("filing", "filing-pass"))


def of_plans(cast: Cast) -> Iterator[str]:
    """The year ahead as a branch sees it: theme days, a plan in draft, one sent back and mended."""
    draft = plans.draft(cast.first, 2027, 1, cast.secretary)
    sent = plans.draft(cast.first, 2026, 4, cast.secretary)
    plans.report(sent, cast.secretary)
    plans.send_back(sent, "请补写党课的主题。", cast.officer)
    plans.set_theme(sent.items.order_by("pk")[0], "读原著", cast.secretary)
    yield "/plans/"
    yield from (reverse("theme-days", args=[cast.first.pk]) + query for query in ("", "?year=2027"))
    yield reverse("theme-day", args=[cast.first.pk, 2026, 12])
    yield reverse("theme-rule", args=[cast.first.pk])
    yield from (reverse(name, args=[draft.pk]) for name in ("plan", "plan-edit", "plan-discard"))
    yield from (reverse(name, args=[sent.pk]) for name in ("plan", "plan-edit"))


def plans_above(cast: Cast) -> Iterator[str]:
    """The same from above: what waits, and how it is sent back."""
    sent = plans.draft(cast.second, 2026, 4, cast.neighbour)
    plans.report(sent, cast.neighbour)
    yield "/plans/"
    yield from (reverse(name, args=[sent.pk]) for name in ("plan", "plan-return"))


def of_administrators(cast: Cast) -> Iterator[tuple[User, str]]:
    """Their first pages, a list and a form each."""
    yield cast.sysadmin, "/admin/"
    yield cast.sysadmin, "/admin/members/organisation/"
    yield cast.sysadmin, "/admin/members/organisation/add/"
    yield cast.sysadmin, "/admin/meetings/calendarday/import/"
    yield cast.secadmin, "/admin/"
    yield cast.secadmin, "/admin/members/user/"
    yield cast.auditor, "/admin/"


def names() -> set[str]:
    """The names of all pages."""
    return {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
