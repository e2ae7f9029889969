"""The profiles as data: their formulas, who may vote how, their articles and editions."""

import ast
from datetime import date
from pathlib import Path

import pytest

from meetings.rules import profiles
from meetings.rules.profiles import passing_line, quorum_line, rule_of
from meetings.rules.votes import DEFAULT, Count, PassBase, VoteRules
from meetings.vocabulary import BaseKind, Certainty, RuleLevel, VoteMethod, VoteProfile

P = VoteProfile
NOBODY = Count(0, 0, base_total=0, base_present=0)
PURE = sorted(Path(profiles.__file__).parent.glob("*.py"))


def formulas(profile: VoteProfile, rules: VoteRules = DEFAULT, count: Count = NOBODY) -> list[str | None]:
    rule = rule_of(profile)
    lines = quorum_line(rule, count, rules), passing_line(rule, count, rules)
    return [line.formula if line else None for line in lines]


FORMULAS = [
    pytest.param(P.A_ASSEMBLY, {}, "2×P ≥ D", "2×Y > D", id="A 支部条例第十一条"),
    pytest.param(P.B_ADMISSION, {}, "2×P > D", "2×(Y+W) > D", id="B 发展细则"),
    pytest.param(P.C_COMMITTEE, {}, "2×P ≥ D", "2×Y > D", id="C 支部条例第十二条，委员数口径"),
    pytest.param(
        P.C_COMMITTEE,
        {"committee_pass_base": "present"},
        "2×P ≥ D",
        "2×Y > P",
        id="C 支部条例第十二条，实到口径",
    ),
    pytest.param(P.D_ELECTION, {}, "5×P ≥ 4×D", "2×Y > D", id="D 选举条例2020，应到口径"),
    pytest.param(
        P.D_ELECTION,
        {"election_quorum_inclusive": False, "election_pass_base": "present"},
        "5×P > 4×D",
        "2×Y > P",
        id="D 1990暂行，实到口径",
    ),
    pytest.param(P.E_VILLAGE_MAJOR, {}, "3×P ≥ 2×T", "2×Y > D", id="E 四议两公开，从严"),
    pytest.param(
        P.E_VILLAGE_MAJOR, {"village_major_inclusive": True}, "3×P ≥ 2×T", "2×Y ≥ D", id="E 四议两公开，字面"
    ),
    pytest.param(P.F_DELIBERATION, {}, None, "2×Y > (Y+N+A)", id="F 党章第十七条"),
    pytest.param(P.G_APPRAISAL, {}, "100×P ≥ 95×D", None, id="G 民主评议年度通知"),
    pytest.param(P.G_APPRAISAL, {"review_participation_percent": 80}, "100×P ≥ 80×D", None, id="G 参评率80"),
    pytest.param(P.H_VILLAGERS, {}, "2×P > D", "2×Y > P", id="H 村组法第二十二条，村民"),
    pytest.param(P.I_DEMOCRATIC_LIFE, {}, "3×P ≥ 2×D", None, id="I 民生会规定"),
]


@pytest.mark.parametrize(("profile", "values", "quorum", "passing"), FORMULAS)
def test_each_profile_is_two_inequalities(
    profile: VoteProfile, values: dict[str, object], quorum: str | None, passing: str | None
) -> None:
    assert formulas(profile, VoteRules(**values)) == [quorum, passing]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "quorum", "article"),
    [
        (BaseKind.ADULTS, "2×P > D", "村组法第二十二条"),
        (BaseKind.HOUSEHOLDS, "3×P ≥ 2×D", "村组法第二十二条"),
        (BaseKind.REPRESENTATIVES, "3×P ≥ 2×D", "村组法第二十六条"),
    ],
)
def test_villagers_are_counted_on_three_bases(kind: BaseKind, quorum: str, article: str) -> None:
    count, rule = Count(0, 0, base_kind=kind), rule_of(P.H_VILLAGERS)
    assert formulas(P.H_VILLAGERS, count=count) == [quorum, "2×Y > P"]
    assert {str(line.basis) for line in (quorum_line(rule, count), passing_line(rule, count))} == {article}


METHODS = {
    P.A_ASSEMBLY: {"show_of_hands", "secret_ballot", "named_ballot"},
    P.B_ADMISSION: {"secret_ballot"},
    P.C_COMMITTEE: {"oral", "show_of_hands", "secret_ballot", "named_ballot"},
    P.D_ELECTION: {"secret_ballot"},
    P.E_VILLAGE_MAJOR: {"show_of_hands", "secret_ballot", "named_ballot"},
    P.F_DELIBERATION: {"show_of_hands", "secret_ballot"},
    P.G_APPRAISAL: {"secret_ballot"},
    P.H_VILLAGERS: {"show_of_hands", "secret_ballot", "named_ballot"},
    P.I_DEMOCRATIC_LIFE: set[VoteMethod](),
}


