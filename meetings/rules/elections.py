"""Who is elected, and why (选举条例). Pure; integer comparisons only.

Sources contradict one another on whether more than half is of those due or of those present: both are shown, the
branch's `election_pass_base` decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from branchlife.kit.problems import Problem
from meetings.rules.ballots import CandidateCount, CandidateStanding, ElectionCount, ElectionOutcome
from meetings.rules.basis import Basis
from meetings.rules.majority import quorum_of
from meetings.rules.profiles import ELECTED_BY_DUE, ELECTED_BY_PRESENT, ELECTION_2020, elected_by
from meetings.rules.seats import candidates_needed, runners_up, take
from meetings.rules.shares import HALF, MORE_THAN_HALF, percent
from meetings.rules.votes import DEFAULT, Count, PassBase, VoteRules
from meetings.vocabulary import VoteProfile


@dataclass(frozen=True)
class RuleLine:
    """What one rule says of an election, in words and numbers."""

    code: str
    holds: bool
    sentence: str
    basis: Basis


@dataclass(frozen=True)
class CandidateLine:
    """What the votes of one person come to, by both bases."""

    candidate: CandidateCount
    over_due: bool
    over_present: bool
    standing: CandidateStanding
    sentence: str

    @property
    def is_elected(self) -> bool:
        """当选."""
        return self.standing is CandidateStanding.ELECTED


@dataclass(frozen=True)
class ElectionVerdict:
    """What a round came to. `vacant` seats go to the next round, where `following` (most votes first) stand.

    `nominees_short` are the candidates still to be nominated for it. `basis` is that of the line that decided.
    """

    count: ElectionCount
    outcome: ElectionOutcome
    candidates: tuple[CandidateLine, ...]
    rules: tuple[RuleLine, ...]
    conclusion: str
    basis: Basis
    vacant: int
    following: tuple[CandidateCount, ...] = ()
    nominees_short: int = 0
    warnings: tuple[Problem, ...] = ()

    @property
    def elected(self) -> tuple[CandidateCount, ...]:
        """Those elected, in the order of the ballot."""
        return tuple(line.candidate for line in self.candidates if line.is_elected)

    @property
    def sentence(self) -> str:
        """Every rule and the conclusion in one paragraph, for the record."""
        return "；".join([*(line.sentence for line in self.rules), self.conclusion])


def judge_election(count: ElectionCount, rules: VoteRules = DEFAULT) -> ElectionVerdict:
    """Judge one round. The count must add up (see election_counting.py)."""
    quorum, papers = quorum_rule(count, rules), papers_rule(count)
    lines = (quorum, *difference_rules(count, rules), papers)
    if not quorum.holds:
        return _nobody(count, rules, lines, ElectionOutcome.NO_QUORUM, quorum.basis)
    if not papers.holds:
        return _nobody(count, rules, lines, ElectionOutcome.VOID, papers.basis)
    return _decide(count, rules, lines)


def quorum_rule(count: ElectionCount, rules: VoteRules = DEFAULT) -> RuleLine:
    """Four fifths of those entitled to elect must have come."""
    quorum = quorum_of(VoteProfile.D_ELECTION, Count(count.eligible, count.present), rules)
    return RuleLine("quorum", quorum.holds, quorum.sentence, quorum.basis)


def difference_rules(count: ElectionCount, rules: VoteRules = DEFAULT) -> tuple[RuleLine, ...]:
    """差额, asked of the first round only: more candidates than seats, but for 书记 and 副书记."""
    if count.round > 1:
        return ()
    nominated, seats = count.nominated, count.seats
    if count.may_be_equal:
        words = "可以等额选举" if nominated >= seats else "少于应选名额，请补提候选人"
        sentence = f"候选人 {nominated} 名，应选 {seats} 名，书记、副书记{words}（{ELECTION_2020}）"
        return (RuleLine("difference", nominated >= seats, sentence, ELECTION_2020),)
    share, least = percent(rules.election_surplus_percent), candidates_needed(seats, rules)
    holds = share.holds(nominated - seats, seats)
    inequality = share.words(nominated - seats, seats, f"({nominated}−{seats})")
    more = "" if holds else f"，至少要 {least} 名候选人"
    words = f"候选人 {nominated} 名，应选 {seats} 名，差额{share.verb(holds)} {rules.election_surplus_percent}%{more}"
    sentence = f"{inequality}，{words}（{ELECTION_2020}）"
    return (RuleLine("difference", holds, sentence, ELECTION_2020),)


def papers_rule(count: ElectionCount) -> RuleLine:
    """Fewer ballots may come back than were given out, never more."""
    holds = count.collected <= count.issued
    sign, words = ("≤", "未超过发出的票，投票有效") if holds else (">", "多于发出的票，投票无效")
    sentence = f"收回 {count.collected} {sign} 发出 {count.issued}，{words}（{ELECTION_2020}）"
    return RuleLine("papers", holds, sentence, ELECTION_2020)


def consent_rule(count: ElectionCount, elected: int) -> RuleLine | None:
    """Fewer seats by consent: half of the voters agree, and those elected are near the number (more than half of it).

    None when nobody was asked. How near is near is said nowhere; half is the least it can mean (推定).
    """
    if count.consent is None:
        return None
    is_near = MORE_THAN_HALF.holds(elected, count.seats)
    agreed = HALF.holds(count.consent, count.present)
    inequality = HALF.words(count.consent, count.present)
    words = f"同意减少名额的{HALF.verb(agreed)}到会选举人半数"
    near = "" if is_near else f"；但当选 {elected} 名离应选 {count.seats} 名较远，不能减少"
    sentence = f"{inequality}，{words}{near}（{ELECTION_2020}）"
    return RuleLine("consent", agreed and is_near, sentence, ELECTION_2020)


def _nobody(
    count: ElectionCount,
    rules: VoteRules,
    lines: tuple[RuleLine, ...],
    outcome: ElectionOutcome,
    basis: Basis,
) -> ElectionVerdict:
    conclusion = {
        ElectionOutcome.NO_QUORUM: "到会人数不足，本次不能选举，请改期",
        ElectionOutcome.VOID: "选举无效，须重新选举",
    }[outcome]
    people = tuple(_person(count, one, rules, CandidateStanding.NOT_ELECTED) for one in count.candidates)
    return ElectionVerdict(count, outcome, people, lines, conclusion, basis, count.seats)


def _decide(count: ElectionCount, rules: VoteRules, lines: tuple[RuleLine, ...]) -> ElectionVerdict:
    line = elected_by(rules)
    elected, tied = take([one for one in count.candidates if line.holds(count.of(one))], count.seats)
    vacant, following, short = count.seats - len(elected), tied, 0
    consent = consent_rule(count, len(elected)) if vacant and not tied else None
    outcome = _outcome(vacant, tied, consent)
    if outcome is ElectionOutcome.SECOND_ROUND:
        others = [one for one in count.candidates if one not in elected]
        following = runners_up(others, vacant, rules)
        short = max(0, candidates_needed(vacant, rules) - len(following))
    if outcome is ElectionOutcome.REDUCED:
        vacant = 0
    people = tuple(
        _person(count, one, rules, _standing(one, elected, following, outcome)) for one in count.candidates
    )
    return ElectionVerdict(
        count,
        outcome,
        people,
        lines if consent is None else (*lines, consent),
        _conclusion(outcome, elected, vacant, following, short),
        line.basis,
        vacant,
        following,
        short,
        tuple(_base_warnings(people)),
    )


def _outcome(vacant: int, tied: tuple[CandidateCount, ...], consent: RuleLine | None) -> ElectionOutcome:
    if tied:
        return ElectionOutcome.TIE
    if not vacant:
        return ElectionOutcome.COMPLETE
    return ElectionOutcome.REDUCED if consent and consent.holds else ElectionOutcome.SECOND_ROUND


def _standing(
    one: CandidateCount,
    elected: tuple[CandidateCount, ...],
    following: tuple[CandidateCount, ...],
    outcome: ElectionOutcome,
) -> CandidateStanding:
    if one in elected:
        return CandidateStanding.ELECTED
    if one not in following:
        return CandidateStanding.NOT_ELECTED
    return CandidateStanding.TIED if outcome is ElectionOutcome.TIE else CandidateStanding.RUNNER_UP


def _person(
    count: ElectionCount, one: CandidateCount, rules: VoteRules, standing: CandidateStanding
) -> CandidateLine:
    votes = count.of(one)
    by_due, by_present = ELECTED_BY_DUE.statement(votes), ELECTED_BY_PRESENT.statement(votes)
    base = PassBase(rules.election_pass_base).label
    sentence = f"{one.name}：{by_due}；{by_present}；按{base}判，{standing.label}"
    return CandidateLine(
        one, ELECTED_BY_DUE.holds(votes), ELECTED_BY_PRESENT.holds(votes), standing, sentence
    )


def _names(people: tuple[CandidateCount, ...]) -> str:
    return "、".join(one.name for one in people)


def _conclusion(
    outcome: ElectionOutcome,
    elected: tuple[CandidateCount, ...],
    vacant: int,
    following: tuple[CandidateCount, ...],
    short: int,
) -> str:
    done = f"{_names(elected)}当选" if elected else "无人当选"
    match outcome:
        case ElectionOutcome.TIE:
            return f"{done}；{_names(following)}得票相同，就其余 {vacant} 个名额再次投票"
        case ElectionOutcome.SECOND_ROUND:
            stand = [f"候选人为{_names(following)}"] if following else []
            stand += [f"须补提候选人 {short} 名"] if short else []
            return "，".join([f"{done}；不足 {vacant} 名，另行选举", *stand])
        case ElectionOutcome.REDUCED:
            return f"{done}；经选举人同意减少名额，不再选举"
        case _:  # complete
            return done


def _base_warnings(people: tuple[CandidateLine, ...]) -> Iterator[Problem]:
    for line in people:
        if line.over_due != line.over_present:
            text = f"{line.candidate.name}按应到会与按实到会判，结论不同，请向上级核实本次选举采用的口径"
            yield Problem("two-bases", text, str(ELECTION_2020), "candidates", blocks=False)
