"""Who holds which post, and for which term."""

from django.db import models
from django.db.models import Q

from branchlife.kit.models import Dated, Stamped
from branchlife.kit.periods import DatedQuerySet, ends_after_start
from members.models.member import Member
from members.models.organisation import Organisation
from members.vocabulary import COMMITTEE_POSTS, AppointmentMode, Post


class AppointmentQuerySet(DatedQuerySet["Appointment"]):
    """Verbs for appointments."""

    def committee(self, organisation: Organisation) -> "AppointmentQuerySet":
        """书记、副书记、各委员 (glossary: committee(b, d); add `.on(day)`)."""
        return self.filter(organisation=organisation, post__in=COMMITTEE_POSTS)

    def in_order(self) -> "AppointmentQuerySet":
        """By rank of post, as in the enumeration."""
        rank = models.Case(*[models.When(post=post.value, then=number) for number, post in enumerate(Post)])
        return self.alias(rank=rank).order_by("rank", "start", "pk")


class Appointment(Dated):
    """某人在某组织任某职务的时段（支部条例第二十条）. The organisation of a group leader is the group."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="appointments", verbose_name="党员")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="appointments", verbose_name="党组织"
    )
    post = models.CharField("职务", max_length=30, choices=Post.pairs())
    mode = models.CharField("任职方式", max_length=12, choices=AppointmentMode.pairs(), default="elected")
    approval_doc = models.CharField("批准文号", max_length=60, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ("organisation", "start", "pk")
        constraints = [
            ends_after_start("appointment_ends_after_start"),
            models.UniqueConstraint(
                name="appointment_one_open",
                fields=["member", "organisation", "post"],
                condition=Q(end__isnull=True),
                violation_error_message="该党员已担任这个职务。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_post_display()} {self.member}"


class CommitteeTerm(Stamped):
    """一届委员会（支部条例第二十、二十一条；选举条例第三条：延期一般不超过 1 年）."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="terms", verbose_name="党组织"
    )
    ordinal = models.PositiveSmallIntegerField("第几届", null=True, blank=True)
    seats = models.PositiveSmallIntegerField("委员名额", null=True, blank=True)
    start = models.DateField("选举产生日期")
    due_on = models.DateField("应换届日期", null=True, blank=True)
    end = models.DateField("实际换届日期", null=True, blank=True)
    extended_to = models.DateField("延期至", null=True, blank=True)
    extension_doc = models.CharField("延期批准文号", max_length=60, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "届次"
        verbose_name_plural = "届次"
        ordering = ("organisation", "start", "pk")
        constraints = [
            ends_after_start("term_ends_after_start"),
            models.CheckConstraint(
                name="term_extension_has_doc",
                condition=Q(extended_to__isnull=True) | ~Q(extension_doc=""),
                violation_error_message="延期换届须有上级批准文号。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} 第{self.ordinal or '—'}届"