@pytest.mark.parametrize("profile", P)
def test_each_profile_says_how_it_is_voted(profile: VoteProfile) -> None:
    rule = rule_of(profile)
    assert set(rule.methods) == METHODS[profile]
    assert rule.takes_written is (profile is P.B_ADMISSION)
    assert rule.decides is (profile not in (P.D_ELECTION, P.G_APPRAISAL, P.I_DEMOCRATIC_LIFE))


ROLL = "当日正式党员，减去无表决权的和经批准不计入应到的；年老体弱等豁免到会的仍计入"
WHO = [
    (P.A_ASSEMBLY, "有表决权党员", ROLL),
    (P.B_ADMISSION, "有表决权正式党员", ROLL),
    (P.C_COMMITTEE, "委员", "当日在任的书记、副书记和委员"),
    (P.D_ELECTION, "有选举权党员", "当日有选举权的正式党员，减去为本次选举批准不计入应到的"),
    (P.E_VILLAGE_MAJOR, "有表决权党员", f"到会按全体党员计；赞成按{ROLL}"),
    (P.F_DELIBERATION, "有表决权党员", "到会并参加表决的党员，少数服从多数"),
    (P.G_APPRAISAL, "应参评党员", "应当参加本次民主测评的党员"),
    (P.H_VILLAGERS, "参加人", "本村 18 周岁以上村民，或每户一名代表，或村民代表"),
    (P.I_DEMOCRATIC_LIFE, "班子成员", "领导班子全体成员"),
]


@pytest.mark.parametrize(("profile", "voters", "counted"), WHO)
def test_each_profile_says_who_is_counted(profile: VoteProfile, voters: str, counted: str) -> None:
    rule = rule_of(profile)
    assert (rule.voters, rule.counted) == (voters, counted)


BASES = [
    (P.A_ASSEMBLY, "支部条例第十一条", RuleLevel.NATIONAL, Certainty.VERIFIED),
    (P.B_ADMISSION, "发展细则第二十条", RuleLevel.NATIONAL, Certainty.SECONDARY),
    (P.C_COMMITTEE, "支部条例第十二条", RuleLevel.NATIONAL, Certainty.VERIFIED),
    (P.D_ELECTION, "选举条例", RuleLevel.NATIONAL, Certainty.SECONDARY),
    (P.E_VILLAGE_MAJOR, "四议两公开", RuleLevel.LOCAL, Certainty.SECONDARY),
    (P.F_DELIBERATION, "党章第十七条", RuleLevel.NATIONAL, Certainty.SECONDARY),
    (P.G_APPRAISAL, "民主评议年度通知", RuleLevel.LOCAL, Certainty.SECONDARY),
    (P.H_VILLAGERS, "村组法第二十二条", RuleLevel.NATIONAL, Certainty.SECONDARY),
    (P.I_DEMOCRATIC_LIFE, "民生会规定", RuleLevel.NATIONAL, Certainty.VERIFIED),
]


@pytest.mark.parametrize(("profile", "words", "level", "certainty"), BASES)
def test_each_profile_rests_on_something(
    profile: VoteProfile, words: str, level: RuleLevel, certainty: Certainty
) -> None:
    basis = rule_of(profile).basis
    assert (str(basis), basis.level, basis.certainty) == (words, level, certainty)


def test_admission_is_judged_by_the_edition_of_its_day() -> None:
    def edition(on: date | None) -> str:
        return rule_of(P.B_ADMISSION, on).basis.version

    assert edition(date(2026, 5, 17)) == "2014"
    assert edition(date(2026, 5, 18)) == "2026.05"
    assert edition(date(1999, 1, 1)) == "2014"
    assert edition(None) == "2026.05"


def test_the_bases_of_a_majority_are_named() -> None:
    assert PassBase.pairs() == [("due", "应到会"), ("members", "全体委员"), ("present", "实到会")]


def test_of_what_was_not_counted_there_is_none() -> None:
    paper = {"issued": None, "collected": None, "invalid": None}
    written = {"written_yes": 0, "written_no": 0, "written_abstain": 0}
    base = {"base_kind": BaseKind.ADULTS, "base_total": None, "base_present": None}
    assert (
        vars(Count(16, 9))
        == {"eligible": 16, "present": 9, "yes": 0, "no": 0, "abstain": 0} | paper | written | base
    )


def test_the_defaults_are_those_of_the_table() -> None:
    assert VoteRules() == VoteRules(
        quorum_inclusive=False,
        election_quorum_inclusive=True,
        election_pass_base=PassBase.DUE,
        election_surplus_percent=20,
        committee_pass_base=PassBase.MEMBERS,
        close_gap_min=1,
        close_gap_percent=10,
        secret_profiles=(P.B_ADMISSION, P.D_ELECTION, P.G_APPRAISAL),
        village_major_inclusive=False,
        review_participation_percent=95,
    )


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.name)
def test_the_rules_know_no_fraction(path: Path) -> None:
    inexact = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) in ("float", "round", "Decimal", "ceil"))
    ]
    assert not inexact
