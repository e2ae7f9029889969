"""Sets of rules for tests, put into the tables as they are: right or wrong."""

from datetime import date
from typing import Any

from meetings.models import Basis, RuleSet, RuleValue
from members.models import Organisation

NEW_YEAR = date(2026, 1, 1)


def lay(
    body: Organisation | None, since: date = NEW_YEAR, until: date | None = None, **values: Any
) -> RuleSet:
    """A set of a body with some values by key, on a document of its own."""
    basis, _ = Basis.objects.get_or_create(
        title="组织生活实施办法", article="第三条", level="local", certainty="verified"
    )
    made = RuleSet.objects.create(organisation=body, effective_from=since, effective_to=until)
    for key, value in values.items():
        RuleValue.objects.create(ruleset=made, key=key, value=value, level="local", basis=basis)
    return made
