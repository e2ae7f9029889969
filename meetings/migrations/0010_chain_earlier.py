"""Chain what was filed, answered and corrected before there was a chain, as it stands today.

A link says when it was made, which is now; when the thing itself happened stands in its body under `earlier`.
"""

from django.db import migrations
from django.utils import timezone

from branchlife.kit.canonical import BEGINNING, Digests, canonical, digests, instant, link
from meetings.lifecycle import bodies

BATCH = 500


def acts(filings):
    """(when, who, kind, body) of everything about some filings of a branch."""
    for filing in filings:
        events = filing.meeting.events.all()
        yield (
            filing.submitted_at,
            filing.submitted_by,
            "filed",
            filing.meeting_id,
            bodies.filed(filing, events),
        )
        if filing.decision != "pending":
            yield (
                filing.decided_at,
                filing.decided_by,
                "decision",
                filing.meeting_id,
                bodies.decided(filing, events),
            )
    latest = {filing.meeting_id: filing for filing in filings}  # by version
    for filing in latest.values():
        for row in filing.meeting.corrections.all():
            body = bodies.corrected(row, filing, filing.meeting.events.all())
            yield row.at, row.by, "correction", filing.meeting_id, body


def links(model, branch, filings, now):
    before = BEGINNING
    for number, (at, by, kind, meeting, body) in enumerate(
        sorted(acts(filings), key=lambda one: one[0]), start=1
    ):
        earlier = {"at": instant(at), "by": by.username if by else ""}
        text = canonical(body | {"earlier": earlier})
        of_body = digests(text)
        of_link = link(before, number, of_body, instant(now), "", kind)
        yield model(
            branch_id=branch,
            number=number,
            kind=kind,
            meeting_id=meeting,
            body=text,
            body_digest=of_body.sha256,
            previous_digest=before.sha256,
            link_digest=of_link.sha256,
            body_sm3=of_body.sm3,
            previous_sm3=before.sm3,
            link_sm3=of_link.sm3,
            at=now,
        )
        before = Digests(of_link.sha256, of_link.sm3)


def chain(apps, schema_editor):
    model, filing = apps.get_model("meetings", "LedgerLink"), apps.get_model("meetings", "Filing")
    now = timezone.now()
    for branch in filing.objects.order_by().values_list("meeting__branch", flat=True).distinct():
        rows = (
            filing.objects.filter(meeting__branch=branch)
            .select_related("meeting__branch", "submitted_by", "decided_by")
            .prefetch_related("meeting__events__by", "meeting__corrections__by")
            .order_by("meeting", "version")
        )
        model.objects.bulk_create(links(model, branch, list(rows), now), batch_size=BATCH)


def unchain(apps, schema_editor):
    apps.get_model("meetings", "LedgerLink").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_ledger_links")]

    operations = [migrations.RunPython(chain, unchain)]
