"""People on a list: posts, categories, and what tells two of the same name apart."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from meetings.lifecycle.holding import due_roll
from meetings.models import Meeting
from members.models import Member
from members.standing import Listed, branch_roll, committee_roll
from members.vocabulary import Post


def everyone(meeting: Meeting) -> list[Listed]:
    """Who may preside, record or lecture: the committee, who is due, and the rest of the branch, each once."""
    found = [*committee_roll(meeting.branch, meeting.day), *due_roll(meeting)]
    found += branch_roll(meeting.branch, meeting.day)
    return list({listed.member.pk: listed for listed in found}.values())


def posts_on(meeting: Meeting) -> dict[int, list[Post]]:
    """The posts that people hold in the branch, and in the group, on the day, by member."""
    posts: dict[int, list[Post]] = defaultdict(list)
    for place in filter(None, (meeting.branch, meeting.group)):
        rows = place.appointments.on(meeting.day).in_order()
        for pk, post in rows.values_list("member_id", "post"):
            posts[pk].append(Post(post))
    return posts


def notes(listed: Sequence[Listed], posts: dict[int, list[Post]], day: date) -> dict[int, str]:
    """What stands beside a name: posts, 预备, and group and year of birth where two share the name."""
    doubles = {name for name, n in Counter(one.member.name for one in listed).items() if n > 1}
    words = {}
    for one in listed:
        parts = [post.label for post in posts.get(one.member.pk, ())]
        parts += [] if one.standing.is_full else ["预备"]
        if one.member.name in doubles:
            parts += told_apart(one.member, day)
        words[one.member.pk] = " · ".join(parts)
    return words


def told_apart(member: Member, day: date) -> list[str]:
    """Group and year of birth."""
    row = member.group_memberships.on(day).select_related("group").first()
    born = [f"{member.birth_date.year}年生"] if member.birth_date else []
    return ([row.group.short_name] if row else []) + born


def office_order(listed: Sequence[Listed], posts: dict[int, list[Post]]) -> list[Listed]:
    """By rank of post, then as they stand."""
    rank = {post: number for number, post in enumerate(Post)}
    last = len(rank)
    return sorted(listed, key=lambda one: min((rank[p] for p in posts.get(one.member.pk, ())), default=last))


def choices(meeting: Meeting, listed: Sequence[Listed]) -> list[tuple[str, str]]:
    """(pk, name with post) for a select, those in office first."""
    posts = posts_on(meeting)
    beside = notes(listed, posts, meeting.day)
    return [
        (
            str(one.member.pk),
            f"{one.member.name}（{beside[one.member.pk]}）" if beside[one.member.pk] else one.member.name,
        )
        for one in office_order(listed, posts)
    ]
