"""Which stored member a row means: by identity number; else by name in the branch, told apart by dates."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from branchlife.kit.crypto import digest
from members.models import Member, Membership, Organisation
from members.roster.person import RosterRow


class Ambiguous(Exception):  # noqa: N818 (an answer, not a fault)
    """Several members fit; the text says how to tell them apart."""


class Stored:
    """The members that the rows of one file may mean, fetched in a fixed number of queries."""

    def __init__(self, branches: Iterable[Organisation], numbers: Iterable[str]) -> None:
        pks = {branch.pk for branch in branches}
        digests = {digest(number) for number in numbers if number}
        members = (
            Member.objects.filter(Q(memberships__branch__in=pks) | Q(id_number_digest__in=digests))
            .distinct()
            .prefetch_related("memberships__branch", "categories", "statuses", "group_memberships__group")
            .order_by("pk")
        )
        self.by_digest: dict[str, Member] = {}
        self.by_name: dict[tuple[int, str], list[Member]] = defaultdict(list)
        for member in members:
            if member.id_number_digest:
                self.by_digest[member.id_number_digest] = member
            for branch_pk in {membership.branch_id for membership in member.memberships.all()}:
                self.by_name[branch_pk, member.name].append(member)

    def find(self, row: RosterRow, branch: Organisation) -> Member | None:
        """The member of a row, None for a new one. Raises Ambiguous."""
        if row.id_number and (found := self.by_digest.get(digest(row.id_number))) is not None:
            return found
        fits = self.by_name[branch.pk, row.name]
        if row.id_number:
            fits = [member for member in fits if not member.id_number_digest]
        fits = _narrow(fits, "birth_date", row)
        if len(fits) > 1:
            fits = _narrow(fits, "joined_on", row)
        if len(fits) > 1:
            raise Ambiguous(f"本支部有 {len(fits)} 名{row.name}，请补填证件号码或出生日期，以便分清")
        return fits[0] if fits else None


def _narrow(members: list[Member], name: str, row: RosterRow) -> list[Member]:
    said = row.details.get(name)
    return [member for member in members if said is None or getattr(member, name) in (None, said)]


def running(member: Member) -> Membership | None:
    """The membership that has no end."""
    return next((row for row in member.memberships.all() if row.end is None), None)


def last(member: Member) -> Membership | None:
    """The latest membership."""
    return max(member.memberships.all(), key=lambda row: row.start, default=None)
