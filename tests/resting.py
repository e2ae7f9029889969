"""A plugin for runs that measure coverage, `pytest -p tests.resting --cov`: tracing rests while Django's code works.

Before Python 3.12 every line of everybody's code wakes the tracer, which doubles the time of a run; our own lines are
a small part of them. What others call in turn, such as the tags of a template, goes unseen then.
"""

import copy
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import isgeneratorfunction
from types import FunctionType
from typing import Any

import weasyprint
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model, QuerySet
from django.db.models.sql import compiler
from django.template.base import Template

SPECIAL = {"__bool__", "__getitem__", "__iter__", "__len__"}
OTHERS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (compiler.SQLCompiler, ("execute_sql",)),
    (compiler.SQLInsertCompiler, ("execute_sql",)),
    (compiler.SQLUpdateCompiler, ("execute_sql",)),
    (Model, ("save_base", "clean_fields", "validate_constraints", "validate_unique")),
    (MigrationExecutor, ("migrate",)),
    (Template, ("render",)),
    (weasyprint.HTML, ("render", "write_pdf")),
    (copy, ("deepcopy",)),
)


def pytest_configure() -> None:
    """Let the tracer rest in each of them."""
    for owner, names in (*OTHERS, (QuerySet, tuple(of_querysets()))):
        for name in names:
            setattr(owner, name, resting(getattr(owner, name)))


def of_querysets() -> Iterator[str]:
    """The methods that build and run queries."""
    for name, value in vars(QuerySet).items():
        plain = isinstance(value, FunctionType) and not isgeneratorfunction(value)
        if plain and (name in SPECIAL or not name.startswith("__")):
            yield name


def resting(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, untraced."""

    @wraps(function)
    def quiet(*given: Any, **more: Any) -> Any:
        tracer = sys.gettrace()
        if tracer is None:
            return function(*given, **more)
        sys.settrace(None)
        try:
            return function(*given, **more)
        finally:
            sys.settrace(tracer)
            awake()

    return quiet


def awake() -> None:
    """A tracer set from Python goes back to its quick way at the first call it sees."""
