"""What every page of the admin shares: permission by GRANTS, dates one can pick, refusals as errors of the form."""

from collections.abc import Callable
from copy import copy
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest

from branchlife.kit.problems import Refusal
from members.access import Action
from members.log import note
from members.models import User


class DayInput(forms.DateInput):
    """The browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class GrantedAdmin(admin.ModelAdmin):
    """`sees` opens the page, `edits` (None: read-only) lets rows be added and changed. Nothing is deleted."""

    room: ClassVar[str]
    sees: ClassVar[frozenset[Action]]
    edits: ClassVar[Action | None] = None
    changes: ClassVar[bool] = True
    actions: Any = None
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides: ClassVar[Any] = {models.DateField: {"widget": DayInput}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it stands on the first page."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By GRANTS."""
        return any(request.actor.may(action) for action in self.sees)  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By GRANTS."""
        return self.edits is not None and request.actor.may(self.edits)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By GRANTS."""
        return self.changes and self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """History is kept."""
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A form that writes knows on whose behalf."""
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the form's own writing function, with a line in the access log."""
        stored = form.store(obj)
        obj.pk, obj._state.adding = stored.pk, False
        note(request, f"管理：{'修改' if change else '新增'}{obj._meta.verbose_name}", stored)


class WritingForm(forms.ModelForm):
    """A form whose rows are written by a function that may refuse: tried first, so that a refusal is an error."""

    by: ClassVar[User | None] = None

    def store(self, row: Any) -> Any:
        """Write the row and return what is stored."""
        raise NotImplementedError  # abstract, but Django's forms have a metaclass of their own, so ABC is no way

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            with transaction.atomic():
                self.store(copy(self.instance))
                transaction.set_rollback(True)
        except Refusal as refusal:
            for problem in refusal.problems:
                self.add_error(problem.field if problem.field in self.fields else None, problem.text)
        except ValidationError as error:
            self.add_error(None, error.messages)


class PlainForm(WritingForm):
    """A row that no function of its own writes: stored with the names of who made and who changed it."""

    def store(self, row: Any) -> Any:
        """Save it."""
        if hasattr(row, "changed_by_id"):
            row.changed_by = self.by
            row.created_by = row.created_by or self.by
        row.save()
        return row


class HistoryInline(admin.TabularInline):
    """Dated facts of a person, to be read."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """With places and appointments only."""
        return bool(request.actor.may(Action.PLACES_ADMIN))  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written by the branch."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Written by the branch."""
        return False


def column(words: str, order: str = "") -> Callable[[Any], Any]:
    """A column of a list that is computed."""
    return admin.display(description=words, ordering=order or None)
