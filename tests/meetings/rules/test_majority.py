"""Votes: the boundary cases of the regulations, each by its article."""

from datetime import date

import pytest

from meetings.rules.majority import judge, quorum_of
from meetings.rules.votes import Count, VoteRules
from meetings.vocabulary import BaseKind, Certainty, MotionResult, RuleLevel, VoteProfile
from meetings.vocabulary import MotionResult as R

A, B, C = VoteProfile.A_ASSEMBLY, VoteProfile.B_ADMISSION, VoteProfile.C_COMMITTEE
D, E, F = VoteProfile.D_ELECTION, VoteProfile.E_VILLAGE_MAJOR, VoteProfile.F_DELIBERATION
G, H, I = VoteProfile.G_APPRAISAL, VoteProfile.H_VILLAGERS, VoteProfile.I_DEMOCRATIC_LIFE  # noqa: E741

BOUNDARIES = [
    pytest.param(A, 15, 8, 8, R.PASSED, id="支部条例第十一条：应到15，到会8，赞成8"),
    pytest.param(A, 15, 8, 7, R.REJECTED, id="支部条例第十一条：应到15，赞成7"),
    pytest.param(A, 15, 7, 7, R.NO_QUORUM, id="支部条例第十一条：应到15，到会7"),
    pytest.param(A, 16, 9, 9, R.PASSED, id="支部条例第十一条：应到16，赞成9"),
    pytest.param(A, 16, 9, 8, R.REJECTED, id="支部条例第十一条：赞成8恰为应到16的一半"),
    pytest.param(A, 16, 8, 8, R.REJECTED, id="支部条例第十一条：到会恰为一半，够开，过不了"),
    pytest.param(A, 16, 7, 7, R.NO_QUORUM, id="支部条例第十一条：应到16，到会7"),
    pytest.param(A, 2, 1, 1, R.REJECTED, id="支部条例第十一条：两人支部须全票"),
    pytest.param(A, 2, 2, 2, R.PASSED, id="支部条例第十一条：两人支部全票"),
    pytest.param(A, 40, 21, 20, R.REJECTED, id="支部条例第十一条：赞成占到会的绝大多数，仍不过应到半数"),
    pytest.param(B, 16, 8, 8, R.NO_QUORUM, id="发展细则：到会恰为一半不够"),
    pytest.param(B, 16, 9, 9, R.PASSED, id="发展细则：到会9，赞成9"),
    pytest.param(B, 16, 9, 8, R.REJECTED, id="发展细则：到会9，赞成8"),
    pytest.param(B, 15, 8, 8, R.PASSED, id="发展细则：应到15，到会8，赞成8"),
    pytest.param(C, 5, 3, 3, R.PASSED, id="支部条例第十二条：委员5，到会3，赞成3"),
    pytest.param(C, 5, 3, 2, R.REJECTED, id="支部条例第十二条：委员5，到会3，赞成2"),
    pytest.param(C, 5, 2, 2, R.NO_QUORUM, id="支部条例第十二条：委员5，到会2"),
    pytest.param(C, 3, 2, 2, R.PASSED, id="支部条例第十二条：委员3，到会2，赞成2"),
    pytest.param(C, 3, 1, 1, R.NO_QUORUM, id="支部条例第十二条：委员3，到会1"),
    pytest.param(C, 4, 2, 2, R.REJECTED, id="支部条例第十二条：委员4，到会2，可以开会，什么也通不过"),
    pytest.param(F, 20, 5, 5, R.PASSED, id="党章第十七条：不问到会人数，少数服从多数"),
    pytest.param(F, 20, 20, 12, R.PASSED, id="党章第十七条：12比8"),
    pytest.param(F, 20, 20, 8, R.REJECTED, id="党章第十七条：8比12"),
    pytest.param(H, 801, 401, 201, R.PASSED, id="村组法第二十二条：成年村民801，到会401，赞成201"),
    pytest.param(H, 801, 401, 200, R.REJECTED, id="村组法第二十二条：赞成200不过到会401的半数"),
    pytest.param(H, 801, 400, 400, R.NO_QUORUM, id="村组法第二十二条：成年村民801，到会400"),
    pytest.param(H, 800, 400, 400, R.NO_QUORUM, id="村组法第二十二条：恰为半数不够"),
]


