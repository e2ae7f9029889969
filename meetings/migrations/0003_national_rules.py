"""Write the national rules with their bases, edition by edition, as the catalogue has them."""

from django.db import migrations

from meetings.rules.catalogue.documents import EVER, document_of
from meetings.rules.catalogue.rules import CATALOGUE


def editions():
    for name, known in CATALOGUE.items():
        for edition in known.editions:
            yield name, known, edition


def basis_key(basis):
    return basis.title, basis.article, str(basis.level), str(basis.certainty), basis.version


def basis_rows(model):
    rows = {}
    for _, _, edition in editions():
        document = document_of(edition.basis)
        title, article, level, certainty, _ = basis_key(edition.basis)
        rows[basis_key(edition.basis)] = model(
            title=title,
            article=article,
            level=level,
            certainty=certainty,
            effective_from=None if document.since == EVER else document.since,
            effective_to=document.until,
        )
    return rows


def write(apps, schema_editor):
    basis, ruleset, rulevalue = (apps.get_model("meetings", n) for n in ("Basis", "RuleSet", "RuleValue"))
    bases = basis_rows(basis)
    basis.objects.bulk_create(bases.values())
    days = sorted({edition.since for _, _, edition in editions()})
    sets = {
        day: ruleset(effective_from=day, note="出厂默认" if day == EVER else "出厂默认，自这一天起有变化的")
        for day in days
    }
    ruleset.objects.bulk_create(sets.values())
    rulevalue.objects.bulk_create(
        rulevalue(
            ruleset=sets[edition.since],
            key=name,
            value=known.sort.stored(edition.value),
            level=str(edition.basis.level),
            basis=bases[basis_key(edition.basis)],
        )
        for name, known, edition in editions()
    )


def forget(apps, schema_editor):
    rows = apps.get_model("meetings", "RuleSet").objects.filter(organisation=None)
    apps.get_model("meetings", "RuleValue").objects.filter(ruleset__in=rows).delete()
    rows.delete()
    apps.get_model("meetings", "Basis").objects.filter(values=None).delete()


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_calendar_2024_2026")]

    operations = [migrations.RunPython(write, forget)]
