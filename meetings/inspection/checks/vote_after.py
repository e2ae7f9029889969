"""VOTE-17, -19, -20, -21, -25, -27: what goes before a vote and what comes of it (checks.md 4). Pure."""

from collections.abc import Sequence

from meetings.inspection.checks.each import Odd
from meetings.inspection.checks.vote_each import EachBallot, EachMatter, EachVote, said_of
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.inspection.votes import Decision, Exclusion, Poll, Vote, Votes
from meetings.kinds import KINDS, MeetingKind
from meetings.rules.catalogue.documents import BRANCH_RULES, EDUCATION_RULES, ELECTION_RULES, SAMPLE_SAYS
from meetings.rules.catalogue.rules import Rules
from meetings.vocabulary import AgendaCategory, MotionResult, ResolutionState, VoteProfile
from members.eligibility import Facts, why_no_vote
from members.vocabulary import MemberCategory, MemberStatus, OrganisationKind

P = VoteProfile
BY_OTHERS = (P.C_COMMITTEE, P.H_VILLAGERS)  # whose count is not that of the voting roll
BEYOND = (AgendaCategory.ADMISSION, AgendaCategory.DISCIPLINE, AgendaCategory.ELECTION)
SETTLED = (ResolutionState.DONE, ResolutionState.CANCELLED)


class NotFirst(EachVote):
    """VOTE-17."""

    code = "VOTE-17"
    title = "重要事项未经支委会先议"
    severity = Severity.WARNING
    basis = (BRANCH_RULES.article("第十二条"),)
    keys = ("committee_first", "committee_size_min")
    formula = "党员大会表决的重要事项，此前支委会没有议过同一事项"
    exempt = "没有设支委会，没有表决重要事项，或规则不要求先议"

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """What is important, where there is a committee."""
        here = m.kind == MeetingKind.BRANCH_ASSEMBLY and one.topic.is_important and rules.committee_first
        return here and len(s.people.committee(m.day)) >= rules.committee_size_min

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By the agendas of the committee before."""
        earlier = [one for one in s.votes.mentions if m.start is None or one.at < m.start]
        if any(said.kind == MeetingKind.BRANCH_COMMITTEE and said.is_of(one.topic) for said in earlier):
            return None
        return Odd("支委会先议，再提交大会", "此前的支委会 0 次议到这件事")


class NotFollowed(EachMatter[Decision]):
    """VOTE-19. Committees hear of all but what a group or a 组织生活会, 民主生活会 resolved (meetings/lifecycle)."""

    code = "VOTE-19"
    title = "决议无落实"
    severity = Severity.WARNING
    basis = (EDUCATION_RULES.article("第十六条"),)
    keys = ("followup_meetings",)
    formula = "决议没有责任人或时限；过了时限没有办结；或其后规定次数的支委会没有听取落实情况"
    exempt = "没有决议，已完成或取消，或只是学习"

    def matters(self, votes: Votes) -> Sequence[Decision]:
        """The resolutions."""
        return votes.decisions

    def applies(self, s: Snapshot, m: Held, one: Decision, rules: Rules) -> bool:
        """Those that are open and about something to do."""
        is_study = one.topic is not None and one.topic.category == AgendaCategory.STUDY
        return one.state not in SETTLED and not is_study

    def odd(self, s: Snapshot, m: Held, one: Decision, rules: Rules) -> Odd | None:
        """Whatever is lacking, together."""
        over = (s.today - one.due_on).days if one.due_on else 0
        met = _committees_since(s, m, one)
        lacking = [name for name, given in (("责任人", one.responsible), ("时限", one.due_on)) if not given]
        return said_of(
            "有责任人、有时限，按期办结，支委会跟踪",
            f"没有写{'、'.join(lacking)}" if lacking else "",
            f"过了时限 {over} 天" if over > 0 else "",
            f"其后 {met} 次支委会没有跟踪记录" if 0 < rules.followup_meetings <= met else "",
        )


def _committees_since(s: Snapshot, m: Held, one: Decision) -> int:
    """How many committees have met since anything was noted, this year or after."""
    if m.group or KINDS[MeetingKind(m.kind)].is_close:
        return 0
    since = max(one.noted_on or m.day, m.day)
    met = [row.day for row in s.meetings if row.is_held and row.kind == MeetingKind.BRANCH_COMMITTEE]
    return sum(since < day <= s.today for day in met)


class BeyondTemporary(EachBallot):
    """VOTE-20. Dues are not kept."""

    code = "VOTE-20"
    title = "临时党支部越权"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.reported("第八条"),)
    formula = "临时党支部表决了发展党员、处分处置或选举"
    exempt = "不是临时党支部，没有表决，或上级书面同意"

    def applies(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> bool:
        """Without the consent of the superior."""
        return s.kind == OrganisationKind.TEMPORARY_BRANCH and not s.votes.approval_doc

    def odd(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> Odd | None:
        """By the category of the topic; an election is one."""
        category = AgendaCategory.ELECTION if isinstance(one, Poll) else AgendaCategory(one.topic.category)
        if category not in BEYOND:
            return None
        return Odd("临时党支部一般不发展党员、处分处置、选举", f"表决了{category.label} 1 件")


class NoResolution(EachVote):
    """VOTE-21."""

    code = "VOTE-21"
    title = "通过而无决议"
    severity = Severity.WARNING
    basis = (SAMPLE_SAYS, BRANCH_RULES.reported("第十六条"))
    formula = "表决通过的议题没有形成决议"
    exempt = "没有表决通过的议题；选举、民主测评不算"
    profiles = tuple(one for one in P if one not in (P.D_ELECTION, P.G_APPRAISAL))
    results = (MotionResult.PASSED,)

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By topic; a resolution that names none may be about any."""
        made = s.votes.decided_at(one.meeting)
        if any(row.topic is None or row.topic.pk == one.topic.pk for row in made):
            return None
        return Odd("通过的事项有决议", f"赞成 {one.count.yes} 票通过，没有决议")


