"""The life of one meeting: call it, six steps, and what is out of the ordinary."""

from django.urls import path

from meetings.views import (
    calling,
    checking,
    counts,
    exceptions,
    facts,
    files,
    minutes,
    motions,
    record,
    roll,
    rulings,
    votes,
)

urlpatterns = [
    path("meetings/new/", calling.new, name="meeting-new"),
    path("meetings/<int:pk>/", record.record, name="meeting"),
    path("meetings/<int:pk>/counts/", counts.counts, name="meeting-counts"),
    path("meetings/<int:pk>/facts/", facts.facts, name="meeting-facts"),
    path("meetings/<int:pk>/roll/", roll.roll, name="meeting-roll"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="meeting-minutes"),
    path("meetings/<int:pk>/minutes/autosave/", minutes.autosave, name="meeting-autosave"),
    path("meetings/<int:pk>/minutes/compare/", minutes.compare, name="meeting-compare"),
    path("meetings/<int:pk>/agenda/", votes.agenda, name="meeting-agenda"),
    path("meetings/<int:pk>/agenda/<int:item>/motion/", motions.motion, name="meeting-motion"),
    path("meetings/<int:pk>/motions/<int:motion>/referral/", rulings.referral, name="meeting-referral"),
    path("meetings/<int:pk>/agenda/<int:item>/speeches/", votes.speeches, name="meeting-speeches"),
    path("meetings/<int:pk>/files/", files.files, name="meeting-files"),
    path("meetings/<int:pk>/check/", checking.check, name="meeting-check"),
    path("meetings/<int:pk>/file/", checking.file, name="meeting-file"),
    path("meetings/<int:pk>/filed/", checking.filed, name="meeting-filed"),
    path("meetings/<int:pk>/postpone/", exceptions.postpone, name="meeting-postpone"),
    path("meetings/<int:pk>/not-held/", exceptions.not_held, name="meeting-not-held"),
    path("meetings/<int:pk>/add-kind/", exceptions.add_kind, name="meeting-add-kind"),
    path("meetings/<int:pk>/correct/", exceptions.correct, name="meeting-correct"),
    path("attachments/<int:pk>/", files.attachment, name="attachment"),
    path("attachments/<int:pk>/remove/", files.attachment_remove, name="attachment-remove"),
]
