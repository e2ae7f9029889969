"""Rules as data with a basis: sets of values of a body, valid for a time; national defaults have no body."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import F, Q

from branchlife.kit.models import Stamped
from meetings.rules.catalogue.rules import CATALOGUE
from meetings.vocabulary import Certainty, RuleLevel
from members.models import Organisation


class Basis(models.Model):
    """依据：哪部规定第几条，多大把握，何时有效."""

    title = models.CharField("名称", max_length=80)
    article = models.CharField("条款", max_length=60, blank=True)
    level = models.CharField("层级", max_length=12, choices=RuleLevel.pairs())
    certainty = models.CharField("确定程度", max_length=12, choices=Certainty.pairs())
    effective_from = models.DateField("生效日期", null=True, blank=True)
    effective_to = models.DateField("失效日期", null=True, blank=True, help_text="当日不含在内。")
    quote = models.TextField("原文", blank=True)

    class Meta:
        verbose_name = "依据"
        verbose_name_plural = "依据"
        ordering = ("title", "article", "pk")
        constraints = [
            models.CheckConstraint(
                name="basis_ends_after_start",
                condition=Q(effective_to__isnull=True)
                | Q(effective_from__isnull=True)
                | Q(effective_to__gt=F("effective_from")),
                violation_error_message="失效日期须晚于生效日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{self.article}"


class RuleSet(Stamped):
    """规则集：一个党组织（空 = 全国默认）在一段时间里定下的值."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="rulesets", verbose_name="党组织"
    )
    effective_from = models.DateField("生效日期")
    effective_to = models.DateField("失效日期", null=True, blank=True, help_text="当日不含在内。")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "规则集"
        verbose_name_plural = "规则集"
        ordering = ("organisation__path", "effective_from", "pk")
        constraints = [
            models.CheckConstraint(
                name="ruleset_ends_after_start",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                violation_error_message="失效日期须晚于生效日期。",
            ),
            models.UniqueConstraint(
                name="ruleset_once_per_day",
                fields=["organisation", "effective_from"],
                violation_error_message="该党组织在这一天已有一个规则集，请改那一个。",
            ),
            models.UniqueConstraint(
                name="ruleset_national_once_per_day",
                fields=["effective_from"],
                condition=Q(organisation__isnull=True),
                violation_error_message="这一天已有一个全国规则集，请改那一个。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or '全国'} {self.effective_from:%Y-%m-%d} 起"


class RuleValueQuerySet(models.QuerySet["RuleValue"]):
    """Verbs for values of rules."""

    def reaching_any(self, codes: Collection[str]) -> Self:
        """Values of the bodies with these codes, and the national ones."""
        return self.filter(Q(ruleset__organisation__isnull=True) | Q(ruleset__organisation__code__in=codes))


class RuleValue(models.Model):
    """一个键的值. Its sort, and which body may set it which way, are in meetings/rules/catalogue/."""

    ruleset = models.ForeignKey(RuleSet, models.CASCADE, related_name="values", verbose_name="规则集")
    key = models.CharField("键", max_length=40)
    value = models.JSONField("值")
    level = models.CharField("层级", max_length=12, choices=RuleLevel.pairs())
    basis = models.ForeignKey(
        Basis, models.PROTECT, null=True, blank=True, related_name="values", verbose_name="依据"
    )

    objects = RuleValueQuerySet.as_manager()

    class Meta:
        verbose_name = "规则值"
        verbose_name_plural = "规则值"
        ordering = ("ruleset", "key")
        constraints = [
            models.UniqueConstraint(
                name="rule_value_once",
                fields=["ruleset", "key"],
                violation_error_message="同一规则集里，一个键只有一个值。",
            ),
        ]

    def __str__(self) -> str:
        known = CATALOGUE.get(self.key)
        return known.words if known else self.key


class FrozenRules(models.Model):
    """备案时冻结的一整套值，相同的只存一份：以后改规则，不改以前的结论."""

    digest = models.CharField("摘要", max_length=64, unique=True)
    values = models.JSONField("值")

    class Meta:
        verbose_name = "冻结的规则"
        verbose_name_plural = "冻结的规则"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.digest[:12]
