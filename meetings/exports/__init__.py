"""Everything that can be printed or downloaded about meetings; importing the package makes the forms known."""

from collections.abc import Iterable

from branchlife.kit import exports
from meetings.exports import (
    admission,
    delivery,
    election,
    filing_form,
    leader_lectures,
    notice,
    plan,
    record,
    register,
    resolutions,
    sign_in,
    slips,
    suggestions,
    theme_days,
    trips,
)
from meetings.exports.common import MeetingForm
from meetings.models import Meeting

ORDER = (
    "record",
    "sign_in_sheet",
    "sign_in_workbook",
    "notice",
    "delivery",
    "leave_slip",
    "admission_slips",
    "admission_vote",
    "ballots",
    "election_report",
    "filing_form",
    "return_note",
    "correction_note",
)


def in_order(forms: Iterable[exports.Export]) -> list[exports.Export]:
    """The record first, then as they are needed; forms of leaf apps last."""
    place = {name: at for at, name in enumerate(ORDER)}
    return sorted(forms, key=lambda form: place.get(form.identifier, len(ORDER)))


def forms_for(meeting: Meeting) -> list[MeetingForm]:
    """The forms that can be made of a meeting now, the record first. At most eight queries."""
    known = [form for form in map(exports.get, ORDER) if isinstance(form, MeetingForm)]
    return [form for form in known if form.applies(meeting)]


__all__ = [
    "admission",
    "delivery",
    "election",
    "filing_form",
    "forms_for",
    "in_order",
    "leader_lectures",
    "notice",
    "plan",
    "record",
    "register",
    "resolutions",
    "sign_in",
    "slips",
    "suggestions",
    "theme_days",
    "trips",
]
