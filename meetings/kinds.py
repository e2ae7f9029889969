"""The kinds of meeting as data: who is due, who presides, in what order, what the record holds, which form prints.

Pure. Read this file to learn what the product knows about 三会一课; every screen, form and check reads it from here.
"""

from dataclasses import dataclass

from branchlife.kit.choices import Words
from meetings.vocabulary import VoteProfile
from members.vocabulary import OrganisationKind, Post


class MeetingKind(Words):
    """会议与活动类型（domain 第 2 节）."""

    BRANCH_ASSEMBLY = "branch_assembly", "支部党员大会"
    BRANCH_COMMITTEE = "branch_committee", "支部委员会"
    GROUP_MEETING = "group_meeting", "党小组会"
    PARTY_LECTURE = "party_lecture", "党课"
    THEME_DAY = "theme_day", "主题党日"
    ORGANISATIONAL_LIFE = "organisational_life", "组织生活会"
    DEMOCRATIC_LIFE = "democratic_life", "民主生活会"
    APPRAISAL = "appraisal", "民主评议党员"
    DELIBERATION = "deliberation", "党员民主议事"
    GENERAL_ASSEMBLY = "general_assembly", "总支党员大会"
    GENERAL_COMMITTEE = "general_committee", "总支委员会"
    SECRETARIES_MEETING = "secretaries_meeting", "书记会议"
    JOINT_MEETING = "joint_meeting", "联席会议"
    VILLAGERS_MEETING = "villagers_meeting", "村民会议"
    VILLAGER_REPS_MEETING = "villager_reps_meeting", "村民代表会议"
    OATH_CEREMONY = "oath_ceremony", "入党宣誓"
    OATH_RENEWAL = "oath_renewal", "重温入党誓词"
    POLITICAL_BIRTHDAY = "political_birthday", "政治生日"


ELECTING_KINDS = (
    MeetingKind.BRANCH_ASSEMBLY,
    MeetingKind.BRANCH_COMMITTEE,
    MeetingKind.GENERAL_ASSEMBLY,
    MeetingKind.GENERAL_COMMITTEE,
)  # 委员由党员大会选；书记、副书记由委员会选，不设委员会的由党员大会选（选举条例）
THREE_MEETINGS_ONE_LECTURE = (
    MeetingKind.BRANCH_ASSEMBLY,
    MeetingKind.BRANCH_COMMITTEE,
    MeetingKind.GROUP_MEETING,
    MeetingKind.PARTY_LECTURE,
)


class Scope(Words):
    """参加范围：应到从哪里来."""

    ROSTER = "roster", "支部全体党员"
    GROUP = "group", "本组全体党员"
    COMMITTEE = "committee", "全体委员"
    SUBTREE = "subtree", "所属各支部全体党员"
    SECRETARIES = "secretaries", "各总支、支部书记"
    OPEN = "open", "按通知范围"


class Field(Words):
    """记录里必须有的内容，及其在屏幕上的名字."""

    AGENDA = "agenda", "议题"
    MINUTES = "minutes", "内容记录"
    HOST = "host", "主持人"
    RECORDER = "recorder", "记录人"
    PLACE = "place", "地点"
    END = "end", "散会时间"
    ROLL = "roll", "到会情况"
    LECTURE_TOPIC = "lecture_topic", "课题"
    LECTURER = "lecturer", "授课人"
    THEME = "theme", "主题"


_ALWAYS = (Field.HOST, Field.RECORDER, Field.PLACE, Field.END, Field.ROLL, Field.MINUTES)
_SECRETARY = (Post.SECRETARY, Post.DEPUTY_SECRETARY)
_COMMITTEE_CHAIR = (
    Post.SECRETARY,
    Post.DEPUTY_SECRETARY,
    Post.ORGANISATION_COMMISSIONER,
    Post.PUBLICITY_COMMISSIONER,
    Post.DISCIPLINE_COMMISSIONER,
    Post.COMMITTEE_MEMBER,
)
_BRANCHES = (OrganisationKind.BRANCH, OrganisationKind.JOINT_BRANCH, OrganisationKind.TEMPORARY_BRANCH)
_COMMITTEES = (OrganisationKind.COMMITTEE, OrganisationKind.WORK_COMMITTEE, OrganisationKind.LEADING_GROUP)