@pytest.mark.parametrize(("profile", "eligible", "present", "yes", "result"), BOUNDARIES)
def test_it_judges_the_boundary_cases(
    profile: VoteProfile, eligible: int, present: int, yes: int, result: R
) -> None:
    assert judge(profile, Count(eligible, present, yes, present - yes)).result is result


PRESENCE = [
    pytest.param(D, 15, 12, {}, id="选举条例2020：应到15，到会不少于12"),
    pytest.param(D, 15, 13, {"election_quorum_inclusive": False}, id="1990暂行：应到15，到会超过12"),
    pytest.param(D, 16, 13, {}, id="选举条例2020：应到16"),
    pytest.param(D, 16, 13, {"election_quorum_inclusive": False}, id="1990暂行：应到16"),
    pytest.param(D, 30, 24, {}, id="选举条例2020：应到30"),
    pytest.param(D, 30, 25, {"election_quorum_inclusive": False}, id="1990暂行：应到30"),
    pytest.param(D, 17, 14, {}, id="选举条例2020：应到17"),
    pytest.param(D, 17, 14, {"election_quorum_inclusive": False}, id="1990暂行：应到17"),
    pytest.param(G, 20, 19, {}, id="民主评议：应参评20"),
    pytest.param(G, 21, 20, {}, id="民主评议：应参评21"),
    pytest.param(I, 7, 5, {}, id="民生会规定：班子7人"),
    pytest.param(I, 9, 6, {}, id="民生会规定：班子9人"),
]


@pytest.mark.parametrize(("profile", "due", "least", "values"), PRESENCE)
def test_where_only_presence_is_asked_there_is_no_result(
    profile: VoteProfile, due: int, least: int, values: dict[str, bool]
) -> None:
    rules = VoteRules(**values)  # type: ignore[arg-type]
    enough, too_few = (judge(profile, Count(due, present), rules) for present in (least, least - 1))
    assert (enough.result, enough.sentence) == (None, enough.quorum)
    assert too_few.result is R.NO_QUORUM
    with pytest.raises(ValueError, match=rf"^{profile.label}不由这里判定结果$"):
        _ = enough.decided
    assert too_few.decided is R.NO_QUORUM


HOUSEHOLDS, REPRESENTATIVES = BaseKind.HOUSEHOLDS, BaseKind.REPRESENTATIVES


@pytest.mark.parametrize(
    ("kind", "due", "least"),
    [
        pytest.param(BaseKind.ADULTS, 801, 401, id="村组法第二十二条：成年村民"),
        pytest.param(HOUSEHOLDS, 300, 200, id="村组法第二十二条：户代表"),
        pytest.param(REPRESENTATIVES, 31, 21, id="村组法第二十六条：村民代表"),
    ],
)
def test_villagers_meet_on_three_bases(kind: BaseKind, due: int, least: int) -> None:
    enough, too_few = (Count(due, present, present, base_kind=kind) for present in (least, least - 1))
    assert judge(H, enough).result is R.PASSED
    assert judge(H, too_few).result is R.NO_QUORUM


def test_the_words_name_the_base_on_which_villagers_met() -> None:
    def words(kind: BaseKind) -> str:
        return judge(H, Count(300, 200, 150, 50, base_kind=kind)).quorum

    assert (
        words(BaseKind.ADULTS)
        == "2×200 = 400 > 300，到会村民超过本村 18 周岁以上村民的半数（村组法第二十二条）"
    )
    assert (
        words(HOUSEHOLDS)
        == "3×200 = 600 ≥ 2×300 = 600，到会的户代表达到本村总户数的三分之二（村组法第二十二条）"
    )
    assert words(REPRESENTATIVES) == (
        "3×200 = 600 ≥ 2×300 = 600，到会村民代表达到组成人员的三分之二（村组法第二十六条）"
    )
    passed = judge(H, Count(300, 200, 101, 99)).sentence
    assert passed == "2×101 = 202 > 200，赞成超过到会人员半数（村组法第二十二条）"


WRITTEN = [
    pytest.param(8, 8, 5, R.NO_QUORUM, id="发展细则第二十一条：书面者不算到会，表决无效"),
    pytest.param(9, 7, 2, R.PASSED, id="发展细则第二十一条：赞成7加会前书面2"),
    pytest.param(9, 7, 1, R.REJECTED, id="发展细则第二十一条：赞成7加会前书面1，恰为一半"),
]


@pytest.mark.parametrize(("present", "yes", "written", "result"), WRITTEN)
def test_written_opinions_count_for_passing_but_not_for_presence(
    present: int, yes: int, written: int, result: R
) -> None:
    verdict = judge(B, Count(16, present, yes, present - yes, written_yes=written))
    assert verdict.result is result


