"""The people of an organisation with their dated facts: who was on the roll, who was due, who held which post on a
day. Pure; the verdict on one person is that of members/eligibility.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from meetings.kinds import KINDS, MeetingKind, Scope
from meetings.rules.frequency import Life
from members.eligibility import Facts, why_not_due
from members.vocabulary import COMMITTEE_POSTS, MemberCategory, MemberStatus, Post


@dataclass(frozen=True)
class Person:
    """One member: where and since when, as what, with which exemptions, in which group."""

    memberships: Sequence[Life] = ()
    categories: Sequence[tuple[str, Life]] = ()
    statuses: Sequence[tuple[str, Life]] = ()
    exemptions: Sequence[Life] = ()
    groups: Sequence[tuple[int, Life]] = ()

    def on_roll(self, day: date) -> bool:
        """Whether the affiliation lay in the organisation."""
        return any(life.on(day) for life in self.memberships)

    def category(self, day: date) -> str:
        """正式 or 预备; "" for somebody without a category that day."""
        return next((category for category, life in self.categories if life.on(day)), "")

    def is_exempt(self, day: date, floating_is_due: bool) -> bool:
        """Whether one need not come (教育条例第二十三、三十二条)."""
        statuses = {MemberStatus(status) for status, life in self.statuses if life.on(day)}
        exempt = "豁免" if any(life.on(day) for life in self.exemptions) else ""
        facts = Facts(MemberCategory(self.category(day) or MemberCategory.FULL), statuses, exempt)
        return bool(why_not_due(facts, floating_is_due=floating_is_due))


@dataclass(frozen=True)
class Holding:
    """A post held for a time; `place` is the organisation or the group."""

    member: int
    post: str
    place: int
    life: Life


@dataclass(frozen=True)
class People:
    """Everybody who belonged to an organisation during a year, and its posts with those of its groups."""

    place: int = 0
    persons: Mapping[int, Person] = field(default_factory=dict)
    posts: Sequence[Holding] = ()

    def roster(self, day: date) -> set[int]:
        """roster(b, d)."""
        return {pk for pk, one in self.persons.items() if one.on_roll(day) and one.category(day)}

    def full(self, day: date) -> set[int]:
        """full(b, d)."""
        return {pk for pk in self.roster(day) if self.persons[pk].category(day) == MemberCategory.FULL}

    def holders(self, posts: Iterable[str], place: int, day: date) -> set[int]:
        """Who held one of some posts."""
        wanted = set(posts)
        return {
            one.member for one in self.posts if one.post in wanted and one.place == place and one.life.on(day)
        }

    def committee(self, day: date) -> set[int]:
        """committee(b, d)."""
        return self.holders(COMMITTEE_POSTS, self.place, day)

    def secretaries(self, day: date) -> set[int]:
        """书记."""
        return self.holders((Post.SECRETARY,), self.place, day)

    def scope(self, kind: str, group: int | None, day: date) -> set[int] | None:
        """scope(m): who was asked; None where the roll is not that of this organisation."""
        match KINDS[MeetingKind(kind)].scope:
            case Scope.ROSTER:
                return self.roster(day)
            case Scope.COMMITTEE:
                return self.committee(day)
            case Scope.GROUP:
                return {pk for pk in self.roster(day) if self._in_group(pk, group, day)}
        return None

    def _in_group(self, pk: int, group: int | None, day: date) -> bool:
        return any(one == group and life.on(day) for one, life in self.persons[pk].groups)

    def exempt(self, members: Iterable[int], day: date, floating_is_due: bool) -> set[int]:
        """exempt(b, d) among some."""
        return {
            pk for pk in members if pk in self.persons and self.persons[pk].is_exempt(day, floating_is_due)
        }
