"""The components of the house as template tags. Each names its template, where the look is written."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.utils import ErrorList

from branchlife.kit import charts, forms, marks, paging

register = template.Library()
Context = dict[str, Any]

NOTICE_TONES = {
    "success": ("done", "tick", "完成"),
    "info": ("kept", "info", "说明"),
    "debug": ("kept", "info", "说明"),
    "warning": ("part", "exclaim", "请注意"),
    "error": ("due", "exclaim", "有误"),
}


@register.inclusion_tag("components/state.html")
def state(word: str, tone: str = "", note: str = "") -> Context:
    """A state: word + shape + colour. `tone` only when the word is not in kit/marks.py."""
    return {"word": word, "mark": marks.mark_for(str(word), tone), "note": note}


@register.inclusion_tag("components/mark.html")
def mark(word: str, tone: str = "") -> Context:
    """The shape alone, for use beside a word that is already there."""
    return {"mark": marks.mark_for(str(word), tone)}


@register.inclusion_tag("components/page_header.html")
def page_header(
    title: str,
    lead: str = "",
    crumbs: Sequence[Any] = (),
    state: str = "",
    tone: str = "",
    back: str = "",
    back_label: str = "返回",
) -> Context:
    """The page's h1 with lead, crumbs (`Link`) or a back link, and a state beside the title."""
    return {
        "title": title,
        "lead": lead,
        "crumbs": crumbs,
        "state": state,
        "tone": tone,
        "back": back,
        "back_label": back_label,
    }


@register.inclusion_tag("components/page_top.html", takes_context=True)
def page_top(context: Context) -> Context:
    """What the layouts print on top, from the page's own context; whatever the view left out is left out."""
    words = {name: context.get(name) or "" for name in ("heading", "lead", "back", "state")}
    return words | {
        "form": context.get("form"),
        "formset": context.get("formset"),
        "problems": context.get("problems") or (),
        "crumbs": context.get("crumbs") or (),
        "back_label": context.get("back_label") or "返回",
    }


@register.inclusion_tag("components/owed_card.html")
def owed_card(item: Any, primary: bool = False) -> Context:
    """A thing owed (`parts.Owed`). Only the first card of a desk is `primary`."""
    return {"item": item, "primary": primary}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Sequence[Any]) -> Context:
    """Tasks (`parts.Task`) with their states, in the GOV.UK pattern."""
    return {"tasks": tasks}


@register.inclusion_tag("components/steps.html")
def steps(tasks: Sequence[Any], current: int) -> Context:
    """The steps of a flow (`parts.Task`); `current` counts from 1. A step with `state="完成"` wears a tick."""
    return {"steps": tasks, "current": current, "total": len(tasks), "here": tasks[current - 1]}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Sequence[Any], label: str = "") -> Context:
    """Check answers: rows (`parts.Row`) with a link to change each."""
    return {"rows": rows, "label": label}


@register.inclusion_tag("components/facts.html")
def facts(rows: Sequence[Any]) -> Context:
    """A definition table of rows (`parts.Row`), two columns where there is room."""
    return {"rows": rows}


@register.inclusion_tag("components/matrix.html")
def year_matrix(matrix: Any) -> Context:
    """Months × kinds (or branches × months) of states (`parts.Matrix`)."""
    rows = [
        {
            "label": row.label,
            "url": row.url,
            "note": row.note,
            "cells": [
                {"cell": cell, "column": column, "mark": marks.mark_for(cell.word, cell.tone)}
                for cell, column in zip(row.cells, matrix.columns, strict=True)
            ],
        }
        for row in matrix.rows
    ]
    return {"matrix": matrix, "rows": rows}


@register.inclusion_tag("components/calendar.html")
def month_calendar(weeks: Sequence[Any], title: str, previous: Any = None, following: Any = None) -> Context:
    """A month (`parts.month_of_days`); `previous` and `following` are `Link`s."""
    return {"weeks": weeks, "title": title, "previous": previous, "following": following}


