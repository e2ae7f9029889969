"""What a rule rests on: a document, an article, whose rule it is, how surely it is known, which edition. Pure."""

from dataclasses import dataclass

from meetings.vocabulary import Certainty, RuleLevel


@dataclass(frozen=True)
class Basis:
    """A document and an article. `version` names the edition where there are several; "" where there is one."""

    title: str
    article: str = ""
    level: RuleLevel = RuleLevel.NATIONAL
    certainty: Certainty = Certainty.VERIFIED
    version: str = ""

    def __str__(self) -> str:
        return f"{self.title}{self.article}"
