"""HOST 召集、主持、记录: who presided and wrote, when and how long, what the record lacks (checks.md 3). Pure."""

from meetings.inspection.checks.base import INFERRED, NotKept
from meetings.inspection.checks.each import EachMeeting, Odd
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.kinds import KINDS, Field, MeetingKind
from meetings.rules.catalogue.documents import BRANCH_RULES, INSPECTION, SAMPLE_SAYS
from meetings.rules.catalogue.rules import Rules
from meetings.vocabulary import AttendanceState, MeetingState
from members.vocabulary import OrganisationSector, Post

K = MeetingKind
CEREMONIES = (K.OATH_CEREMONY, K.OATH_RENEWAL, K.POLITICAL_BIRTHDAY)
UNWRITTEN = (MeetingState.HELD,)


class Chair(EachMeeting):
    """HOST-01."""

    code = "HOST-01"
    title = "主持人不符"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十四条"),)
    formula = "党员大会、支委会的主持人当日不是书记，又没有委托说明或不是委员"
    exempt = "书记空缺，或换届选举的会由上届委员会主持"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Where there is a secretary and nobody is elected."""
        asked = m.kind in (K.BRANCH_ASSEMBLY, K.BRANCH_COMMITTEE) and not m.has_election
        return asked and m.host is not None and bool(s.people.secretaries(m.day))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the posts of the day."""
        if m.host in s.people.secretaries(m.day):
            return None
        is_member = m.host in s.people.committee(m.day)
        if m.delegation_note and is_member:
            return None
        post = "是委员而没有委托说明" if is_member else "不是委员"
        return Odd("书记主持，或受书记委托的委员主持", f"主持人当日不是书记，{post}", members=_of(m.host))


class GroupChair(EachMeeting):
    """HOST-02."""

    code = "HOST-02"
    title = "党小组会非组长主持"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十四条"),)
    formula = "党小组会的主持人当日不是组长，又没有说明"
    exempt = "组长空缺，或不是党小组会"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Where the group has a leader."""
        return m.kind == K.GROUP_MEETING and m.host is not None and bool(_leaders(s, m))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the posts of the day."""
        if m.host in _leaders(s, m) or m.delegation_note:
            return None
        return Odd("组长主持，由别人主持的写明原因", "主持人当日不是组长，没有说明", members=_of(m.host))


def _leaders(s: Snapshot, m: Held) -> set[int]:
    return s.people.holders((Post.GROUP_LEADER,), m.group or 0, m.day)


def _of(*members: int | None) -> list[int]:
    return [one for one in members if one is not None]


class NotOnRoll(EachMeeting):
    """HOST-03."""

    code = "HOST-03"
    title = "主持人或记录人不在册"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "主持人或记录人当日组织关系不在本支部"
    exempt = "上级派员主持、记为列席，或没有本组织的名册"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With somebody of the roll named."""
        return bool(_of(m.host, m.recorder)) and bool(s.people.roster(m.day))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the dated memberships."""
        outside = [one for one in _of(m.host, m.recorder) if one not in s.people.roster(m.day)]
        if not outside:
            return None
        count = len(set(outside))
        return Odd("主持人、记录人都在当日名册上", f"{count} 人不在册", members=sorted(set(outside)))


class HostWrites(EachMeeting):
    """HOST-04."""

    code = "HOST-04"
    title = "主持人兼记录人"
    severity = Severity.WARNING
    basis = (INSPECTION,)
    keys = ("host_may_record", "small_branch_size")
    formula = "主持人和记录人是同一人"
    exempt = "规则允许，或应到人数少"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """In all but the smallest circles."""
        return not rules.host_may_record and (m.due or 0) >= rules.small_branch_size

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """The same member, or the same name."""
        same = m.host is not None and m.host == m.recorder
        if not same and not (m.host_name and m.host_name == m.recorder_name):
            return None
        return Odd("主持和记录各有其人", f"同一人主持并记录，应到 {m.due} 人", members=_of(m.host))


class HostAway(EachMeeting):
    """HOST-05."""

    code = "HOST-05"
    title = "主持人未到会"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "主持人的到会情况不是到会或线上到会"
    exempt = "主持人不在点名之列（上级派员，记为列席），或没有点名"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With the host on the roll that was called."""
        return any(mark.member == m.host for mark in m.roll)

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the roll."""
        if m.host in m.there:
            return None
        state = next(AttendanceState(mark.state) for mark in m.roll if mark.member == m.host)
        said = f"主持人记为“{state.label}”，实到 {len(m.there)} 人中没有主持人"
        return Odd("主持人到会", said, members=_of(m.host))


