"""What stands in the way of a step: a code, words for a person, and the article it rests on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is missing or odd.

    `field` names the place on screen where it is mended; `basis` the article; `blocks` whether the step is refused.
    """

    code: str
    text: str
    basis: str = ""
    field: str = ""
    blocks: bool = True


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not a fault)
    """A step that was refused, with its problems. Nothing has been stored."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("；".join(problem.text for problem in problems))
        self.problems = problems

    @classmethod
    def because(cls, code: str, text: str, basis: str = "", field: str = "") -> "Refusal":
        """A refusal with a single problem."""
        return cls(Problem(code, text, basis, field))


class Conflict(Exception):  # noqa: N818
    """Somebody else saved in between; nothing has been overwritten. `latest` is what is stored now."""

    def __init__(self, latest: object) -> None:
        super().__init__("另一位同志刚刚保存过，为防互相覆盖，您的改动没有存入")
        self.latest = latest
