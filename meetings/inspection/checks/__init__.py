"""The catalogue: every check there is, by code. Pure."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from meetings.inspection.checks import att, clusters, freq, host, lecturing, presence, theme_days
from meetings.inspection.checks.base import Check, Outcome
from meetings.inspection.snapshot import Snapshot

FAMILIES: Mapping[str, str] = MappingProxyType(
    {"FREQ": "频次", "ATT": "到会与人数", "HOST": "召集、主持、记录"}
)

_CLASSES: tuple[type[Check], ...] = (
    freq.Assembly,
    freq.Committee,
    freq.Group,
    freq.Lectures,
    freq.ThemeDay,
    theme_days.Shifted,
    theme_days.Drifting,
    freq.OrganisationalLife,
    freq.Appraisal,
    lecturing.SecretaryLectures,
    freq.Talks,
    freq.DemocraticLife,
    freq.StudyHours,
    clusters.Crowded,
    freq.GeneralAssembly,
    freq.Secretaries,
    lecturing.CadreLectures,
    theme_days.AcrossMonths,
    lecturing.DualLife,
    att.DueCount,
    att.Balance,
    att.SignedIn,
    att.FullCounts,
    att.NoReason,
    presence.Unapproved,
    presence.LowRate,
    presence.AlwaysFull,
    att.Stranger,
    presence.TwoPlaces,
    att.Away,
    att.GuestCounted,
    att.Groundless,
    att.Unconfirmed,
    att.Online,
    host.Chair,
    host.GroupChair,
    host.NotOnRoll,
    host.HostWrites,
    host.HostAway,
    host.Blank,
    host.OddLength,
    host.DayOff,
    host.Unsigned,
    host.Unheard,
)
CHECKS: Mapping[str, Check] = MappingProxyType({one.code: one() for one in _CLASSES})


def outcomes(s: Snapshot) -> Iterator[tuple[Check, Outcome]]:
    """What every check says of a year."""
    for check in CHECKS.values():
        yield check, check.find(s, s.rules_on)
