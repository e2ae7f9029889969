"""Mutation testing of the rules: `python -m tests.mutants [--share 0.2] [majority catalogue/sorts …]`.

One small change at a time in a function of `meetings/rules/`: a comparison, a boundary, a sign, a number, a result. The
tests of the changed file, and then all tests of the rules, must notice it. Each change is tried in a process forked off
one in which everything is loaded: only the code of the function is put in the place of its own.
It ends with 1 when fewer than nine in ten are noticed.
"""

import argparse
import ast
import copy
import gc
import os
import random
import re
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import django
import pytest

ROOT = Path(__file__).parent.parent
RULES, TESTS = ROOT / "meetings" / "rules", ROOT / "tests" / "meetings" / "rules"
PATIENCE = 90  # seconds; what runs on for ever has been noticed
LEAST = 90  # percent that must be noticed
SILENT, BROKEN = 0, 70  # the tests passed; the tool itself failed
# A test failed; a table of cases could not be drawn up; it runs on for ever.
NOTICED = {1, 2, -signal.SIGALRM}
QUICK = ["-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not slow and not django_db"]

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip


class UnansweredError(Exception):
    """The tests cannot be asked: whatever comes out would say nothing of them."""


@dataclass(frozen=True)
class Mutant:
    """The n-th change that can be made in a file, in the function that begins on a line."""

    module: str
    number: int
    line: int
    what: str
    code: CodeType

    def __str__(self) -> str:
        return f"{self.module.removeprefix('meetings.rules.')}:{self.line} {self.what}"


# --- Changes ---


Change = tuple[str, Callable[[Any], None]]  # in words, and a function that does it to a copy of the node


