"""The words of people and places: every enumeration of this app (docs/glossary.md, section 4)."""

from branchlife.kit.choices import Words


class OrganisationKind(Words):
    """党组织的种类（支部条例第四至八条）."""

    COMMITTEE = "committee", "党委"
    WORK_COMMITTEE = "work_committee", "党工委"
    LEADING_GROUP = "leading_group", "党组"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    JOINT_BRANCH = "joint_branch", "联合党支部"
    TEMPORARY_BRANCH = "temporary_branch", "临时党支部"
    PARTY_GROUP = "party_group", "党小组"


BRANCH_KINDS = (OrganisationKind.BRANCH, OrganisationKind.JOINT_BRANCH, OrganisationKind.TEMPORARY_BRANCH)
COMMITTEE_KINDS = (
    OrganisationKind.COMMITTEE,
    OrganisationKind.WORK_COMMITTEE,
    OrganisationKind.LEADING_GROUP,
)


class OrganisationSector(Words):
    """党组织类别（全国采集表）."""

    STATE_ENTERPRISE = "state_enterprise", "国企"
    NON_PUBLIC = "non_public", "非公"
    RURAL = "rural", "农村"
    GOVERNMENT = "government", "机关"
    SCHOOL = "school", "学校"
    OTHER_INSTITUTION = "other_institution", "其他事业"
    COMMUNITY = "community", "街道社区"
    SOCIAL_ORGANISATION = "social_organisation", "社会组织"
    OTHER = "other", "其他"


class Gender(Words):
    """性别."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class MemberCategory(Words):
    """人员类别（党章）."""

    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"


class MemberStatus(Words):
    """党籍与管理状态，可与人员类别并存（选举条例第五条，教育条例第二十四、三十、三十二条）."""

    NORMAL = "normal", "正常"
    PARTY_PROBATION = "party_probation", "留党察看"
    RIGHTS_SUSPENDED = "rights_suspended", "权利中止"
    MEMBERSHIP_SUSPENDED = "membership_suspended", "停止党籍"
    CORRECTION = "correction", "限期改正"
    LOST_CONTACT = "lost_contact", "失联"
    FLOATING = "floating", "流动"
    ABROAD = "abroad", "出国（境）"


class MemberTrait(Words):
    """影响规则的身份特征（教育条例第十六条）."""

    LEADING_CADRE = "leading_cadre", "党员领导干部"
    VILLAGE_CADRE = "village_cadre", "村组干部"


class EntryKind(Words):
    """进入支部的方式."""

    ADMITTED = "admitted", "新发展"
    TRANSFERRED_IN = "transferred_in", "转入"
    RESTORED = "restored", "恢复党籍"
    OTHER = "other", "其他"


class ExitKind(Words):
    """离开支部的原因（教育条例第三十、三十一条）."""

    TRANSFERRED_OUT = "transferred_out", "转出"
    DECEASED = "deceased", "去世"
    EXPELLED = "expelled", "开除"
    REMOVED = "removed", "除名"
    WITHDRAWN = "withdrawn", "退党"
    CANDIDACY_CANCELLED = "candidacy_cancelled", "取消预备资格"
    SUSPENDED = "suspended", "停止党籍"


class ExemptionGround(Words):
    """出勤豁免的理由，只存类别，不存病名（教育条例第二十三、三十二条）."""

    ELDERLY_INFIRM = "elderly_infirm", "年老体弱"
    MOBILITY = "mobility", "行动不便"
    INCAPACITATED = "incapacitated", "重病失能"
    FLOATING_ELSEWHERE = "floating_elsewhere", "流动在外"


class ExclusionGround(Words):
    """不计入应到会人数的六类情形（domain 第 4 节）."""

    NO_CAPACITY = "no_capacity", "不能表达意志"
    ABROAD_LONG = "abroad_long", "自费出国半年以上或难以按时回国"
    RIGHTS_LOST = "rights_lost", "留党察看、留置逮捕、停止党籍、服刑"
    BEDRIDDEN = "bedridden", "卧床或生活不能自理"
    NOT_TRANSFERRED = "not_transferred", "外出半年以上或离退休回原籍，应转未转"
    FLOATING_APPLIED = "floating_applied", "流动党员本人申请"


class Post(Words):
    """党内职务（支部条例第十三、十四、二十条）."""

    SECRETARY = "secretary", "书记"
    DEPUTY_SECRETARY = "deputy_secretary", "副书记"
    ORGANISATION_COMMISSIONER = "organisation_commissioner", "组织委员"
    PUBLICITY_COMMISSIONER = "publicity_commissioner", "宣传委员"
    DISCIPLINE_COMMISSIONER = "discipline_commissioner", "纪检委员"
    COMMITTEE_MEMBER = "committee_member", "委员"
    GROUP_LEADER = "group_leader", "党小组组长"


COMMITTEE_POSTS = tuple(post for post in Post if post is not Post.GROUP_LEADER)


class AppointmentMode(Words):
    """任职方式（支部条例第八、二十条）."""

    ELECTED = "elected", "选举"
    BY_ELECTED = "by_elected", "补选"
    DESIGNATED = "designated", "指定"
    ACTING = "acting", "代理"
