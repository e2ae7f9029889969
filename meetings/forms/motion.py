"""A vote as the tellers counted it, the agenda, the speeches on a topic."""

from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.lifecycle.recording import AgendaLine, Tally
from meetings.models import AgendaItem, Motion
from meetings.vocabulary import BALLOT_METHODS, VoteMethod

MOST = 100_000


def number(label: str, **more: Any) -> forms.IntegerField:
    """A count of votes."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"{label}请填整数",
            "min_value": f"{label}不能小于 0",
            "max_value": f"{label}填得太大",
        },
        **more,
    )


class MotionForm(HouseForm):
    """Numbers only; the result is computed."""

    method = forms.ChoiceField(
        label="表决方式", choices=VoteMethod.pairs(), widget=forms.RadioSelect(attrs={"inline": True})
    )
    yes = number("赞成")
    no = number("反对")
    abstain = number("弃权")
    issued = number("发出的票", required=False, help_text="投票的才填这三项；没有无效票填 0。")
    collected = number("收回的票", required=False)
    invalid = number("无效票", required=False)
    teller = forms.CharField(label="计票、监票人", required=False, max_length=60)

    def tally(self) -> Tally:
        """The count. Only after is_valid()."""
        data = self.cleaned_data
        ballots = ("issued", "collected", "invalid") if self.vote_method in BALLOT_METHODS else ()
        return Tally(data["yes"], data["no"], data["abstain"], **{name: data[name] for name in ballots})

    @property
    def vote_method(self) -> VoteMethod:
        """How the vote was taken. Only after is_valid()."""
        return VoteMethod(self.cleaned_data["method"])


def initial_of(motion: Motion) -> dict[str, Any]:
    """A stored vote as the form shows it."""
    return {name: getattr(motion, name) for name in MotionForm.base_fields}


class AgendaRow(HouseForm):
    """One topic."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="议题", required=False, max_length=200)
    presenter = forms.CharField(label="汇报人", required=False, max_length=40)
    is_important = forms.BooleanField(label="重要事项", required=False)


AgendaRows = forms.formset_factory(AgendaRow, extra=0, max_num=60, absolute_max=60)


def agenda_lines(rows: Any) -> list[AgendaLine]:
    """The topics as they are to be stored. Only after is_valid()."""
    return [
        AgendaLine(data["title"], data["pk"], data["is_important"], data["presenter"])
        for data in (form.cleaned_data for form in rows.forms)
        if data.get("title")
    ]


class SpeechRow(HouseForm):
    """One speech."""

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
