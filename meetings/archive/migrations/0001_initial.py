import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import meetings.archive.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("meetings", "0001_initial"),
        ("members", "0001_initial"),
        ("members", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchiveBox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("fonds_code", models.CharField(max_length=4, verbose_name="全宗号")),
                ("fonds_name", models.CharField(max_length=120, verbose_name="全宗名称")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "retention",
                    models.CharField(
                        choices=[("years_10", "10 年"), ("years_30", "30 年"), ("permanent", "永久")],
                        max_length=12,
                        verbose_name="保管期限",
                    ),
                ),
                ("org_code", models.CharField(max_length=12, verbose_name="机构（问题）代码")),
                (
                    "box_number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="盒号"
                    ),
                ),
                ("first_item", models.PositiveIntegerField(verbose_name="起件号")),
                ("last_item", models.PositiveIntegerField(verbose_name="止件号")),
                (
                    "spine_mm",
                    models.PositiveSmallIntegerField(
                        choices=[(20, "20 毫米"), (30, "30 毫米"), (40, "40 毫米"), (50, "50 毫米")],
                        default=20,
                        verbose_name="盒脊厚度（毫米）",
                    ),
                ),
                ("remark_text", models.TextField(blank=True, verbose_name="盒内文件情况说明")),
                ("arranged_by", models.CharField(blank=True, max_length=40, verbose_name="整理人")),
                ("arranged_on", models.DateField(blank=True, null=True, verbose_name="整理日期")),
                ("checked_by", models.CharField(blank=True, max_length=40, verbose_name="检查人")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="检查日期")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive_boxes",
                        to="members.organisation",
                        verbose_name="党组织",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="创建人",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案盒",
                "verbose_name_plural": "档案盒",
                "ordering": ("fonds_code", "-year", "retention", "org_code", "box_number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fonds_code", "year", "retention", "org_code", "box_number"),
                        name="archive_box_number_once",
                        violation_error_message="同一年度、期限、机构里已有这个盒号。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_item__gte", 1), ("last_item__gte", models.F("first_item"))
                        ),
                        name="archive_box_items_in_order",
                        violation_error_message="止件号不能小于起件号。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("spine_mm__in", (20, 30, 40, 50))),
                        name="archive_box_spine_known",
                        violation_error_message="盒脊厚度只有 20、30、40、50 毫米四种。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", True),
                            ("arranged_on__isnull", True),
                            ("checked_on__gte", models.F("arranged_on")),
                            _connector="OR",
                        ),
                        name="archive_box_checked_after_arranged",
                        violation_error_message="检查日期不能早于整理日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArchiveItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("minutes", "会议记录"),
                            ("admission", "发展党员"),
                            ("election", "选举"),
                            ("discipline", "处分处置"),
                            ("roster", "名册"),
                            ("plan", "计划"),
                            ("summary", "总结"),
                            ("briefing", "简报"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="材料种类",
                    ),
                ),
                ("fonds_code", models.CharField(max_length=4, verbose_name="全宗号")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "retention",
                    models.CharField(
                        choices=[("years_10", "10 年"), ("years_30", "30 年"), ("permanent", "永久")],
                        max_length=12,
                        verbose_name="保管期限",
                    ),
                ),
                ("org_code", models.CharField(max_length=12, verbose_name="机构（问题）代码")),
                (
                    "item_number",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="件号"
                    ),
                ),
                ("archive_code", models.CharField(max_length=60, unique=True, verbose_name="档号")),
                ("doc_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("responsible_party", models.CharField(max_length=120, verbose_name="责任者")),
                ("title", models.CharField(max_length=200, verbose_name="题名")),
                ("dated_on", models.DateField(verbose_name="日期")),
                (
                    "secrecy",
                    models.CharField(
                        blank=True, choices=[("", "无"), ("内部", "内部")], max_length=4, verbose_name="密级"
                    ),
                ),
                ("page_count", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="页数")),
                ("remark", models.CharField(blank=True, max_length=120, verbose_name="备注")),
                (
                    "box",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="archive.archivebox",
                        verbose_name="档案盒",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="创建人",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive_item",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "归档文件",
                "verbose_name_plural": "归档文件",
                "ordering": ("fonds_code", "-year", "retention", "org_code", "item_number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fonds_code", "year", "retention", "org_code", "item_number"),
                        name="archive_item_number_once",
                        violation_error_message="同一年度、期限、机构里已有这个件号。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item_number__gte", 1)),
                        name="archive_item_numbered_from_one",
                        violation_error_message="件号从 1 编起。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("secrecy__in", ["", "内部"])),
                        name="archive_item_secrecy_known",
                        violation_error_message="密级只许空或“内部”；涉密文件不得录入。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_digest", models.CharField(max_length=64, verbose_name="所据内容摘要")),
                ("file", models.FileField(upload_to=meetings.archive.models.stored_at, verbose_name="文件")),
                ("digest", models.CharField(max_length=64, verbose_name="文件摘要")),
                ("page_count", models.PositiveSmallIntegerField(verbose_name="页数")),
                ("made_at", models.DateTimeField(verbose_name="生成时间")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "记录版式文件",
                "verbose_name_plural": "记录版式文件",
                "ordering": ("meeting", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "source_digest"),
                        name="record_paper_once",
                        violation_error_message="这份记录的版式文件已经生成。",
                    )
                ],
            },
        ),
    ]