@register.inclusion_tag("components/filter_bar.html")
def filter_bar(form: Any, reset_url: str = "", submit: str = "查询", target: str = "") -> Context:
    """A GET form in a row. With `target` (an id) htmx renews that element instead of the page.

    On a phone it is folded until asked for, unless something is being looked for.
    """
    active = any(form.data.get(name) for name in form.fields)
    return {"form": form, "reset_url": reset_url, "submit": submit, "target": target, "open": active}


@register.inclusion_tag("components/pages.html")
def pages(page: Page[Any], unit: str = "条") -> Context:
    """Links between pages (`paging.page_of`), keeping the rest of the query."""
    return {"page": page, "numbers": paging.links(page), "unit": unit}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*sources: Any, problems: Iterable[Any] = ()) -> Context:
    """Errors of forms, formsets and refused steps on top of the page, each a link to its field."""
    return {"faults": forms.faults(*sources, problems=problems)}


@register.inclusion_tag("components/notice.html")
def notice(text: Any, tone: str = "info", title: str = "", url: str = "", label: str = "") -> Context:
    """A message in the page: success, info, warning or error; optionally one link."""
    colour, shape, word = NOTICE_TONES.get(tone, NOTICE_TONES["info"])
    return {
        "text": text,
        "colour": colour,
        "shape": shape,
        "word": word,
        "title": title,
        "url": url,
        "label": label,
        "urgent": tone == "error",
    }


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "", primary: bool = True) -> Context:
    """An empty page says what to do first."""
    return {"title": title, "text": text, "url": url, "label": label, "primary": primary}


@register.inclusion_tag("components/file_list.html")
def file_list(files: Sequence[Any], none: str = "没有文件。") -> Context:
    """Files (`parts.StoredFile`) to download."""
    return {"files": files, "none": none}


@register.inclusion_tag("components/roll_call.html")
def roll_call(
    people: Sequence[Any], reasons: Sequence[tuple[str, str]], prefix: str = "", word: str = "缺席"
) -> Context:
    """Tap who is absent (`parts.Person`). Sends `absent` = pk for each absentee and `reason-<pk>` = value.

    `word` is what a tap says of the person.
    """
    return {"people": people, "reasons": reasons, "prefix": prefix, "word": word}


@register.inclusion_tag("components/vote_block.html")
def vote_block(
    title: str,
    rows: Sequence[Any],
    result: str = "",
    tone: str = "",
    verdict: str = "",
    basis: str = "",
    method: str = "",
) -> Context:
    """A vote: its counts (`parts.Row`), the result as a state, the verdict in words and the article it rests on."""
    return {
        "title": title,
        "rows": rows,
        "result": result,
        "tone": tone,
        "verdict": verdict,
        "basis": basis,
        "method": method,
    }


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Any]) -> Context:
    """Who did what when (`parts.Event`), in the order given."""
    return {
        "events": [
            {"event": event, "mark": marks.MARKS[getattr(event, "tone", "") or "plan"]} for event in events
        ]
    }


@register.inclusion_tag("components/changes.html")
def changes(items: Sequence[Any], caption: str = "与上次报送相比") -> Context:
    """What changed (`parts.Change`): was → now, with the paragraphs that stayed in quiet letters."""
    return {"items": items, "caption": caption}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Any], label: str = "分页") -> Context:
    """Tabs are links (`parts.Link`)."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str, note: str = "") -> Context:
    """How far long work has come. `total` of 0 means not known yet."""
    return {"done": done, "total": total, "label": label, "note": note}


@register.inclusion_tag("components/commands.html")
def commands(items: Sequence[Any]) -> Context:
    """The steps open to this person (`parts.Command`), the first of them primary at most."""
    return {"items": items}


@register.inclusion_tag("components/chart.html")
def chart(picture: charts.Chart, table: bool = True) -> Context:
    """A picture (`charts.bars`, `charts.lines`) with its table beside it."""
    return {"chart": picture, "table": table}


@register.filter
def error_texts(errors: ErrorList) -> list[str]:
    """The errors of a field as plain texts."""
    return [str(text) for text in errors]
