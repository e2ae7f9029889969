"""Every address of the site, and who may open it.

Who may do what is written down here once more, by name and without looking at members/access.py: where the two
disagree, one of them is wrong.
"""

from dataclasses import dataclass, field
from typing import Any

ADMINISTRATORS = {"sysadmin", "secadmin", "auditor"}
EVERYBODY = {
    "secretary", "recorder", "discipline", "leader", "member", "neighbour", "stranger", "general", "officer",
    "inspector", "far_inspector", *ADMINISTRATORS,
}  # fmt: skip

# --- Who may, by place. "first" is 柳湾村第一支部, "group" its western group, "other" a branch of another town ---

KEEPERS = {"secretary", "recorder"}
OVERSEERS = {"general", "officer", "inspector"}
READERS = KEEPERS | OVERSEERS | {"discipline"}
STEADY = {"first": KEEPERS, "group": KEEPERS, "close": KEEPERS, "other": {"stranger"}}
READ = {
    "first": READERS,
    "group": READERS,
    "close": KEEPERS | {"inspector"},
    "other": {"stranger", "far_inspector"},
}
READ_MEETING = READ | {"group": READERS | {"leader"}}
EDIT_MEETING = STEADY | {"group": KEEPERS | {"leader"}}
KEEP = STEADY
REVEAL = {"first": {"secretary"}, "other": {"stranger"}}
READ_PLAN = {"first": READERS, "other": {"stranger", "far_inspector"}}
EDIT_PLAN = {"first": KEEPERS, "other": {"stranger"}}
DECIDE_PLAN = {"first": {"officer", "inspector"}, "other": {"far_inspector"}}
SET_THEME_DAY = {"first": {"secretary", "officer"}, "other": {"stranger"}}
DECIDE = {"first": {"officer", "inspector"}, "close": {"inspector"}, "other": {"far_inspector"}}
# What the town gives reaches both branches of the village.
HANDED_DOWN = READ | {"first": READERS | {"neighbour"}}
PUBLISH = {"first": {"officer"}}
INSPECT = {"first": {"inspector"}, "other": {"far_inspector"}}
INSPECT_MEETING = INSPECT | {"group": {"inspector"}, "close": {"inspector"}}
CONCERNS = {"first": KEEPERS | {"discipline"}, "other": {"stranger"}}
REGISTERED = KEEP | {"first": KEEPERS | {"officer"}}
SHARE = {"first": KEEPERS | {"general", "officer"}, "other": {"stranger"}}
OVERSEE = {"first": OVERSEERS, "other": {"far_inspector"}}
AT_DESKS = EVERYBODY - ADMINISTRATORS - {"member"}


@dataclass(frozen=True)
class Line:
    """One address: who may open it (anywhere, or by place), who sees the row, what it answers to."""

    may: set[str] | dict[str, set[str]]
    sees: dict[str, set[str]] = field(default_factory=dict)
    row: str = ""  # which row `pk` names: meeting, member, organisation, filing, attachment, resolution
    get: bool = True
    post: bool = True
    asks_more: bool = (
        False  # whether the view refuses some of those who may: a leader adds no kind of the branch
    )
    notes: bool = False  # whether a GET leaves a line in the access log


def of_meeting(may: dict[str, set[str]], **more: Any) -> Line:
    return Line(may, READ_MEETING, "meeting", **more)


def of_poll(**more: Any) -> Line:
    return Line(EDIT_MEETING, READ_MEETING, "poll", **more)


def of_job(**more: Any) -> Line:
    """Theirs alone who asked for it."""
    return Line({"first": {"secretary"}, "other": {"stranger"}}, row="job", **more)


