"""Which branches have still to hold a meeting of some kind: what is asked for, and who answers to it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict

from meetings.kinds import KINDS, MeetingKind
from meetings.models import Duty
from meetings.overview import MONTHS
from meetings.rules.catalogue.rules import Rules
from meetings.rules.frequency import duties
from members.models import Organisation

OWED_KINDS = tuple(duties(Rules.national(date(2026, 1, 1))))  # whatever their numbers are
MONTH_WORDS = {str(month) for month in MONTHS}


@dataclass(frozen=True)
class Owing:
    """Who has still to hold a meeting of a kind in the period in which a month lies. Anything odd asks for nobody."""

    asked: str
    month_asked: str
    year: int
    today: date

    @classmethod
    def asked_by(cls, query: QueryDict, year: int, today: date) -> "Owing":
        """As the address has it."""
        return cls(query.get("owes", ""), query.get("month", ""), year, today)

    @property
    def kind(self) -> MeetingKind | None:
        """The kind; None when no such kind is asked for."""
        return MeetingKind(self.asked) if self.asked in OWED_KINDS else None

    @property
    def month(self) -> int:
        """The month; of this year the present one unless asked for otherwise, of another December."""
        if self.month_asked in MONTH_WORDS:
            return int(self.month_asked)
        return self.today.month if self.year == self.today.year else 12

    def narrow(self, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """Those that still owe, by the duty ledger; everybody while nothing is asked for."""
        if self.kind is None:
            return rows
        day = date(self.year, self.month, 1)
        unmet = Duty.seen.filter(kind=self.kind, period_start__lte=day, period_end__gte=day).unmet()
        return rows.filter(pk__in=unmet.order_by().values("organisation"))

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What may be asked for."""
        return [(kind.value, KINDS[kind].name) for kind in OWED_KINDS]

    @property
    def months(self) -> list[int]:
        """Every month."""
        return list(MONTHS)
