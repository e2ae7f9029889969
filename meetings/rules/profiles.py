"""The nine profiles of votes as data (domain 5): who is counted, the two inequalities, how it is voted, the articles.

Both halves are measured against those entitled to come, not against those who came (支部条例第十一条). Where a value
of the branch decides between readings, the line is a function of it; each reading keeps its own article.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from meetings.rules.basis import Basis
from meetings.rules.catalogue.documents import (
    ADMISSION_CHANGE,
    ADMISSION_RULES,
    ADMISSION_RULES_2014,
    BRANCH_RULES,
    CHARTER,
    ELECTION_RULES,
    ELECTION_RULES_1990,
    LIFE_RULES,
    PRACTICE,
    VILLAGE_LAW,
    Document,
)
from meetings.rules.lines import (
    ELIGIBLE,
    EVERYBODY,
    EVERYBODY_PRESENT,
    IN_FAVOUR,
    PRESENT,
    VOTING,
    YES,
    Line,
)
from meetings.rules.shares import (
    FOUR_FIFTHS,
    HALF,
    MORE_THAN_FOUR_FIFTHS,
    MORE_THAN_HALF,
    TWO_THIRDS,
    Share,
)
from meetings.rules.votes import DEFAULT, Count, PassBase, VoteRules
from meetings.vocabulary import BaseKind, RuleLevel, VoteMethod, VoteProfile

Choice = Callable[[VoteRules, BaseKind], Line]


@dataclass(frozen=True)
class ProfileRule:
    """One profile. `passing` without `decides` is judged apart: an election by candidate, an appraisal by grade.

    `otherwise` is what cannot be done without the quorum; `since` the day from which this edition holds.
    """

    profile: VoteProfile
    voters: str
    counted: str
    basis: Basis
    quorum: Choice | None = None
    passing: Choice | None = None
    decides: bool = True
    methods: tuple[VoteMethod, ...] = ()
    takes_written: bool = False
    otherwise: str = "不能表决"
    since: date = date.min


MEMBERS, ADMITTING, ELECTORS = "有表决权党员", "有表决权正式党员", "有选举权党员"
_VOTING_ROLL = "当日正式党员，减去无表决权的和经批准不计入应到的；年老体弱等豁免到会的仍计入"
_HANDS, _SECRET = VoteMethod.SHOW_OF_HANDS, VoteMethod.SECRET_BALLOT
_OPEN_OR_BALLOT = (_HANDS, _SECRET, VoteMethod.NAMED_BALLOT)

ARTICLE_11 = BRANCH_RULES.article("第十一条")
ARTICLE_12 = BRANCH_RULES.article("第十二条")
BOTH_HALVES = PRACTICE.reported("“双过半”")
ADMISSION_2026 = ADMISSION_RULES.reported("第二十条")
ADMISSION_2014 = ADMISSION_RULES_2014.reported("第二十一条")
ELECTION_2020 = ELECTION_RULES.reported()
ELECTION_1990 = ELECTION_RULES_1990.reported()
ELECTION_1990_PASS = ELECTION_RULES_1990.reported("第二十二条")
VILLAGE_MAJOR = Document("四议两公开", level=RuleLevel.LOCAL).reported()
CHARTER_17 = CHARTER.reported("第十七条")
REVIEW = Document("民主评议年度通知", level=RuleLevel.LOCAL).reported()
VILLAGERS_22 = VILLAGE_LAW.reported("第二十二条")
REPRESENTATIVES_26 = VILLAGE_LAW.reported("第二十六条")
LIFE = LIFE_RULES.article()


def _always(line: Line) -> Choice:
    return lambda rules, base_kind: line


def _attendance(share: Share, voters: str, measure: str, basis: Basis) -> Line:
    return Line(share, PRESENT, ELIGIBLE, f"到会{voters}", f"应到会的{measure}", basis)


def _in_favour(voters: str, basis: Basis, share: Share = MORE_THAN_HALF) -> Line:
    return Line(share, YES, ELIGIBLE, "赞成", f"应到会{voters}半数", basis)


def _admission(basis: Basis, since: date) -> ProfileRule:
    return ProfileRule(
        VoteProfile.B_ADMISSION,
        ADMITTING,
        _VOTING_ROLL,
        basis,
        quorum=_always(_attendance(MORE_THAN_HALF, ADMITTING, "半数", basis)),
        passing=_always(Line(MORE_THAN_HALF, IN_FAVOUR, ELIGIBLE, "赞成", f"应到会{ADMITTING}半数", basis)),
        methods=(_SECRET,),
        takes_written=True,
        since=since,
    )


def _committee_passing(rules: VoteRules, base_kind: BaseKind) -> Line:
    if rules.committee_pass_base == PassBase.PRESENT:
        return Line(MORE_THAN_HALF, YES, PRESENT, "赞成", "实到会委员半数", BOTH_HALVES)
    return _in_favour("委员", BOTH_HALVES)


def _election_quorum(rules: VoteRules, base_kind: BaseKind) -> Line:
    if rules.election_quorum_inclusive:
        return _attendance(FOUR_FIFTHS, ELECTORS, "五分之四", ELECTION_2020)
    return _attendance(MORE_THAN_FOUR_FIFTHS, ELECTORS, "五分之四", ELECTION_1990)


ELECTED_BY_DUE = _in_favour(ELECTORS, ELECTION_2020)
ELECTED_BY_PRESENT = Line(MORE_THAN_HALF, YES, PRESENT, "赞成", f"实到会{ELECTORS}半数", ELECTION_1990_PASS)


def elected_by(rules: VoteRules) -> Line:
    """The line a candidate must pass, by the base the branch has settled on."""
    return ELECTED_BY_PRESENT if rules.election_pass_base == PassBase.PRESENT else ELECTED_BY_DUE


def _election_passing(rules: VoteRules, base_kind: BaseKind) -> Line:
    return elected_by(rules)


VILLAGE_MAJOR_STRICT = _in_favour(MEMBERS, ARTICLE_11)
VILLAGE_MAJOR_LITERAL = _in_favour(MEMBERS, VILLAGE_MAJOR, HALF)


def _village_passing(rules: VoteRules, base_kind: BaseKind) -> Line:
    return VILLAGE_MAJOR_LITERAL if rules.village_major_inclusive else VILLAGE_MAJOR_STRICT


def _review_quorum(rules: VoteRules, base_kind: BaseKind) -> Line:
    percent = rules.review_participation_percent
    return Line(Share(percent, 100), PRESENT, ELIGIBLE, "参评党员", f"应参评党员的 {percent}%", REVIEW)


_VILLAGERS_QUORUM = {
    BaseKind.ADULTS: Line(
        MORE_THAN_HALF, PRESENT, ELIGIBLE, "到会村民", "本村 18 周岁以上村民的半数", VILLAGERS_22
    ),
    BaseKind.HOUSEHOLDS: Line(
        TWO_THIRDS, PRESENT, ELIGIBLE, "到会的户代表", "本村总户数的三分之二", VILLAGERS_22
    ),
    BaseKind.REPRESENTATIVES: Line(
        TWO_THIRDS, PRESENT, ELIGIBLE, "到会村民代表", "组成人员的三分之二", REPRESENTATIVES_26
    ),
}


def _villagers_quorum(rules: VoteRules, base_kind: BaseKind) -> Line:
    return _VILLAGERS_QUORUM[base_kind]


def _villagers_passing(rules: VoteRules, base_kind: BaseKind) -> Line:
    basis = _VILLAGERS_QUORUM[base_kind].basis
    return Line(MORE_THAN_HALF, YES, PRESENT, "赞成", "到会人员半数", basis)


_RULES = (
    ProfileRule(
        VoteProfile.A_ASSEMBLY,
        MEMBERS,
        _VOTING_ROLL,
        ARTICLE_11,
        quorum=_always(_attendance(HALF, MEMBERS, "半数", ARTICLE_11)),
        passing=_always(_in_favour(MEMBERS, ARTICLE_11)),
        methods=_OPEN_OR_BALLOT,
    ),
    _admission(ADMISSION_2026, ADMISSION_CHANGE),
    _admission(ADMISSION_2014, date.min),
    ProfileRule(
        VoteProfile.C_COMMITTEE,
        "委员",
        "当日在任的书记、副书记和委员",
        ARTICLE_12,
        quorum=_always(_attendance(HALF, "委员", "半数", ARTICLE_12)),
        passing=_committee_passing,
        methods=(VoteMethod.ORAL, *_OPEN_OR_BALLOT),
    ),
    ProfileRule(
        VoteProfile.D_ELECTION,
        ELECTORS,
        "当日有选举权的正式党员，减去为本次选举批准不计入应到的",
        ELECTION_2020,
        quorum=_election_quorum,
        passing=_election_passing,
        decides=False,
        methods=(_SECRET,),
        otherwise="不能选举",
    ),
    ProfileRule(
        VoteProfile.E_VILLAGE_MAJOR,
        MEMBERS,
        f"到会按全体党员计；赞成按{_VOTING_ROLL}",
        VILLAGE_MAJOR,
        quorum=_always(
            Line(TWO_THIRDS, EVERYBODY_PRESENT, EVERYBODY, "到会党员", "党员总数的三分之二", VILLAGE_MAJOR)
        ),
        passing=_village_passing,
        methods=_OPEN_OR_BALLOT,
    ),
    ProfileRule(
        VoteProfile.F_DELIBERATION,
        MEMBERS,
        "到会并参加表决的党员，少数服从多数",
        CHARTER_17,
        passing=_always(Line(MORE_THAN_HALF, YES, VOTING, "赞成", "参加表决者半数", CHARTER_17)),
        methods=(_HANDS, _SECRET),
    ),
    ProfileRule(
        VoteProfile.G_APPRAISAL,
        "应参评党员",
        "应当参加本次民主测评的党员",
        REVIEW,
        quorum=_review_quorum,
        decides=False,
        methods=(_SECRET,),
        otherwise="测评不能作数",
    ),
    ProfileRule(
        VoteProfile.H_VILLAGERS,
        "参加人",
        "本村 18 周岁以上村民，或每户一名代表，或村民代表",
        VILLAGERS_22,
        quorum=_villagers_quorum,
        passing=_villagers_passing,
        methods=_OPEN_OR_BALLOT,
    ),
    ProfileRule(
        VoteProfile.I_DEMOCRATIC_LIFE,
        "班子成员",
        "领导班子全体成员",
        LIFE,
        quorum=_always(_attendance(TWO_THIRDS, "班子成员", "三分之二", LIFE)),
        decides=False,
        otherwise="不能召开",
    ),
)


def rule_of(profile: VoteProfile, on: date | None = None) -> ProfileRule:
    """The rule of a profile: the edition in force on a day, else the newest; the oldest for any earlier day."""
    editions = [rule for rule in _RULES if rule.profile is profile]
    return next((rule for rule in editions if on is None or rule.since <= on), editions[-1])


def quorum_line(rule: ProfileRule, count: Count, rules: VoteRules = DEFAULT) -> Line | None:
    """The inequality of presence; None where no number is asked for."""
    return rule.quorum(rules, count.base_kind) if rule.quorum else None


def passing_line(rule: ProfileRule, count: Count, rules: VoteRules = DEFAULT) -> Line | None:
    """The inequality of the votes; None where nothing is passed."""
    return rule.passing(rules, count.base_kind) if rule.passing else None