def of_comparison(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        other = COMPARED[type(operator)]
        words = f"{type(operator).__name__} → {other.__name__}"
        yield words, lambda one, place=place, other=other: one.ops.__setitem__(place, other())  # type: ignore[misc]


def of_condition(node: ast.BoolOp) -> Iterator[Change]:
    swapped = ast.Or if isinstance(node.op, ast.And) else ast.And
    yield f"→ {swapped.__name__}", lambda one: setattr(one, "op", swapped())


def of_sum(node: ast.BinOp) -> Iterator[Change]:
    if type(node.op) in RECKONED and not is_text(node):
        turned = RECKONED[type(node.op)]
        yield f"{type(node.op).__name__} → {turned.__name__}", lambda one: setattr(one, "op", turned())


def of_constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield f"{node.value} → {not node.value}", lambda one: setattr(one, "value", not one.value)
    elif isinstance(node.value, int):
        yield f"{node.value} → {node.value + 1}", lambda one: setattr(one, "value", one.value + 1)


def of_sign(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield "twice not", lambda one: setattr(one, "operand", ast.UnaryOp(ast.Not(), one.operand))


def of_choice(node: ast.IfExp) -> Iterator[Change]:
    yield "the other branch", lambda one: one.__dict__.update(body=one.orelse, orelse=one.body)


def of_return(node: ast.Return) -> Iterator[Change]:
    if node.value and getattr(node.value, "value", ...) is not None:
        yield "returns nothing", lambda one: setattr(one, "value", ast.Constant(None))


CHANGES: dict[type[ast.AST], Callable[[Any], Iterator[Change]]] = {
    ast.Compare: of_comparison,
    ast.BoolOp: of_condition,
    ast.BinOp: of_sum,
    ast.Constant: of_constant,
    ast.UnaryOp: of_sign,
    ast.IfExp: of_choice,
    ast.Return: of_return,
}


def changes(node: ast.AST) -> Iterator[Change]:
    """What can be done to one node."""
    return CHANGES.get(type(node), lambda _: iter(()))(node)


def is_text(node: ast.BinOp) -> bool:
    """Sentences are joined, not reckoned."""
    sides = (node.left, node.right)
    return any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )


def bodies(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions of a file and the methods of its classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (part for part in node.body if isinstance(part, ast.FunctionDef))


def mutants(file: Path) -> Iterator[Mutant]:
    """Every change of a file, one after another."""
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    tree = ast.parse(file.read_text())
    number = 0
    for index, function in enumerate(bodies(tree)):
        nodes = [node for part in function.body for node in ast.walk(part)]
        for place, node in enumerate(nodes):
            for choice, (what, _) in enumerate(changes(node)):
                number += 1
                code = changed(tree, index, place, choice, file)
                yield Mutant(module, number, getattr(node, "lineno", function.lineno), what, code)


def changed(tree: ast.Module, index: int, place: int, choice: int, file: Path) -> CodeType:
    """The code of the function after the change."""
    twin = copy.deepcopy(tree)
    function = list(bodies(twin))[index]
    node = [one for part in function.body for one in ast.walk(part)][place]
    list(changes(node))[choice][1](node)
    whole = compile(ast.fix_missing_locations(twin), str(file), "exec")
    first = min([function.lineno, *(one.lineno for one in function.decorator_list)])
    return next(
        code for code in codes(whole) if code.co_name == function.name and code.co_firstlineno == first
    )


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object and all inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


# --- Trying one ---


def put_in_place(mutant: Mutant) -> bool:
    """Give the function its changed code, and let nothing that was worked out before stand."""
    gc.unfreeze()  # what tests/conftest.py has put out of the collector's reach is not listed
    found = [
        one
        for one in gc.get_objects()
        if type(one) is FunctionType  # isinstance would ask lazy objects, which then ask a database
        and one.__module__ == mutant.module
        and one.__code__.co_qualname == mutant.code.co_qualname
        and one.__code__.co_firstlineno == mutant.code.co_firstlineno
    ]
    for function in found:
        function.__code__ = mutant.code
    for one in gc.get_objects():
        if type(one).__name__ == "_lru_cache_wrapper":
            one.cache_clear()
    return bool(found)


def asked(tests: list[str], mutant: Mutant | None = None) -> int:
    """What the tests answer in a process of its own, with the change or on the code as it is.

    The code pytest ends with, or minus the signal that ended the process.
    """
    child = os.fork()
    if child:
        status = os.waitpid(child, 0)[1]
        return os.waitstatus_to_exitcode(status)
    signal.alarm(PATIENCE)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        reached = mutant is None or put_in_place(mutant)
        os._exit(int(pytest.main([*QUICK, *tests])) if reached else SILENT)
    finally:
        os._exit(BROKEN)


def must_pass(tests: list[str]) -> None:
    """A test that fails on unchanged code notices nothing. Raises UnansweredError."""
    answer = asked(tests)
    if answer != SILENT:
        raise UnansweredError(f"unchanged code: {' '.join(tests)} ended with {answer}")


def is_noticed(mutant: Mutant, tests: list[str]) -> bool:
    """Whether a test fails, or the change breaks the whole run: then unchanged code must not break it now."""
    answer = asked(tests, mutant)
    if answer not in (SILENT, *NOTICED):
        must_pass(tests)
    return answer != SILENT


def survives(mutant: Mutant, own: list[str]) -> bool:
    """Whether neither the file's own tests nor all tests of the rules notice the change."""
    return not any(is_noticed(mutant, tests) for tests in (own, [str(TESTS)]) if tests)


def tests_of(module: str) -> list[str]:
    """The test files that name a module of the rules."""
    package, _, name = module.rpartition(".")
    named = re.compile(rf"from {module} import|from {package} import .*\b{name}\b")
    return sorted(str(file) for file in TESTS.glob("test_*.py") if named.search(file.read_text()))


# --- All of them ---


def try_file(file: Path, is_drawn: Callable[[], bool]) -> tuple[int, int]:
    """How many changes of a file were noticed, of how many; the others are named."""
    module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    import_module(module)
    own, drawn = tests_of(module), [one for one in mutants(file) if is_drawn()]
    if own and drawn:
        must_pass(own)
    missed = [one for one in drawn if survives(one, own) and tell(f"nobody noticed: {one}")]
    return len(drawn) - len(missed), len(drawn)


def tell(line: str) -> bool:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    return True


def line_of(name: str, noticed: int, tried: int) -> str:
    """A line of the table."""
    return f"{name:<24}{noticed:>5} of {tried:>5}  {100 * noticed // tried} %"


def report(found: dict[str, tuple[int, int]]) -> int:
    """The table; 1 when too many changes went by unnoticed."""
    for name, (noticed, tried) in found.items():
        if tried:
            tell(line_of(name, noticed, tried))
    noticed, tried = (sum(column) for column in zip(*found.values(), strict=True))
    tell(line_of("together", noticed, max(tried, 1)))
    return int(100 * noticed < LEAST * tried)


def main(arguments: list[str] | None = None) -> int:
    """Try them and tell which nobody noticed."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("names", nargs="*", help="files of meetings/rules, all of them when none is named")
    reader.add_argument("--share", type=float, default=1.0, help="try only so many of them, drawn by chance")
    reader.add_argument("--seed", type=int, default=20261124)
    given = reader.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchlife.settings")
    django.setup()
    must_pass([str(TESTS)])
    chance = random.Random(given.seed)
    files = {str(file.relative_to(RULES).with_suffix("")): file for file in sorted(RULES.rglob("*.py"))}
    if unknown := set(given.names) - set(files):
        reader.error(f"no such file: {' '.join(sorted(unknown))}")
    return report(
        {
            name: try_file(file, lambda: chance.random() < given.share)
            for name, file in files.items()
            if not given.names or name in given.names
        }
    )


if __name__ == "__main__":
    sys.exit(main())
