"""VOTE-08 to -13: whether the votes add up, and whose they were (checks.md 4). Pure."""

from meetings.inspection.checks.base import INFERRED
from meetings.inspection.checks.each import Odd
from meetings.inspection.checks.vote_each import EachBallot, EachVote, said_of
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.inspection.votes import Franchise, Poll, Vote
from meetings.rules.catalogue.documents import ADMISSION_RULES_2014, ELECTION_RULES, ELECTION_SAMPLE
from meetings.rules.catalogue.rules import Rules
from meetings.rules.votes import Count
from meetings.vocabulary import BALLOT_METHODS, MotionResult, VoteMethod, VoteProfile

P = VoteProfile
ARTICLE_21 = ADMISSION_RULES_2014.reported("第二十一条")


class Unbalanced(EachVote):
    """VOTE-08."""

    code = "VOTE-08"
    title = "票数不平"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "赞成、反对、弃权之和不等于实到（票决的连同无效票，不等于收回）；或书面意见的票数不等于份数"
    exempt = "没有表决，或暂缓而未计票"

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """Once it was counted."""
        return one.result != MotionResult.DEFERRED or bool(one.count.votes)

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """Plain sums."""
        count = one.count
        votes = _papers(count) if one.method in BALLOT_METHODS else _hands(count)
        written = f"书面意见计 {count.written} 票，登记 {len(one.opinions)} 份"
        return said_of("票数相符", votes, written if count.written != len(one.opinions) else "")


def _hands(count: Count) -> str:
    if count.votes == count.present:
        return ""
    sums = f"赞成 {count.yes} + 反对 {count.no} + 弃权 {count.abstain} = {count.votes}"
    return f"{sums}，实到有表决权 {count.present} 人"


def _papers(count: Count) -> str:
    invalid = count.invalid or 0
    total = count.votes + invalid
    if count.collected is None or total == count.collected:
        return ""
    sums = f"赞成 {count.yes} + 反对 {count.no} + 弃权 {count.abstain} + 无效 {invalid} = {total}"
    return f"{sums}，收回 {count.collected} 张"