@dataclass(frozen=True)
class KindSpec:
    """One kind of meeting.

    `chair` are the posts that may preside, the first by right, the others with a delegation note. `procedure` is the
    order of the meeting and of its screen; `headings` are offered in the minutes; `profile` is the usual rule of its
    votes, `other_profiles` are further ones that may be chosen for a motion.
    """

    kind: MeetingKind
    short: str
    code: str
    scope: Scope
    basis: str
    chair: tuple[Post, ...] = ()
    held_by: tuple[OrganisationKind, ...] = _BRANCHES
    procedure: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    required: tuple[Field, ...] = (*_ALWAYS, Field.AGENDA)
    form: str = "assembly"
    profile: VoteProfile | None = None
    other_profiles: tuple[VoteProfile, ...] = ()
    numbered_by_group: bool = False
    is_close: bool = False

    @property
    def name(self) -> str:
        """The Chinese name."""
        return self.kind.label

    @property
    def can_vote(self) -> bool:
        """Whether motions are put at this kind of meeting."""
        return self.profile is not None

    @property
    def profiles(self) -> tuple[VoteProfile, ...]:
        """The rules by which motions may be put, the usual one first."""
        return (self.profile, *self.other_profiles) if self.profile else ()

    @property
    def asks_half(self) -> bool:
        """Whether half of those with a vote must come before anything is voted on (支部条例第十一、十二条)."""
        return self.profile in (VoteProfile.A_ASSEMBLY, VoteProfile.C_COMMITTEE)

    @property
    def can_elect(self) -> bool:
        """Whether posts are filled by election at this kind of meeting."""
        return self.kind in ELECTING_KINDS


