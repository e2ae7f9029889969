"""Every write to a member: admit, mend, confirm, move, mark, leave. Each is one function in one transaction.

Dates are local dates; a period includes its first day and not its last. A refusal says what to mend, stores nothing.
"""

from datetime import date
from typing import Any

from django.db import models, transaction

from branchlife.kit.crypto import digest
from branchlife.kit.periods import DatedQuerySet
from branchlife.kit.problems import Refusal
from members.models import (
    Appointment,
    AttendanceExemption,
    CategoryPeriod,
    DenominatorExclusion,
    GroupMembership,
    Member,
    Membership,
    Organisation,
    StatusPeriod,
    TraitPeriod,
    User,
)
from members.strokes import stroke_order
from members.vocabulary import (
    AppointmentMode,
    EntryKind,
    ExclusionGround,
    ExemptionGround,
    ExitKind,
    MemberCategory,
    MemberStatus,
    MemberTrait,
    Post,
)

DETAILS = (
    "name",
    "gender",
    "ethnicity",
    "birth_date",
    "id_number",
    "native_place",
    "education",
    "degree",
    "job",
    "phone",
    "email",
    "address",
    "joined_on",
    "full_on",
    "party_age_offset",
    "remark",
)


ENCRYPTED = ("id_number", "phone", "email")  # checked where they are typed; full_clean cannot compare them


@transaction.atomic
def admit(
    branch: Organisation,
    details: dict[str, Any],
    category: MemberCategory,
    start: date,
    by: User | None = None,
    entry_kind: EntryKind = EntryKind.OTHER,
) -> Member:
    """Enter a person on a branch's roll from `start`. `details` holds fields of Member; the name is required."""
    if not branch.is_branch:
        raise Refusal.because(
            "not-a-branch", f"{branch.full_name}不是党支部，党员须编入支部。", field="branch"
        )
    member = Member(created_by=by)
    _fill(member, details)
    member.changed_by = by
    member.full_clean(exclude=ENCRYPTED)
    member.save()
    Membership.objects.create(member=member, branch=branch, start=start, entry_kind=entry_kind, created_by=by)
    _enter_category(member, category, start, by)
    return member


def _fill(member: Member, details: dict[str, Any]) -> list[str]:
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise ValueError(f"not fields of a member: {sorted(unknown)}")
    changed = [name for name, value in details.items() if getattr(member, name) != value]
    for name in changed:
        setattr(member, name, details[name])
    member.id_number_digest = digest(member.id_number)
    member.stroke_order = stroke_order(member.name)
    return changed


def _enter_category(member: Member, category: MemberCategory, start: date, by: User | None) -> None:
    """A member who became full before `start` was probationary from joining until then."""
    joined, full = member.joined_on, member.full_on
    if category is MemberCategory.FULL and joined and full and joined < full:
        CategoryPeriod.objects.create(
            member=member, category=MemberCategory.PROBATIONARY, start=joined, end=full, created_by=by
        )
        start = full
    elif category is MemberCategory.FULL and full:
        start = full
    elif category is MemberCategory.PROBATIONARY and joined:
        start = joined
    CategoryPeriod.objects.create(member=member, category=category, start=start, created_by=by)


