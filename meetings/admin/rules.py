"""The rules of bodies: values as typed rows, shown with what they would touch before they are stored."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path

from branchlife.kit import clock
from meetings import regulations
from meetings.admin.rule_rows import RowForm, draft_of, preset_rows
from meetings.lifecycle import rulesets
from meetings.models import Basis, RuleSet, RuleValue
from meetings.rules.catalogue.presets import PRESETS, Preset
from meetings.rules.catalogue.shown import sections
from meetings.views.asides import tried
from members.access import Action
from members.admin.base import GrantedAdmin, PlainForm
from members.log import note
from members.models import Organisation

ROOM = "规则"
PLACES = frozenset({Action.PLACES_ADMIN})
ASKED = "confirmed"


@admin.register(Basis)
class BasisAdmin(GrantedAdmin):
    """依据: what rules rest on. Once an article has been looked up its certainty is put right here, not in code."""

    room = ROOM
    sees = PLACES
    edits = Action.PLACES_ADMIN
    form = PlainForm
    fields = ("title", "article", "level", "certainty", "effective_from", "effective_to", "quote")
    list_display = ("title", "article", "level", "certainty", "effective_from", "effective_to")
    list_filter = ("level", "certainty")
    search_fields = ("title", "article")
    ordering = ("title", "article", "pk")


class RowSet(BaseInlineFormSet):
    """The values of one set, judged together with the body and the day."""

    by: ClassVar[Any] = None

    def clean(self) -> None:
        """Refuse, row by row, what may not be set there."""
        super().clean()
        if any(self.errors) or self.instance.effective_from is None:
            return
        rows = {form.cleaned_data.get("key"): form for form in self.forms if form not in self.deleted_forms}
        for problem in rulesets.problems(draft_of(self.instance, self)):
            row = rows.get(problem.field)
            if row is None:
                raise forms.ValidationError(problem.text)
            row.add_error("value", problem.text)


class RowInline(admin.StackedInline):
    """The values as rows; in an empty row one chooses the rule first."""

    model = RuleValue
    form = RowForm
    formset = RowSet
    fields = ("key", "value", "asked", "basis")
    extra = 2
    verbose_name = "规则"
    verbose_name_plural = "各条规则（先选规则，按“保存”后出现填写的栏目；勾“删除”即沿用上级）"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the set."""
        return bool(request.actor.may(Action.PLACES_ADMIN))  # type: ignore[attr-defined]

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_extra(self, request: HttpRequest, obj: Any = None, **more: Any) -> int:
        """Empty rows behind those of the preset, if the set begins with one."""
        return self.extra + len(preset_rows(_preset(request, obj)))


def _preset(request: HttpRequest, stored: Any) -> Preset | None:
    """What a new set begins with, when the address names one."""
    return None if stored is not None and stored.pk else PRESETS.get(request.GET.get("preset", ""))


class SetForm(forms.ModelForm):
    """Whose, from when, until when. The rows are judged by the formset, all of it is written at once."""

    class Meta:
        model = RuleSet
        fields = ("organisation", "effective_from", "effective_to", "note")


@admin.register(RuleSet)
class RuleSetAdmin(GrantedAdmin):
    """规则集: read from the nation down. Nothing is stored before the page that shows what it touches."""

    room = ROOM
    sees = PLACES
    edits = Action.PLACES_ADMIN
    form = SetForm
    inlines = (RowInline,)
    list_display = ("__str__", "effective_to", "note", "changed_by")
    list_filter = (("organisation", admin.EmptyFieldListFilter),)
    list_select_related = ("organisation", "changed_by")
    search_fields = ("organisation__name", "organisation__code", "note")
    autocomplete_fields = ("organisation",)
    ordering = ("organisation__path", "effective_from", "pk")
    change_form_template = "admin/ruleset_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A set stays with its body."""
        return ("organisation",) if obj else ()

    def get_urls(self) -> list[URLPattern]:
        """And the page of all rules of one body."""
        view = self.admin_site.admin_view(self.effective)
        own = [path("body/<int:object_id>/", view, name="meetings_ruleset_effective")]
        return [*own, *super().get_urls()]

    def effective(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """All rules of a body today."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        body = get_object_or_404(Organisation, pk=object_id)
        groups = sections(regulations.rules_for(body, clock.today()))
        context = self._context(request, f"{body.short_name}适用的规则", body=body, sections=groups)
        return render(request, "admin/ruleset_effective.html", context)

    def _context(self, request: HttpRequest, title: str, **more: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **more}

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """A form without faults is first shown with what it would touch."""
        if request.method == "POST" and ASKED not in request.POST and self.has_add_permission(request):
            draft = self._draft(request, object_id)
            if draft is not None:
                return self._confirm(request, draft)
        shown = {**(extra_context or {}), "presets": PRESETS}
        return super().changeform_view(request, object_id, form_url, shown)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A set that begins with a preset says so."""
        preset = _preset(request, None)
        return super().get_changeform_initial_data(request) | (
            {"note": f"从预设“{preset.title}”开始"} if preset else {}
        )

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """The rows of the preset stand in the form, to be changed."""
        page: Any = super()  # the stubs leave out what the admin itself does here
        return page.get_formset_kwargs(request, obj, inline, prefix) | {
            "initial": preset_rows(_preset(request, obj))
        }

    def _draft(self, request: HttpRequest, object_id: Any) -> rulesets.Draft | None:
        stored = self.get_object(request, object_id) if object_id else None
        form = self.get_form(request, stored, change=bool(stored))(request.POST, instance=stored)
        if not form.is_valid():
            return None
        page: Any = self  # the stubs leave out what the admin itself does here
        [rows], _ = page._create_formsets(request, form.instance, change=bool(stored))
        return draft_of(form.instance, rows) if rows.is_valid() else None

    def _confirm(self, request: HttpRequest, draft: rulesets.Draft) -> HttpResponse:
        kept = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
        context = self._context(
            request,
            "先看一看会改变什么",
            draft=draft,
            changes=rulesets.changes(draft),
            effect=rulesets.effect(draft),
            asides=tried(draft),
            kept=kept,
            asked=ASKED,
        )
        return render(request, "admin/ruleset_confirm.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Written together with its rows, below."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Set and values through the one function, with a line in the access log."""
        draft = draft_of(form.instance, formsets[0])
        form.words = rulesets.changes(draft)
        stored = rulesets.save_ruleset(draft, request.user)  # type: ignore[arg-type]
        form.instance.pk, form.instance._state.adding = stored.pk, False
        note(request, f"管理：{'修改' if change else '新增'}规则集", stored, rows=len(form.words))

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """What was changed, in words."""
        return "；".join(form.words) or "只改了说明或日期"
