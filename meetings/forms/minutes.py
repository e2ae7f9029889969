"""记录: the text, the resolutions as rows, the discussion of a lecture, and a file whose text is taken over."""

from collections.abc import Sequence
from typing import Any

from django import forms

from branchlife.kit.documents import MAX_CHARACTERS
from branchlife.kit.forms import HouseForm
from meetings.kinds import MeetingKind
from meetings.lifecycle import pages
from meetings.lifecycle.resolutions import ResolutionLine
from meetings.models import Meeting
from meetings.models.resolution import owners_of

BLANK_ROWS = 3
MAX_ROWS = 60


class MinutesForm(HouseForm):
    """The text and what goes with it. `version` is "7.ab12…": the version of the text and the stamp of the rest."""

    body = forms.CharField(
        label="内容记录",
        required=False,
        strip=False,
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="可从 WPS 直接粘贴，段落保留。",
    )
    discussion = forms.CharField(
        label="讨论或测试情况", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    document = forms.FileField(
        label="从文件取文字",
        required=False,
        help_text="选 .docx 或 .txt 文件，文字接在已有内容后面，供您核对。",
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.kind != MeetingKind.PARTY_LECTURE:
            del self.fields["discussion"]

    def clean_body(self) -> str:
        """Line ends as one sign, and nothing that a database cannot store."""
        text: str = self.cleaned_data["body"]
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def clean_version(self) -> tuple[int, str]:
        """The version of the text and the stamp of the rest."""
        number, _, seen = self.cleaned_data["version"].partition(".")
        if not number.isdecimal() or len(number) > 9:
            raise forms.ValidationError("本页已过时，请先把文字复制出来，再重新打开本页。")
        return int(number), seen


class ResolutionForm(HouseForm):
    """One row: 事项、责任人、期限."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="事项", required=False, max_length=300)
    responsible = forms.CharField(label="责任人", required=False, max_length=60)
    due_on = forms.DateField(label="期限", required=False)

    def clean_responsible(self) -> str:
        """Several names with a pause mark between them, however they were typed."""
        return "、".join(owners_of(self.cleaned_data["responsible"]))

    def clean(self) -> dict[str, Any]:
        """Who or when without what cannot be kept."""
        data = super().clean() or self.cleaned_data
        if not data.get("text") and (data.get("responsible") or data.get("due_on")):
            self.add_error("text", "写了责任人或期限，请把决议的事项也写上")
        return data


ResolutionRows = forms.formset_factory(ResolutionForm, extra=0, max_num=MAX_ROWS, absolute_max=MAX_ROWS)


def rows_of(lines: Sequence[ResolutionLine], blank: int = BLANK_ROWS) -> Any:
    """The stored resolutions and some blank rows."""
    initial = [vars(line) for line in lines]
    return ResolutionRows(initial=[*initial, *({} for _ in range(blank))], prefix="resolution")


def lines_of(rows: Any) -> list[ResolutionLine]:
    """The rows as they are to be stored. Only after is_valid()."""
    return [
        ResolutionLine(data["text"], data["responsible"], data["due_on"], data["pk"])
        for data in (form.cleaned_data for form in rows.forms)
        if data.get("text")
    ]


def version_words(version: int, meeting: Meeting) -> str:
    """What the hidden field carries."""
    return f"{version}.{pages.record_stamp(meeting)}"
