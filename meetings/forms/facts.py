"""基本情况: when, where, who presides and records, what is on the agenda; for a theme day and a lecture theirs too."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from branchlife.kit import clock
from meetings.forms.calling import WhenForm, is_late, offer_names
from meetings.kinds import Field, MeetingKind
from meetings.lifecycle import carrying, pages, planning
from meetings.models import Meeting
from meetings.models.record import REPORT_HEAD, report_title
from meetings.regulations import RulesOn
from meetings.vocabulary import GatheringMode, ThemeDayContent
from members.models import Member

NOBODY = ("", "请选择")
LECTURE_FIELDS = ("lecture_topic", "lecturer", "lecturer_name", "lecturer_title", "hours")


class FactsForm(WhenForm):
    """What is filled in from the notice, the plan and last time; one only checks it."""

    place = forms.CharField(label="地点", required=False, max_length=80)
    mode = forms.ChoiceField(
        label="参加方式", choices=GatheringMode.pairs(), widget=forms.RadioSelect(attrs={"inline": True})
    )
    host = forms.ChoiceField(label="主持人", required=False)
    host_name = forms.CharField(
        label="主持人姓名",
        required=False,
        max_length=40,
        help_text="不在名册上的才填，如上级派来主持的同志。",
    )
    delegation_note = forms.CharField(
        label="委托说明",
        required=False,
        max_length=120,
        help_text="书记（党小组会为组长）不能参加时，写明委托谁主持，如“韦书记因公外出，委托祝春犇主持”。",
    )
    recorder = forms.ChoiceField(label="记录人", required=False)
    recorder_name = forms.CharField(
        label="记录人姓名", required=False, max_length=40, help_text="不在名册上的才填。"
    )
    theme = forms.CharField(label="主题", required=False, max_length=120)
    theme_contents = forms.MultipleChoiceField(
        label="内容构成",
        required=False,
        choices=ThemeDayContent.pairs(),
        widget=forms.CheckboxSelectMultiple(attrs={"inline": True}),
    )
    lecture_topic = forms.CharField(label="课题", required=False, max_length=120)
    lecturer = forms.ChoiceField(label="授课人", required=False)
    lecturer_name = forms.CharField(
        label="授课人姓名",
        required=False,
        max_length=40,
        help_text="名册以外的才填；登记过的选得到，职务自动带出。",
    )
    lecturer_title = forms.CharField(label="授课人职务", required=False, max_length=60)
    hours = forms.DecimalField(label="学时", required=False, min_value=0, max_value=99, decimal_places=1)
    agenda = forms.CharField(
        label="议题",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个。",
    )
    scheduled_on = forms.DateField(
        label="计划日", required=False, help_text="原来定在哪一天；没有计划的不填。"
    )
    shift_reason = forms.CharField(
        label="调整原因", required=False, max_length=120, help_text="没有在计划日召开的，写明原因。"
    )
    revision = forms.CharField(widget=forms.HiddenInput, max_length=16)

    field_order = (
        "theme",
        "theme_contents",
        "lecture_topic",
        "lecturer",
        "hours",
        "lecturer_name",
        "lecturer_title",
        "day",
        "start",
        "end",
        "late_reason",
        "place",
        "mode",
        "host",
        "recorder",
        "agenda",
        "delegation_note",
        "host_name",
        "recorder_name",
        "scheduled_on",
        "shift_reason",
    )
    RARE = ("delegation_note", "host_name", "recorder_name", "scheduled_on", "shift_reason")

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        people: Sequence[tuple[str, str]],
        venues: Sequence[str] = (),
        guests: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.guests = meeting, guests or {}
        offer_names(self, "place", "venues", venues)
        offer_names(self, "lecturer_name", "guests", list(self.guests))
        for name in ("host", "recorder", "lecturer"):
            self.fields[name].choices = [NOBODY, *people]  # type: ignore[attr-defined]
        if REPORT_HEAD in str(self.initial.get("agenda", "")):
            self.fields["agenda"].help_text = "一行一个。没有办结的决议已经列上，这次不听的删去。"
        self._leave_out(meeting)

    def _leave_out(self, meeting: Meeting) -> None:
        """What this kind does not have."""
        unneeded: list[str] = []
        if meeting.kind != MeetingKind.PARTY_LECTURE:
            unneeded += LECTURE_FIELDS
        if meeting.kind != MeetingKind.THEME_DAY:
            unneeded.append("theme_contents")
        if Field.THEME not in meeting.spec.required:
            unneeded.append("theme")
        if not self.is_bound and not meeting.late_reason and not is_written_late(meeting, self.rules_on):
            unneeded.append("late_reason")
        for name in unneeded:
            del self.fields[name]

    def clean_agenda(self) -> str:
        """No line longer than a topic may be."""
        text: str = self.cleaned_data["agenda"]
        for number, line in enumerate(text.splitlines(), start=1):
            if len(line.strip()) > 200:
                raise forms.ValidationError(f"第 {number} 行议题有 {len(line.strip())} 字，请压到 200 字以内")
        return text

    def facts(self, people: Mapping[str, Member]) -> planning.Facts:
        """The facts as written; what the form does not show stays as it is stored. Only after is_valid()."""
        data = self.cleaned_data
        facts = planning.facts_of(self.meeting)
        facts.start, facts.end = self.moments()
        for name in (*FREE, "theme", "theme_contents"):
            if name in data:
                setattr(facts, name, data[name])
        facts.mode = GatheringMode(data["mode"])
        facts.host, facts.recorder = people.get(data["host"]), people.get(data["recorder"])
        return facts

    def lecture(self, people: Mapping[str, Member]) -> pages.LectureFacts | None:
        """The facts of the lecture, None for other kinds."""
        data = self.cleaned_data
        if "lecture_topic" not in self.fields:
            return None
        return pages.LectureFacts(
            data["lecture_topic"],
            people.get(data["lecturer"]),
            data["lecturer_name"],
            data["lecturer_title"] or self.guests.get(data["lecturer_name"], ""),
            data["hours"],
        )


def is_written_late(meeting: Meeting, rules_on: RulesOn) -> bool:
    """Whether the first words were, or would be, written down too long after the meeting."""
    first = meeting.minutes_versions.order_by("version").first()
    if first is None:
        return is_late(meeting.day, rules_on)
    return (clock.local_date(first.saved_at) - meeting.day).days > rules_on(meeting.day).backfill_days


FREE = (
    "place",
    "host_name",
    "recorder_name",
    "delegation_note",
    "scheduled_on",
    "shift_reason",
    "late_reason",
)


def proposed(meeting: Meeting) -> list[str]:
    """Topics that the first look at the page proposes: open resolutions of earlier meetings."""
    return [report_title(row.text) for row in carrying.offered(meeting)]


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """The stored facts as the form shows them."""
    facts = planning.facts_of(meeting)
    lecture = pages.lecture_facts(meeting)
    shown = {name: getattr(facts, name) for name in (*FREE, "theme", "theme_contents", "mode")}
    return shown | {
        "day": clock.local_date(facts.start),
        "start": timezone.localtime(facts.start).time(),
        "end": timezone.localtime(facts.end).time() if facts.end else None,
        "host": str(facts.host.pk) if facts.host else "",
        "recorder": str(facts.recorder.pk) if facts.recorder else "",
        "agenda": "\n".join([*meeting.agenda.values_list("title", flat=True), *proposed(meeting)]),
        "lecture_topic": lecture.topic,
        "lecturer": str(lecture.lecturer.pk) if lecture.lecturer else "",
        "lecturer_name": lecture.lecturer_name,
        "lecturer_title": lecture.lecturer_title,
        "hours": lecture.hours,
        "revision": pages.facts_stamp(meeting),
    }
