"""The catalogue: every check there is, by code. Pure."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from meetings.inspection.checks import (
    admn,
    appr,
    arch,
    att,
    auth,
    clusters,
    file,
    freq,
    goal,
    host,
    lecturing,
    memb,
    post,
    presence,
    theme_days,
    vill,
    vote,
)
from meetings.inspection.checks.base import Check, Outcome
from meetings.inspection.snapshot import Snapshot

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "FREQ": "频次",
        "ATT": "到会与人数",
        "HOST": "召集、主持、记录",
        "VOTE": "表决与决策",
        "ADMN": "发展党员",
        "AUTH": "真实性",
        "FILE": "计划、通知、备案",
        "ARCH": "归档",
        "MEMB": "党员与支部班子",
        "APPR": "民主评议",
        "POST": "设岗定责",
        "GOAL": "目标管理",
        "VILL": "村务公开、群众意见、民主决策",
    }
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
    *vote.CLASSES,
    *admn.CLASSES,
    *auth.CLASSES,
    *file.CLASSES,
    *arch.CLASSES,
    *memb.CLASSES,
    *appr.CLASSES,
    *post.CLASSES,
    *goal.CLASSES,
    *vill.CLASSES,
)
CHECKS: Mapping[str, Check] = MappingProxyType({one.code: one() for one in _CLASSES})


def outcomes(s: Snapshot) -> Iterator[tuple[Check, Outcome]]:
    """What every check says of a year."""
    for check in CHECKS.values():
        yield check, check.find(s, s.rules_on)
