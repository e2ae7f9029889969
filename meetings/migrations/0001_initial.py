import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import meetings.models.attachment
import meetings.models.prompt


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0001_initial"),
        ("members", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True, verbose_name="日期")),
                ("is_workday", models.BooleanField(verbose_name="上班")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("source_doc", models.CharField(blank=True, max_length=60, verbose_name="来源")),
            ],
            options={
                "verbose_name": "节假日和调休",
                "verbose_name_plural": "节假日和调休",
                "ordering": ("date",),
            },
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年度")),
                ("is_complete", models.BooleanField(default=False, verbose_name="已录全")),
            ],
            options={
                "verbose_name": "放假通知",
                "verbose_name_plural": "放假通知",
                "ordering": ("year",),
            },
        ),
        migrations.CreateModel(
            name="FrozenRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="摘要")),
                ("values", models.JSONField(verbose_name="值")),
            ],
            options={
                "verbose_name": "冻结的规则",
                "verbose_name_plural": "冻结的规则",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("title", models.CharField(max_length=200, verbose_name="议题")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("study", "学习"),
                            ("party_building", "党务"),
                            ("admission", "发展党员"),
                            ("election", "选举"),
                            ("discipline", "处分处置"),
                            ("commendation", "表彰"),
                            ("appraisal", "评议"),
                            ("village_affairs", "村（社区）事务"),
                            ("business", "业务工作"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("is_important", models.BooleanField(default=False, verbose_name="重要事项")),
                ("topic_key", models.CharField(blank=True, max_length=40, verbose_name="事项代号")),
                ("presenter", models.CharField(blank=True, max_length=40, verbose_name="汇报人")),
                (
                    "planned_profile",
                    models.CharField(
                        blank=True,
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
                        verbose_name="拟表决",
                    ),
                ),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carried_to",
                        to="meetings.agendaitem",
                        verbose_name="上次暂缓的议题",
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
                "verbose_name": "议题",
                "verbose_name_plural": "议题",
                "ordering": ("meeting", "order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Basis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("article", models.CharField(blank=True, max_length=60, verbose_name="条款")),
                (
                    "level",
                    models.CharField(
                        choices=[("national", "国家"), ("local", "地方"), ("unit", "本单位")],
                        max_length=12,
                        verbose_name="层级",
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[("verified", "核"), ("secondary", "二"), ("memory", "待")],
                        max_length=12,
                        verbose_name="确定程度",
                    ),
                ),
                ("effective_from", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                (
                    "effective_to",
                    models.DateField(
                        blank=True, help_text="当日不含在内。", null=True, verbose_name="失效日期"
                    ),
                ),
                ("quote", models.TextField(blank=True, verbose_name="原文")),
            ],
            options={
                "verbose_name": "依据",
                "verbose_name_plural": "依据",
                "ordering": ("title", "article", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            ("effective_from__isnull", True),
                            ("effective_to__gt", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="basis_ends_after_start",
                        violation_error_message="失效日期须晚于生效日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("edition", models.PositiveIntegerField(default=1, verbose_name="第几版")),
                ("is_open", models.BooleanField(default=True, verbose_name="开通")),
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
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to="members.organisation",
                        verbose_name="党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "日历订阅",
                "verbose_name_plural": "日历订阅",
                "ordering": ("organisation", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Election",
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
                    "post",
                    models.CharField(
                        choices=[
                            ("secretary", "书记"),
                            ("deputy_secretary", "副书记"),
                            ("organisation_commissioner", "组织委员"),
                            ("publicity_commissioner", "宣传委员"),
                            ("discipline_commissioner", "纪检委员"),
                            ("committee_member", "委员"),
                            ("group_leader", "党小组组长"),
                        ],
                        max_length=32,
                        verbose_name="职务",
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(verbose_name="应选名额")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="第几轮")),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "已准备"), ("counted", "已计票"), ("void", "无效")],
                        default="prepared",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "eligible_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="应到有选举权"),
                ),
                (
                    "voters_present",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="实到有选举权"),
                ),
                ("issued", models.PositiveIntegerField(blank=True, null=True, verbose_name="发出")),
                ("collected", models.PositiveIntegerField(blank=True, null=True, verbose_name="收回")),
                ("valid", models.PositiveIntegerField(blank=True, null=True, verbose_name="有效")),
                ("invalid", models.PositiveIntegerField(blank=True, null=True, verbose_name="无效")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="投票时间")),
                ("scrutineers", models.CharField(blank=True, max_length=60, verbose_name="监票人")),
                ("tellers", models.CharField(blank=True, max_length=60, verbose_name="计票人")),
                ("consent", models.PositiveIntegerField(blank=True, null=True, verbose_name="同意减少名额")),
                ("verdict", models.TextField(blank=True, verbose_name="判定依据")),
                ("approval_doc", models.CharField(blank=True, max_length=60, verbose_name="上级批复文号")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批复日期")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elections",
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
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_round",
                        to="meetings.election",
                        verbose_name="上一轮",
                    ),
                ),
            ],
            options={
                "verbose_name": "选举",
                "verbose_name_plural": "选举",
                "ordering": ("agenda_item", "round", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1)),
                        name="election_has_seats",
                        violation_error_message="应选名额至少为 1。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voters_present__isnull", True),
                            ("voters_present__lte", models.F("eligible_count")),
                            _connector="OR",
                        ),
                        name="election_present_within_eligible",
                        violation_error_message="实到有选举权人数不能多于应到有选举权人数。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "void"),
                            ("collected__isnull", True),
                            ("collected__lte", models.F("issued")),
                            _connector="OR",
                        ),
                        name="election_collected_within_issued",
                        violation_error_message="收回的票多于发出的票，这次选举无效。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("collected__isnull", True),
                            (
                                "collected",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("valid"), "+", models.F("invalid")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="election_ballots_add_up",
                        violation_error_message="有效票与无效票之和须等于收回的票。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "counted"), _negated=True),
                            models.Q(("collected__isnull", False), ("eligible_count__isnull", False)),
                            _connector="OR",
                        ),
                        name="election_counted_has_numbers",
                        violation_error_message="已计票的选举须有应到人数和收回票数。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consent__isnull", True),
                            ("consent__lte", models.F("voters_present")),
                            _connector="OR",
                        ),
                        name="election_consent_within_present",
                        violation_error_message="同意减少名额的人数不能多于到会的选举人。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("is_write_in", models.BooleanField(default=False, verbose_name="另选他人")),
                ("yes", models.PositiveIntegerField(blank=True, null=True, verbose_name="赞成")),
                ("no", models.PositiveIntegerField(blank=True, null=True, verbose_name="反对")),
                ("abstain", models.PositiveIntegerField(blank=True, null=True, verbose_name="弃权")),
                ("is_elected", models.BooleanField(default=False, verbose_name="当选")),
                ("verdict", models.CharField(blank=True, max_length=300, verbose_name="判定")),
                (
                    "appointment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="candidacy",
                        to="members.appointment",
                        verbose_name="任职",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidates",
                        to="meetings.election",
                        verbose_name="选举",
                    ),
                ),
            ],
            options={
                "verbose_name": "候选人",
                "verbose_name_plural": "候选人",
                "ordering": ("election", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("election", "member"),
                        name="candidate_once",
                        violation_error_message="同一人在同一轮只列一次。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("submitted_at", models.DateTimeField(verbose_name="报送时间")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="应报日")),
                ("late_reason", models.CharField(blank=True, max_length=120, verbose_name="迟报原因")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("pending", "待阅"),
                            ("acknowledged", "阅知"),
                            ("approved", "审核通过"),
                            ("returned", "退回"),
                        ],
                        default="pending",
                        max_length=14,
                        verbose_name="处理",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                (
                    "return_reason",
                    models.CharField(
                        blank=True,
                        choices=[("refill", "重填"), ("rehold", "重开")],
                        max_length=8,
                        verbose_name="退回类型",
                    ),
                ),
                ("return_fields", models.JSONField(blank=True, default=list, verbose_name="退回的栏目")),
                ("return_note", models.TextField(blank=True, verbose_name="退回意见")),
                ("content", models.JSONField(default=dict, verbose_name="报送内容")),
                ("content_digest", models.CharField(max_length=64, verbose_name="内容摘要")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
            ],
            options={
                "verbose_name": "报备",
                "verbose_name_plural": "报备",
                "ordering": ("-submitted_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="FilingPass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="意见")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passes",
                        to="meetings.filing",
                        verbose_name="报备",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing_passes",
                        to="members.organisation",
                        verbose_name="总支",
                    ),
                ),
            ],
            options={
                "verbose_name": "总支阅转",
                "verbose_name_plural": "总支阅转",
                "ordering": ("filing", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("filing", "organisation"),
                        name="filing_passed_once",
                        violation_error_message="这一版总支已阅转。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gathering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="名称")),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="主题")),
                ("start", models.DateTimeField(verbose_name="开始时间")),
                ("end", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                (
                    "mode",
                    models.CharField(
                        choices=[("on_site", "现场"), ("online", "线上"), ("hybrid", "线上线下结合")],
                        default="on_site",
                        max_length=12,
                        verbose_name="参加方式",
                    ),
                ),
                ("scheduled_on", models.DateField(blank=True, null=True, verbose_name="计划日")),
                ("shift_reason", models.CharField(blank=True, max_length=120, verbose_name="调整原因")),
                ("theme_contents", models.JSONField(blank=True, default=list, verbose_name="内容构成")),
                (
                    "token",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="提交凭据"
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gatherings",
                        to="members.organisation",
                        verbose_name="召集组织",
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
                "verbose_name": "集会",
                "verbose_name_plural": "集会",
                "ordering": ("-start", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="GuestLecturer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="单位、职务")),
                ("is_leader", models.BooleanField(default=False, verbose_name="领导干部")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guest_lecturers",
                        to="members.organisation",
                        verbose_name="登记的党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "名册以外的授课人",
                "verbose_name_plural": "名册以外的授课人",
                "ordering": ("organisation", "name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name", "title"),
                        name="guest_lecturer_once",
                        violation_error_message="这位授课人已经登记过。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="guest_lecturer_name_given",
                        violation_error_message="请填写姓名。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeaveRequest",
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
                    "reason",
                    models.CharField(
                        choices=[
                            ("illness", "病"),
                            ("official_duty", "因公"),
                            ("personal", "事"),
                            ("away", "外出"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="事由",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待批"),
                            ("approved", "准假"),
                            ("declined", "不准"),
                            ("lapsed", "已失效"),
                        ],
                        default="asked",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="批准时间")),
                (
                    "note",
                    models.CharField(blank=True, help_text="不写病情。", max_length=60, verbose_name="答复"),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leave_requests",
                        to="meetings.gathering",
                        verbose_name="集会",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leave_requests",
                        to="members.member",
                        verbose_name="请假人",
                    ),
                ),
            ],
            options={
                "verbose_name": "请假申请",
                "verbose_name_plural": "请假申请",
                "ordering": ("gathering", "asked_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "approved"])),
                        fields=("gathering", "member"),
                        name="leave_request_open_once",
                        violation_error_message="同一次集会，同一人只有一份有效的请假申请。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LecturerTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lecturer_turns",
                        to="members.organisation",
                        verbose_name="支部",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lecturer_turns",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "轮流讲党课",
                "verbose_name_plural": "轮流讲党课",
                "ordering": ("branch", "order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("branch", "member"),
                        name="lecturer_turn_once",
                        violation_error_message="这名党员已经排在里面。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("branch_assembly", "支部党员大会"),
                            ("branch_committee", "支部委员会"),
                            ("group_meeting", "党小组会"),
                            ("party_lecture", "党课"),
                            ("theme_day", "主题党日"),
                            ("organisational_life", "组织生活会"),
                            ("democratic_life", "民主生活会"),
                            ("appraisal", "民主评议党员"),
                            ("deliberation", "党员民主议事"),
                            ("general_assembly", "总支党员大会"),
                            ("general_committee", "总支委员会"),
                            ("secretaries_meeting", "书记会议"),
                            ("joint_meeting", "联席会议"),
                            ("villagers_meeting", "村民会议"),
                            ("villager_reps_meeting", "村民代表会议"),
                            ("oath_ceremony", "入党宣誓"),
                            ("oath_renewal", "重温入党誓词"),
                            ("political_birthday", "政治生日"),
                        ],
                        max_length=24,
                        verbose_name="类型",
                    ),
                ),
                (
                    "form_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("branch_assembly", "支部党员大会"),
                            ("branch_committee", "支部委员会"),
                            ("group_meeting", "党小组会"),
                            ("party_lecture", "党课"),
                            ("theme_day", "主题党日"),
                            ("organisational_life", "组织生活会"),
                            ("democratic_life", "民主生活会"),
                            ("appraisal", "民主评议党员"),
                            ("deliberation", "党员民主议事"),
                            ("general_assembly", "总支党员大会"),
                            ("general_committee", "总支委员会"),
                            ("secretaries_meeting", "书记会议"),
                            ("joint_meeting", "联席会议"),
                            ("villagers_meeting", "村民会议"),
                            ("villager_reps_meeting", "村民代表会议"),
                            ("oath_ceremony", "入党宣誓"),
                            ("oath_renewal", "重温入党誓词"),
                            ("political_birthday", "政治生日"),
                        ],
                        max_length=24,
                        verbose_name="召开形式",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="归属年度")),
                (
                    "ordinal",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年内第几次"),
                ),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="会议名称")),
                ("start", models.DateTimeField(verbose_name="开始时间")),
                ("end", models.DateTimeField(blank=True, null=True, verbose_name="散会时间")),
                (
                    "host_name",
                    models.CharField(
                        blank=True, help_text="不在名册上的才填。", max_length=40, verbose_name="主持人姓名"
                    ),
                ),
                ("delegation_note", models.CharField(blank=True, max_length=120, verbose_name="委托说明")),
                (
                    "recorder_name",
                    models.CharField(
                        blank=True, help_text="不在名册上的才填。", max_length=40, verbose_name="记录人姓名"
                    ),
                ),
                ("due_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="应到")),
                (
                    "due_full_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="应到正式"),
                ),
                ("present_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="实到")),
                (
                    "present_full_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="实到正式"),
                ),
                ("leave_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="请假")),
                ("absent_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="缺席")),
                ("exempt_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="豁免")),
                ("guest_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="列席")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "计划"),
                            ("noticed", "已通知"),
                            ("held", "已召开"),
                            ("recorded", "已记录"),
                            ("filed", "已报备"),
                            ("returned", "已退回"),
                            ("accepted", "已备案"),
                            ("archived", "已归档"),
                            ("postponed", "延期"),
                            ("not_held", "未召开"),
                        ],
                        default="planned",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("late_entry", models.BooleanField(default=False, verbose_name="补录")),
                ("late_reason", models.CharField(blank=True, max_length=120, verbose_name="补录原因")),
                ("is_imported", models.BooleanField(default=False, verbose_name="历史台账导入")),
                ("postponed_from", models.DateTimeField(blank=True, null=True, verbose_name="原定时间")),
                ("postpone_reason", models.CharField(blank=True, max_length=120, verbose_name="延期原因")),
                ("postpone_doc", models.CharField(blank=True, max_length=60, verbose_name="延期批复文号")),
                ("not_held_reason", models.CharField(blank=True, max_length=120, verbose_name="未召开原因")),
                ("first_saved_at", models.DateTimeField(blank=True, null=True, verbose_name="首次录入时间")),
                ("filed_at", models.DateTimeField(blank=True, null=True, verbose_name="报备时间")),
                ("locked_at", models.DateTimeField(blank=True, null=True, verbose_name="锁定时间")),
                ("content_digest", models.CharField(blank=True, max_length=64, verbose_name="内容摘要")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="改动次数")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="members.organisation",
                        verbose_name="召集组织",
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
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="meetings.gathering",
                        verbose_name="集会",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_meetings",
                        to="members.organisation",
                        verbose_name="党小组",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted",
                        to="members.member",
                        verbose_name="主持人",
                    ),
                ),
                (
                    "recorder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recorded",
                        to="members.member",
                        verbose_name="记录人",
                    ),
                ),
                (
                    "reheld_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reheld_as",
                        to="meetings.meeting",
                        verbose_name="重开自",
                    ),
                ),
                (
                    "ruleset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="meetings.frozenrules",
                        verbose_name="冻结的规则",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议",
                "verbose_name_plural": "会议",
                "ordering": ("-start", "-pk"),
                "indexes": [
                    models.Index(fields=["branch", "kind", "start"], name="meeting_branch_kind_start"),
                    models.Index(fields=["state", "start"], name="meeting_state_start"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", True), ("ordinal__isnull", False)),
                        fields=("branch", "kind", "year", "ordinal"),
                        name="meeting_ordinal_once",
                        violation_error_message="这个年度已有同一次数的同类会议。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", False), ("ordinal__isnull", False)),
                        fields=("branch", "group", "kind", "year", "ordinal"),
                        name="meeting_group_ordinal_once",
                        violation_error_message="这个年度本组已有同一次数的同类会议。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", True)),
                        fields=("gathering", "kind"),
                        name="meeting_kind_once_per_gathering",
                        violation_error_message="同一次集会里，每类会议只记一份。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", False)),
                        fields=("gathering", "kind", "group"),
                        name="meeting_group_once_per_gathering",
                        violation_error_message="同一次集会里，每个党小组只记一份。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="meeting_ends_after_start",
                        violation_error_message="散会时间须晚于开始时间。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("late_entry", False),
                            models.Q(("late_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_late_has_reason",
                        violation_error_message="补录须写明原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "not_held"), _negated=True),
                            models.Q(("not_held_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_not_held_has_reason",
                        violation_error_message="未召开须写明原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "group_meeting"), _negated=True),
                            ("group__isnull", False),
                            _connector="OR",
                        ),
                        name="meeting_group_meeting_has_group",
                        violation_error_message="党小组会须写明是哪个党小组。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "planned",
                                    "noticed",
                                    "held",
                                    "recorded",
                                    "filed",
                                    "returned",
                                    "accepted",
                                    "archived",
                                    "postponed",
                                    "not_held",
                                ],
                            )
                        ),
                        name="meeting_state_known",
                        violation_error_message="没有这种会议状态。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="环号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("filed", "归入"),
                            ("decision", "处理"),
                            ("correction", "更正"),
                            ("withdrawal", "撤销"),
                            ("key_change", "换钥"),
                            ("clock_anomaly", "时钟异常"),
                            ("break_glass", "破窗"),
                        ],
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                ("body", models.TextField(verbose_name="内容")),
                ("body_digest", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("previous_digest", models.CharField(max_length=64, verbose_name="上一环摘要")),
                ("link_digest", models.CharField(max_length=64, verbose_name="本环摘要")),
                ("body_sm3", models.CharField(max_length=64, verbose_name="内容摘要（国密）")),
                ("previous_sm3", models.CharField(max_length=64, verbose_name="上一环摘要（国密）")),
                ("link_sm3", models.CharField(max_length=64, verbose_name="本环摘要（国密）")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("account", models.CharField(blank=True, max_length=150, verbose_name="经办账号")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="members.organisation",
                        verbose_name="党组织",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "存证",
                "verbose_name_plural": "存证",
                "ordering": ("branch", "number"),
                "indexes": [models.Index(fields=["link_digest"], name="link_by_digest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("branch", "number"),
                        name="link_number_once",
                        violation_error_message="这一环已经有了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="link_numbers_begin_at_one",
                        violation_error_message="环号从 1 起。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lecture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("lecturer_name", models.CharField(blank=True, max_length=40, verbose_name="授课人姓名")),
                ("lecturer_title", models.CharField(blank=True, max_length=60, verbose_name="授课人职务")),
                ("topic", models.CharField(blank=True, max_length=120, verbose_name="课题")),
                ("outline", models.TextField(blank=True, verbose_name="讲稿（教案）")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="学时"
                    ),
                ),
                ("pre_reported_at", models.DateTimeField(blank=True, null=True, verbose_name="课前报告时间")),
                ("reported_to", models.CharField(blank=True, max_length=60, verbose_name="报告对象")),
                ("discussion", models.TextField(blank=True, verbose_name="讨论或测试情况")),
                ("archived_on", models.DateField(blank=True, null=True, verbose_name="存档日期")),
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
                    "lecturer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lectures",
                        to="members.member",
                        verbose_name="授课人",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lecture",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "党课",
                "verbose_name_plural": "党课",
                "ordering": ("meeting",),
            },
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("superior", "上级指导"),
                            ("activist", "积极分子"),
                            ("prospect", "发展对象"),
                            ("non_party", "非党员"),
                            ("other_branch", "外支部党员"),
                            ("expert", "外请人员"),
                        ],
                        default="other_branch",
                        max_length=16,
                        verbose_name="身份",
                    ),
                ),
                ("organisation_name", models.CharField(blank=True, max_length=60, verbose_name="单位")),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guests",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "列席人员",
                "verbose_name_plural": "列席人员",
                "ordering": ("meeting", "pk"),
            },
        ),
        migrations.AddField(
            model_name="filing",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="filings",
                to="meetings.meeting",
                verbose_name="会议",
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=40, verbose_name="栏目")),
                ("old_value", models.TextField(blank=True, verbose_name="原值")),
                ("new_value", models.TextField(verbose_name="现值")),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("approved_by", models.CharField(blank=True, max_length=40, verbose_name="批准人")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正",
                "verbose_name_plural": "更正",
                "ordering": ("meeting", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="correction_has_reason",
                        violation_error_message="更正须写明原因。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "未确认"),
                            ("present", "到会"),
                            ("online", "线上到会"),
                            ("leave", "请假"),
                            ("absent", "缺席"),
                            ("exempt", "豁免"),
                            ("home_study", "送学上门"),
                            ("elsewhere", "流入地参加"),
                        ],
                        default="unconfirmed",
                        max_length=12,
                        verbose_name="到会情况",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("illness", "病"),
                            ("official_duty", "因公"),
                            ("personal", "事"),
                            ("away", "外出"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="事由",
                    ),
                ),
                (
                    "reason_note",
                    models.CharField(blank=True, help_text="不写病情。", max_length=60, verbose_name="说明"),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="准假时间")),
                ("makeup_on", models.DateField(blank=True, null=True, verbose_name="补课日期")),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="迟到，到会时间")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="早退，离会时间")),
                (
                    "category",
                    models.CharField(
                        choices=[("full", "正式党员"), ("probationary", "预备党员")],
                        max_length=20,
                        verbose_name="当日类别",
                    ),
                ),
                ("is_due", models.BooleanField(verbose_name="计入应到")),
                ("can_vote", models.BooleanField(verbose_name="有表决权")),
                ("can_elect", models.BooleanField(verbose_name="有选举权")),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
                        verbose_name="准假人",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "到会记录",
                "verbose_name_plural": "到会记录",
                "ordering": ("meeting", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "member"),
                        name="attendance_once",
                        violation_error_message="同一人在同一次会上只记一行。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrived_at__isnull", True),
                            ("left_at__isnull", True),
                            ("left_at__gt", models.F("arrived_at")),
                            _connector="OR",
                        ),
                        name="attendance_left_after_arrived",
                        violation_error_message="离会时间须晚于到会时间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign_in_sheet", "签到表"),
                            ("photo", "照片"),
                            ("outline", "讲稿"),
                            ("material", "学习材料"),
                            ("scan", "扫描件"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                (
                    "file",
                    models.FileField(upload_to=meetings.models.attachment.stored_at, verbose_name="文件"),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("for_members", models.BooleanField(default=False, verbose_name="随通知发给党员")),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="拍摄时间")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "ordering": ("meeting", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "digest"),
                        name="attachment_once",
                        violation_error_message="这个文件已经在附件里。",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="agenda",
                to="meetings.meeting",
                verbose_name="会议",
            ),
        ),
        migrations.CreateModel(
            name="MeetingEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "计划"),
                            ("noticed", "已通知"),
                            ("held", "已召开"),
                            ("recorded", "已记录"),
                            ("filed", "已报备"),
                            ("returned", "已退回"),
                            ("accepted", "已备案"),
                            ("archived", "已归档"),
                            ("postponed", "延期"),
                            ("not_held", "未召开"),
                        ],
                        max_length=12,
                        verbose_name="原状态",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("planned", "计划"),
                            ("noticed", "已通知"),
                            ("held", "已召开"),
                            ("recorded", "已记录"),
                            ("filed", "已报备"),
                            ("returned", "已退回"),
                            ("accepted", "已备案"),
                            ("archived", "已归档"),
                            ("postponed", "延期"),
                            ("not_held", "未召开"),
                        ],
                        max_length=12,
                        verbose_name="新状态",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "状态留痕",
                "verbose_name_plural": "状态留痕",
                "ordering": ("meeting", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("body", models.TextField(verbose_name="正文")),
                ("is_draft", models.BooleanField(default=False, verbose_name="自动保存")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minutes_versions",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保存人",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议记录正文",
                "verbose_name_plural": "会议记录正文",
                "ordering": ("meeting", "-version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "version"),
                        name="minutes_version_once",
                        violation_error_message="这个版本已经存在。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Motion",
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
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("show_of_hands", "举手"),
                            ("secret_ballot", "无记名投票"),
                            ("named_ballot", "记名投票"),
                            ("oral", "口头"),
                        ],
                        max_length=16,
                        verbose_name="表决方式",
                    ),
                ),
                ("eligible_count", models.PositiveIntegerField(verbose_name="应到有表决权")),
                ("present_voters", models.PositiveIntegerField(verbose_name="实到有表决权")),
                ("yes", models.PositiveIntegerField(verbose_name="赞成")),
                ("no", models.PositiveIntegerField(verbose_name="反对")),
                ("abstain", models.PositiveIntegerField(verbose_name="弃权")),
                ("issued", models.PositiveIntegerField(blank=True, null=True, verbose_name="发出")),
                ("collected", models.PositiveIntegerField(blank=True, null=True, verbose_name="收回")),
                ("invalid", models.PositiveIntegerField(blank=True, null=True, verbose_name="无效")),
                ("written_yes", models.PositiveIntegerField(default=0, verbose_name="会前书面赞成")),
                ("written_no", models.PositiveIntegerField(default=0, verbose_name="会前书面反对")),
                ("written_abstain", models.PositiveIntegerField(default=0, verbose_name="会前书面弃权")),
                (
                    "base_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adults", "18 周岁以上村民"),
                            ("households", "户代表"),
                            ("representatives", "村民代表"),
                        ],
                        max_length=16,
                        verbose_name="应到按",
                    ),
                ),
                (
                    "subject_name",
                    models.CharField(
                        blank=True, help_text="不在名册上的才填。", max_length=40, verbose_name="表决对象姓名"
                    ),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="表决时间")),
                (
                    "quorum_note",
                    models.CharField(blank=True, max_length=120, verbose_name="人数变动后继续的理由"),
                ),
                ("teller", models.CharField(blank=True, max_length=60, verbose_name="计票、监票")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="紧急情况")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("passed", "通过"),
                            ("rejected", "未通过"),
                            ("no_quorum", "人数不足"),
                            ("deferred", "暂缓"),
                            ("referred_up", "报上级裁决"),
                        ],
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                ("verdict", models.CharField(max_length=600, verbose_name="判定依据")),
                ("referral_doc", models.CharField(blank=True, max_length=60, verbose_name="请示文号")),
                ("referral_answer", models.CharField(blank=True, max_length=200, verbose_name="上级答复")),
                ("referral_answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
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
                    "deferred_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deferred_motions",
                        to="meetings.agendaitem",
                        verbose_name="再议于",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions_about",
                        to="members.member",
                        verbose_name="表决对象",
                    ),
                ),
            ],
            options={
                "verbose_name": "表决",
                "verbose_name_plural": "表决",
                "ordering": ("agenda_item", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("present_voters__lte", models.F("eligible_count"))),
                        name="motion_present_within_eligible",
                        violation_error_message="实到有表决权人数不能多于应到有表决权人数。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "present_voters__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("yes"), "+", models.F("no")
                                    ),
                                    "+",
                                    models.F("abstain"),
                                ),
                            )
                        ),
                        name="motion_votes_within_present",
                        violation_error_message="赞成、反对、弃权之和不能多于实到有表决权人数。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued__isnull", True), ("collected__lte", models.F("issued")), _connector="OR"
                        ),
                        name="motion_collected_within_issued",
                        violation_error_message="收回的票不能多于发出的票。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("referral_answer", ""), ("referral_answered_on__isnull", False), _connector="OR"
                        ),
                        name="motion_referral_answer_has_date",
                        violation_error_message="上级答复须写答复日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotIssue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballot_issues",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballot_issues",
                        to="meetings.election",
                        verbose_name="选举",
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballot_issues",
                        to="meetings.motion",
                        verbose_name="表决",
                    ),
                ),
            ],
            options={
                "verbose_name": "领票",
                "verbose_name_plural": "领票",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("motion__isnull", True), ("election__isnull", True), _connector="XOR"
                        ),
                        name="ballot_issue_for_one_vote",
                        violation_error_message="领票须属于一次表决或一次选举。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("motion__isnull", False)),
                        fields=("motion", "member"),
                        name="ballot_issue_once_per_motion",
                        violation_error_message="同一人只领一张票。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("election__isnull", False)),
                        fields=("election", "member"),
                        name="ballot_issue_once_per_election",
                        violation_error_message="同一人只领一张票。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedVote",
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
                    "stance",
                    models.CharField(
                        choices=[("yes", "赞成"), ("no", "反对"), ("abstain", "弃权")],
                        max_length=8,
                        verbose_name="意见",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_votes",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_votes",
                        to="meetings.motion",
                        verbose_name="表决",
                    ),
                ),
            ],
            options={
                "verbose_name": "记名表决",
                "verbose_name_plural": "记名表决",
                "ordering": ("motion", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "member"),
                        name="named_vote_once",
                        violation_error_message="同一人在同一次表决中只有一票。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("sent_at", models.DateTimeField(verbose_name="发出时间")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("in_person", "当面"),
                            ("phone", "电话"),
                            ("message", "信息"),
                            ("paper", "书面"),
                            ("email", "电子邮件"),
                        ],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="正文")),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议通知",
                "verbose_name_plural": "会议通知",
                "ordering": ("meeting", "-sent_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="NoticeReceipt",
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
                    "channel",
                    models.CharField(
                        choices=[
                            ("in_person", "当面"),
                            ("phone", "电话"),
                            ("message", "信息"),
                            ("paper", "书面"),
                            ("email", "电子邮件"),
                        ],
                        max_length=12,
                        verbose_name="送达方式",
                    ),
                ),
                ("delivered_at", models.DateTimeField(blank=True, null=True, verbose_name="送达时间")),
                ("told_by", models.CharField(blank=True, max_length=40, verbose_name="告知人")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                ("failed_at", models.DateTimeField(blank=True, null=True, verbose_name="没有送到的时间")),
                (
                    "failed_reason",
                    models.CharField(blank=True, max_length=120, verbose_name="没有送到的原因"),
                ),
                ("is_current", models.BooleanField(default=True, verbose_name="现行")),
                ("link_edition", models.PositiveSmallIntegerField(default=1, verbose_name="链接第几版")),
                ("answers", models.PositiveSmallIntegerField(default=0, verbose_name="链接已用次数")),
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="meetings.notice",
                        verbose_name="通知",
                    ),
                ),
            ],
            options={
                "verbose_name": "送达登记",
                "verbose_name_plural": "送达登记",
                "ordering": ("notice", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "member"),
                        name="receipt_once",
                        violation_error_message="同一份通知给同一人只登记一行。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("failed_at__isnull", True),
                            models.Q(("failed_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="receipt_failure_has_reason",
                        violation_error_message="没有送到的须写明原因。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
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
                    "period_kind",
                    models.CharField(
                        choices=[("year", "年度"), ("quarter", "季度")], max_length=8, verbose_name="周期"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("quarter", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="季度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "已报"),
                            ("returned", "退回"),
                            ("accepted", "已备"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="报送时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                ("opinion", models.CharField(blank=True, max_length=300, verbose_name="上级意见")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="改动次数")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="members.organisation",
                        verbose_name="支部",
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "计划",
                "verbose_name_plural": "计划",
                "ordering": ("-year", "-quarter", "branch__path"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("quarter__isnull", True)),
                        fields=("branch", "year"),
                        name="plan_year_once",
                        violation_error_message="这个年度已有计划。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("quarter__isnull", False)),
                        fields=("branch", "year", "quarter"),
                        name="plan_quarter_once",
                        violation_error_message="这个季度已有计划。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("period_kind", "year"), ("quarter__isnull", True)),
                            models.Q(("period_kind", "quarter"), ("quarter__gte", 1), ("quarter__lte", 4)),
                            _connector="OR",
                        ),
                        name="plan_quarter_fits_period",
                        violation_error_message="季度计划须写明第几季度，年度计划不写。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "returned", "accepted"])),
                        name="plan_state_known",
                        violation_error_message="没有这种计划状态。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("opinion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_return_is_explained",
                        violation_error_message="退回须写明意见。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("branch_assembly", "支部党员大会"),
                            ("branch_committee", "支部委员会"),
                            ("group_meeting", "党小组会"),
                            ("party_lecture", "党课"),
                            ("theme_day", "主题党日"),
                            ("organisational_life", "组织生活会"),
                            ("democratic_life", "民主生活会"),
                            ("appraisal", "民主评议党员"),
                            ("deliberation", "党员民主议事"),
                            ("general_assembly", "总支党员大会"),
                            ("general_committee", "总支委员会"),
                            ("secretaries_meeting", "书记会议"),
                            ("joint_meeting", "联席会议"),
                            ("villagers_meeting", "村民会议"),
                            ("villager_reps_meeting", "村民代表会议"),
                            ("oath_ceremony", "入党宣誓"),
                            ("oath_renewal", "重温入党誓词"),
                            ("political_birthday", "政治生日"),
                        ],
                        max_length=24,
                        verbose_name="类型",
                    ),
                ),
                ("scheduled_on", models.DateField(verbose_name="拟定时间")),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="主题、内容")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                ("host", models.CharField(blank=True, max_length=40, verbose_name="主持")),
                ("lecturer_name", models.CharField(blank=True, max_length=40, verbose_name="主讲")),
                ("scope", models.CharField(blank=True, max_length=40, verbose_name="参加范围")),
                ("responsible", models.CharField(blank=True, max_length=60, verbose_name="责任人")),
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organisation",
                        verbose_name="党小组",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_item",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.plan",
                        verbose_name="计划",
                    ),
                ),
            ],
            options={
                "verbose_name": "计划事项",
                "verbose_name_plural": "计划事项",
                "ordering": ("plan", "scheduled_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "group_meeting"), _negated=True),
                            ("group__isnull", False),
                            _connector="OR",
                        ),
                        name="plan_item_group_meeting_has_group",
                        violation_error_message="党小组会须写明是哪个党小组。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("submitted_at", models.DateTimeField(verbose_name="报送时间")),
                ("due_on", models.DateField(verbose_name="应报日")),
                ("content", models.JSONField(default=list, verbose_name="报送内容")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("pending", "待阅"),
                            ("acknowledged", "阅知"),
                            ("approved", "审核通过"),
                            ("returned", "退回"),
                        ],
                        default="pending",
                        max_length=14,
                        verbose_name="处理",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                ("opinion", models.CharField(blank=True, max_length=300, verbose_name="意见")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="meetings.plan",
                        verbose_name="计划",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报送人",
                    ),
                ),
            ],
            options={
                "verbose_name": "计划报送",
                "verbose_name_plural": "计划报送",
                "ordering": ("plan", "version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "version"),
                        name="plan_report_version_once",
                        violation_error_message="这个版本已报过。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "pending")),
                        fields=("plan",),
                        name="plan_report_one_pending",
                        violation_error_message="计划已经报出，正待上级阅处。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "returned"), _negated=True),
                            models.Q(("opinion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_report_return_is_explained",
                        violation_error_message="退回须写明意见。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("text", models.CharField(max_length=300, verbose_name="事项")),
                ("responsible", models.CharField(blank=True, max_length=60, verbose_name="责任人")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="时限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待办"),
                            ("in_progress", "办理中"),
                            ("done", "完成"),
                            ("cancelled", "取消"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("cancel_reason", models.CharField(blank=True, max_length=120, verbose_name="取消原因")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resolutions",
                        to="meetings.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "决议",
                "verbose_name_plural": "决议",
                "ordering": ("meeting", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="resolution_done_has_date",
                        violation_error_message="已完成的决议须写完成日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="resolution_cancelled_has_reason",
                        violation_error_message="取消的决议须写明原因。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("noted_on", models.DateField(verbose_name="日期")),
                ("note", models.CharField(max_length=300, verbose_name="落实情况")),
                ("evidence", models.CharField(blank=True, max_length=120, verbose_name="佐证")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待办"),
                            ("in_progress", "办理中"),
                            ("done", "完成"),
                            ("cancelled", "取消"),
                        ],
                        max_length=12,
                        verbose_name="落实状态",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="meetings.meeting",
                        verbose_name="汇报的会议",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="meetings.resolution",
                        verbose_name="决议",
                    ),
                ),
            ],
            options={
                "verbose_name": "落实情况",
                "verbose_name_plural": "落实情况",
                "ordering": ("resolution", "noted_on", "pk"),
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="reports_on",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reported_in",
                to="meetings.resolution",
                verbose_name="汇报落实的决议",
            ),
        ),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("effective_from", models.DateField(verbose_name="生效日期")),
                (
                    "effective_to",
                    models.DateField(
                        blank=True, help_text="当日不含在内。", null=True, verbose_name="失效日期"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulesets",
                        to="members.organisation",
                        verbose_name="党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "规则集",
                "verbose_name_plural": "规则集",
                "ordering": ("organisation__path", "effective_from", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to__isnull", True),
                            ("effective_to__gt", models.F("effective_from")),
                            _connector="OR",
                        ),
                        name="ruleset_ends_after_start",
                        violation_error_message="失效日期须晚于生效日期。",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "effective_from"),
                        name="ruleset_once_per_day",
                        violation_error_message="该党组织在这一天已有一个规则集，请改那一个。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", True)),
                        fields=("effective_from",),
                        name="ruleset_national_once_per_day",
                        violation_error_message="这一天已有一个全国规则集，请改那一个。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="键")),
                ("value", models.JSONField(verbose_name="值")),
                (
                    "level",
                    models.CharField(
                        choices=[("national", "国家"), ("local", "地方"), ("unit", "本单位")],
                        max_length=12,
                        verbose_name="层级",
                    ),
                ),
                (
                    "basis",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="meetings.basis",
                        verbose_name="依据",
                    ),
                ),
                (
                    "ruleset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="meetings.ruleset",
                        verbose_name="规则集",
                    ),
                ),
            ],
            options={
                "verbose_name": "规则值",
                "verbose_name_plural": "规则值",
                "ordering": ("ruleset", "key"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ruleset", "key"),
                        name="rule_value_once",
                        violation_error_message="同一规则集里，一个键只有一个值。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("at", models.DateTimeField(verbose_name="签到时间")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("kiosk", "现场平板"),
                            ("code", "本人扫码"),
                            ("online", "线上加入"),
                            ("afterwards", "会后说明"),
                        ],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
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
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to="meetings.gathering",
                        verbose_name="集会",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ins",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤销人",
                    ),
                ),
            ],
            options={
                "verbose_name": "签到",
                "verbose_name_plural": "签到",
                "ordering": ("gathering", "at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("gathering", "member"),
                        name="sign_in_once",
                        violation_error_message="同一次集会，同一人只签到一次。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Speech",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("speaker_name", models.CharField(blank=True, max_length=40, verbose_name="发言人姓名")),
                ("gist", models.TextField(verbose_name="要点")),
                ("is_dissent", models.BooleanField(default=False, verbose_name="不同意见")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speeches",
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
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speeches",
                        to="members.member",
                        verbose_name="发言人",
                    ),
                ),
            ],
            options={
                "verbose_name": "发言",
                "verbose_name_plural": "发言",
                "ordering": ("agenda_item", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ThemeDaySlot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("month", models.PositiveSmallIntegerField(verbose_name="月份")),
                ("fixed_on", models.DateField(blank=True, null=True, verbose_name="规则所定日")),
                ("computed_on", models.DateField(blank=True, null=True, verbose_name="推算日")),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("next_workday", "顺延到下一工作日"),
                            ("prev_workday", "提前到上一工作日"),
                            ("next_same_weekday", "下一个同星期几"),
                            ("keep", "不变"),
                            ("manual", "手工"),
                        ],
                        max_length=20,
                        verbose_name="遇非工作日",
                    ),
                ),
                ("shift_note", models.CharField(blank=True, max_length=120, verbose_name="顺延说明")),
                ("is_provisional", models.BooleanField(default=False, verbose_name="暂定")),
                ("adjusted_on", models.DateField(blank=True, null=True, verbose_name="改定日")),
                ("adjust_reason", models.CharField(blank=True, max_length=120, verbose_name="改定原因")),
                ("is_waived", models.BooleanField(default=False, verbose_name="豁免")),
                ("waive_reason", models.CharField(blank=True, max_length=120, verbose_name="豁免原因")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="theme_day_slots",
                        to="members.organisation",
                        verbose_name="支部",
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
                "verbose_name": "主题党日日历",
                "verbose_name_plural": "主题党日日历",
                "ordering": ("branch", "year", "month"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("branch", "year", "month"),
                        name="theme_day_slot_once",
                        violation_error_message="这个月的主题党日已有一行。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)),
                        name="theme_day_slot_month",
                        violation_error_message="月份须是 1 到 12。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adjusted_on__isnull", True),
                            models.Q(("adjust_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="theme_day_slot_adjusted_has_reason",
                        violation_error_message="改定须写明原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_waived", False),
                            models.Q(("waive_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="theme_day_slot_waived_has_reason",
                        violation_error_message="豁免须写明原因。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicPrompt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("title", models.CharField(max_length=120, verbose_name="主题")),
                ("body", models.TextField(blank=True, verbose_name="内容提示")),
                ("published_on", models.DateField(verbose_name="发布日期")),
                ("month", models.DateField(blank=True, null=True, verbose_name="适用月份")),
                ("kinds", models.JSONField(blank=True, default=list, verbose_name="适用的会议")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤回日期")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prompts",
                        to="members.organisation",
                        verbose_name="发布的党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "主题和内容提示",
                "verbose_name_plural": "主题和内容提示",
                "ordering": ("-published_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="topic_prompt_title_given",
                        violation_error_message="请填写主题。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("file", models.FileField(upload_to=meetings.models.prompt.stored_at, verbose_name="文件")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
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
                    "prompt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="meetings.topicprompt",
                        verbose_name="提示",
                    ),
                ),
            ],
            options={
                "verbose_name": "提示的材料",
                "verbose_name_plural": "提示的材料",
                "ordering": ("prompt", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prompt", "digest"),
                        name="prompt_paper_once",
                        violation_error_message="这个文件已经在材料里。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PromptAdoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("adopted_on", models.DateField(verbose_name="采用日期")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adopted_prompts",
                        to="meetings.agendaitem",
                        verbose_name="议题",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prompt_adoptions",
                        to="members.organisation",
                        verbose_name="支部",
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
                    "plan_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adopted_prompts",
                        to="meetings.planitem",
                        verbose_name="计划事项",
                    ),
                ),
                (
                    "prompt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="meetings.topicprompt",
                        verbose_name="提示",
                    ),
                ),
            ],
            options={
                "verbose_name": "采用提示",
                "verbose_name_plural": "采用提示",
                "ordering": ("prompt", "branch"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prompt", "branch"),
                        name="prompt_adopted_once",
                        violation_error_message="本支部已经采用了这条提示。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicSuggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("content", models.CharField(max_length=300, verbose_name="内容")),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="答复")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="suggestions",
                        to="meetings.agendaitem",
                        verbose_name="议题",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="members.organisation",
                        verbose_name="支部",
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
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="members.member",
                        verbose_name="提出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "党员点题",
                "verbose_name_plural": "党员点题",
                "ordering": ("-raised_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content", ""), _negated=True),
                        name="topic_suggestion_content_given",
                        violation_error_message="请写明想议什么。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on__isnull", True)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="topic_suggestion_answer_has_date",
                        violation_error_message="答复和答复日期须一并填写。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="适合的主题")),
                ("contact", models.CharField(blank=True, max_length=60, verbose_name="联系人")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="members.organisation",
                        verbose_name="登记的党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "场所",
                "verbose_name_plural": "场所",
                "ordering": ("organisation", "name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"),
                        name="venue_name_once",
                        violation_error_message="这个名称的场所已经登记过。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="venue_name_given",
                        violation_error_message="请填写场所的名称。",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="gathering",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="gatherings",
                to="meetings.venue",
                verbose_name="登记的场所",
            ),
        ),
        migrations.CreateModel(
            name="WrittenOpinion",
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
                    "stance",
                    models.CharField(
                        choices=[("yes", "赞成"), ("no", "反对"), ("abstain", "弃权")],
                        max_length=8,
                        verbose_name="意见",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="送达时间")),
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="written_opinions",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="written_opinions",
                        to="meetings.motion",
                        verbose_name="表决",
                    ),
                ),
            ],
            options={
                "verbose_name": "书面意见",
                "verbose_name_plural": "书面意见",
                "ordering": ("motion", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "member"),
                        name="written_opinion_once",
                        violation_error_message="同一人对同一事项只能提一份书面意见。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DigestSent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("keys", models.JSONField(default=list, verbose_name="提到了哪些事")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒邮件",
                "verbose_name_plural": "提醒邮件",
                "ordering": ("-day", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "day"),
                        name="digest_once_a_day",
                        violation_error_message="今天已经给这个账号发过提醒。",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                fields=("meeting", "version"),
                name="filing_version_once",
                violation_error_message="这个版本已报过。",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", "pending")),
                fields=("meeting",),
                name="filing_one_pending",
                violation_error_message="这份记录已经报出，正待上级阅处。",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "returned"), _negated=True),
                    models.Q(
                        models.Q(("return_reason", ""), _negated=True),
                        models.Q(("return_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="filing_return_is_explained",
                violation_error_message="退回须写明类型和意见。",
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                name="gathering_ends_after_start",
                violation_error_message="结束时间须晚于开始时间。",
            ),
        ),
    ]
