"""Under which codes an organisation archives: its own, or those of the nearest above it."""

from dataclasses import dataclass

from members.models import Organisation


@dataclass(frozen=True)
class Fonds:
    """全宗号、全宗名称、机构（问题）代码; empty where nobody up the tree has one."""

    code: str
    name: str
    org_code: str


def fonds_of(branch: Organisation) -> Fonds:
    """The nearest of the branch and those above it, each code by itself. One query."""
    codes = branch.path.strip("/").split("/")
    line = list(Organisation.objects.filter(code__in=codes).order_by("-path"))  # from the branch upward
    holder = next((row for row in line if row.fonds_code), None)
    org_code = next((row.org_code for row in line if row.org_code), "")
    if holder is None:
        return Fonds("", "", org_code)
    return Fonds(holder.fonds_code, holder.fonds_name or holder.full_name, org_code)


def hold_fonds(code: str) -> None:
    """Lock a fonds until the transaction ends: who numbers in it waits for who does already."""
    list(
        Organisation.objects.select_for_update()
        .filter(fonds_code=code)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
