"""The words of meetings: every enumeration of this app but the kinds (docs/glossary.md, section 4)."""

from branchlife.kit.choices import Words


class GatheringMode(Words):
    """参加方式（教育条例第三十五至三十八条）."""

    ON_SITE = "on_site", "现场"
    ONLINE = "online", "线上"
    HYBRID = "hybrid", "线上线下结合"


class ThemeDayContent(Words):
    """主题党日内容（教育条例第十六条）."""

    STUDY = "study", "集中学习"
    ORGANISATIONAL_LIFE = "organisational_life", "组织生活"
    DELIBERATION = "deliberation", "民主议事"
    VOLUNTEERING = "volunteering", "志愿服务"


class MeetingState(Words):
    """会议状态。补录、延期、未召开都是正常状态."""

    PLANNED = "planned", "计划"
    NOTICED = "noticed", "已通知"
    HELD = "held", "已召开"
    RECORDED = "recorded", "已记录"
    FILED = "filed", "已报备"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已备案"
    ARCHIVED = "archived", "已归档"
    POSTPONED = "postponed", "延期"
    NOT_HELD = "not_held", "未召开"


HELD_STATES = (
    MeetingState.HELD,
    MeetingState.RECORDED,
    MeetingState.FILED,
    MeetingState.RETURNED,
    MeetingState.ACCEPTED,
    MeetingState.ARCHIVED,
)
OPEN_STATES = (
    MeetingState.PLANNED,
    MeetingState.NOTICED,
    MeetingState.HELD,
    MeetingState.RECORDED,
    MeetingState.RETURNED,
)
LOCKED_STATES = (MeetingState.FILED, MeetingState.ACCEPTED, MeetingState.ARCHIVED)


class AttendanceState(Words):
    """到会情况。任何人都不默认到会."""

    UNCONFIRMED = "unconfirmed", "未确认"
    PRESENT = "present", "到会"
    ONLINE = "online", "线上到会"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"
    EXEMPT = "exempt", "豁免"
    HOME_STUDY = "home_study", "送学上门"
    ELSEWHERE = "elsewhere", "流入地参加"


THERE = (AttendanceState.PRESENT, AttendanceState.ONLINE)
AWAY = (AttendanceState.LEAVE, AttendanceState.ABSENT)


class LeaveReason(Words):
    """请假事由，只存类别（个保法第二十八条）."""

    ILLNESS = "illness", "病"
    OFFICIAL_DUTY = "official_duty", "因公"
    PERSONAL = "personal", "事"
    AWAY = "away", "外出"
    OTHER = "other", "其他"


class GuestRole(Words):
    """列席人员的身份."""

    SUPERIOR = "superior", "上级指导"
    ACTIVIST = "activist", "积极分子"
    PROSPECT = "prospect", "发展对象"
    NON_PARTY = "non_party", "非党员"
    OTHER_BRANCH = "other_branch", "外支部党员"
    EXPERT = "expert", "外请人员"


class AgendaCategory(Words):
    """议题类别."""

    STUDY = "study", "学习"
    PARTY_BUILDING = "party_building", "党务"
    ADMISSION = "admission", "发展党员"
    ELECTION = "election", "选举"
    DISCIPLINE = "discipline", "处分处置"
    COMMENDATION = "commendation", "表彰"
    APPRAISAL = "appraisal", "评议"
    VILLAGE_AFFAIRS = "village_affairs", "村（社区）事务"
    BUSINESS = "business", "业务工作"
    OTHER = "other", "其他"


class VoteProfile(Words):
    """表决规则档（domain 第 5 节）."""

    A_ASSEMBLY = "a_assembly", "党员大会一般表决"
    B_ADMISSION = "b_admission", "发展党员"
    C_COMMITTEE = "c_committee", "支委会决定"
    D_ELECTION = "d_election", "选举"
    E_VILLAGE_MAJOR = "e_village_major", "村重大事项"
    F_DELIBERATION = "f_deliberation", "民主议事"
    G_APPRAISAL = "g_appraisal", "民主测评"
    H_VILLAGERS = "h_villagers", "村民会议"
    I_DEMOCRATIC_LIFE = "i_democratic_life", "民主生活会"