TABLE: dict[str, Line] = {
    # --- everybody who is signed in ---
    "desk": Line(EVERYBODY),
    "account": Line(EVERYBODY, post=False),
    "password-change": Line(EVERYBODY),
    "two-factor": Line(EVERYBODY),
    "reminders": Line(EVERYBODY),
    "elder": Line(EVERYBODY, get=False),
    "awake": Line(EVERYBODY, post=False),
    "logout": Line(EVERYBODY, get=False),
    "jobs": Line(EVERYBODY, post=False),
    "job": of_job(post=False),
    "job-again": of_job(get=False),
    "job-result": of_job(post=False, notes=True),
    # --- lists ---
    "calendar": Line(AT_DESKS),
    "meetings": Line(AT_DESKS),
    "members": Line(AT_DESKS - {"leader"}),
    "organisations": Line(AT_DESKS - {"leader"}),
    "resolutions": Line(AT_DESKS),
    "filings": Line(AT_DESKS - {"leader"}),
    "subtree": Line(OVERSEERS | {"far_inspector"}),
    "subtree-filings": Line(OVERSEERS | {"far_inspector"}),
    "own-record": Line({"member"}),
    "prompts": Line(AT_DESKS - {"leader"}),
    "prompt-new": Line({"officer"}),
    "suggestions": Line({"secretary", "recorder", "discipline", "neighbour", "stranger"}),
    "suggestion-new": Line({"secretary", "recorder", "neighbour", "stranger"}),
    "own-suggestions": Line({"member"}),
    "venues": Line(AT_DESKS - {"leader"}),
    "venue-new": Line({"secretary", "recorder", "neighbour", "stranger", "officer"}),
    "lecturers": Line(AT_DESKS - {"leader"}),
    "turn-add": Line({"secretary", "recorder", "neighbour", "stranger"}, get=False),
    "guests": Line(AT_DESKS - {"leader"}),
    "guest-new": Line({"secretary", "recorder", "neighbour", "stranger", "officer"}),
    "leader-lectures": Line(AT_DESKS - {"leader"}),
    "meeting-new": Line({"secretary", "recorder", "leader", "neighbour", "stranger"}),
    "member-new": Line({"secretary", "recorder", "neighbour", "stranger"}),
    # --- meetings ---
    "meeting": of_meeting(READ_MEETING),
    "meeting-filed": of_meeting(READ_MEETING),
    "meeting-export": of_meeting(READ_MEETING, post=False, notes=True),
    "meeting-counts": of_meeting(READ_MEETING),
    "meeting-facts": of_meeting(EDIT_MEETING),
    "meeting-roll": of_meeting(EDIT_MEETING),
    "meeting-minutes": of_meeting(EDIT_MEETING),
    "meeting-autosave": of_meeting(EDIT_MEETING),
    "meeting-compare": of_meeting(EDIT_MEETING),
    "meeting-agenda": of_meeting(EDIT_MEETING),
    "meeting-motion": of_meeting(EDIT_MEETING),
    "meeting-referral": of_meeting(KEEP),
    "meeting-speeches": of_meeting(EDIT_MEETING),
    "meeting-files": of_meeting(EDIT_MEETING),
    "meeting-check": of_meeting(EDIT_MEETING),
    "meeting-file": of_meeting(EDIT_MEETING, get=False),
    "meeting-notify": of_meeting(EDIT_MEETING),
    "meeting-notices": of_meeting(EDIT_MEETING),
    "meeting-notices-tell": of_meeting(EDIT_MEETING, get=False),
    "meeting-notice-slips": of_meeting(EDIT_MEETING, post=False, notes=True),
    "meeting-sign-in": of_meeting(EDIT_MEETING, post=False),
    "meeting-kiosk": of_meeting(EDIT_MEETING, get=False),
    "meeting-sign-in-undo": of_meeting(EDIT_MEETING, get=False),
    "meeting-leave": of_meeting(EDIT_MEETING),
    "meeting-leave-decide": of_meeting(EDIT_MEETING, get=False),
    "meeting-postpone": of_meeting(EDIT_MEETING),
    "meeting-not-held": of_meeting(EDIT_MEETING),
    "meeting-add-kind": of_meeting(EDIT_MEETING, asks_more=True),
    "meeting-correct": of_meeting(KEEP),
    "meeting-lecturer": of_meeting(EDIT_MEETING),
    "meeting-lecture": of_meeting(EDIT_MEETING),
    "election-new": of_meeting(EDIT_MEETING),
    "election": of_meeting(EDIT_MEETING),
    "election-ballots": of_meeting(READ_MEETING, post=False, notes=True),
    "election-count": of_meeting(EDIT_MEETING),
    "election-again": of_meeting(EDIT_MEETING),
    "election-fewer": of_meeting(EDIT_MEETING),
    "election-approve": of_meeting(KEEP),
    "election-drop": of_meeting(EDIT_MEETING),
    "attachment": Line(READ_MEETING, READ_MEETING, "attachment", notes=True),
    "attachment-remove": Line(EDIT_MEETING, READ_MEETING, "attachment"),
    # --- electronic slips ---
    "slips": of_meeting(EDIT_MEETING, post=False),
    "poll-new": of_meeting(EDIT_MEETING),
    "poll": of_poll(post=False),
    "poll-print": of_poll(get=False),
    "poll-open": of_poll(),
    "poll-close": of_poll(),
    "poll-void": of_poll(),
    "poll-export": of_poll(post=False, notes=True),
    # --- the inspection ---
    "inspection": Line(AT_DESKS - {"leader"}, post=False),
    "inspection-checks": Line(AT_DESKS - {"leader"}, post=False),
    "branch-findings": Line(READ, READ, "organisation", post=False),
    "branch-inspect": Line(READ, READ, "organisation", get=False),
    "finding-decide": Line(INSPECT, READ, "finding", get=False),
    "finding-explain": Line(KEEP, READ, "finding"),
    "duty-ledger": Line(READ, READ, "organisation", post=False),
    "inspection-dossier": Line(READ, READ, "organisation", get=False),
    "inspection-sample": Line(READ, READ, "organisation", post=False, notes=True),
    "finding-demand": Line(INSPECT, READ, "finding"),
    "inspection-follow": Line(AT_DESKS - {"leader"}, post=False),
    "rectification-report": Line(KEEP, READ, "rectification"),
    "rectification-verify": Line(INSPECT, READ, "rectification"),
    "remark-new": Line(INSPECT_MEETING, READ_MEETING, "meeting"),
    "remark-answer": Line(STEADY, READ_MEETING, "remark"),
    "own-findings": Line({"member", "secretary", "recorder", "neighbour", "stranger"}, post=False),
    # --- the archive ---
    "archive": Line(AT_DESKS - {"leader"}),
    "branch-archive": Line(READ, READ, "organisation"),
    "archive-year": Line(READ, READ, "organisation", post=False),
    "archive-close": Line(KEEP, READ, "organisation"),
    "archive-volume": Line(READ, READ, "organisation", get=False),
    "archive-dossier": Line(READ, READ, "organisation", get=False),
    "handbooks": Line(KEEP, READ, "organisation", post=False),
    "handbooks-all": Line(KEEP, READ, "organisation", get=False),
    "handbook": Line(KEEP, READ, "member", post=False, notes=True),
    "own-handbook": Line({"member"}, post=False, notes=True),
    "archive-box-new": Line(KEEP, READ, "organisation"),
    "archive-box": Line(KEEP, READ, "archive-box"),
    "archive-box-empty": Line(KEEP, READ, "archive-box", get=False),
    "archive-box-export": Line(READ, READ, "archive-box", post=False, notes=True),
    "archive-record": Line(READ, READ, "archive-item", post=False, notes=True),
    "resolution": Line(READ_MEETING, READ_MEETING, "resolution"),
    "resolution-follow": Line(EDIT_MEETING, READ_MEETING, "resolution", get=False),
    # --- what there is to talk about ---
    "prompt": Line(HANDED_DOWN, HANDED_DOWN, "prompt"),
    "prompt-adopt": Line(KEEP | {"first": KEEPERS | {"neighbour"}}, HANDED_DOWN, "prompt", get=False),
    "prompt-edit": Line(PUBLISH, HANDED_DOWN, "prompt"),
    "prompt-withdraw": Line(PUBLISH, HANDED_DOWN, "prompt"),
    "prompt-paper": Line(HANDED_DOWN, HANDED_DOWN, "paper"),
    "prompt-paper-remove": Line(PUBLISH, HANDED_DOWN, "paper"),
    "suggestion": Line(CONCERNS, CONCERNS, "suggestion"),
    "suggestion-adopt": Line(KEEP, CONCERNS, "suggestion", get=False),
    "suggestion-answer": Line(KEEP, CONCERNS, "suggestion", get=False),
    "venue": Line(REGISTERED, READ, "venue"),
    "turn-move": Line(KEEP, READ, "turn", get=False),
    "turn-drop": Line(KEEP, READ, "turn", get=False),
    "guest": Line(REGISTERED, READ, "guest"),
    # --- what was sent upward ---
    "filing": Line(READ, READ, "filing"),
    "filings-acknowledge": Line({"officer", "inspector", "far_inspector"}, get=False),
    "filing-pass": Line({"first": {"general"}}, READ, "filing"),
    "filing-acknowledge": Line(DECIDE, READ, "filing", get=False),
    "filing-return": Line(DECIDE, READ, "filing"),
    # --- people and places ---
    "member": Line(READ, READ, "member"),
    "member-edit": Line(KEEP, READ, "member"),
    "member-step": Line(KEEP, READ, "member"),
    "member-period-end": Line(KEEP, READ, "member"),
    "member-exclusion-papers": Line(KEEP, READ, "member"),
    "member-reveal": Line(REVEAL, READ, "member", get=False),
    "organisation": Line(READ, READ, "organisation"),
    "feed": Line(SHARE, READ, "organisation", post=False),
    "feed-renew": Line(SHARE, READ, "organisation", get=False),
    "feed-close": Line(SHARE, READ, "organisation", get=False),
    # --- plans ---
    "plans": Line(AT_DESKS - {"leader"}),
    "plan-draft": Line(KEEP, READ, "organisation", get=False),
    "plan": Line(READ_PLAN, READ_PLAN, "plan"),
    "plan-edit": Line(EDIT_PLAN, READ_PLAN, "plan"),
    "plan-report": Line(EDIT_PLAN, READ_PLAN, "plan", get=False),
    "plan-acknowledge": Line(DECIDE_PLAN, READ_PLAN, "plan", get=False),
    "plan-return": Line(DECIDE_PLAN, READ_PLAN, "plan"),
    "plan-discard": Line(EDIT_PLAN, READ_PLAN, "plan"),
    "plan-export": Line(READ_PLAN, READ_PLAN, "plan", post=False, notes=True),
    "plan-call": Line(EDIT_PLAN, READ_PLAN, "plan_item", get=False),
    "branch-rules": Line(READ, READ, "organisation"),
    "theme-days": Line(READ, READ, "organisation"),
    "theme-day": Line(KEEP, READ, "organisation"),
    "theme-rule": Line(SET_THEME_DAY, READ, "organisation"),
    "branch-year": Line(OVERSEE, READ, "organisation"),
    "branch-export": Line(READ, READ, "organisation", post=False, notes=True),
    "roster-import": Line(KEEP, READ, "organisation"),
    "roster-import-save": Line(KEEP, READ, "organisation", get=False),
    "posts-import": Line(KEEP, READ, "organisation"),
    "posts-import-save": Line(KEEP, READ, "organisation", get=False),
    "ledger-import": Line(KEEP, READ, "organisation"),
    "ledger-import-save": Line(KEEP, READ, "organisation", get=False),
}
ROUNDS = {name for name in TABLE if name.split("-")[0] == "election"} - {"election-new"}
# By a signed token, or by what the session of the tablet in the room knows.
BY_LINK = {
    "calendar-feed", "kiosk", "personal", "personal-confirm", "personal-here", "personal-leave", "personal-paper",
    "personal-was-there",
}  # fmt: skip
IN_A_YEAR = {
    "archive-year", "archive-close", "archive-volume", "archive-dossier", "handbooks", "handbooks-all",
    "handbook", "own-handbook",
}  # fmt: skip
PUBLIC = {"login", "vote", "vote-done", "verify", *BY_LINK}
SAID_IN_JSON = {"meeting-autosave"}  # a script asks: signed out is 401
# Forms of a branch that need more than seeing it.
EXPORTS = {
    "register": READ,
    "register_pdf": READ,
    "resolutions": READ,
    "resolutions_pdf": READ,
    "theme_days": READ,
    "theme_days_pdf": READ,
    "leader_lectures": READ,
    "leader_lectures_pdf": READ,
    "suggestions": CONCERNS,
    "suggestions_pdf": CONCERNS,
    "suggestion_slips": CONCERNS,
    "trips": OVERSEE,
    "trips_pdf": OVERSEE,
    "roster": KEEP,
    "roster_pdf": KEEP,
    "archive_catalogue": READ,
    "archive_catalogue_pdf": READ,
    "archive_catalogue_cover": READ,
    "archive_blank_stamps": READ,
    "archive_stamps": READ,
    "inspection_report": READ,
    "inspection_workbook": READ,
}
