"""The years whose days 0003 has written are complete; every other year is provisional."""

from django.db import migrations

SEEDED = (2024, 2025, 2026)


def seed(apps, schema_editor):
    for year in SEEDED:
        apps.get_model("meetings", "CalendarYear").objects.get_or_create(
            year=year, defaults={"is_complete": True}
        )


def forget(apps, schema_editor):
    apps.get_model("meetings", "CalendarYear").objects.filter(year__in=SEEDED).delete()


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_year_and_plan")]

    operations = [migrations.RunPython(seed, forget)]
