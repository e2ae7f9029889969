"""ATT 到会与人数, meeting by meeting: the counts beside the roll, the roll beside the people of that day
(checks.md 2). Pure.
"""

from collections.abc import Iterable

from meetings.inspection.checks.base import INFERRED, NotKept
from meetings.inspection.checks.each import EachMeeting, EachPerson, Odd
from meetings.inspection.snapshot import Held, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.kinds import KINDS, MeetingKind, Scope
from meetings.rules.catalogue.documents import (
    BRANCH_RULES,
    EDUCATION_RULES,
    INSPECTION,
    UNKNOWN,
    USAGE,
)
from meetings.rules.catalogue.rules import Rules
from meetings.vocabulary import AWAY, AttendanceState, MeetingState
from members.vocabulary import MemberCategory

S = AttendanceState
ABSENT_WITH_LEAVE = (S.EXEMPT, S.HOME_STUDY, S.ELSEWHERE)


class DueCount(EachMeeting):
    """ATT-01. Who need not come and came all the same counts, as on the roll (meetings/lifecycle/holding.py)."""

    code = "ATT-01"
    title = "应到与名册不符"
    severity = Severity.ERROR
    basis = (INSPECTION,)
    keys = ("floating_is_due",)
    formula = "应到人数不等于当日名册（组员、委员）减去当日豁免的人数"
    exempt = "没有点名，或应到不按本组织名册"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With a roll that is that of the organisation."""
        return bool(m.roll) and bool(s.people.scope(m.kind, m.group, m.day))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """The roll of that day, as known today, beside the count."""
        scope = s.people.scope(m.kind, m.group, m.day) or set()
        exempt = s.people.exempt(scope, m.day, rules.floating_is_due) - m.there
        if m.due == len(scope) - len(exempt):
            return None
        counted = {mark.member for mark in m.roll if mark.is_due} | m.there
        numbers = f"当日范围 {len(scope)} 人，豁免 {len(exempt)} 人，应到 {len(scope) - len(exempt)} 人"
        return Odd(
            f"应到 {len(scope) - len(exempt)} 人",
            f"记为 {m.due} 人",
            f"{numbers}，记为 {m.due} 人。",
            sorted(counted ^ (scope - exempt)),
        )


class Balance(EachMeeting):
    """ATT-02."""

    code = "ATT-02"
    title = "人数不守恒"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "应到不等于实到、请假、缺席之和"
    exempt = "没有记人数"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With all four numbers."""
        return None not in (m.due, m.present, m.leave, m.absent)

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """Plain sums."""
        total = (m.present or 0) + (m.leave or 0) + (m.absent or 0)
        if m.due == total:
            return None
        parts = f"实到 {m.present} + 请假 {m.leave} + 缺席 {m.absent} = {total}"
        return Odd(f"应到 {m.due} 人", f"{parts} 人")


