"""Places in which meetings are held."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from members.access import Action, HandedDownQuerySet, Scoped, Ways, paths_above
from members.models import Organisation


class VenueQuerySet(HandedDownQuerySet["Venue"]):
    """Verbs for sets of venues; they compose with `.allowed()`."""

    def open_on(self, day: date) -> Self:
        """In use on a day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def of_use_to(self, organisation: Organisation) -> Self:
        """Registered by an organisation or by anything over it."""
        return self.filter(organisation__path__in=paths_above(organisation.path))

    def nearest_first(self) -> Self:
        """The own ones first, then those of the superiors, upward."""
        return self.order_by("-organisation__path", "name", "pk")


class Venue(Stamped, Scoped):
    """实境课堂、场所：由党组织登记，所辖各支部都可以用."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="venues", verbose_name="登记的党组织"
    )
    name = models.CharField("名称", max_length=80)
    address = models.CharField("地址", max_length=120, blank=True)
    theme = models.CharField("适合的主题", max_length=120, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    ways: ClassVar = Ways(branch="organisation")
    sight: ClassVar = Action.TOPICS_VIEW
    open_below: ClassVar = frozenset({Action.TOPICS_VIEW, Action.MEETING_EDIT})
    objects = VenueQuerySet.as_manager()
    seen = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = "场所"
        verbose_name_plural = "场所"
        ordering = ("organisation", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                name="venue_name_once",
                fields=["organisation", "name"],
                violation_error_message="这个名称的场所已经登记过。",
            ),
            models.CheckConstraint(
                name="venue_name_given", condition=~Q(name=""), violation_error_message="请填写场所的名称。"
            ),
        ]

    def __str__(self) -> str:
        return self.name
