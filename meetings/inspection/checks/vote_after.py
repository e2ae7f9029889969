"""VOTE-17, -19, -20, -21, -25, -27: what goes before a vote and what comes of it (checks.md 4). Pure."""

from collections.abc import Sequence

from meetings.inspection.checks.each import Odd
from meetings.inspection.checks.vote_each import EachBallot, EachMatter, EachVote, said_of
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.inspection.votes import Decision, Poll, Vote, Votes
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.documents import BRANCH_RULES, EDUCATION_RULES, PRACTICE, SAMPLE_SAYS
from meetings.rules.catalogue.rules import Rules
from meetings.vocabulary import AgendaCategory, MotionResult, ResolutionState, VoteProfile
from members.vocabulary import OrganisationKind

P = VoteProfile
COMMITTEE = 3  # fewer are no committee
BEYOND = (AgendaCategory.ADMISSION, AgendaCategory.DISCIPLINE, AgendaCategory.ELECTION)
SETTLED = (ResolutionState.DONE, ResolutionState.CANCELLED)


class NotFirst(EachVote):
    """VOTE-17."""

    code = "VOTE-17"
    title = "重要事项未经支委会先议"
    severity = Severity.WARNING
    basis = (BRANCH_RULES.article("第十二条"),)
    keys = ("committee_first",)
    formula = "党员大会表决的重要事项，此前支委会没有议过同一事项"
    exempt = "没有设支委会，没有表决重要事项，或规则不要求先议"

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """What is important, where there is a committee."""
        here = m.kind == MeetingKind.BRANCH_ASSEMBLY and one.topic.is_important and rules.committee_first
        return here and len(s.people.committee(m.day)) >= COMMITTEE

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By the agendas of the committee before."""
        earlier = [one for one in s.votes.mentions if m.start is None or one.at < m.start]
        if any(said.kind == MeetingKind.BRANCH_COMMITTEE and said.is_of(one.topic) for said in earlier):
            return None
        return Odd("支委会先议，再提交大会", "此前的支委会 0 次议到这件事")


class NotFollowed(EachMatter[Decision]):
    """VOTE-19."""

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
        since = max(one.noted_on or m.day, m.day)
        met = sum(row.day > since for row in s.held_of(MeetingKind.BRANCH_COMMITTEE))
        lacking = [name for name, given in (("责任人", one.responsible), ("时限", one.due_on)) if not given]
        return said_of(
            "有责任人、有时限，按期办结，支委会跟踪",
            f"没有写{'、'.join(lacking)}" if lacking else "",
            f"过了时限 {over} 天" if over > 0 else "",
            f"其后 {met} 次支委会没有跟踪记录" if met >= rules.followup_meetings else "",
        )


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
    """VOTE-25. The house counts whoever lacks a paper in full; here it is seen whether the numbers do."""

    code = "VOTE-25"
    title = "不计入应到手续不全"
    severity = Severity.ERROR
    basis = (PRACTICE.reported(),)
    formula = "登记为不计入应到而手续不全的人，没有算进应到"
    exempt = "当日没有手续不全的不计入应到，或没有点名"

    def applies(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> bool:
        """Where somebody's papers are incomplete that day, by a roll that was called."""
        return m.pk in s.votes.franchise and bool(_lacking(s.votes, m))

    def odd(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> Odd | None:
        """Those entitled, less those set aside with all their papers, must have been counted."""
        franchise = s.votes.franchise[m.pk]
        entitled = franchise.electors if isinstance(one, Poll) else franchise.voters
        lacking = _lacking(s.votes, m) & entitled
        aside = {row.member for row in s.votes.exclusions if row.life.on(m.day) and not row.lacking}
        due = len(entitled - aside)
        if not lacking or one.count.eligible >= due:
            return None
        return Odd(
            f"手续不全的照常算进应到，应到 {due} 人",
            f"应到记 {one.count.eligible} 人，手续不全的有 {len(lacking)} 人",
            members=sorted(lacking),
        )


def _lacking(votes: Votes, m: Held) -> set[int]:
    return {row.member for row in votes.exclusions if row.lacking and row.life.on(m.day)}


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
        if any(said.kind == m.kind and said.is_of(one.topic) for said in later):
            return None
        return Odd("下一次同类会议再议", f"其后开了 {_later(s, m)} 次，没有再议")


def _later(s: Snapshot, m: Held) -> int:
    return sum(row.day > m.day and row.group == m.group for row in s.held_of(m.kind))
