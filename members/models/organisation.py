"""The tree of party organisations: committee → general branch → branch → group."""

from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from branchlife.kit.models import Stamped
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.vocabulary import BRANCH_KINDS, OrganisationKind, OrganisationSector


class OrganisationQuerySet(ScopedQuerySet["Organisation"]):
    """Verbs for sets of organisations."""

    def branches(self) -> Self:
        """党支部、联合党支部、临时党支部."""
        return self.filter(kind__in=BRANCH_KINDS)

    def groups(self) -> Self:
        """党小组."""
        return self.filter(kind=OrganisationKind.PARTY_GROUP)

    def alive(self, day: models.DateField | object) -> Self:
        """Founded by, and not dissolved on, a day."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day),
        )

    def below(self, top: "Organisation") -> Self:
        """An organisation and everything under it."""
        return self.filter(path__startswith=top.path)


class Organisation(Stamped, Scoped):
    """A node of the tree. `path` is the codes from the root down, each followed by a slash: "CX/HL/LW1/"."""

    kind = models.CharField("种类", max_length=20, choices=OrganisationKind.pairs())
    name = models.CharField("名称", max_length=80)
    full_name = models.CharField("公章全称", max_length=120, unique=True)
    short_name = models.CharField("简称", max_length=40)
    code = models.CharField(
        "代码",
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+$", "代码只用大写字母、数字和短横线。")],
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级党组织"
    )
    path = models.CharField("路径", max_length=200, unique=True, editable=False)
    sector = models.CharField("类别", max_length=20, choices=OrganisationSector.pairs(), blank=True)
    founded_on = models.DateField("成立日期", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    approval_doc = models.CharField("批准文号", max_length=60, blank=True)
    unit_count = models.PositiveSmallIntegerField(
        "覆盖单位数", null=True, blank=True, help_text="联合党支部填写。"
    )
    fonds_code = models.CharField(
        "全宗号",
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9]{4}\Z", "全宗号是 4 位大写字母或数字，例如 J001。")],
        help_text="档案馆给立档单位的编号；留空的沿用上级的。",
    )
    fonds_name = models.CharField(
        "全宗名称", max_length=120, blank=True, help_text="立档单位名称；留空的用公章全称。"
    )
    org_code = models.CharField(
        "机构（问题）代码",
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9]+\Z", "机构代码只用大写字母和数字，例如 DQ1。")],
        help_text="写进档号；同一全宗里各支部不同。留空的沿用上级的，件号也与上级连着编。",
    )
    remark = models.CharField("备注", max_length=200, blank=True)

    ways: ClassVar = Ways(branch="", group="")
    sight: ClassVar = Action.ORGANISATION_VIEW
    objects = OrganisationQuerySet.as_manager()
    seen = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "党组织"
        verbose_name_plural = "党组织"
        ordering = ("path",)
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_known",
                condition=Q(kind__in=[kind.value for kind in OrganisationKind]),
                violation_error_message="没有这种党组织。",
            ),
            models.CheckConstraint(
                name="organisation_dissolved_after_founded",
                condition=Q(dissolved_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(dissolved_on__gt=models.F("founded_on")),
                violation_error_message="撤销日期须晚于成立日期。",
            ),
            models.CheckConstraint(
                name="organisation_group_has_parent",
                condition=~Q(kind="party_group") | Q(parent__isnull=False),
                violation_error_message="党小组须编在一个支部之下。",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_branch(self) -> bool:
        """Whether this is a branch of any sort."""
        return self.kind in BRANCH_KINDS

    @property
    def is_group(self) -> bool:
        """Whether this is a party group."""
        return self.kind == OrganisationKind.PARTY_GROUP

    @property
    def depth(self) -> int:
        """0 for the root."""
        return self.path.count("/") - 1
