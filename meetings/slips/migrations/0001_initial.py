import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("meetings", "0001_initial"),
        ("members", "0001_initial"),
        ("members", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "profile",
                    models.CharField(
                        choices=[
                            ("a_assembly", "党员大会一般表决"),
                            ("b_admission", "发展党员"),
                            ("c_committee", "支委会决定"),
                            ("d_election", "选举"),
                            ("e_village_major", "村重大事项"),
                            ("f_deliberation", "民主议事"),
                            ("g_appraisal", "民主测评"),
                            ("h_villagers", "村民会议"),
                            ("i_democratic_life", "民主生活会"),
                        ],
                        max_length=20,
                        verbose_name="规则档",
                    ),
                ),
                ("options", models.JSONField(verbose_name="可选的项")),
                ("first_scrutineer", models.CharField(max_length=40, verbose_name="监票人一")),
                ("second_scrutineer", models.CharField(max_length=40, verbose_name="监票人二")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "已准备"),
                            ("open", "正在投票"),
                            ("closed", "已结束"),
                            ("void", "已作废"),
                        ],
                        default="prepared",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("salt", models.CharField(blank=True, max_length=32, verbose_name="钥匙的盐")),
                ("public_key", models.CharField(blank=True, max_length=64, verbose_name="票箱公钥")),
                ("printed_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="印出")),
                ("eligible_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="应参加")),
                ("present_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="到会")),
                ("issued_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="发出")),
                ("cast_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="收回")),
                ("invalid_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="无效")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="开始时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("verdict", models.CharField(blank=True, max_length=300, verbose_name="判定依据")),
                ("void_reason", models.CharField(blank=True, max_length=120, verbose_name="作废原因")),
                ("is_purged", models.BooleanField(default=False, verbose_name="旧行已清除")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="polls",
                        to="meetings.agendaitem",
                        verbose_name="议题",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polls",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "电子投票",
                "verbose_name_plural": "电子投票",
                "ordering": ("meeting", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("profile__in", ["a_assembly", "c_committee", "f_deliberation", "g_appraisal"])
                        ),
                        name="poll_profile_may_be_electronic",
                        violation_error_message="发展党员和选举只能用纸质票。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["prepared", "open", "closed", "void"])),
                        name="poll_state_known",
                        violation_error_message="没有这种状态。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_scrutineer", models.F("second_scrutineer")), _negated=True
                        ),
                        name="poll_two_scrutineers",
                        violation_error_message="监票人须是两个人。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(
                                ("cast_count__lte", models.F("issued_count")),
                                ("invalid_count__lte", models.F("cast_count")),
                                ("issued_count__lte", models.F("present_count")),
                                ("present_count__lte", models.F("eligible_count")),
                            ),
                            _connector="OR",
                        ),
                        name="poll_counts_in_order",
                        violation_error_message="收回的票不能多于发出的，发出的不能多于到会的，到会的不能多于应参加的。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("closed_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="poll_closes_after_opening",
                        violation_error_message="结束时间不能早于开始时间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="代码摘要")),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="slips.poll",
                        verbose_name="电子投票",
                    ),
                ),
            ],
            options={
                "verbose_name": "投票代码",
                "verbose_name_plural": "投票代码",
                "ordering": ("poll", "digest"),
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("text", models.CharField(max_length=200, verbose_name="问题")),
                ("votes", models.JSONField(blank=True, null=True, verbose_name="各项票数")),
                ("abstain", models.PositiveIntegerField(blank=True, null=True, verbose_name="弃权")),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        verbose_name="被测评人",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="slips.poll",
                        verbose_name="电子投票",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题",
                "verbose_name_plural": "问题",
                "ordering": ("poll", "order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "order"),
                        name="question_order_once",
                        violation_error_message="同一次投票里，次序不能重复。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("choice", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="选项")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="slips.question",
                        verbose_name="问题",
                    ),
                ),
            ],
            options={
                "verbose_name": "记号",
                "verbose_name_plural": "记号",
                "ordering": ("question", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SealedBallot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="密封的内容")),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sealed_ballots",
                        to="slips.poll",
                        verbose_name="电子投票",
                    ),
                ),
            ],
            options={
                "verbose_name": "密封的票",
                "verbose_name_plural": "密封的票",
                "ordering": ("poll", "pk"),
            },
        ),
    ]
