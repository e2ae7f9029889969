"""Sending a filing back: which of the two sorts, which fields, in what words; passing one on; filing late."""

from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.kinds import Field, KindSpec
from meetings.vocabulary import ReturnReason

MORE_FIELDS = (("vote", "表决"), ("resolutions", "决议"), ("attachments", "附件"), ("other", "其他"))
FIELD_CHOICES = (*Field.pairs(), *MORE_FIELDS)
REASONS = (
    (ReturnReason.REFILL.value, "重填：填写不详，原文保留，支部补齐后再报"),
    (ReturnReason.REHOLD.value, "重开：主题不明、程序不严，支部须另行召开一次"),
)


class ReturnForm(HouseForm):
    """退回意见."""

    reason = forms.ChoiceField(label="退回类型", choices=REASONS, widget=forms.RadioSelect)
    return_fields = forms.MultipleChoiceField(
        label="哪些栏目不详",
        choices=FIELD_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="重填的，请至少选一栏；支部打开后直接到那一步。",
    )
    return_note = forms.CharField(
        label="退回意见",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        help_text="写明哪里不详、要怎样补。支部会照原话看到。",
    )

    def __init__(self, data: Any, *, spec: KindSpec) -> None:
        super().__init__(data)
        lacking = set() if spec.can_vote else {"vote"}
        lacking |= {
            field.value for field in Field if field not in spec.required and field is not Field.AGENDA
        }
        self.fields["return_fields"].choices = [  # type: ignore[attr-defined]
            (name, label) for name, label in FIELD_CHOICES if name not in lacking
        ]

    def clean(self) -> None:
        """重填 names at least one field."""
        data = self.cleaned_data
        if data.get("reason") == ReturnReason.REFILL and not data.get("return_fields"):
            self.add_error("return_fields", "请选出要重填的栏目")


class PassForm(HouseForm):
    """总支阅转."""

    note = forms.CharField(
        label="意见",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        help_text="可以不写。支部和上级都看得到；上级不必等阅转，要退回的由上级退。",
    )


class LateForm(HouseForm):
    """迟报原因, asked only when the day has passed."""

    late_reason = forms.CharField(
        label="迟报原因",
        required=False,
        max_length=120,
        help_text="可以不写。应报日已过，照常受理，只作标注；写明原因，上级就不用再问。",
    )
