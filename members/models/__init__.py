"""Tables of people, places, duties of office."""

from members.models.account import AccessLog, RoleGrant, User
from members.models.member import Member
from members.models.office import Appointment, CommitteeTerm
from members.models.organisation import Organisation
from members.models.periods import (
    AttendanceExemption,
    CategoryPeriod,
    DenominatorExclusion,
    GroupMembership,
    Membership,
    StatusPeriod,
    TraitPeriod,
)

__all__ = [
    "AccessLog",
    "Appointment",
    "AttendanceExemption",
    "CategoryPeriod",
    "CommitteeTerm",
    "DenominatorExclusion",
    "GroupMembership",
    "Member",
    "Membership",
    "Organisation",
    "RoleGrant",
    "StatusPeriod",
    "TraitPeriod",
    "User",
]
