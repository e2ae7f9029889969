"""FILE-04: when and whom a notice told, sitting by sitting (checks.md 7). Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from meetings.inspection.checks.base import Check, Outcome, clear_or
from meetings.inspection.checks.each import Odd, found_of
from meetings.inspection.papers import Told
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity
from meetings.kinds import MeetingKind
from meetings.rules.catalogue.documents import USAGE
from meetings.rules.notice import needed


class ShortNotice(Check):
    """FILE-04. A meeting that was entered when its day had come has no notice here, and none is missed."""

    code = "FILE-04"
    title = "通知不足"
    severity = Severity.WARNING
    basis = (USAGE,)
    keys = ("notice_days", "villagers_notice_days")
    formula = "通知提前的天数少于规定，没有登记通知，或应到的人没有登记送达"
    exempt = "规则不要求，会议当天或会后才录入，历史台账导入，或没有会议"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding at most for each sitting, on the meeting that asks for the longest notice."""
        rows = [(one, days) for one, days in _asked(s, cfg) if days and _is_known(s, one)]
        odd = ((one, said) for one, days in rows if (said := _odd(s, one, days)))
        return clear_or((found_of(one, said) for one, said in odd), len(rows), self.exempt)


def _asked(s: Snapshot, cfg: RulesOn) -> Iterator[tuple[Held, int]]:
    """A meeting of each sitting, and how many days ahead its notice is asked."""
    sittings: dict[int, list[tuple[int, Held]]] = defaultdict(list)
    for one in s.held:
        days, _ = needed(MeetingKind(one.kind), cfg(one.day))
        sittings[one.gathering or -one.pk].append((days, one))
    for rows in sittings.values():
        days, meeting = max(rows, key=lambda row: row[0])
        yield meeting, days


def _is_known(s: Snapshot, m: Held) -> bool:
    """Whether there was a notice, or time to write one here."""
    trace = s.papers.trace(m.pk)
    if trace.is_imported:
        return False
    return m.gathering in s.papers.notices or (trace.called_on is not None and trace.called_on < m.day)


def _odd(s: Snapshot, m: Held, days: int) -> Odd | None:
    told = s.papers.notices.get(m.gathering)
    said = _lacking(m, told, days) if told else ["没有登记通知"]
    if not said:
        return None
    excuse = "通知里写明是临时的急事" if told and told.is_urgent else ""
    return Odd(f"会前 {days} 天逐人通知", "；".join(said), excuse=excuse)


def _lacking(m: Held, told: Told, days: int) -> Sequence[str]:
    ahead = (m.day - told.sent_on).days
    found = [f"会前 {max(ahead, 0)} 天通知"] if ahead < days else []
    if told.told < told.due:
        found.append(f"应通知 {told.due} 人，{told.due - told.told} 人没有登记送达")
    return found
