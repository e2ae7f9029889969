"""The agenda and the speeches on a topic, as rows."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.lifecycle.recording import AgendaLine
from meetings.models import AgendaItem
from meetings.vocabulary import AgendaCategory, VoteProfile


class RowForm(HouseForm):
    """A row of several lines; `lines` names the fields that stand side by side."""

    lines: ClassVar[tuple[tuple[str, ...], ...]]

    def in_lines(self) -> list[list[forms.BoundField]]:
        """The visible fields line by line."""
        found = [[self[name] for name in line if name in self.fields] for line in self.lines]
        return [line for line in found if line]


class AgendaRow(RowForm):
    """One topic."""

    lines = (("title",), ("presenter", "category", "planned_profile"), ("is_important", "tied_to"))

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="议题", required=False, max_length=200)
    presenter = forms.CharField(label="汇报人", required=False, max_length=40)
    category = forms.ChoiceField(
        label="类别", choices=AgendaCategory.pairs(), required=False, initial="other"
    )
    planned_profile = forms.ChoiceField(label="拟表决", required=False)
    is_important = forms.BooleanField(label="重要事项", required=False)
    tied_to = forms.ChoiceField(label="支委会先议", required=False)

    def __init__(
        self,
        *args: Any,
        profiles: Sequence[VoteProfile] = (),
        discussed: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if discussed:
            self.fields["tied_to"].choices = [("", "没有，或不用"), *discussed]  # type: ignore[attr-defined]
        else:
            del self.fields["tied_to"]
        if profiles:
            words = [(str(one), f"按{one.label}") for one in profiles]
            self.fields["planned_profile"].choices = [("", "不表决，或没有定"), *words]  # type: ignore[attr-defined]
        else:
            del self.fields["planned_profile"]


AgendaRows = forms.formset_factory(AgendaRow, extra=0, max_num=60, absolute_max=60)


def agenda_lines(rows: Any) -> list[AgendaLine]:
    """The topics as they are to be stored. Only after is_valid()."""
    return [
        AgendaLine(
            data["title"],
            data["pk"],
            data["is_important"],
            data["presenter"],
            category=AgendaCategory(data["category"]) if data["category"] else None,
            planned_profile=data.get("planned_profile"),
            tied_to=int(data["tied_to"] or 0) if "tied_to" in data else None,
        )
        for data in (form.cleaned_data for form in rows.forms)
        if data.get("title")
    ]


class SpeechRow(RowForm):
    """One speech."""

    lines = (("speaker",), ("gist",), ("is_dissent",))

    speaker = forms.CharField(label="发言人", required=False, max_length=40)
    gist = forms.CharField(
        label="要点", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_dissent = forms.BooleanField(label="不同意见", required=False)

    def clean(self) -> dict[str, Any]:
        """Who goes with what."""
        data = super().clean() or self.cleaned_data
        if data.get("gist") and not data.get("speaker"):
            self.add_error("speaker", "请写发言人")
        if data.get("speaker") and not data.get("gist"):
            self.add_error("gist", "请写发言要点")
        return data


SpeechRows = forms.formset_factory(SpeechRow, extra=0, max_num=100, absolute_max=100)


def speech_lines(rows: Any) -> list[tuple[str, str, bool]]:
    """(speaker, gist, dissent). Only after is_valid()."""
    given = (form.cleaned_data for form in rows.forms)
    return [(data["speaker"], data["gist"], data["is_dissent"]) for data in given if data.get("gist")]


def stored_speeches(item: AgendaItem) -> list[dict[str, Any]]:
    """The speeches on a topic as the rows show them."""
    rows = item.speeches.select_related("speaker").order_by("pk")
    return [
        {
            "speaker": row.speaker.name if row.speaker else row.speaker_name,
            "gist": row.gist,
            "is_dissent": row.is_dissent,
        }
        for row in rows
    ]
