"""What every form of the house shares: the crispy helper, a submit button, the error summary."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.widgets import DateTimeBaseInput

from branchlife.kit.problems import Problem


class Helper(FormHelper):
    """Fields only: the page writes <form>, the token and the buttons (layouts/form.html)."""

    form_tag = False
    disable_csrf = True
    html5_required = False
    use_custom_control = False


class HouseForm(forms.Form):
    """A plain form with the helper of the house and dates that a browser can pick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


PICKERS: tuple[tuple[type[forms.Field], str, str], ...] = (
    (forms.DateTimeField, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateField, "date", "%Y-%m-%d"),
    (forms.TimeField, "time", "%H:%M"),
)


def dress(form: forms.BaseForm) -> None:
    """Give a form the helper, native pickers for dates, and no browser bubbles (the summary speaks instead)."""
    form.helper = Helper()  # type: ignore[attr-defined]
    form.use_required_attribute = False
    for name, field in form.fields.items():
        word_errors(field, str(field.label or form[name].label))
        for kind, input_type, pattern in PICKERS:
            if isinstance(field, kind) and isinstance(field.widget, DateTimeBaseInput):
                field.widget.input_type = input_type
                field.widget.format = pattern
                field.localize = False
                break


CHOOSING = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)
DJANGO_REQUIRED = str(forms.Field.default_error_messages["required"])


def word_errors(field: forms.Field, label: str) -> None:
    """Say what to do and where: 请填写议题 rather than 这个字段是必填项. A form's own words stay."""
    if str(field.error_messages.get("required")) == DJANGO_REQUIRED:
        verb = "选择" if isinstance(field.widget, (*CHOOSING, forms.ClearableFileInput)) else "填写"
        field.error_messages["required"] = f"请{verb}{label}"
    if isinstance(field, forms.DateField):
        field.error_messages["invalid"] = f"{label}看不懂，请写成 2026-11-20 的样子"
    elif isinstance(field, forms.TimeField):
        field.error_messages["invalid"] = f"{label}看不懂，请写成 14:30 的样子"


@dataclass(frozen=True)
class Fault:
    """One line of the error summary: the words that also stand beside the field, and the field's anchor."""

    text: str
    anchor: str = ""
    basis: str = ""


def anchor_of(bound: forms.BoundField) -> str:
    """The id to focus for a field: of a group of choices, the first."""
    if isinstance(bound.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def faults_of_form(form: forms.BaseForm) -> Iterator[Fault]:
    """The form's own errors first, then field by field in the order of the page."""
    for text in form.non_field_errors():
        yield Fault(str(text))
    for bound in form:
        for text in bound.errors:
            yield Fault(str(text), "" if bound.is_hidden else anchor_of(bound))


def faults(*sources: Any, problems: Iterable[Problem] = ()) -> list[Fault]:
    """The lines of the summary for any number of forms, formsets and refused steps. Each line appears once."""
    found: list[Fault] = []
    for source in sources:
        if isinstance(source, forms.BaseFormSet):
            found += [Fault(str(text)) for text in source.non_form_errors()]
            found += [fault for form in source.forms for fault in faults_of_form(form)]
        elif isinstance(source, forms.BaseForm):
            found += faults_of_form(source)
    found += [Fault(problem.text, problem.field, problem.basis) for problem in problems]
    return list(dict.fromkeys(found))
