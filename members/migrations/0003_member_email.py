from django.db import migrations

import branchlife.kit.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_archive_codes"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="email",
            field=branchlife.kit.crypto.EncryptedTextField(blank=True, verbose_name="电子邮箱"),
        ),
    ]