class Incomplete(EachBallot):
    """VOTE-25. Who lacks a paper counts in full (members/eligibility.py): it is seen whether they did."""

    code = "VOTE-25"
    title = "不计入应到手续不全"
    severity = Severity.ERROR
    basis = (ELECTION_RULES.reported("（应到会人数的计算）"),)
    formula = "应到减去了登记为不计入应到的人，而缺上级批文、党员大会决议，或缺流动党员本人申请"
    exempt = "应到没有减去登记为不计入应到的人，或没有点名"

    def applies(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> bool:
        """Where somebody was set aside."""
        return bool(_set_aside(s, m, one))

    def odd(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> Odd | None:
        """By the papers as they are registered."""
        aside = _set_aside(s, m, one)
        bare = [row for row in aside if row.lacking]
        if not bare:
            return None
        words = "、".join(dict.fromkeys(word for row in bare for word in row.lacking))
        return Odd(
            "减去的人手续齐全，不齐全的照常算进应到",
            f"应到记 {one.count.eligible} 人，减去 {len(aside)} 人，其中 {len(bare)} 人缺{words}",
            members=[row.member for row in bare],
        )


def _set_aside(s: Snapshot, m: Held, one: Vote | Poll) -> list[Exclusion]:
    """The exclusions by which full members had no vote on the roll, or the count was less than those who had."""
    franchise = s.votes.franchise.get(m.pk)
    if franchise is None or (isinstance(one, Vote) and one.profile in BY_OTHERS):
        return []
    entitled = franchise.electors if isinstance(one, Poll) else franchise.voters
    out = {mark.member for mark in m.roll if mark.category == MemberCategory.FULL}
    if one.count.eligible >= len(entitled):
        out -= entitled
    rows = [row for row in s.votes.exclusions if row.member in out and row.life.on(m.day)]
    return [row for row in rows if not _is_barred(s, row.member, m)]


def _is_barred(s: Snapshot, member: int, m: Held) -> bool:
    """Whether a full member had no vote by status, papers or none."""
    person = s.people.persons.get(member)
    statuses = [MemberStatus(word) for word, life in person.statuses if life.on(m.day)] if person else []
    return bool(why_no_vote(Facts(MemberCategory.FULL, statuses)))


class NotAgain(EachVote):
    """VOTE-27."""

    code = "VOTE-27"
    title = "暂缓事项未再议"
    severity = Severity.WARNING
    basis = (SAMPLE_SAYS,)
    formula = "暂缓以后同类会议已开过，没有再议这件事，也没有请示上级"
    exempt = "没有暂缓的事项，其后没有开过同类会议，或已请示上级"
    results = (MotionResult.DEFERRED,)

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """Once there was another meeting of the kind."""
        return super().applies(s, m, one, rules) and not one.referral_doc and bool(_later(s, m))

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By the agendas after."""
        later = [said for said in s.votes.mentions if m.start is None or said.at > m.start]
        alike = [said for said in later if (said.kind, said.group) == (m.kind, m.group)]
        if any(said.is_of(one.topic) for said in alike):
            return None
        return Odd("下一次同类会议再议", f"其后开了 {_later(s, m)} 次，没有再议")


def _later(s: Snapshot, m: Held) -> int:
    """How many meetings of the same kind, and group, were held after it, this year or after."""
    alike = [row for row in s.meetings if row.is_held and (row.kind, row.group) == (m.kind, m.group)]
    return sum(row.day > m.day for row in alike)
