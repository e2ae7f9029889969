"""AUTH-06, AUTH-12: photos beside the day of the meeting, and used twice (checks.md 6). Pure. None is required."""

from collections.abc import Mapping, Sequence

from meetings.inspection.checks.base import (
    INFERRED,
    Check,
    Evidence,
    Found,
    Outcome,
    Subject,
    clear_or,
    day_words,
)
from meetings.inspection.checks.each import EachMeeting, Odd
from meetings.inspection.papers import Photo
from meetings.inspection.snapshot import Held, RulesOn, Snapshot
from meetings.inspection.vocabulary import Severity, SubjectType
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import Window


def _photos(s: Snapshot, m: Held) -> Sequence[Photo]:
    return s.papers.photos.get(m.pk, ())


class TakenElsewhen(EachMeeting):
    """AUTH-06."""

    code = "AUTH-06"
    title = "照片时间不符"
    severity = Severity.INFO
    basis = (INFERRED,)
    keys = ("photo_tolerance_days",)
    formula = "照片的拍摄日与会议日相差超过允许的天数"
    exempt = "没有照片（照片从不必需），或照片没有拍摄时间"

    def applies(self, s: Snapshot, m: Held, rules: Rules) -> bool:
        """With a photo that knows its day."""
        return any(one.taken_on for one in _photos(s, m))

    def odd(self, s: Snapshot, m: Held, rules: Rules) -> Odd | None:
        """Counted; the farthest is named."""
        apart = [abs((one.taken_on - m.day).days) for one in _photos(s, m) if one.taken_on]
        far = [days for days in apart if days > rules.photo_tolerance_days]
        if not far:
            return None
        most = f"前后不超过 {rules.photo_tolerance_days} 天"
        return Odd(f"照片摄于会议当天，{most}", f"{len(far)} 张不在其内，最多相差 {max(far)} 天")


class UsedTwice(Check):
    """AUTH-12. The same file byte by byte: likeness of pictures is not reckoned."""

    code = "AUTH-12"
    title = "照片重复使用"
    severity = Severity.INFO
    basis = (INFERRED,)
    formula = "同一张照片（文件摘要相同）附在不同日子的两场会里"
    exempt = "没有照片（照片从不必需）；同一次集会、同一天的不比，会标、公开栏等固定物请说明"

    def find(self, s: Snapshot, cfg: RulesOn) -> Outcome:
        """One finding at most for each later meeting."""
        rows = [one for one in s.held if _photos(s, one)]
        first: dict[str, Held] = {}
        found = []
        for one in rows:
            before = {photo.digest: first[photo.digest] for photo in _photos(s, one) if photo.digest in first}
            again = {digest: m for digest, m in before.items() if _is_apart(m, one)}
            if again:
                found.append(self._found(one, again))
            for photo in _photos(s, one):
                first.setdefault(photo.digest, one)
        return clear_or(found, len(rows), self.exempt)

    def _found(self, one: Held, again: Mapping[str, Held]) -> Found:
        earlier = {m.pk: m for m in again.values()}
        days = "、".join(day_words(m.day) for m in earlier.values())
        said = f"{len(again)} 张也附在{days}的会里"
        return Found(
            Subject(SubjectType.MEETING, one.pk),
            Window(one.day, one.day),
            "不同日子的会各用各的照片",
            said,
            f"{day_words(one.day)}的照片，{said}。",
            [Evidence(SubjectType.MEETING, pk) for pk in (*earlier, one.pk)],
        )


def _is_apart(one: Held, other: Held) -> bool:
    is_same = one.gathering == other.gathering != 0
    return not is_same and one.day != other.day
