"""What is archived: items with their codes, the boxes they lie in, and the papers drawn of filed records."""

import uuid
from typing import ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from branchlife.kit.models import Stamped
from meetings.archive.codes import INTERNAL, RETENTION_CODES, SPINES
from meetings.models import Meeting
from meetings.models.meeting import PartQuerySet
from meetings.vocabulary import ArchiveCategory, RetentionPeriod
from members.access import Action, Scoped, ScopedQuerySet, Ways
from members.models import Organisation

SECRECIES = [("", "无"), (INTERNAL, INTERNAL)]


class ArchiveBox(Stamped, Scoped):
    """档案盒. Items of one fonds, year, retention and organisation, one run of numbers (DA/T 22-2015, 6.4.1)."""

    branch = models.ForeignKey(
        Organisation, models.PROTECT, related_name="archive_boxes", verbose_name="党组织"
    )
    fonds_code = models.CharField("全宗号", max_length=4)
    fonds_name = models.CharField("全宗名称", max_length=120)
    year = models.PositiveSmallIntegerField("年度")
    retention = models.CharField("保管期限", max_length=12, choices=RetentionPeriod.pairs())
    org_code = models.CharField("机构（问题）代码", max_length=12)
    box_number = models.PositiveSmallIntegerField("盒号", validators=[MinValueValidator(1)])
    first_item = models.PositiveIntegerField("起件号")
    last_item = models.PositiveIntegerField("止件号")
    spine_mm = models.PositiveSmallIntegerField(
        "盒脊厚度（毫米）", choices=[(width, f"{width} 毫米") for width in SPINES], default=SPINES[0]
    )
    remark_text = models.TextField("盒内文件情况说明", blank=True)
    arranged_by = models.CharField("整理人", max_length=40, blank=True)
    arranged_on = models.DateField("整理日期", null=True, blank=True)
    checked_by = models.CharField("检查人", max_length=40, blank=True)
    checked_on = models.DateField("检查日期", null=True, blank=True)

    ways: ClassVar = Ways(branch="branch")
    sight: ClassVar = Action.ARCHIVE_VIEW
    objects = ScopedQuerySet.as_manager()
    seen = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "档案盒"
        verbose_name_plural = "档案盒"
        ordering = ("fonds_code", "-year", "retention", "org_code", "box_number")
        constraints = [
            models.UniqueConstraint(
                name="archive_box_number_once",
                fields=["fonds_code", "year", "retention", "org_code", "box_number"],
                violation_error_message="同一年度、期限、机构里已有这个盒号。",
            ),
            models.CheckConstraint(
                name="archive_box_items_in_order",
                condition=Q(first_item__gte=1, last_item__gte=F("first_item")),
                violation_error_message="止件号不能小于起件号。",
            ),
            models.CheckConstraint(
                name="archive_box_spine_known",
                condition=Q(spine_mm__in=SPINES),
                violation_error_message="盒脊厚度只有 20、30、40、50 毫米四种。",
            ),
            models.CheckConstraint(
                name="archive_box_checked_after_arranged",
                condition=Q(checked_on__isnull=True)
                | Q(arranged_on__isnull=True)
                | Q(checked_on__gte=F("arranged_on")),
                violation_error_message="检查日期不能早于整理日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年 {self.get_retention_display()} 第{self.box_number}盒"


class ArchiveItemQuerySet(PartQuerySet["ArchiveItem"]):
    """Verbs for archived items."""

    def of_year(self, branch: Organisation, year: int) -> Self:
        """Those of one organisation and one year, in the order of the volume: longest kept first, then by number."""
        rank = models.Case(
            *(models.When(retention=name, then=place) for place, name in enumerate(RETENTION_CODES)),
            output_field=models.IntegerField(),
        )
        rows = self.filter(meeting__branch=branch, year=year).annotate(rank=rank)
        return rows.order_by("rank", "org_code", "item_number")

    def with_meetings(self) -> Self:
        """Together with what every list shows."""
        return self.select_related("meeting__branch", "meeting__group", "meeting__gathering", "box")


class ArchiveItem(Stamped, Scoped):
    """一件. Made once by lifecycle/closing.py and then locked; only its box and, once drawn, its pages come later."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="archive_item", verbose_name="会议")
    box = models.ForeignKey(
        ArchiveBox, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name="档案盒"
    )
    category = models.CharField("材料种类", max_length=12, choices=ArchiveCategory.pairs())
    fonds_code = models.CharField("全宗号", max_length=4)
    year = models.PositiveSmallIntegerField("年度")
    retention = models.CharField("保管期限", max_length=12, choices=RetentionPeriod.pairs())
    org_code = models.CharField("机构（问题）代码", max_length=12)
    item_number = models.PositiveIntegerField("件号", validators=[MinValueValidator(1)])
    archive_code = models.CharField("档号", max_length=60, unique=True)
    doc_number = models.CharField("文号", max_length=60, blank=True)
    responsible_party = models.CharField("责任者", max_length=120)
    title = models.CharField("题名", max_length=200)
    dated_on = models.DateField("日期")
    secrecy = models.CharField("密级", max_length=4, choices=SECRECIES, blank=True)
    page_count = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    remark = models.CharField("备注", max_length=120, blank=True)

    ways: ClassVar = Ways(branch="meeting__branch")
    sight: ClassVar = Action.ARCHIVE_VIEW
    objects = ArchiveItemQuerySet.as_manager()
    seen = ArchiveItemQuerySet.as_manager()

    class Meta:
        verbose_name = "归档文件"
        verbose_name_plural = "归档文件"
        ordering = ("fonds_code", "-year", "retention", "org_code", "item_number")
        constraints = [
            models.UniqueConstraint(
                name="archive_item_number_once",
                fields=["fonds_code", "year", "retention", "org_code", "item_number"],
                violation_error_message="同一年度、期限、机构里已有这个件号。",
            ),
            models.CheckConstraint(
                name="archive_item_numbered_from_one",
                condition=Q(item_number__gte=1),
                violation_error_message="件号从 1 编起。",
            ),
            models.CheckConstraint(
                name="archive_item_secrecy_known",
                condition=Q(secrecy__in=["", INTERNAL]),
                violation_error_message="密级只许空或“内部”；涉密文件不得录入。",
            ),
        ]

    def __str__(self) -> str:
        return self.archive_code


def stored_at(paper: "RecordPaper", filename: str) -> str:
    """papers/ab/abcdef….pdf: a name that says nothing."""
    name = uuid.uuid4().hex
    return f"papers/{name[:2]}/{name}.pdf"


class RecordPaper(Scoped):
    """一份已报备记录的版式文件. Drawn once for what was filed (and what was corrected since), then only merged."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers", verbose_name="会议")
    source_digest = models.CharField("所据内容摘要", max_length=64)
    file = models.FileField("文件", upload_to=stored_at)
    digest = models.CharField("文件摘要", max_length=64)
    page_count = models.PositiveSmallIntegerField("页数")
    made_at = models.DateTimeField("生成时间")

    ways: ClassVar = Ways(branch="meeting__branch")
    sight: ClassVar = Action.ARCHIVE_VIEW
    objects = PartQuerySet.as_manager()
    seen = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "记录版式文件"
        verbose_name_plural = "记录版式文件"
        ordering = ("meeting", "pk")
        constraints = [
            models.UniqueConstraint(
                name="record_paper_once",
                fields=["meeting", "source_digest"],
                violation_error_message="这份记录的版式文件已经生成。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} 版式文件"
