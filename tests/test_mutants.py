"""The tool that changes the rules: each change is a change, and the tests are asked."""

import ast
from collections.abc import Callable

import pytest
from django.utils.functional import SimpleLazyObject

from meetings.rules import seats
from tests import mutants

pytestmark = pytest.mark.slow


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


# --- Asking the tests ---


Answering = Callable[[Callable[[], int]], None]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """In the process forked off, pytest ends with what is said here."""

    def answer(code: Callable[[], int]) -> None:
        monkeypatch.setattr(mutants.pytest, "main", lambda _arguments: code())

    return answer


@pytest.fixture
def change() -> mutants.Mutant:
    """A function that says how many candidates there must be says nothing any more."""
    return next(one for one in mutants.mutants(mutants.RULES / "seats.py") if "nothing" in one.what)


@pytest.mark.parametrize(("code", "is_seen"), [(0, False), (1, True), (2, True)])
def test_a_change_is_noticed_when_a_test_fails(
    answering: Answering, change: mutants.Mutant, code: int, is_seen: bool
) -> None:
    answering(lambda: code)
    assert mutants.is_noticed(change, []) is is_seen


def test_what_runs_on_for_ever_is_noticed(
    answering: Answering, change: mutants.Mutant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutants, "PATIENCE", 1)
    answering(lambda: sum(iter(int, 1)))  # noughts without end
    assert mutants.is_noticed(change, [])


@pytest.mark.parametrize("code", [3, 4, 5], ids=["internal", "usage", "no tests"])
def test_a_run_that_breaks_down_without_the_change_too_has_noticed_nothing(
    answering: Answering, change: mutants.Mutant, code: int
) -> None:
    answering(lambda: code)
    with pytest.raises(mutants.UnansweredError, match=f"ended with {code}"):
        mutants.is_noticed(change, [])


def test_a_change_that_breaks_the_whole_run_is_noticed(answering: Answering, change: mutants.Mutant) -> None:
    answering(lambda: 0 if seats.candidates_needed(3) == 4 else 1 // 0)
    assert mutants.asked([], change) == mutants.BROKEN
    assert mutants.is_noticed(change, [])


@pytest.mark.parametrize("code", [1, 4])
def test_tests_that_fail_on_unchanged_code_are_not_asked(answering: Answering, code: int) -> None:
    answering(lambda: code)
    with pytest.raises(mutants.UnansweredError, match="unchanged code"):
        mutants.must_pass(["test_seats.py"])
    answering(lambda: 0)
    mutants.must_pass(["test_seats.py"])


def test_a_change_is_put_in_its_place_and_only_in_the_process_forked_off(
    answering: Answering, change: mutants.Mutant
) -> None:
    answering(lambda: int(seats.candidates_needed(3) != 4))
    assert not mutants.survives(change, ["test_seats.py"])
    assert mutants.asked([]) == mutants.SILENT
    answering(lambda: 0)
    assert mutants.survives(change, ["test_seats.py"])


def test_what_others_left_in_memory_is_not_woken(answering: Answering, change: mutants.Mutant) -> None:
    sleeping = SimpleLazyObject(lambda: 1 // 0)
    answering(lambda: 0)
    assert mutants.asked([], change) == mutants.SILENT
    assert type(sleeping) is SimpleLazyObject


def test_changes_are_drawn_and_those_that_went_by_are_named(
    answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(lambda: 0)
    drawn = iter([True, False, True])
    found = mutants.try_file(mutants.RULES / "catalogue" / "keys.py", lambda: next(drawn, False))
    assert found == (0, 2)
    assert capsys.readouterr().out.count("nobody noticed: catalogue.keys:") == 2


@pytest.mark.parametrize(("noticed", "code"), [(89, 1), (90, 0)])
def test_fewer_than_nine_in_ten_is_a_failure(
    noticed: int, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mutants.report({"seats": (noticed, 100), "empty": (0, 0)}) == code
    assert f"{noticed} %" in capsys.readouterr().out