class VoteMethod(Words):
    """表决方式."""

    SHOW_OF_HANDS = "show_of_hands", "举手"
    SECRET_BALLOT = "secret_ballot", "无记名投票"
    NAMED_BALLOT = "named_ballot", "记名投票"
    ORAL = "oral", "口头"


BALLOT_METHODS = (VoteMethod.SECRET_BALLOT, VoteMethod.NAMED_BALLOT)


class MotionResult(Words):
    """表决结果，由票数算出，不由人填."""

    PASSED = "passed", "通过"
    REJECTED = "rejected", "未通过"
    NO_QUORUM = "no_quorum", "人数不足"
    DEFERRED = "deferred", "暂缓"
    REFERRED_UP = "referred_up", "报上级裁决"


class Stance(Words):
    """表决意见."""

    YES = "yes", "赞成"
    NO = "no", "反对"
    ABSTAIN = "abstain", "弃权"


class BaseKind(Words):
    """村民会议的应到按什么算（村组法第二十二、二十六条）."""

    ADULTS = "adults", "18 周岁以上村民"
    HOUSEHOLDS = "households", "户代表"
    REPRESENTATIVES = "representatives", "村民代表"


class ElectionState(Words):
    """一轮选举到了哪一步."""

    PREPARED = "prepared", "已准备"
    COUNTED = "counted", "已计票"
    VOID = "void", "无效"


class RuleLevel(Words):
    """规则的层级."""

    NATIONAL = "national", "国家"
    LOCAL = "local", "地方"
    UNIT = "unit", "本单位"


class Certainty(Words):
    """依据的确定程度：读过条文，二手，凭记忆待核对."""

    VERIFIED = "verified", "核"
    SECONDARY = "secondary", "二"
    MEMORY = "memory", "待"


class ResolutionState(Words):
    """决议落实状态."""

    OPEN = "open", "待办"
    IN_PROGRESS = "in_progress", "办理中"
    DONE = "done", "完成"
    CANCELLED = "cancelled", "取消"


UNSETTLED_STATES = (ResolutionState.OPEN, ResolutionState.IN_PROGRESS)


class AttachmentKind(Words):
    """附件种类。照片可有可无，不计数."""

    SIGN_IN_SHEET = "sign_in_sheet", "签到表"
    PHOTO = "photo", "照片"
    OUTLINE = "outline", "讲稿"
    MATERIAL = "material", "学习材料"
    SCAN = "scan", "扫描件"
    OTHER = "other", "其他"


class NoticeChannel(Words):
    """通知方式."""

    IN_PERSON = "in_person", "当面"
    PHONE = "phone", "电话"
    MESSAGE = "message", "信息"
    PAPER = "paper", "书面"
    EMAIL = "email", "电子邮件"


TOLD_BY_HAND = (NoticeChannel.IN_PERSON, NoticeChannel.PHONE, NoticeChannel.MESSAGE)  # told as it is noted


class LeaveState(Words):
    """请假申请到了哪一步."""

    ASKED = "asked", "待批"
    APPROVED = "approved", "准假"
    DECLINED = "declined", "不准"
    LAPSED = "lapsed", "已失效"


class SignInMethod(Words):
    """怎样签到。签到只供点名参考，不代替书记确认."""

    KIOSK = "kiosk", "现场平板"
    CODE = "code", "本人扫码"
    ONLINE = "online", "线上加入"
    AFTERWARDS = "afterwards", "会后说明"


class FilingDecision(Words):
    """上级对报备的处理。默认阅知."""

    PENDING = "pending", "待阅"
    ACKNOWLEDGED = "acknowledged", "阅知"
    APPROVED = "approved", "审核通过"
    RETURNED = "returned", "退回"


