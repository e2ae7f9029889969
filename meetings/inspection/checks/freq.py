"""FREQ 频次: what was owed in the periods of a year and what was held (checks.md 1). Pure."""

from meetings.inspection.checks.base import (
    Evidence,
    Found,
    NotKept,
    Outcome,
    Subject,
    clear_or,
)
from meetings.inspection.checks.duties import TooFew
from meetings.inspection.snapshot import RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.documents import (
    BRANCH_RULES,
    EDUCATION_PLAN,
    EDUCATION_RULES,
    LIFE_RULES,
    SAMPLE_SAYS,
)
from meetings.rules.frequency import Window
from meetings.vocabulary import MeetingState
from members.vocabulary import OrganisationKind

K = MeetingKind


class Assembly(TooFew):
    """FREQ-01."""

    code = "FREQ-01"
    title = "季度未开支部党员大会"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十一条"),)
    keys = ("assembly_per_quarter", "min_alive_days")
    formula = "季度已结束，已开的支部党员大会少于规定次数"
    exempt = "本季度支部存续天数不足规定，或季度未结束"
    kind = K.BRANCH_ASSEMBLY


class Committee(TooFew):
    """FREQ-02."""

    code = "FREQ-02"
    title = "当月未开支委会"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十二条"), BRANCH_RULES.article("第二十条"))
    keys = ("committee_per_month", "committee_size_min")
    formula = "当月已结束，已开的支委会少于规定次数"
    exempt = "未设支委会，当月成立的支部，或当月未结束"
    kind = K.BRANCH_COMMITTEE


class Group(TooFew):
    """FREQ-03."""

    code = "FREQ-03"
    title = "当月未开党小组会"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十三条"),)
    keys = ("group_per_month",)
    formula = "当月已结束，某党小组已开的党小组会少于规定次数"
    exempt = "支部未划分党小组，当月成立或撤销的党小组，或当月未结束"
    kind = K.GROUP_MEETING


class Lectures(TooFew):
    """FREQ-04."""

    code = "FREQ-04"
    title = "党课次数不足"
    severity = Severity.WARNING
    basis = (SAMPLE_SAYS, BRANCH_RULES.reported("第十六条"))
    keys = ("lecture_period", "lecture_min_per_period")
    formula = "周期已结束，已开的党课少于规定次数"
    exempt = "周期未结束，或支部存续天数不足规定"
    kind = K.PARTY_LECTURE


class ThemeDay(TooFew):
    """FREQ-05."""

    code = "FREQ-05"
    title = "当月未开展主题党日"
    severity = Severity.ERROR
    basis = (EDUCATION_RULES.article("第十六条"),)
    keys = ("theme_day_per_month", "waived_months")
    formula = "当月已结束，已开展的主题党日少于规定次数"
    exempt = "当月豁免，当月成立的支部，或当月未结束"
    kind = K.THEME_DAY


class OrganisationalLife(TooFew):
    """FREQ-08."""

    code = "FREQ-08"
    title = "年度未开组织生活会"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十七条"), EDUCATION_RULES.article("第十七条"))
    keys = ("org_life_per_year", "org_life_year_end", "min_alive_days")
    formula = "过了最迟召开日，本年度已开的组织生活会少于规定次数"
    exempt = "没有到最迟召开日，或支部存续天数不足规定"
    kind = K.ORGANISATIONAL_LIFE


class Appraisal(NotKept):
    """FREQ-09."""

    code = "FREQ-09"
    title = "年度未评议党员"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十八条"),)
    keys = ("appraisal_per_year", "org_life_year_end")
    formula = "过了最迟日，年末在册的正式党员没有评议结果"
    exempt = "在流入地参加评议并登记；年内转入且原支部已评"
    is_personal = True
    lacking = "还没有登记各人的评议结果"


class Talks(NotKept):
    """FREQ-11."""

    code = "FREQ-11"
    title = "谈心谈话未覆盖"
    severity = Severity.WARNING
    basis = (BRANCH_RULES.reported("第十九条"),)
    keys = ("talk_per_year", "entry_min_months")
    formula = "某党员全年谈心谈话少于规定次数，或两名委员之间没有谈过"
    exempt = "失联、停止党籍，或入册不足规定月数"
    is_personal = True
    lacking = "还没有登记谈心谈话"


class DemocraticLife(TooFew):
    """FREQ-12."""

    code = "FREQ-12"
    title = "领导班子未开民主生活会"
    severity = Severity.ERROR
    basis = (LIFE_RULES.article(),)
    keys = ("democratic_life_per_year", "democratic_life_kinds")
    formula = "过了最迟召开日，已开的民主生活会少于规定次数；或延期而没有批复文号"
    exempt = "不属于开民主生活会的组织，或没有到最迟召开日"
    kind = K.DEMOCRATIC_LIFE

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """Besides: put off without an answer from above."""
        counted = super().find(s, cfg)
        put_off = [
            one
            for one in s.meetings
            if one.kind == self.kind
            and one.state == MeetingState.POSTPONED
            and not one.postpone_doc
            and one.day in s.whole_year
        ]
        if not put_off:
            return counted
        found = [
            Found(
                Subject(SubjectType.MEETING, one.pk),
                Window(one.day, one.day),
                "延期召开须有上级批复",
                "没有批复文号",
                "这次民主生活会登记为延期，批复文号空着。",
                [Evidence(SubjectType.MEETING, one.pk)],
            )
            for one in put_off
        ]
        return clear_or([*counted.findings, *found], len(found), self.exempt)


class StudyHours(NotKept):
    """FREQ-13."""

    code = "FREQ-13"
    title = "年度学时不足"
    severity = Severity.WARNING
    basis = (EDUCATION_RULES.article("第二十条"), EDUCATION_PLAN.reported())
    keys = ("study_hours_member", "study_hours_officer")
    formula = "年末某党员登记的学时少于规定"
    exempt = "豁免的党员；年内入册的按月折算"
    is_personal = True
    lacking = "还没有登记各人的学时"


class GeneralAssembly(TooFew):
    """FREQ-15."""

    code = "FREQ-15"
    title = "总支党员大会未按季召开"
    severity = Severity.INFO
    basis = (SAMPLE_SAYS,)
    keys = ("general_assembly_per_quarter",)
    formula = "季度已结束，已开的总支党员大会少于规定次数"
    exempt = "不是总支，规则不要求，或季度未结束"
    kind = K.GENERAL_ASSEMBLY
    bodies = (OrganisationKind.GENERAL_BRANCH,)


class Secretaries(TooFew):
    """FREQ-16."""

    code = "FREQ-16"
    title = "书记会议未按季召开"
    severity = Severity.INFO
    basis = (SAMPLE_SAYS,)
    keys = ("secretaries_per_quarter",)
    formula = "季度已结束，已开的书记会议少于规定次数"
    exempt = "不是党委、党工委，规则不要求，已登记推迟，或季度未结束"
    kind = K.SECRETARIES_MEETING
    bodies = (OrganisationKind.COMMITTEE, OrganisationKind.WORK_COMMITTEE)
    postponed_is_exempt = True
