"""One row of a set of rules: first the rule is chosen, then its value is written in the widget of its sort."""

from typing import Any

from django import forms
from django.http import QueryDict

from meetings.forms.rule_values import typed, value_field
from meetings.lifecycle.rulesets import Draft, Line
from meetings.models import RuleSet, RuleValue
from meetings.rules.catalogue.presets import Preset
from meetings.rules.catalogue.rules import CATALOGUE, SECTION_KEYS

CHOICES = [
    ("", "选一条规则"),
    *((title, [(name, CATALOGUE[name].words) for name in names]) for title, names in SECTION_KEYS.items()),
]


class RowForm(forms.ModelForm):
    """`asked` names the rule whose widget the person had before them: without it no value was meant."""

    key = forms.CharField(label="规则", max_length=40, widget=forms.Select(choices=CHOICES))
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = RuleValue
        fields = ("key", "value", "basis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.get(self.add_prefix("key"), "") if self.is_bound else self.initial.get("key", "")
        name = self.instance.key or str(chosen)
        self.known = CATALOGUE.get(name)
        self.was_asked = self.data.get(self.add_prefix("asked")) == name
        self.fields["key"].disabled = bool(self.instance.pk)
        self.fields["basis"].empty_label = "本单位规定，没有文件"  # type: ignore[attr-defined]
        if self.known is None:
            later = forms.TextInput(attrs={"placeholder": "按“保存”后填写"})
            self.fields["value"] = forms.CharField(label="值", required=False, disabled=True, widget=later)
            return
        self.fields["value"] = value_field(self.known)
        self.initial["asked"] = name
        if self.instance.pk:
            self.initial["value"] = typed(self.instance.value)
        elif self.is_bound and not self.was_asked:
            self._fill(name)

    def _fill(self, name: str) -> None:
        """Show the widget with the national default in it, to be changed."""
        assert self.known is not None  # noqa: S101 (the rule was chosen)
        filled = QueryDict(mutable=True)
        filled.update(self.data)
        default = typed(self.known.sort.stored(self.known.editions[-1].value))
        shown = self.fields["value"].prepare_value(default)
        place = self.add_prefix("value")
        filled.setlist(place, shown if isinstance(shown, list) else [shown])
        filled[self.add_prefix("asked")] = name
        self.data = filled

    def has_changed(self) -> bool:
        """An empty row is none."""
        return bool(self.data.get(self.add_prefix("key"))) if not self.instance.pk else super().has_changed()

    def clean_key(self) -> str:
        """A rule of the catalogue."""
        key: str = self.cleaned_data["key"]
        if key not in CATALOGUE:
            raise forms.ValidationError("没有这条规则，请从列表里选。")
        return key

    def clean(self) -> dict[str, Any]:
        """The value is asked for once the rule is chosen."""
        data = super().clean() or self.cleaned_data
        if self.known is not None and not self.was_asked and not self.instance.pk:
            self.add_error("value", f"请填“{self.known.words}”的值，现在填的是全国默认。")
        return data


def preset_rows(preset: Preset | None) -> list[dict[str, Any]]:
    """The rows of a preset as the form begins with them; none without one."""
    values = preset.values if preset else {}
    return [
        {"key": name, "value": typed(CATALOGUE[name].sort.stored(CATALOGUE[name].sort.read(value)))}
        for name, value in values.items()
    ]


def draft_of(row: RuleSet, rows: Any) -> Draft:
    """What the form and its rows say. Only after both are valid."""
    lines = []
    for form in rows.forms:
        data = form.cleaned_data
        if data.get("key") and form not in rows.deleted_forms:
            lines.append(Line(data["key"], data.get("value"), data.get("basis")))
    stored = RuleSet.objects.get(pk=row.pk) if row.pk else None
    return Draft(row.organisation, row.effective_from, row.effective_to, row.note, tuple(lines), stored)
