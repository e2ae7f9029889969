"""VOTE-04, -14, -15, -16, -26: elections (checks.md 4). Pure; seats and inequalities are those of meetings/rules."""

from dataclasses import replace

from meetings.inspection.checks.base import INFERRED
from meetings.inspection.checks.each import Odd
from meetings.inspection.checks.vote_each import EachBallot, EachPoll
from meetings.inspection.checks.vote_presence import too_few
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.inspection.votes import Poll, Vote
from meetings.rules.catalogue.documents import ELECTION_RULES, ELECTION_SAMPLE
from meetings.rules.catalogue.rules import Rules
from meetings.rules.profiles import ELECTED_BY_DUE, ELECTED_BY_PRESENT, elected_by
from meetings.rules.seats import candidates_needed
from meetings.vocabulary import VoteProfile
from members.vocabulary import Post

BY_ONE_NAME = (Post.SECRETARY, Post.DEPUTY_SECRETARY)


class ElectionCame(EachPoll):
    """VOTE-04."""

    code = "VOTE-04"
    title = "选举到会不足五分之四"
    severity = Severity.ERROR
    basis = (ELECTION_RULES.reported(), ELECTION_SAMPLE.reported())
    keys = ("election_quorum_inclusive",)
    formula = "到会有选举权的党员不足应到的五分之四"
    exempt = "没有计过票的选举，或因人数不足没有选"

    def applies(self, s: Snapshot, m: Held, one: Poll, rules: Rules) -> bool:
        """That was not declared void."""
        return super().applies(s, m, one, rules) and not one.is_void

    def odd(self, s: Snapshot, m: Held, one: Poll, rules: Rules) -> Odd | None:
        """By the numbers of the round."""
        few = too_few(VoteProfile.D_ELECTION, m, one.count, rules)
        return Odd("到会有选举权的党员达到应到的五分之四", few) if few else None


class ByProxy(EachBallot):
    """VOTE-14. Who cannot write may have somebody write for them; who is not there has no vote."""

    code = "VOTE-14"
    title = "选举出现书面票或代投"
    severity = Severity.ERROR
    basis = (ELECTION_RULES.reported("（本人到会投票）"),)
    formula = "选举计入了书面意见，或领票的人多于到会有选举权的人"
    exempt = "没有计过票的选举"

    def applies(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> bool:
        """Elections, however they were entered."""
        return one.is_counted if isinstance(one, Poll) else one.profile == VoteProfile.D_ELECTION

    def odd(self, s: Snapshot, m: Held, one: Vote | Poll, rules: Rules) -> Odd | None:
        """By the slips and the opinions."""
        expected = "选举只由到会的人投票"
        if isinstance(one, Vote) and one.opinions:
            return Odd(expected, f"有书面意见 {len(one.opinions)} 份")
        if len(one.drawn) <= one.count.present:
            return None
        return Odd(expected, f"到会 {one.count.present} 人，领票 {len(one.drawn)} 人")


class TooFewNames(EachPoll):
    """VOTE-15."""

    code = "VOTE-15"
    title = "候选人差额不足"
    severity = Severity.ERROR
    basis = (ELECTION_SAMPLE.reported(),)
    keys = ("election_surplus_percent",)
    formula = "候选人比应选名额多出的不到规定的百分比"
    exempt = "选书记、副书记，或另行选举"

    def applies(self, s: Snapshot, m: Held, one: Poll, rules: Rules) -> bool:
        """First rounds of posts for which there are more names than seats."""
        return one.round == 1 and one.post not in BY_ONE_NAME and bool(one.nominated)

    def odd(self, s: Snapshot, m: Held, one: Poll, rules: Rules) -> Odd | None:
        """By the seats."""
        least, names = candidates_needed(one.seats, rules.votes), len(one.nominated)
        if names >= least:
            return None
        return Odd(f"应选 {one.seats} 人，候选人不少于 {least} 人", f"候选人 {names} 人")


class NotEnoughVotes(EachPoll):
    """VOTE-16. By the base the rules have settled on; where the other would have it otherwise, that is told."""

    code = "VOTE-16"
    title = "当选票数不够"
    severity = Severity.ERROR
    basis = (ELECTION_RULES.reported(),)
    keys = ("election_pass_base",)
    formula = "记为当选的人赞成票没有超过应到（规则定为实到的按实到）的半数；两个口径结论不同的一并写明"
    exempt = "没有计过票的选举，或无人当选"

    def applies(self, s: Snapshot, m: Held, one: Poll, rules: Rules) -> bool:
        """With somebody elected."""
        return super().applies(s, m, one, rules) and bool(one.elected)

    def odd(self, s: Snapshot, m: Held, one: Poll, rules: Rules) -> Odd | None:
        """Person by person: the votes are told, the names are behind them."""
        line = elected_by(rules.votes)
        other = ELECTED_BY_PRESENT if line is ELECTED_BY_DUE else ELECTED_BY_DUE
        counts = {person.member: replace(one.count, yes=person.yes) for person in one.elected}
        few = {member: count for member, count in counts.items() if not line.holds(count)}
        if not few:
            return None
        said = [line.statement(count) for count in few.values()]
        said += [
            f"另一口径 {other.statement(count)}（仅为警告）" for count in few.values() if other.holds(count)
        ]
        head = f"记为当选 {len(counts)} 人，{len(few)} 人票数不够"
        return Odd("当选须赞成过半数", f"{head}：{'；'.join(dict.fromkeys(said))}", members=list(few))


class TooManyElected(EachPoll):
    """VOTE-26."""

    code = "VOTE-26"
    title = "当选人数超过应选"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "记为当选的人多于应选名额"
    exempt = "没有计过票的选举"

    def odd(self, s: Snapshot, m: Held, one: Poll, rules: Rules) -> Odd | None:
        """Counted."""
        elected = len(one.elected)
        return None if elected <= one.seats else Odd(f"应选 {one.seats} 人", f"记为当选 {elected} 人")
