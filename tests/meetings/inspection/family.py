"""What holds for every family of checks: each has a year in which it reports, one in which it must not, one to which it
does not apply; what is not kept yet is said to have no data."""

from collections.abc import Sequence
from typing import Any, ClassVar

from meetings.inspection.checks import CHECKS
from meetings.inspection.checks.base import Outcome
from meetings.inspection.snapshot import Snapshot
from meetings.inspection.vocabulary import Word
from tests.meetings.inspection.years import year

Case = tuple[str, Snapshot]
ASKED = {
    "test_it_reports": "finds",
    "test_it_leaves_alone": "clear",
    "test_it_does_not_apply": "not_applicable",
}


def look(code: str, s: Snapshot) -> Outcome:
    """What a check says of a year."""
    return CHECKS[code].find(s, s.rules_on)


class Family:
    """The cases of one family; a test class that inherits from it is asked for each of them."""

    prefix: ClassVar[str]
    size: ClassVar[int]
    finds: ClassVar[Sequence[Case]]
    clear: ClassVar[Sequence[Case]]
    not_applicable: ClassVar[Sequence[Case]]
    no_data: ClassVar[Sequence[str]]

    def pytest_generate_tests(self, metafunc: Any) -> None:
        name = metafunc.function.__name__
        if name in ASKED:
            cases = getattr(self, ASKED[name])
            metafunc.parametrize(("code", "s"), cases, ids=[code for code, _ in cases])

    def test_it_reports(self, code: str, s: Snapshot) -> None:
        said = look(code, s)
        assert said.word is Word.FOUND
        [found] = said.findings
        assert found.expected
        assert found.actual
        assert (
            any(sign.isdigit() for sign in found.reckoning)
            or found.subject.kind == "meeting"
            or "空着" in found.reckoning
        )

    def test_it_leaves_alone(self, code: str, s: Snapshot) -> None:
        said = look(code, s)
        assert (said.word, said.findings) == (Word.CLEAR, ())

    def test_it_does_not_apply(self, code: str, s: Snapshot) -> None:
        said = look(code, s)
        assert (said.word, said.reason) == (Word.NOT_APPLICABLE, CHECKS[code].exempt)

    def test_every_check_of_the_family_has_its_three_cases(self) -> None:
        codes = {code for code in CHECKS if code.startswith(self.prefix)}
        assert len(codes) == self.size
        for cases in (self.finds, self.clear, self.not_applicable):
            assert {code for code, _ in cases} == codes - set(self.no_data)

    def test_without_data_it_says_so(self) -> None:
        for code in self.no_data:
            said = look(code, year())
            assert (said.word, bool(said.reason)) == (Word.NO_DATA, True), code
