"""17.3 表决与决议: where regulations leave room or contradict one another, which reading is taken. Pure."""

from dataclasses import dataclass

from meetings.rules.catalogue.documents import (
    BRANCH_RULES,
    DEFAULT,
    EDUCATION_RULES,
    ELECTION_RULES,
    ELECTION_RULES_1990,
    PRACTICE,
    SAMPLE,
    SAMPLE_SAYS,
    USAGE,
)
from meetings.rules.catalogue.keys import GENERAL, UP, key
from meetings.rules.catalogue.sorts import Choice, Choices, Number, YesNo, options_of
from meetings.rules.votes import PassBase
from meetings.vocabulary import VoteProfile as P

PROFILES = options_of(P)


@dataclass(frozen=True, eq=False)
class Votes:
    """表决与决议."""

    quorum_inclusive: bool = key(
        "党员大会表决，到会恰为半数",
        False,
        YesNo("算够", "给警告"),
        BRANCH_RULES.article("第十一条"),
        note="“半数以上”字面含半数，实务为过半",
    )
    election_quorum_inclusive: bool = key(
        "选举到会恰为五分之四",
        True,
        YesNo("算够", "不够"),
        ELECTION_RULES.reported(),
        before=(False, ELECTION_RULES_1990.reported()),
    )
    election_pass_base: str = key(
        "选举过半数按谁算",
        "due",
        Choice(options_of(PassBase, ("due", "present"))),
        ELECTION_RULES.reported(),
        before=("present", ELECTION_RULES_1990.reported("第二十二条")),
        note="来源冲突，两个口径都显示",
    )
    election_surplus_percent: int = key(
        "候选人多于应选",
        20,
        Number("%", most=100),
        ELECTION_RULES.reported(),
        UP,
        before=(20, ELECTION_RULES_1990.reported()),
    )
    committee_pass_base: str = key(
        "支委会过半数按谁算",
        "members",
        Choice(options_of(PassBase, ("members", "present"))),
        PRACTICE.reported("“双过半”"),
        note="条文没有写",
    )
    close_gap_min: int = key(
        "双方相差几票以内算接近", 1, Number("票", most=20), SAMPLE.remembered(), note="样本没有数字"
    )
    close_gap_percent: int = key(
        "双方相差到会的百分之几以内算接近", 10, Number("%", most=50), SAMPLE.remembered()
    )
    secret_profiles: tuple[str, ...] = key(
        "须无记名投票的表决",
        (P.B_ADMISSION, P.D_ELECTION, P.G_APPRAISAL),
        Choices(PROFILES),
        PRACTICE.reported("（发展细则第二十一条、选举办法）"),
        UP,
    )
    electronic_ballot_profiles: tuple[str, ...] = key(
        "可以电子投票的表决",
        (),
        Choices(
            options_of(
                P, (P.A_ASSEMBLY, P.B_ADMISSION, P.C_COMMITTEE, P.D_ELECTION, P.F_DELIBERATION, P.G_APPRAISAL)
            ),
            never=(P.B_ADMISSION, P.D_ELECTION),
        ),
        DEFAULT,
    )
    electronic_ballot_min_voters: int = key(
        "电子投票至少几人", 5, Number("人", least=5), DEFAULT, UP, note="再少无法保密"
    )
    village_major_inclusive: bool = key(
        "四议两公开党员大会赞成恰为半数",
        False,
        YesNo("通过", "不通过"),
        BRANCH_RULES.article("第十一条"),
        note="四议两公开写“半数以上”",
    )
    village_scheme_days: int = key("四议两公开会前几天发方案", 3, Number("天"), USAGE)
    committee_first: bool = key("重要事项先经支委会", True, YesNo(), BRANCH_RULES.article("第十二条"))
    followup_meetings: int = key(
        "决议在以后几次支委会上检查落实",
        2,
        Number("次", most=20),
        EDUCATION_RULES.article("第十六条"),
        lowest=GENERAL,
        note="条文没有次数",
    )
    dissent_required: bool = key("记录不同意见", True, YesNo(), SAMPLE_SAYS, lowest=GENERAL)
