import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import branchlife.kit.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="姓名")),
                ("elder_view", models.BooleanField(default=False, verbose_name="长辈版")),
                ("wants_digest", models.BooleanField(default=True, verbose_name="收提醒邮件")),
                (
                    "password_changed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="密码修改时间"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
                "ordering": ("username",),
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=40, verbose_name="动作")),
                ("object_type", models.CharField(blank=True, max_length=40, verbose_name="类型")),
                ("object_id", models.CharField(blank=True, max_length=40, verbose_name="编号")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("ip", models.GenericIPAddressField(null=True, verbose_name="来源地址")),
                ("result", models.CharField(blank=True, max_length=40, verbose_name="结果")),
                ("row_count", models.PositiveIntegerField(null=True, verbose_name="行数")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="access_logs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "访问记录",
                "verbose_name_plural": "访问记录",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("male", "男"), ("female", "女")],
                        max_length=6,
                        verbose_name="性别",
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, max_length=20, verbose_name="民族")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "id_number",
                    branchlife.kit.crypto.EncryptedTextField(blank=True, verbose_name="公民身份号码"),
                ),
                (
                    "id_number_digest",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="身份号码摘要"),
                ),
                ("native_place", models.CharField(blank=True, max_length=60, verbose_name="籍贯")),
                ("education", models.CharField(blank=True, max_length=20, verbose_name="学历")),
                ("degree", models.CharField(blank=True, max_length=20, verbose_name="学位")),
                ("job", models.CharField(blank=True, max_length=80, verbose_name="工作岗位")),
                ("phone", branchlife.kit.crypto.EncryptedTextField(blank=True, verbose_name="联系电话")),
                ("email", branchlife.kit.crypto.EncryptedTextField(blank=True, verbose_name="电子邮箱")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="家庭住址")),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="入党日期")),
                ("full_on", models.DateField(blank=True, null=True, verbose_name="转正日期")),
                ("party_age_offset", models.SmallIntegerField(default=0, verbose_name="党龄校正值（月）")),
                (
                    "stroke_order",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="姓氏笔画排序键"
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=120, verbose_name="备注")),
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
                "verbose_name": "党员",
                "verbose_name_plural": "党员",
                "ordering": ("stroke_order", "name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("id_number_digest", ""), _negated=True),
                        fields=("id_number_digest",),
                        name="member_id_number_once",
                        violation_error_message="这个身份证号已登记在另一名党员名下。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("full_on__isnull", True),
                            ("joined_on__isnull", True),
                            ("full_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="member_full_after_joined",
                        violation_error_message="转正日期不能早于入党日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="member_name_given",
                        violation_error_message="请填写姓名。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DenominatorExclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("no_capacity", "不能表达意志"),
                            ("abroad_long", "自费出国半年以上或难以按时回国"),
                            ("rights_lost", "留党察看、留置逮捕、停止党籍、服刑"),
                            ("bedridden", "卧床或生活不能自理"),
                            ("not_transferred", "外出半年以上或离退休回原籍，应转未转"),
                            ("floating_applied", "流动党员本人申请"),
                        ],
                        max_length=24,
                        verbose_name="理由",
                    ),
                ),
                ("superior_doc", models.CharField(blank=True, max_length=60, verbose_name="上级批文")),
                ("resolution", models.CharField(blank=True, max_length=120, verbose_name="党员大会决议")),
                ("applied_by_member", models.BooleanField(default=False, verbose_name="本人申请")),
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
                        related_name="exclusions",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "不计入应到",
                "verbose_name_plural": "不计入应到",
                "ordering": ("member", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="exclusion_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("member",),
                        name="exclusion_one_open",
                        violation_error_message="该党员已有一项至今有效的不计入应到。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[("full", "正式党员"), ("probationary", "预备党员")],
                        max_length=20,
                        verbose_name="人员类别",
                    ),
                ),
                ("basis_doc", models.CharField(blank=True, max_length=60, verbose_name="依据文号")),
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
                        related_name="categories",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "人员类别",
                "verbose_name_plural": "人员类别",
                "ordering": ("member", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="category_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("member",),
                        name="category_one_open",
                        violation_error_message="该党员已有一个至今有效的人员类别。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("category__in", ["full", "probationary"])),
                        name="category_known",
                        violation_error_message="人员类别只有正式党员和预备党员。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceExemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("elderly_infirm", "年老体弱"),
                            ("mobility", "行动不便"),
                            ("incapacitated", "重病失能"),
                            ("floating_elsewhere", "流动在外"),
                        ],
                        max_length=24,
                        verbose_name="豁免理由",
                    ),
                ),
                (
                    "approved_by",
                    models.CharField(
                        blank=True, help_text="批准的组织或文号。", max_length=60, verbose_name="批准"
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
                        related_name="exemptions",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "出勤豁免",
                "verbose_name_plural": "出勤豁免",
                "ordering": ("member", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="exemption_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("member",),
                        name="exemption_one_open",
                        violation_error_message="该党员已有一项至今有效的出勤豁免。",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="member",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="members.member",
                verbose_name="对应党员",
            ),
        ),
        migrations.CreateModel(
            name="Organisation",
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
                            ("committee", "党委"),
                            ("work_committee", "党工委"),
                            ("leading_group", "党组"),
                            ("general_branch", "党总支"),
                            ("branch", "党支部"),
                            ("joint_branch", "联合党支部"),
                            ("temporary_branch", "临时党支部"),
                            ("party_group", "党小组"),
                        ],
                        max_length=20,
                        verbose_name="种类",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("full_name", models.CharField(max_length=120, unique=True, verbose_name="公章全称")),
                ("short_name", models.CharField(max_length=40, verbose_name="简称")),
                (
                    "code",
                    models.CharField(
                        max_length=20,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9-]+$", "代码只用大写字母、数字和短横线。"
                            )
                        ],
                        verbose_name="代码",
                    ),
                ),
                ("path", models.CharField(editable=False, max_length=200, unique=True, verbose_name="路径")),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state_enterprise", "国企"),
                            ("non_public", "非公"),
                            ("rural", "农村"),
                            ("government", "机关"),
                            ("school", "学校"),
                            ("other_institution", "其他事业"),
                            ("community", "街道社区"),
                            ("social_organisation", "社会组织"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                ("dissolved_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                ("approval_doc", models.CharField(blank=True, max_length=60, verbose_name="批准文号")),
                (
                    "unit_count",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="联合党支部填写。", null=True, verbose_name="覆盖单位数"
                    ),
                ),
                (
                    "fonds_code",
                    models.CharField(
                        blank=True,
                        help_text="档案馆给立档单位的编号；留空的沿用上级的。",
                        max_length=4,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]{4}\\Z", "全宗号是 4 位大写字母或数字，例如 J001。"
                            )
                        ],
                        verbose_name="全宗号",
                    ),
                ),
                (
                    "fonds_name",
                    models.CharField(
                        blank=True,
                        help_text="立档单位名称；留空的用公章全称。",
                        max_length=120,
                        verbose_name="全宗名称",
                    ),
                ),
                (
                    "org_code",
                    models.CharField(
                        blank=True,
                        help_text="写进档号；同一全宗里各支部不同。留空的沿用上级的，件号也与上级连着编。",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]+\\Z", "机构代码只用大写字母和数字，例如 DQ1。"
                            )
                        ],
                        verbose_name="机构（问题）代码",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="备注")),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="members.organisation",
                        verbose_name="上级党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "党组织",
                "verbose_name_plural": "党组织",
                "ordering": ("path",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "committee",
                                    "work_committee",
                                    "leading_group",
                                    "general_branch",
                                    "branch",
                                    "joint_branch",
                                    "temporary_branch",
                                    "party_group",
                                ],
                            )
                        ),
                        name="organisation_kind_known",
                        violation_error_message="没有这种党组织。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dissolved_on__isnull", True),
                            ("founded_on__isnull", True),
                            ("dissolved_on__gt", models.F("founded_on")),
                            _connector="OR",
                        ),
                        name="organisation_dissolved_after_founded",
                        violation_error_message="撤销日期须晚于成立日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "party_group"), _negated=True),
                            ("parent__isnull", False),
                            _connector="OR",
                        ),
                        name="organisation_group_has_parent",
                        violation_error_message="党小组须编在一个支部之下。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "entry_kind",
                    models.CharField(
                        choices=[
                            ("admitted", "新发展"),
                            ("transferred_in", "转入"),
                            ("restored", "恢复党籍"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="增加方式",
                    ),
                ),
                (
                    "exit_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transferred_out", "转出"),
                            ("deceased", "去世"),
                            ("expelled", "开除"),
                            ("removed", "除名"),
                            ("withdrawn", "退党"),
                            ("candidacy_cancelled", "取消预备资格"),
                            ("suspended", "停止党籍"),
                        ],
                        max_length=20,
                        verbose_name="减少方式",
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="接收日期")),
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
                        related_name="memberships",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="members.organisation",
                        verbose_name="所在支部",
                    ),
                ),
            ],
            options={
                "verbose_name": "组织关系",
                "verbose_name_plural": "组织关系",
                "ordering": ("member", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="membership_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("member",),
                        name="membership_one_open",
                        violation_error_message="该党员的组织关系已在一个支部，须先转出。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exit_kind", ""), ("end__isnull", False), _connector="OR"),
                        name="membership_exit_has_end",
                        violation_error_message="写了减少方式，就须写结束日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
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
                        related_name="group_memberships",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_memberships",
                        to="members.organisation",
                        verbose_name="党小组",
                    ),
                ),
            ],
            options={
                "verbose_name": "党小组编组",
                "verbose_name_plural": "党小组编组",
                "ordering": ("member", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="group_membership_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("member",),
                        name="group_membership_one_open",
                        violation_error_message="该党员已编入一个党小组，须先调出。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("ordinal", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="第几届")),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="委员名额")),
                ("start", models.DateField(verbose_name="选举产生日期")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="应换届日期")),
                ("end", models.DateField(blank=True, null=True, verbose_name="实际换届日期")),
                ("extended_to", models.DateField(blank=True, null=True, verbose_name="延期至")),
                ("extension_doc", models.CharField(blank=True, max_length=60, verbose_name="延期批准文号")),
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
                        related_name="terms",
                        to="members.organisation",
                        verbose_name="党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "届次",
                "verbose_name_plural": "届次",
                "ordering": ("organisation", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="term_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("extended_to__isnull", True),
                            models.Q(("extension_doc", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="term_extension_has_doc",
                        violation_error_message="延期换届须有上级批准文号。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
                    ),
                ),
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
                        max_length=30,
                        verbose_name="职务",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("elected", "选举"),
                            ("by_elected", "补选"),
                            ("designated", "指定"),
                            ("acting", "代理"),
                        ],
                        default="elected",
                        max_length=12,
                        verbose_name="任职方式",
                    ),
                ),
                ("approval_doc", models.CharField(blank=True, max_length=60, verbose_name="批准文号")),
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
                        related_name="appointments",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="members.organisation",
                        verbose_name="党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "任职",
                "verbose_name_plural": "任职",
                "ordering": ("organisation", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="appointment_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("member", "organisation", "post"),
                        name="appointment_one_open",
                        violation_error_message="该党员已担任这个职务。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("secretary", "支部书记"),
                            ("recorder", "记录员（组织委员）"),
                            ("discipline_officer", "纪检委员"),
                            ("group_leader", "党小组组长"),
                            ("member", "党员本人"),
                            ("general_officer", "总支党务"),
                            ("committee_officer", "上级党务"),
                            ("inspector", "检查员"),
                            ("sysadmin", "系统管理员"),
                            ("secadmin", "安全管理员"),
                            ("auditor", "审计管理员"),
                        ],
                        max_length=20,
                        verbose_name="角色",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_grants",
                        to="members.organisation",
                        verbose_name="党组织",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "授权",
                "verbose_name_plural": "授权",
                "ordering": ("user", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="role_grant_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("user", "organisation", "role"),
                        name="role_grant_one_open",
                        violation_error_message="该账号在这个组织已有这个角色。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("normal", "正常"),
                            ("party_probation", "留党察看"),
                            ("rights_suspended", "权利中止"),
                            ("membership_suspended", "停止党籍"),
                            ("correction", "限期改正"),
                            ("lost_contact", "失联"),
                            ("floating", "流动"),
                            ("abroad", "出国（境）"),
                        ],
                        max_length=24,
                        verbose_name="状态",
                    ),
                ),
                ("basis_doc", models.CharField(blank=True, max_length=60, verbose_name="依据文号")),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
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
                        related_name="statuses",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "党籍与管理状态",
                "verbose_name_plural": "党籍与管理状态",
                "ordering": ("member", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="status_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("member", "status"),
                        name="status_one_open",
                        violation_error_message="该党员已有一个至今有效的同类状态。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TraitPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="创建时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                ("start", models.DateField(verbose_name="开始日期")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="当日不含在内；至今有效的留空。",
                        null=True,
                        verbose_name="结束日期",
                    ),
                ),
                (
                    "trait",
                    models.CharField(
                        choices=[("leading_cadre", "党员领导干部"), ("village_cadre", "村组干部")],
                        max_length=20,
                        verbose_name="身份特征",
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
                        related_name="traits",
                        to="members.member",
                        verbose_name="党员",
                    ),
                ),
            ],
            options={
                "verbose_name": "身份特征",
                "verbose_name_plural": "身份特征",
                "ordering": ("member", "start", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="trait_ends_after_start",
                        violation_error_message="结束日期须晚于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end__isnull", True)),
                        fields=("member", "trait"),
                        name="trait_one_open",
                        violation_error_message="该党员已有一个至今有效的同类特征。",
                    ),
                ],
            },
        ),
    ]
