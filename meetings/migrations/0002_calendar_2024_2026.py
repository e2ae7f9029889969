"""Seed the days that differ from the ordinary week, 2024 to 2026, as announced by the State Council's office.

These years are complete; every other year is provisional.
"""

from datetime import date, timedelta

import chinese_calendar
from django.db import migrations

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
YEARS = range(FIRST.year, LAST.year + 1)
NAMES = {name.value: name.chinese for name in chinese_calendar.Holiday}


def odd_days():
    day = FIRST
    while day <= LAST:
        works = chinese_calendar.is_workday(day)
        _, holiday = chinese_calendar.get_holiday_detail(day)
        if works != (day.isoweekday() < 6) or (not works and holiday):
            yield day, works, NAMES.get(holiday, "调休")
        day += timedelta(days=1)


def seed(apps, schema_editor):
    calendar_day = apps.get_model("meetings", "CalendarDay")
    for day, works, name in odd_days():
        shown = f"{name}调休上班" if works else name
        calendar_day.objects.get_or_create(
            date=day,
            defaults={"is_workday": works, "name": shown, "source_doc": f"国办{day.year - 1}年放假通知"},
        )
    calendar_year = apps.get_model("meetings", "CalendarYear")
    calendar_year.objects.bulk_create(calendar_year(year=year, is_complete=True) for year in YEARS)


def forget(apps, schema_editor):
    apps.get_model("meetings", "CalendarYear").objects.filter(year__in=YEARS).delete()
    apps.get_model("meetings", "CalendarDay").objects.filter(date__range=(FIRST, LAST)).delete()


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [migrations.RunPython(seed, forget)]