class LedgerLinkKind(Words):
    """链上一环的种类（决定 0017）."""

    FILED = "filed", "归入"
    DECISION = "decision", "处理"
    CORRECTION = "correction", "更正"
    WITHDRAWAL = "withdrawal", "撤销"
    KEY_CHANGE = "key_change", "换钥"
    CLOCK_ANOMALY = "clock_anomaly", "时钟异常"
    BREAK_GLASS = "break_glass", "破窗"


class ReturnReason(Words):
    """退回的两种：填写不详的重填，主题不明、程序不严的重开."""

    REFILL = "refill", "重填"
    REHOLD = "rehold", "重开"


class HolidayPolicy(Words):
    """主题党日落在非工作日时怎么办."""

    NEXT_WORKDAY = "next_workday", "顺延到下一工作日"
    PREV_WORKDAY = "prev_workday", "提前到上一工作日"
    NEXT_SAME_WEEKDAY = "next_same_weekday", "下一个同星期几"
    KEEP = "keep", "不变"
    MANUAL = "manual", "手工"


class ThemeDayRuleKind(Words):
    """主题党日定在哪一天的几种写法（domain 第 13 节）."""

    NTH_WEEKDAY = "nth_weekday", "第 N 个星期几"
    WEEKDAY_OF_NTH_WEEK = "weekday_of_nth_week", "第 N 周的星期几"
    DAY_OF_MONTH = "day_of_month", "每月某日"
    LAST_WEEKDAY = "last_weekday", "最后一个星期几"
    MANUAL = "manual", "手工逐月"


class PlanPeriod(Words):
    """计划按年报还是按季报."""

    YEAR = "year", "年度"
    QUARTER = "quarter", "季度"


class PlanState(Words):
    """计划到了哪一步."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已报"
    RETURNED = "returned", "退回"
    ACCEPTED = "accepted", "已备"


class RetentionPeriod(Words):
    """档案保管期限，短的在前."""

    YEARS_10 = "years_10", "10 年"
    YEARS_30 = "years_30", "30 年"
    PERMANENT = "permanent", "永久"


class ArchiveCategory(Words):
    """归档材料的种类."""

    MINUTES = "minutes", "会议记录"
    ADMISSION = "admission", "发展党员"
    ELECTION = "election", "选举"
    DISCIPLINE = "discipline", "处分处置"
    ROSTER = "roster", "名册"
    PLAN = "plan", "计划"
    SUMMARY = "summary", "总结"
    BRIEFING = "briefing", "简报"
    OTHER = "other", "其他"


class AppraisalGrade(Words):
    """民主评议的等次."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BASICALLY_QUALIFIED = "basically_qualified", "基本合格"
    UNQUALIFIED = "unqualified", "不合格"


class MemberPostCategory(Words):
    """无职党员设岗的类别."""

    ECONOMIC_DEVELOPMENT = "economic_development", "经济发展"
    VILLAGE_SUPERVISION = "village_supervision", "村务监督"
    PUBLIC_AFFAIRS = "public_affairs", "公共事务"
    IDEOLOGICAL_WORK = "ideological_work", "思想政治工作"


class RuleDirection(Words):
    """下级可以怎样改一条规则（domain 第 17 节“下级”一栏）."""

    FREE = "free", "可随意改"
    UP = "up", "只许改大"
    DOWN = "down", "只许改小"
    LOCKED = "locked", "只有全国默认"
    SEALED = "sealed", "写死为关"


class RulePlace(Words):
    """一条规则可以由哪一级定."""

    NATION = "nation", "全国"
    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"


class DutyState(Words):
    """应开义务的状态：由规则和记录算出，不由人自报."""

    PENDING = "pending", "未到期"
    HELD = "held", "已开"
    LATE = "late", "迟开"
    WAIVED = "waived", "不适用或已说明"
    MISSING = "missing", "应开未开"
