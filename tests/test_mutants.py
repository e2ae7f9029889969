"""The tool that changes the rules: each change is a change, and the tests are asked."""

import ast

import pytest

from meetings.rules import seats
from tests import mutants


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("a < b <= c", {"a <= b <= c", "a < b < c"}),
        ("a and b", {"a or b"}),
        ("a + b", {"a - b"}),
        ("'a' + b", set()),
        ("f'{a}' + b", set()),
        ("3", {"4"}),
        ("True", {"False"}),
        ("'3'", set()),
        ("not a", {"not not a"}),
        ("a if b else c", {"c if b else a"}),
    ],
)
def test_an_expression_is_changed_in_one_place(code: str, after: set[str]) -> None:
    found = set()
    for number in range(len(list(mutants.changes(ast.parse(code, mode="eval").body)))):
        tree = ast.parse(code, mode="eval")
        list(mutants.changes(tree.body))[number][1](tree.body)
        found.add(ast.unparse(ast.fix_missing_locations(tree)))
    assert found == after


def test_a_result_is_taken_away_unless_there_is_none() -> None:
    [kept, empty, nothing] = ast.parse("return a\nreturn\nreturn None").body
    assert [len(list(mutants.changes(one))) for one in (kept, empty, nothing)] == [1, 0, 0]


def test_the_changes_of_a_file_carry_the_code_of_their_function() -> None:
    found = list(mutants.mutants(mutants.RULES / "seats.py"))
    functions = {one.__name__ for one in vars(seats).values() if callable(one)}
    assert len(found) > 15
    assert {one.code.co_name for one in found} <= functions
    assert [one.number for one in found] == list(range(1, len(found) + 1))


def test_the_tests_of_a_file_are_those_that_name_it() -> None:
    assert [name.rpartition("/")[2] for name in mutants.tests_of("meetings.rules.plan")] == ["test_plan.py"]
