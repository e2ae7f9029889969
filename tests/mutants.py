"""Mutation testing of the rules: `python -m tests.mutants [--share 0.2] [majority seats …]`.

One small change at a time in a function of `meetings/rules/`: a comparison, a boundary, a sign, a number, a result. The
tests of the changed file, and then all tests of the rules, must notice it. Each change is tried in a process forked off
one in which everything is loaded: only the code of the function is put in the place of its own.
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
from collections import Counter
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
QUICK = ["-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not slow and not django_db"]

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """The n-th change that can be made in a file, in the function that begins on a line."""

    module: str
    number: int
    line: int
    what: str
    code: CodeType

    def __str__(self) -> str:
        return f"{self.module.rpartition('.')[2]}.py:{self.line} {self.what}"


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
    found = [
        one
        for one in gc.get_objects()
        if isinstance(one, FunctionType)
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


def is_noticed(mutant: Mutant, tests: list[str]) -> bool:
    """Whether some test fails in a process of its own."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    signal.alarm(PATIENCE)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if not put_in_place(mutant):
        os._exit(0)
    os._exit(int(pytest.main([*QUICK, *tests]) not in (0, 5)))


def tests_of(module: str) -> list[str]:
    """The test files that name a module of the rules."""
    package, _, name = module.rpartition(".")
    named = re.compile(rf"from {module} import|from {package} import .*\b{name}\b")
    return sorted(str(file) for file in TESTS.glob("test_*.py") if named.search(file.read_text()))


def main() -> int:
    """Try them and tell which nobody noticed."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("names", nargs="*", help="files of meetings/rules, all of them when none is named")
    reader.add_argument("--share", type=float, default=1.0, help="try only so many of them, drawn by chance")
    reader.add_argument("--seed", type=int, default=20261124)
    asked = reader.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchlife.settings")
    django.setup()
    files = [file for file in sorted(RULES.glob("*.py")) if not asked.names or file.stem in asked.names]
    chance = random.Random(asked.seed)
    tried, noticed = Counter[str](), Counter[str]()
    for file in files:
        import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for mutant in mutants(file):
            if chance.random() >= asked.share:
                continue
            tried[file.stem] += 1
            own = tests_of(mutant.module)
            if (own and is_noticed(mutant, own)) or is_noticed(mutant, [str(TESTS)]):
                noticed[file.stem] += 1
            else:
                sys.stdout.write(f"nobody noticed: {mutant}\n")
                sys.stdout.flush()
    for name, count in tried.items():
        sys.stdout.write(f"{name:<20}{noticed[name]:>5} of {count:>5}  {100 * noticed[name] // count} %\n")
    total = sum(noticed.values()), sum(tried.values())
    sys.stdout.write(f"{'together':<20}{total[0]:>5} of {total[1]:>5}  {100 * total[0] // total[1]} %\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
