"""The signs and pairs of the text for searching, in whichever way the database finds them."""

from django.db import migrations

from branchlife.kit.grams import GramIndex

GRAMS = GramIndex("meetings_searchentry", "meeting_id")


def create(apps, schema_editor):
    GRAMS.create(schema_editor.connection)


def drop(apps, schema_editor):
    GRAMS.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_search")]

    operations = [migrations.RunPython(create, drop)]