_SPECS = (
    KindSpec(
        MeetingKind.BRANCH_ASSEMBLY,
        "党员大会",
        "DH",
        Scope.ROSTER,
        "支部条例第十一、十四条",
        chair=_COMMITTEE_CHAIR,
        procedure=("通知", "报告出、缺席情况", "宣布议题", "讨论", "表决", "宣布结果", "形成决议"),
        headings=("一、报告到会情况", "二、议题与讨论", "三、表决情况", "四、形成的决议"),
        profile=VoteProfile.A_ASSEMBLY,
        other_profiles=(
            VoteProfile.B_ADMISSION,
            VoteProfile.E_VILLAGE_MAJOR,
            VoteProfile.F_DELIBERATION,
        ),
    ),
    KindSpec(
        MeetingKind.BRANCH_COMMITTEE,
        "支委会",
        "ZW",
        Scope.COMMITTEE,
        "支部条例第十二、十四条",
        chair=_COMMITTEE_CHAIR,
        procedure=("通报议题", "集体讨论", "形成决议", "明确分工", "整理记录"),
        headings=("一、传达学习", "二、议题与讨论", "三、决定事项与分工"),
        form="committee",
        profile=VoteProfile.C_COMMITTEE,
    ),
    KindSpec(
        MeetingKind.GROUP_MEETING,
        "党小组会",
        "XZ",
        Scope.GROUP,
        "支部条例第十三、十四条",
        chair=(Post.GROUP_LEADER,),
        procedure=("政治学习", "谈心谈话", "批评与自我批评"),
        headings=("一、政治学习", "二、谈心谈话", "三、批评与自我批评"),
        required=_ALWAYS,
        form="group",
        numbered_by_group=True,
    ),
    KindSpec(
        MeetingKind.PARTY_LECTURE,
        "党课",
        "DK",
        Scope.ROSTER,
        "支部条例第十六条",
        chair=_COMMITTEE_CHAIR,
        procedure=("确定课题", "集中听课", "讨论或测试", "讲稿存档"),
        headings=("一、主讲内容", "二、讨论情况", "三、小结"),
        required=(*_ALWAYS, Field.LECTURE_TOPIC, Field.LECTURER),
        form="lecture",
    ),
    KindSpec(
        MeetingKind.THEME_DAY,
        "主题党日",
        "ZR",
        Scope.ROSTER,
        "教育条例第十六条；支部条例第十六条",
        chair=_COMMITTEE_CHAIR,
        procedure=("确定主题", "开展活动", "议定事项", "抓好落实"),
        headings=("一、活动经过", "二、议定事项", "三、为民服务"),
        required=(*_ALWAYS, Field.THEME),
        form="theme_day",
    ),
    KindSpec(
        MeetingKind.ORGANISATIONAL_LIFE,
        "组织生活会",
        "ZS",
        Scope.ROSTER,
        "支部条例第十七条；教育条例第十七条",
        chair=_COMMITTEE_CHAIR,
        procedure=("学习", "谈心谈话", "征求意见", "查摆问题", "批评与自我批评", "整改"),
        headings=("一、支委会对照检查", "二、个人发言与相互批评", "三、整改事项"),
        required=(*_ALWAYS, Field.THEME),
        form="organisational_life",
        is_close=True,
    ),
    KindSpec(
        MeetingKind.DEMOCRATIC_LIFE,
        "民主生活会",
        "MS",
        Scope.COMMITTEE,
        "民生会规定",
        chair=_SECRETARY,
        held_by=_COMMITTEES,
        procedure=(
            "组织学习",
            "民主评议",
            "征求意见",
            "反馈意见",
            "撰写发言提纲",
            "谈心",
            "批评与自我批评",
            "制定整改措施",
            "抓好整改落实",
        ),
        headings=("一、上次整改落实情况", "二、班子对照检查", "三、个人对照检查与相互批评", "四、整改措施"),
        required=(*_ALWAYS, Field.THEME),
        form="organisational_life",
        is_close=True,
    ),
    KindSpec(
        MeetingKind.APPRAISAL,
        "民主评议",
        "PY",
        Scope.ROSTER,
        "支部条例第十八条",
        chair=_COMMITTEE_CHAIR,
        procedure=("个人自评", "党员互评", "民主测评", "组织评定"),
        headings=("一、个人自评", "二、党员互评", "三、组织评定"),
    ),
    KindSpec(
        MeetingKind.DELIBERATION,
        "民主议事",
        "QT",
        Scope.ROSTER,
        "党章第十七条",
        chair=_COMMITTEE_CHAIR,
        profile=VoteProfile.F_DELIBERATION,
        other_profiles=(VoteProfile.E_VILLAGE_MAJOR, VoteProfile.A_ASSEMBLY),
    ),
    KindSpec(
        MeetingKind.GENERAL_ASSEMBLY,
        "总支党员大会",
        "QT",
        Scope.SUBTREE,
        "支部条例第十一条",
        chair=_COMMITTEE_CHAIR,
        held_by=(OrganisationKind.GENERAL_BRANCH,),
        profile=VoteProfile.A_ASSEMBLY,
        other_profiles=(VoteProfile.B_ADMISSION, VoteProfile.F_DELIBERATION),
    ),
    KindSpec(
        MeetingKind.GENERAL_COMMITTEE,
        "总支委员会",
        "QT",
        Scope.COMMITTEE,
        "支部条例第十二条",
        chair=_COMMITTEE_CHAIR,
        held_by=(OrganisationKind.GENERAL_BRANCH,),
        form="committee",
        profile=VoteProfile.C_COMMITTEE,
    ),
    KindSpec(
        MeetingKind.SECRETARIES_MEETING,
        "书记会议",
        "QT",
        Scope.SECRETARIES,
        "地方做法",
        chair=_SECRETARY,
        held_by=(*_COMMITTEES, OrganisationKind.GENERAL_BRANCH),
    ),
    KindSpec(
        MeetingKind.JOINT_MEETING,
        "联席会议",
        "QT",
        Scope.COMMITTEE,
        "地方做法",
        chair=_SECRETARY,
        form="committee",
    ),
    KindSpec(
        MeetingKind.VILLAGERS_MEETING,
        "村民会议",
        "QT",
        Scope.OPEN,
        "村组法第二十一、二十二条",
        profile=VoteProfile.H_VILLAGERS,
    ),
    KindSpec(
        MeetingKind.VILLAGER_REPS_MEETING,
        "村民代表会议",
        "QT",
        Scope.OPEN,
        "村组法第二十六条",
        profile=VoteProfile.H_VILLAGERS,
    ),
    KindSpec(
        MeetingKind.OATH_CEREMONY,
        "入党宣誓",
        "QT",
        Scope.ROSTER,
        "发展细则 2026 第二十九条",
        required=_ALWAYS,
    ),
    KindSpec(MeetingKind.OATH_RENEWAL, "重温誓词", "QT", Scope.ROSTER, "地方做法", required=_ALWAYS),
    KindSpec(MeetingKind.POLITICAL_BIRTHDAY, "政治生日", "QT", Scope.ROSTER, "地方做法", required=_ALWAYS),
)

KINDS: dict[MeetingKind, KindSpec] = {spec.kind: spec for spec in _SPECS}
DUTY_KINDS = (*THREE_MEETINGS_ONE_LECTURE, MeetingKind.THEME_DAY)
FILING_KINDS = (*DUTY_KINDS, MeetingKind.ORGANISATIONAL_LIFE)


def kinds_for(organisation_kind: str) -> list[KindSpec]:
    """The kinds an organisation of some sort may hold, in the order of this file."""
    return [spec for spec in _SPECS if organisation_kind in spec.held_by]