class SignedIn(EachMeeting):
    """ATT-03."""

    code = "ATT-03"
    title = "签到与到会不符"
    severity = Severity.ERROR
    basis = (INSPECTION,)
    formula = "签到的人与记为到会的人不同"
    exempt = "这次没有电子签到；线上到会的不比"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Where people signed in."""
        return bool(m.signed_in) and bool(m.roll)

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """Of those on the roll; who came online need not sign in."""
        listed = {mark.member for mark in m.roll}
        online = {mark.member for mark in m.marked(S.ONLINE)}
        signed, present = (m.signed_in & listed) - online, m.there - online
        if signed == present:
            return None
        return Odd(
            f"签到 {len(signed)} 人，到会的也是这些人",
            f"记为到会而没有签到 {len(present - signed)} 人，签到而没有记到会 {len(signed - present)} 人",
            members=sorted(signed ^ present),
        )


class FullCounts(EachMeeting):
    """ATT-04."""

    code = "ATT-04"
    title = "正式与预备分列不符"
    severity = Severity.ERROR
    basis = (USAGE,)
    formula = "应到、实到中的正式党员数与当日类别不符，或多于总数"
    exempt = "支委会，或没有点名"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Committees have full members only."""
        return bool(m.roll) and KINDS[MeetingKind(m.kind)].scope is not Scope.COMMITTEE

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the category of the day as it was frozen."""
        full = sum(mark.category == MemberCategory.FULL and mark.member in m.there for mark in m.roll)
        within = (m.present_full or 0) <= (m.present or 0) and (m.due_full or 0) <= (m.due or 0)
        if within and m.present_full == full:
            return None
        return Odd(f"实到 {m.present} 人，其中正式 {full} 人", f"记为正式 {m.present_full} 人")


class NoReason(EachMeeting):
    """ATT-05."""

    code = "ATT-05"
    title = "缺席无原因"
    severity = Severity.ERROR
    basis = (INSPECTION,)
    formula = "请假、缺席的人没有选事由"
    exempt = "没有点名"

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """Counted; the names are behind it."""
        away = m.marked(*AWAY)
        bare = [mark.member for mark in away if not mark.reason]
        if not bare:
            return None
        return Odd("请假、缺席都选事由", f"{len(away)} 人请假、缺席，{len(bare)} 人没有事由", members=bare)


class Stranger(EachMeeting):
    """ATT-09."""

    code = "ATT-09"
    title = "不在册者计为到会"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "记为到会的人当日组织关系不在本支部"
    exempt = "没有点名，或应到不按本组织名册；列席的另记"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Where the roll is that of the organisation."""
        scope = KINDS[MeetingKind(m.kind)].scope
        return bool(m.roll) and bool(s.people.roster(m.day)) and scope in (Scope.ROSTER, Scope.GROUP)

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By the dated memberships."""
        strangers = sorted(m.there - s.people.roster(m.day))
        if not strangers:
            return None
        return Odd(
            "到会的都在当日名册上", f"实到 {len(m.there)} 人，{len(strangers)} 人不在册", members=strangers
        )


class GuestCounted(EachMeeting):
    """ATT-12."""

    code = "ATT-12"
    title = "列席者混入到会"
    severity = Severity.ERROR
    basis = (BRANCH_RULES.article("第十二条"),)
    formula = "记为到会的人在名册上而不在参加范围，或与列席人员同名"
    exempt = "党员大会、党课、主题党日等全体党员参加的会，或没有点名"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Where not everybody is asked."""
        narrow = KINDS[MeetingKind(m.kind)].scope in (Scope.COMMITTEE, Scope.GROUP)
        return narrow and bool(m.roll) and bool(s.people.scope(m.kind, m.group, m.day))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """By that day's committee or group."""
        scope = s.people.scope(m.kind, m.group, m.day) or set()
        outside = (m.there & s.people.roster(m.day)) - scope
        outside |= {pk for pk in m.there if s.names.get(pk) in m.guests}
        if not outside:
            return None
        return Odd(
            f"到会的都在参加范围（{len(scope)} 人）内",
            f"{len(outside)} 人不在范围或同时列席",
            members=sorted(outside),
        )


class Away(NotKept):
    """ATT-11."""

    code = "ATT-11"
    title = "外出期间记为到会"
    severity = Severity.WARNING
    basis = (INSPECTION,)
    formula = "登记外出的日子里记为到会"
    exempt = "线上到会、在流入地参加"
    is_personal = True
    lacking = "还没有登记外出的起止"


class Groundless(EachPerson):
    """ATT-13."""

    code = "ATT-13"
    title = "豁免无依据"
    severity = Severity.WARNING
    basis = (EDUCATION_RULES.article("第二十三条"), EDUCATION_RULES.article("第三十二条"))
    keys = ("floating_is_due",)
    formula = "记为豁免、送学上门、流入地参加的人当日没有登记豁免，也不是流动党员"
    exempt = "没有点名"

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Iterable[tuple[int, Odd]]:
        """By the dated facts; who was not on the roll is another matter (ATT-09)."""
        marks = {mark.member: mark.state for mark in m.marked(*ABSENT_WITH_LEAVE)}
        known = set(marks) & s.people.roster(m.day)
        for member in sorted(known - s.people.exempt(known, m.day, rules.floating_is_due)):
            yield member, Odd("豁免须有登记", f"记为“{S(marks[member]).label}”，当日 0 项豁免登记")


class Unconfirmed(EachMeeting):
    """ATT-14."""

    code = "ATT-14"
    title = "点名未确认"
    severity = Severity.ERROR
    basis = (INFERRED,)
    formula = "会议已记录，仍有人的到会情况未确认"
    exempt = "刚召开、待记录，或没有点名"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """From the record on."""
        return bool(m.roll) and m.state != MeetingState.HELD

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """Counted."""
        open_marks = [mark.member for mark in m.marked(S.UNCONFIRMED)]
        if not open_marks:
            return None
        return Odd("人人确认", f"{len(open_marks)} 人未确认", members=open_marks)


class Online(EachMeeting):
    """ATT-15."""

    code = "ATT-15"
    title = "不宜线上的会记线上到会"
    severity = Severity.INFO
    basis = (EDUCATION_RULES.article("第三十五条"), UNKNOWN)
    keys = ("online_counts_kinds",)
    formula = "规则没有列为可以线上的会，记了线上到会"
    exempt = "可以线上的会，注明批准线上召开的，或没有点名"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """Where online does not count, unless the record says why."""
        return bool(m.roll) and m.kind not in rules.online_counts_kinds and not m.shift_reason

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """Counted."""
        online = [mark.member for mark in m.marked(S.ONLINE)]
        if not online:
            return None
        return Odd("这类会现场参加", f"{len(online)} 人记为线上到会", members=online)