class Blank(EachMeeting):
    """HOST-06. Photos are never required."""

    code = "HOST-06"
    title = "必填项空"
    severity = Severity.ERROR
    basis = (INSPECTION,)
    formula = "已记录的会，地点、起止时间、主持人、记录人、应到、实到、议题、内容记录有空的"
    exempt = "刚召开、待记录"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """From the record on."""
        return m.state not in UNWRITTEN

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """Agenda only where the kind asks for one."""
        asks_agenda = Field.AGENDA in KINDS[MeetingKind(m.kind)].required
        parts = {
            "地点": m.place,
            "开始时间": m.start,
            "散会时间": m.end,
            "主持人": m.host or m.host_name,
            "记录人": m.recorder or m.recorder_name,
            "应到": m.due is not None,
            "实到": m.present is not None,
            "议题": m.has_agenda or not asks_agenda,
            "内容记录": m.has_minutes,
        }
        lacking = [name for name, value in parts.items() if not value]
        if not lacking:
            return None
        return Odd(f"{len(parts)} 项都填写", f"{len(lacking)} 项空：{'、'.join(lacking)}")


class OddLength(EachMeeting):
    """HOST-07. Meetings of one sitting share its hours here, so their sum says nothing."""

    code = "HOST-07"
    title = "时长异常"
    severity = Severity.WARNING
    basis = (INFERRED,)
    keys = ("min_duration_minutes", "max_duration_minutes", "theme_day_min_minutes")
    formula = "散会不晚于开始，或短于、长于提示线"
    exempt = "宣誓等仪式，或没有写散会时间"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With both times."""
        return m.kind not in CEREMONIES and m.start is not None and m.end is not None

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """In whole minutes; 0 is no limit."""
        minutes = int((m.end - m.start).total_seconds() // 60) if m.start and m.end else 0
        theme_day = m.kind == K.THEME_DAY and rules.theme_day_min_minutes
        least, most = theme_day or rules.min_duration_minutes, rules.max_duration_minutes
        if minutes > 0 and minutes >= least and (not most or minutes <= most):
            return None
        return Odd(f"{least} 至 {most} 分钟" if most else f"不短于 {least} 分钟", f"{minutes} 分钟")


class DayOff(EachMeeting):
    """HOST-08."""

    code = "HOST-08"
    title = "非工作日开会无说明"
    severity = Severity.INFO
    basis = (INFERRED,)
    formula = "会议在非工作日，又没有写调整原因"
    exempt = "农村支部，放假通知没有录全的年份，或没有会议"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Where the calendar is known and people keep office hours."""
        return s.knows_holidays and s.sector != OrganisationSector.RURAL

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the calendar of the State Council's announcement."""
        if s.is_workday(m.day) or m.shift_reason:
            return None
        day = f"{m.day.month}月{m.day.day}日"
        return Odd("在工作日开会，或写明原因", f"{day}是非工作日，没有写原因")


class Unsigned(NotKept):
    """HOST-09."""

    code = "HOST-09"
    title = "签字缺失或过晚"
    severity = Severity.WARNING
    basis = (INSPECTION,)
    keys = ("sign_days",)
    formula = "主持人、记录人没有签字，或晚于规定天数"
    exempt = "会后未满规定天数"
    lacking = "签字在纸上，还没有登记日期"


class Unheard(EachMeeting):
    """HOST-10."""

    code = "HOST-10"
    title = "有反对或弃权而无不同意见记录"
    severity = Severity.INFO
    basis = (SAMPLE_SAYS,)
    keys = ("dissent_required",)
    formula = "公开表决有反对或弃权，该议题没有记不同意见"
    exempt = "无记名投票，规则不要求，或没有反对和弃权"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Where somebody was openly against or abstained."""
        return rules.dissent_required and m.opposed > 0

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """Counted by votes, never by person."""
        if not m.unheard:
            return None
        return Odd("有反对或弃权的，记下不同意见", f"{m.opposed} 次表决，{m.unheard} 次没有记")