def test_written_opinions_are_shown_as_a_sum() -> None:
    verdict = judge(B, Count(16, 9, 7, 2, written_yes=2, written_no=1))
    assert verdict.sentence == (
        "2×(7+2) = 18 > 16，赞成超过应到会有表决权正式党员半数（发展细则第二十条）；其中会前书面赞成 2"
    )
    assert verdict.quorum == "2×9 = 18 > 16，到会有表决权正式党员超过应到会的半数（发展细则第二十条）"
    without = judge(B, Count(16, 9, 9, written_no=1)).sentence
    assert without == "2×9 = 18 > 16，赞成超过应到会有表决权正式党员半数（发展细则第二十条）"
    # Elsewhere nothing written counts, whatever was entered.
    assert judge(A, Count(16, 9, 8, 1, written_yes=3)).result is R.REJECTED


def test_an_admission_before_the_change_is_judged_by_the_older_edition() -> None:
    verdict = judge(B, Count(16, 9, 9), on=date(2023, 6, 1))
    assert (str(verdict.basis), verdict.version) == ("发展细则第二十一条", "2014")
    assert judge(B, Count(16, 8, 8), on=date(2023, 6, 1)).version == "2014"
    assert judge(B, Count(16, 8, 8)).version == "2026.05"


def test_a_committee_may_decide_by_more_than_half_of_those_present() -> None:
    present = VoteRules(committee_pass_base="present")
    verdict = judge(C, Count(4, 2, 2), present)
    assert verdict.result is R.PASSED
    assert verdict.sentence == "2×2 = 4 > 2，赞成超过实到会委员半数（各地做法“双过半”）"
    assert (verdict.level, verdict.certainty) == (RuleLevel.LOCAL, Certainty.SECONDARY)
    assert judge(C, Count(4, 2, 1, 1), present).result is R.REJECTED
    members = "2×3 = 6 > 5，赞成超过应到会委员半数（各地做法“双过半”）"
    assert judge(C, Count(5, 3, 3)).sentence == members


def village(yes: int, everybody_present: int = 30, present: int = 28) -> Count:
    return Count(28, present, yes, present - yes, base_total=30, base_present=everybody_present)


VILLAGE = [
    pytest.param(village(15, 20, 18), False, R.PASSED, id="四议两公开：党员30，到会20，赞成15"),
    pytest.param(village(15, 19, 18), False, R.NO_QUORUM, id="四议两公开：党员30，到会19"),
    pytest.param(village(14), False, R.REJECTED, id="四议两公开与支部条例第十一条：从严，恰为一半不过"),
    pytest.param(village(14), True, R.PASSED, id="四议两公开：字面，恰为一半通过"),
    pytest.param(village(13), True, R.REJECTED, id="四议两公开：字面，不足一半"),
]


@pytest.mark.parametrize(("count", "inclusive", "result"), VILLAGE)
def test_a_major_matter_of_the_village_asks_for_two_thirds_of_all_members(
    count: Count, inclusive: bool, result: R
) -> None:
    assert judge(E, count, VoteRules(village_major_inclusive=inclusive)).result is result


def test_where_the_two_readings_of_a_half_differ_both_are_printed() -> None:
    strict = "2×14 = 28 ≤ 28，赞成未超过应到会有表决权党员半数（支部条例第十一条）"
    literal = "2×14 = 28 ≥ 28，赞成达到应到会有表决权党员半数（四议两公开）"
    assert judge(E, village(14)).sentence == f"{strict}；另一口径：{literal}"
    inclusive = VoteRules(village_major_inclusive=True)
    assert judge(E, village(14), inclusive).sentence == f"{literal}；另一口径：{strict}"
    assert "另一口径" not in judge(E, village(15)).sentence
    assert "另一口径" not in judge(E, village(13), inclusive).sentence


@pytest.mark.parametrize("missing", ["base_total", "base_present"])
def test_a_major_matter_cannot_be_judged_without_all_members(missing: str) -> None:
    numbers = {"base_total": 30, "base_present": 20} | {missing: None}
    with pytest.raises(ValueError, match=r"^四议两公开须有党员总数和到会党员数$"):
        judge(E, Count(28, 20, 20, **numbers))  # type: ignore[arg-type]


