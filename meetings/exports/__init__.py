"""Everything that can be printed or downloaded about meetings; importing the package makes the forms known."""

from meetings.exports import filing_form, notice, record, register, sign_in, slips

__all__ = ["filing_form", "notice", "record", "register", "sign_in", "slips"]