@transaction.atomic
def mend(member: Member, details: dict[str, Any], by: User | None = None) -> list[str]:
    """Correct facts about a person. Returns the names of the fields that changed; none → nothing is written."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    changed = _fill(member, details)
    if changed:
        member.changed_by = by
        member.full_clean(exclude=ENCRYPTED)
        member.save()
    return changed


@transaction.atomic
def set_category(
    member: Member, category: MemberCategory, start: date, by: User | None = None, basis_doc: str = ""
) -> CategoryPeriod:
    """From `start` the member is of this category; the one before ends there. Same category again changes nothing."""
    current = member.categories.select_for_update().open().first()
    if current and current.category == category:
        return current
    _close(current, start, by)
    return CategoryPeriod.objects.create(
        member=member, category=category, start=start, basis_doc=basis_doc, created_by=by
    )


@transaction.atomic
def confirm(
    member: Member,
    full_on: date,
    approved_on: date | None = None,
    by: User | None = None,
    basis_doc: str = "",
) -> CategoryPeriod:
    """转正. 党龄 counts from `full_on`, the end of probation; the rights begin with the superior body's approval.

    So an assembly between the two dates still has the person as probationary (发展细则 2026 第三十二、三十三条).
    """
    mend(member, {"full_on": full_on}, by)
    return set_category(member, MemberCategory.FULL, approved_on or full_on, by, basis_doc)


@transaction.atomic
def assign_group(member: Member, group: Organisation | None, start: date, by: User | None = None) -> None:
    """Put a member into a party group of their own branch, or into none."""
    current = member.group_memberships.select_for_update().open().first()
    if current and group and current.group_id == group.pk:
        return
    if group and not member.memberships.on(start).filter(branch_id=group.parent_id).exists():
        raise Refusal.because(
            "foreign-group", f"{member.name}当日不在{group.parent}，不能编入{group.name}。", field="group"
        )
    _close(current, start, by)
    if group:
        GroupMembership.objects.create(member=member, group=group, start=start, created_by=by)


@transaction.atomic
def move(member: Member, to: Organisation, on: date, by: User | None = None) -> Membership:
    """转接组织关系：自接收之日归新支部（教育条例第二十五条）. Group and posts are left with the branch.

    So is 不计入应到: the assembly that resolved it was the old one's.
    """
    if not to.is_branch:
        raise Refusal.because("not-a-branch", f"{to.full_name}不是党支部。", field="branch")
    current = member.memberships.select_for_update().open().first()
    if current and current.branch_id == to.pk:
        return current
    _close(current, on, by, exit_kind=ExitKind.TRANSFERRED_OUT)
    posts = member.appointments.filter(organisation__in=_with_groups(current))
    for rows in (member.group_memberships, member.exclusions, posts):
        for row in rows.open().order_by("pk"):
            _close(row, on, by)
    return Membership.objects.create(
        member=member, branch=to, start=on, entry_kind=EntryKind.TRANSFERRED_IN, accepted_on=on, created_by=by
    )


def _with_groups(membership: Membership | None) -> list[int]:
    if membership is None:
        return []
    groups = membership.branch.children.groups().values_list("pk", flat=True)
    return [membership.branch_id, *groups]


@transaction.atomic
def leave(member: Member, kind: ExitKind, on: date, by: User | None = None) -> None:
    """The person leaves the roll on `on`: everything that was open ends that day, history stays."""
    current = member.memberships.select_for_update().open().first()
    if current is None:
        raise Refusal.because("not-on-roll", f"{member.name}已不在名册上。")
    _close(current, on, by, exit_kind=kind)
    for rows in (member.group_memberships, member.exemptions, member.exclusions, member.appointments):
        for row in rows.open().order_by("pk"):
            _close(row, on, by)


def _close(row: Any, end: date, by: User | None, **more: Any) -> None:
    """End an open period on `end`. Refuses a day on which it had not begun before."""
    if row is None:
        return
    if row.start >= end:
        raise Refusal.because(
            "order", f"日期须晚于{row.start:%Y-%m-%d}：{row._meta.verbose_name}从那天才开始。", field="start"
        )
    row.end = end
    row.changed_by = by
    for name, value in more.items():
        setattr(row, name, value)
    row.save()


@transaction.atomic
def mark_status(
    member: Member,
    status: MemberStatus,
    start: date,
    end: date | None = None,
    by: User | None = None,
    basis_doc: str = "",
    note: str = "",
) -> StatusPeriod:
    """Enter a status for a span of days. A status of the same sort that overlaps is refused; the same span is kept."""
    return _mark(
        StatusPeriod, member, start, end, by, {"status": status}, {"basis_doc": basis_doc, "note": note}
    )


@transaction.atomic
def exempt(
    member: Member,
    ground: ExemptionGround,
    start: date,
    end: date | None = None,
    by: User | None = None,
    approved_by: str = "",
) -> AttendanceExemption:
    """出勤豁免（教育条例第二十三条）."""
    return _mark(
        AttendanceExemption, member, start, end, by, {"ground": ground}, {"approved_by": approved_by}
    )


@transaction.atomic
def exclude(
    member: Member,
    ground: ExclusionGround,
    start: date,
    end: date | None = None,
    by: User | None = None,
    superior_doc: str = "",
    resolution: str = "",
    applied_by_member: bool = False,
) -> DenominatorExclusion:
    """不计入应到：批文和大会决议两样齐全才有效."""
    more = {"superior_doc": superior_doc, "resolution": resolution, "applied_by_member": applied_by_member}
    return _mark(DenominatorExclusion, member, start, end, by, {"ground": ground}, more)


@transaction.atomic
def prove_exclusion(
    exclusion: DenominatorExclusion,
    by: User | None = None,
    superior_doc: str = "",
    resolution: str = "",
    applied_by_member: bool = False,
) -> DenominatorExclusion:
    """补齐不计入应到的文件. What has its papers already stays as it is: end it and enter another."""
    row = DenominatorExclusion.objects.select_for_update().get(pk=exclusion.pk)
    if row.is_complete:
        raise Refusal.because("complete", "批文和决议已经齐全，不用再补；写错了的，请登记结束后另行登记。")
    row.superior_doc, row.resolution, row.applied_by_member = superior_doc, resolution, applied_by_member
    row.changed_by = by
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def give_trait(
    member: Member, trait: MemberTrait, start: date, end: date | None = None, by: User | None = None
) -> TraitPeriod:
    """党员领导干部、村组干部."""
    return _mark(TraitPeriod, member, start, end, by, {"trait": trait}, {})


def _mark(
    model: Any,
    member: Member,
    start: date,
    end: date | None,
    by: User | None,
    same: dict[str, Any],
    more: dict[str, Any],
) -> Any:
    rows: DatedQuerySet[models.Model] = model.objects.filter(member=member, **same)
    standing = rows.filter(start=start, end=end, **more).first()
    if standing is not None:
        return standing
    if rows.crossing(start, end).exists():
        word = model._meta.verbose_name
        raise Refusal.because(
            "overlap", f"{member.name}在这段时间内已有同类的{word}，请先改动原有的一条。", field="start"
        )
    row = model(member=member, start=start, end=end, created_by=by, **same, **more)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def appoint(
    member: Member,
    organisation: Organisation,
    post: Post,
    start: date,
    end: date | None = None,
    by: User | None = None,
    mode: AppointmentMode = AppointmentMode.ELECTED,
    approval_doc: str = "",
) -> Appointment:
    """Put a member into a post for a span of days. The same appointment again changes nothing."""
    rows = Appointment.objects.filter(member=member, organisation=organisation, post=post)
    same = rows.filter(start=start, end=end).first()
    if same is not None:
        return same
    if rows.crossing(start, end).exists():
        raise Refusal.because(
            "overlap",
            f"{member.name}在这段时间内已担任{organisation}{post.label}，请先改动原有的一条。",
            field="start",
        )
    row = Appointment(
        member=member, organisation=organisation, post=post, start=start, end=end, mode=mode,
        approval_doc=approval_doc, created_by=by,
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def end_period(row: Any, on: date, by: User | None = None) -> None:
    """End a status, exemption, exclusion, trait or appointment on a day."""
    _close(row, on, by)


@transaction.atomic
def date_rights(member: Member, approved_on: date, by: User | None = None) -> CategoryPeriod | None:
    """The superior body approved on this day: the rights of a full member begin then, not with the end of probation.

    For members whose approval becomes known later. Returns None when nothing has to change.
    """
    full = member.categories.select_for_update().filter(category=MemberCategory.FULL).open().first()
    if full is None or full.start == approved_on:
        return None
    before = member.categories.filter(category=MemberCategory.PROBATIONARY, end=full.start).first()
    if before is None or approved_on <= before.start:
        raise Refusal.because(
            "order", f"{member.name}的转正批准日期与入党日期对不上，请核对。", field="approved_on"
        )
    full.start = before.end = approved_on
    full.changed_by = before.changed_by = by
    before.save()
    full.save()
    return full
