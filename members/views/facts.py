"""What has held of a member, with its dates: the timeline of the member's page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from members.models import Member

ENDABLE = ("statuses", "exemptions", "exclusions")


@dataclass(frozen=True)
class DatedFact:
    """A fact that holds from `start` up to, not including, `end`."""

    start: date
    end: date | None
    sort: str
    words: str
    basis: str = ""
    end_url: str = ""
    papers_url: str = ""


SOURCES: dict[str, tuple[str, tuple[str, ...], Callable[[Any], tuple[str, str]]]] = {
    "memberships": ("组织关系", ("branch",), lambda r: (_membership(r), "")),
    "group_memberships": ("党小组", ("group",), lambda r: (r.group.short_name, "")),
    "categories": ("人员类别", (), lambda r: (r.get_category_display(), r.basis_doc)),
    "statuses": ("状态", (), lambda r: (r.get_status_display(), r.basis_doc or r.note)),
    "traits": ("身份特征", (), lambda r: (r.get_trait_display(), "")),
    "exemptions": ("出勤豁免", (), lambda r: (r.get_ground_display(), r.approved_by)),
    "exclusions": ("不计入应到", (), lambda r: (r.get_ground_display(), _papers(r))),
    "appointments": ("任职", ("organisation",), lambda r: (_post(r), r.approval_doc)),
}


def _membership(row: Any) -> str:
    exit_words = f"，{row.get_exit_kind_display()}" if row.exit_kind else ""
    return f"{row.branch.short_name}（{row.get_entry_kind_display()}{exit_words}）"


def _post(row: Any) -> str:
    return f"{row.organisation.short_name}{row.get_post_display()}（{row.get_mode_display()}）"


def _papers(row: Any) -> str:
    papers = "；".join(filter(None, (row.superior_doc, row.resolution)))
    return papers if row.is_complete else f"{papers}（缺{'、'.join(row.lacking)}，未生效，仍计入应到）"


def facts_of(member: Member, may_edit: bool) -> list[DatedFact]:
    """Everything, the latest first. One query a sort."""
    found = [fact for sort in SOURCES for fact in _facts(member, sort, may_edit)]
    return sorted(found, key=lambda fact: (fact.start, fact.sort), reverse=True)


def _facts(member: Member, sort: str, may_edit: bool) -> Iterator[DatedFact]:
    label, also, words_of = SOURCES[sort]
    for row in getattr(member, sort).select_related(*also).order_by("start", "pk"):
        words, basis = words_of(row)
        ends = may_edit and sort in ENDABLE and row.end is None
        url = reverse("member-period-end", args=[member.pk, sort, row.pk]) if ends else ""
        papers = may_edit and sort == "exclusions" and not row.is_complete
        papers_url = reverse("member-exclusion-papers", args=[member.pk, row.pk]) if papers else ""
        yield DatedFact(row.start, row.end, label, words, basis, url, papers_url)
