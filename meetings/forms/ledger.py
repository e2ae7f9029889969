"""Uploading a ledger: the file and its year."""

from django import forms

from members.forms.importing import UploadForm


class LedgerForm(UploadForm):
    """The year is asked for because old ledgers name their days in many ways; a day of another year is an error."""

    year = forms.IntegerField(label="台账年度", min_value=1950, max_value=2100, help_text="如 2025。")
