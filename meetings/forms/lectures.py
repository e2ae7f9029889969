"""授课: the rota, lecturers from outside, and the papers of a lecture."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from branchlife.kit.forms import HouseForm
from meetings.lifecycle.lecturers import GuestFacts
from meetings.lifecycle.lectures import LecturePapers
from meetings.models import GuestLecturer, Lecture, Meeting
from members.models import Member, Organisation


class TurnForm(HouseForm):
    """Add somebody to the rota."""

    member = forms.ChoiceField(label="加到最后")

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(row.pk): row for row in members}
        names = [(pk, row.name) for pk, row in self.people.items()]
        self.fields["member"].choices = [("", "请选择"), *names]  # type: ignore[attr-defined]

    def chosen(self) -> Member:
        """Who was chosen. Only after is_valid()."""
        return self.people[self.cleaned_data["member"]]


class GuestForm(HouseForm):
    """登记名册以外的授课人."""

    organisation = forms.ChoiceField(label="登记的党组织", help_text="所辖各支部都可以请。")
    name = forms.CharField(label="姓名", max_length=40)
    title = forms.CharField(label="单位、职务", required=False, max_length=60)
    is_leader = forms.BooleanField(
        label="党员领导干部", required=False, help_text="勾选以后，讲课计入领导干部讲党课登记。"
    )
    closed_on = forms.DateField(label="停用日期", required=False, help_text="还能请的不填。")

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        guest: GuestLecturer | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [(str(row.pk), row.short_name) for row in organisations]  # type: ignore[attr-defined]
        if guest is not None or len(organisations) < 2:
            del self.fields["organisation"]
        if guest is None:
            del self.fields["closed_on"]
        else:
            self.initial.update({name: getattr(guest, name) for name in GuestFacts.__dataclass_fields__})

    def facts(self) -> GuestFacts:
        """What was written. Only after is_valid()."""
        data = self.cleaned_data
        return GuestFacts(data["name"], data["title"], data["is_leader"], data.get("closed_on"))


class LecturePapersForm(HouseForm):
    """课前报告、讲稿、存档. Of a filed record only the day on which the papers were put away."""

    pre_reported_at = forms.DateTimeField(label="课前报告时间", required=False)
    reported_to = forms.CharField(label="报告对象", required=False, max_length=60)
    outline = forms.CharField(
        label="讲稿（提纲）",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="可不填；有文件的，传到“照片和材料”里，种类选“讲稿”。",
    )
    archived_on = forms.DateField(
        label="存档日期", required=False, help_text="讲稿等材料存档的日子，备案以后也可以填。"
    )

    def __init__(self, *args: Any, meeting: Meeting, lecture: Lecture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = lecture.pre_reported_at
        self.initial.update(
            {
                "pre_reported_at": timezone.localtime(at).replace(tzinfo=None) if at else None,
                "reported_to": lecture.reported_to or _superior(meeting.branch),
                "outline": lecture.outline,
                "archived_on": lecture.archived_on,
            }
        )
        if meeting.is_locked:
            for name in ("pre_reported_at", "reported_to", "outline"):
                del self.fields[name]
        if not meeting.is_held:
            del self.fields["archived_on"]
        self.is_locked = meeting.is_locked

    def papers(self) -> LecturePapers:
        """Prior report and outline. Only after is_valid(), and of a record that is not filed."""
        data = self.cleaned_data
        return LecturePapers(data["pre_reported_at"], data["reported_to"], data["outline"])


def _superior(branch: Organisation) -> str:
    return branch.parent.short_name if branch.parent else ""
