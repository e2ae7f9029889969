"""Checks whose data is not kept yet, from a line of facts each: 无数据, never taken for passed. Pure."""

from collections.abc import Sequence

from meetings.inspection.checks.base import Check, NotKept
from meetings.inspection.vocabulary import Severity
from meetings.rules.basis import Basis


def not_kept(
    code: str,
    title: str,
    severity: Severity,
    basis: Sequence[Basis],
    keys: Sequence[str],
    formula: str,
    exempt: str,
    lacking: str,
    *,
    personal: bool = False,
) -> type[Check]:
    """The class of such a check."""
    facts = {
        "__doc__": f"{code}.",
        "code": code,
        "title": title,
        "severity": severity,
        "basis": tuple(basis),
        "keys": tuple(keys),
        "formula": formula,
        "exempt": exempt,
        "lacking": lacking,
        "is_personal": personal,
    }
    return type(code.replace("-", "").title(), (NotKept,), facts)