class Slips(EachBallot):
    """VOTE-09. A round of an election that was declared void has been dealt with: it is told with that word."""

    code = "VOTE-09"
    title = "发票收票异常"
    severity = Severity.ERROR
    basis = (ELECTION_SAMPLE.reported(),)
    formula = "收回多于发出，发出多于到会有表决权（选举权）的人，有效与无效之和不等于收回，或候选人的票数之和不等于有效"
    exempt = "没有票决和已计票的选举；举手、口头的不算"

    def applies(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> bool:
        """On paper."""
        if isinstance(one, Poll):
            return one.is_counted
        return one.method in BALLOT_METHODS and None not in (one.count.issued, one.count.collected)

    def odd(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> Odd | None:
        """The slips, and of an election what was on them."""
        if isinstance(one, Vote):
            count = one.count
            return said_of(EVEN, _handed_out(count.issued or 0, count.collected or 0, count.present))
        slips = _handed_out(one.issued or 0, one.collected or 0, one.present or 0)
        said = said_of(EVEN, slips, _valid(one), _by_candidate(one))
        if said is None or not one.is_void:
            return said
        return Odd(said.expected, said.actual, excuse="这一轮已按无效处理")


EVEN = "收回不多于发出，发出不多于到会，票数相符"


def _handed_out(issued: int, collected: int, present: int) -> str:
    more = f"发出 {issued} 张，收回 {collected} 张" if collected > issued else ""
    many = f"到会 {present} 人，发出 {issued} 张" if issued > present else ""
    return "；".join(filter(None, (more, many)))


def _valid(one: Poll) -> str:
    valid, invalid = one.valid or 0, one.invalid or 0
    if one.valid is None or valid + invalid == one.collected:
        return ""
    return f"有效 {valid} + 无效 {invalid} = {valid + invalid}，收回 {one.collected} 张"


def _by_candidate(one: Poll) -> str:
    """Of those on the slip; who was written in has only votes in favour."""
    odd = [who.votes for who in one.nominated if one.valid is not None and who.votes != one.valid]
    sums = "、".join(str(votes) for votes in odd)
    return f"有效 {one.valid} 张，{len(odd)} 名候选人的票数之和是 {sums}" if odd else ""


class NoVote(EachBallot):
    """VOTE-10. Who need not come and came all the same has a vote."""

    code = "VOTE-10"
    title = "无表决权者计入表决"
    severity = Severity.ERROR
    basis = (ELECTION_RULES.article("第五条"),)
    formula = "实到有表决权（选举权）的人数多于点名到会而有这项权利的人；或领票的人没有这项权利，或没有到会"
    exempt = "没有按名册计的表决、选举，或没有点名；村民会议的不算"

    def applies(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> bool:
        """By a roll that was called."""
        if not m.roll or m.pk not in s.votes.franchise:
            return False
        return one.is_counted if isinstance(one, Poll) else one.profile != P.H_VILLAGERS

    def odd(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> Odd | None:
        """By the roll as it was frozen."""
        entitled = _entitled(m, one, s.votes.franchise[m.pk])
        here = entitled & m.there
        barred, away = one.drawn - entitled, (one.drawn & entitled) - m.there
        said = said_of(
            "计入的都是当日有表决权（选举权）并到会的人",
            f"点名到会而有权的 {len(here)} 人，计为 {one.count.present} 人"
            if one.count.present > len(here)
            else "",
            f"领票的 {len(one.drawn)} 人中 {len(barred)} 人当日没有这项权利" if barred else "",
            f"领票的 {len(one.drawn)} 人中 {len(away)} 人没有记到会" if away else "",
        )
        return said and Odd(said.expected, said.actual, members=sorted(barred | away))


def _entitled(m: Held, one: Vote | Poll, franchise: Franchise) -> frozenset[int]:
    """In a committee every member has a vote."""
    if isinstance(one, Poll):
        return franchise.electors
    if one.profile == P.C_COMMITTEE:
        return frozenset(mark.member for mark in m.roll)
    return franchise.voters


class NotSecret(EachVote):
    """VOTE-11. Elections are by secret ballot throughout: no other way of them can be entered."""

    code = "VOTE-11"
    title = "应无记名而未无记名"
    severity = Severity.ERROR
    basis = (ARTICLE_21,)
    keys = ("secret_profiles",)
    formula = "规则列为须无记名投票的表决，用了别的方式"
    exempt = "没有须无记名投票的表决"

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """By the list of the rules."""
        return one.profile in rules.secret_profiles

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By the method written down."""
        if one.method == VoteMethod.SECRET_BALLOT:
            return None
        name, method = VoteProfile(one.profile).label, VoteMethod(one.method).label
        return Odd("无记名投票", f"{name}，{one.count.votes} 票，方式记为{method}")


class AllAtOnce(EachVote):
    """VOTE-12. By the names written under the vote."""

    code = "VOTE-12"
    title = "发展对象未逐个表决"
    severity = Severity.ERROR
    basis = (ARTICLE_21,)
    formula = "发展党员的一次表决写了不止一名对象"
    exempt = "没有发展党员的表决"
    profiles = (P.B_ADMISSION,)

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """Counted."""
        if one.subjects <= 1:
            return None
        return Odd("一人一次表决", f"一次表决写了 {one.subjects} 名对象")


class WrittenLate(EachVote):
    """VOTE-13. Of the opinions only so many may be late as were not counted."""

    code = "VOTE-13"
    title = "书面意见晚到"
    severity = Severity.ERROR
    basis = (ARTICLE_21,)
    formula = "会议开始以后才送达的书面意见计入了票数"
    exempt = "没有书面意见，或没有计入票数"

    def applies(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> bool:
        """With opinions that were counted."""
        return bool(one.opinions) and bool(one.count.written) and m.start is not None

    def odd(self, s: Snapshot, m: Held, one: Vote, rules: Rules) -> Odd | None:
        """By the beginning of the meeting."""
        late = sum(m.start is not None and at >= m.start for at in one.opinions)
        counted, given = one.count.written, len(one.opinions)
        if late <= given - counted:
            return None
        return Odd(
            "书面意见在会议开始前送达", f"书面意见 {given} 份，计入 {counted} 票，开会后送达 {late} 份"
        )