def test_the_sentence_shows_the_comparison_and_the_article() -> None:
    verdict = judge(A, Count(16, 9, 9))
    assert verdict.sentence == "2×9 = 18 > 16，赞成超过应到会有表决权党员半数（支部条例第十一条）"
    assert verdict.quorum == "2×9 = 18 ≥ 16，到会有表决权党员达到应到会的半数（支部条例第十一条）"
    assert judge(A, Count(16, 9, 8, 1)).sentence == (
        "2×8 = 16 ≤ 16，赞成未超过应到会有表决权党员半数（支部条例第十一条）"
    )


OTHERWISE = [
    (A, "2×7 = 14 < 16，到会有表决权党员不足应到会的半数，不能表决（支部条例第十一条）"),
    (B, "2×7 = 14 ≤ 16，到会有表决权正式党员未超过应到会的半数，不能表决（发展细则第二十条）"),
    (C, "2×7 = 14 < 16，到会委员不足应到会的半数，不能表决（支部条例第十二条）"),
    (D, "5×7 = 35 < 4×16 = 64，到会有选举权党员不足应到会的五分之四，不能选举（选举条例）"),
    (G, "100×7 = 700 < 95×16 = 1520，参评党员不足应参评党员的 95%，测评不能作数（民主评议年度通知）"),
    (I, "3×7 = 21 < 2×16 = 32，到会班子成员不足应到会的三分之二，不能召开（民生会规定）"),
]


@pytest.mark.parametrize(("profile", "words"), OTHERWISE)
def test_without_a_quorum_the_sentence_says_what_cannot_be_done(profile: VoteProfile, words: str) -> None:
    verdict = judge(profile, Count(16, 7, 7), is_important=True)
    assert (verdict.result, verdict.sentence, verdict.quorum) == (R.NO_QUORUM, words, words)
    assert verdict.warnings == ()


def test_a_verdict_carries_what_it_rests_on() -> None:
    verdict = judge(A, Count(16, 9, 9))
    assert (verdict.level, verdict.certainty, verdict.version) == (
        RuleLevel.NATIONAL,
        Certainty.VERIFIED,
        "2018",
    )
    assert (verdict.profile, verdict.count, verdict.decided) == (A, Count(16, 9, 9), MotionResult.PASSED)
    older = judge(D, Count(15, 12), VoteRules(election_quorum_inclusive=False))
    assert older.sentence == (
        "5×12 = 60 ≤ 4×15 = 60，到会有选举权党员未超过应到会的五分之四，不能选举（1990 暂行条例）"
    )


def test_the_presence_at_a_moment_can_be_asked_alone() -> None:
    assert quorum_of(A, Count(16, 8)).holds
    lost = quorum_of(A, Count(16, 7))
    assert (lost.holds, str(lost.basis)) == (False, "支部条例第十一条")
    free = quorum_of(F, Count(16, 0))
    assert (free.holds, free.sentence) == (True, "民主议事不要求到会人数（党章第十七条）")


def test_exactly_half_present_is_enough_but_is_said() -> None:
    [warning] = judge(A, Count(16, 8, 8)).warnings
    assert (warning.code, warning.blocks, warning.basis) == ("quorum-half", False, "支部条例第十一条")
    assert warning.text == "到会有表决权党员恰为应到会的一半（8/16），请确认本单位是否认可"
    assert judge(A, Count(16, 8, 8), VoteRules(quorum_inclusive=True)).warnings == ()
    assert judge(A, Count(16, 9, 9)).warnings == ()
    assert judge(C, Count(4, 2, 2)).warnings == ()


def test_the_numbers_of_a_verdict_stand_in_the_order_of_the_paper() -> None:
    hands = judge(A, Count(16, 9, 9)).numbers
    assert hands == [("应到有表决权党员", 16), ("实到有表决权党员", 9), ("赞成", 9), ("反对", 0), ("弃权", 0)]
    written = Count(16, 9, 6, 1, 1, issued=9, collected=8, invalid=0, written_no=2)
    assert judge(B, written).numbers == [
        ("应到有表决权正式党员", 16),
        ("实到有表决权正式党员", 9),
        ("赞成", 6),
        ("反对", 1),
        ("弃权", 1),
        ("会前书面赞成", 0),
        ("会前书面反对", 2),
        ("会前书面弃权", 0),
        ("发出", 9),
        ("收回", 8),
        ("无效", 0),
    ]
    assert judge(E, village(15)).numbers[:2] == [("党员总数", 30), ("到会党员", 30)]
