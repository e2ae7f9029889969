"""选题: prompts of the committee, members' concerns, venues."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from branchlife.kit import clock
from branchlife.kit.forms import HouseForm
from meetings.forms.files import MAX_AT_ONCE, FilesField, ManyFiles
from meetings.forms.filters import ALL, of_branch, offer_branches, year_choices
from meetings.kinds import KINDS, MeetingKind
from meetings.lifecycle.prompts import PromptFacts
from meetings.lifecycle.venues import VenueFacts
from meetings.models import Meeting, TopicPrompt, TopicSuggestion, Venue
from meetings.models.suggestion import TopicSuggestionQuerySet
from members.models import Member, Organisation

MONTHS_AHEAD = 12
OFFERED = (
    MeetingKind.THEME_DAY,
    MeetingKind.PARTY_LECTURE,
    MeetingKind.BRANCH_ASSEMBLY,
    MeetingKind.BRANCH_COMMITTEE,
    MeetingKind.GROUP_MEETING,
    MeetingKind.ORGANISATIONAL_LIFE,
)


def months_from(day: date, also: date | None = None) -> list[tuple[str, str]]:
    """The month of a day and the eleven after it, and a month that was chosen before."""
    numbers = [day.year * 12 + day.month - 1 + ahead for ahead in range(MONTHS_AHEAD)]
    found = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    if also is not None and also not in found:
        found.insert(0, also)
    return [("", "不限月份"), *((month.isoformat(), f"{month.year}年{month.month}月") for month in found)]


class PromptForm(HouseForm):
    """发布、修改提示."""

    organisation = forms.ChoiceField(label="发布的党组织")
    title = forms.CharField(
        label="主题",
        max_length=120,
        help_text="支部采用以后，这句话就是议题；主题党日没有定主题的，也用作主题。",
    )
    body = forms.CharField(
        label="内容提示",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="学什么、议什么、可以怎么开展。只作提示，不规定字数、不要求照片。",
    )
    month = forms.ChoiceField(label="适用月份", required=False)
    kinds = forms.MultipleChoiceField(
        label="适用的会议",
        required=False,
        choices=[(kind.value, KINDS[kind].short) for kind in OFFERED],
        widget=forms.CheckboxSelectMultiple(attrs={"inline": True}),
        help_text="都不选，就是各类会议都可以采用。",
    )
    uploads = FilesField(
        label="学习材料",
        required=False,
        widget=ManyFiles(attrs={"accept": ".pdf,.docx,.xlsx,.txt,.jpg,.jpeg,.png,.webp"}),
        help_text="可不传。PDF、Word、Excel 或图片，20 MB 以内，可一次选几个。",
        error_messages={"empty": "文件是空的，请重新选"},
    )

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        prompt: TopicPrompt | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = months_from(clock.today(), prompt.month if prompt else None)  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [(str(row.pk), row.short_name) for row in organisations]  # type: ignore[attr-defined]
        if len(organisations) < 2:
            del self.fields["organisation"]
        if prompt is not None:
            self.initial.update(
                {
                    "title": prompt.title,
                    "body": prompt.body,
                    "month": prompt.month.isoformat() if prompt.month else "",
                    "kinds": prompt.kinds,
                }
            )

    def clean_uploads(self) -> list[Any]:
        """Not too many at once; none chosen is none."""
        files = [one for one in self.cleaned_data["uploads"] if one]
        if len(files) > MAX_AT_ONCE:
            raise forms.ValidationError(f"一次最多传 {MAX_AT_ONCE} 个文件，请分几次")
        return files

    def facts(self) -> PromptFacts:
        """What was written. Only after is_valid()."""
        data = self.cleaned_data
        month = date.fromisoformat(data["month"]) if data["month"] else None
        return PromptFacts(data["title"], data["body"], month, [MeetingKind(kind) for kind in data["kinds"]])


class SuggestionForm(HouseForm):
    """登记一条点题."""

    content = forms.CharField(label="想议什么", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    raised_by = forms.ChoiceField(label="提出人", required=False, help_text="不愿署名的，选“不署名”。")
    raised_on = forms.DateField(label="提出日期")

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(row.pk): row for row in members}
        names = [(pk, row.name) for pk, row in self.people.items()]
        self.fields["raised_by"].choices = [("", "不署名"), *names]  # type: ignore[attr-defined]
        self.initial.setdefault("raised_on", clock.today())

    def member(self) -> Member | None:
        """Who raised it. Only after is_valid()."""
        return self.people.get(self.cleaned_data["raised_by"])


class OwnSuggestionForm(HouseForm):
    """A member's own concern."""

    content = forms.CharField(
        label="想在会上议什么", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    named = forms.ChoiceField(
        label="署名",
        choices=[("yes", "署名"), ("no", "不署名")],
        initial="yes",
        widget=forms.RadioSelect(attrs={"inline": True}),
        help_text="不署名的，不留姓名、不留账号，办到哪一步也不会列在您这里，请在会上或公示里看。",
    )


WAITING, ADOPTED, ANSWERED = "waiting", "adopted", "answered"
STATES = [*ALL, (WAITING, "待处理"), (ADOPTED, "已列入议题"), (ANSWERED, "已答复")]


class SuggestionFilter(HouseForm):
    """Of the box of suggestions."""

    q = forms.CharField(label="内容", required=False, max_length=60)
    year = forms.ChoiceField(label="年度", required=False)
    state = forms.ChoiceField(label="办理", required=False, choices=STATES)
    branch = forms.ChoiceField(label="支部", required=False)

    def __init__(self, data: Any, *, branches: Sequence[Organisation], today: date) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["year"].choices = year_choices(today)  # type: ignore[attr-defined]
        offer_branches(self, branches)

    def narrow(self, rows: TopicSuggestionQuerySet) -> TopicSuggestionQuerySet:
        """The rows that answer to the filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        for name, lookup in (("year", "raised_on__year"), ("q", "content__icontains")):
            if name in given:
                rows = rows.filter(**{lookup: given[name]})
        rows = of_branch(self, rows, "branch")
        match given.get("state", ""):
            case "waiting":
                return rows.waiting()
            case "adopted":
                return rows.adopted()
            case "answered":
                return rows.answered()
        return rows


class AdoptForm(HouseForm):
    """列入议题: which meeting, in which words."""

    meeting = forms.ChoiceField(label="列入哪次会议")
    title = forms.CharField(label="议题", max_length=200, help_text="照党员的原话，或者改成议题的说法。")

    def __init__(
        self, *args: Any, meetings: Sequence[tuple[str, str]], suggestion: TopicSuggestion, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = meetings  # type: ignore[attr-defined]
        self.initial.setdefault("title", suggestion.content[:200])


class AnswerForm(HouseForm):
    """答复."""

    answer = forms.CharField(label="答复", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    answered_on = forms.DateField(label="答复日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("answered_on", clock.today())


class VenueForm(HouseForm):
    """登记场所."""

    organisation = forms.ChoiceField(label="登记的党组织", help_text="所辖各支部都可以用。")
    name = forms.CharField(label="名称", max_length=80, help_text="如“柳湾村农民协会旧址”。填地点时选得到。")
    address = forms.CharField(label="地址", required=False, max_length=120)
    theme = forms.CharField(
        label="适合的主题", required=False, max_length=120, help_text="如“党史教育、重温入党誓词”。"
    )
    contact = forms.CharField(
        label="联系人", required=False, max_length=60, help_text="单位和姓名即可；电话不必填。"
    )
    closed_on = forms.DateField(label="停用日期", required=False, help_text="还在用的不填。")

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], venue: Venue | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [(str(row.pk), row.short_name) for row in organisations]  # type: ignore[attr-defined]
        if venue is not None or len(organisations) < 2:
            del self.fields["organisation"]
        if venue is None:
            del self.fields["closed_on"]
        else:
            self.initial.update({name: getattr(venue, name) for name in VenueFacts.__dataclass_fields__})

    def facts(self) -> VenueFacts:
        """What was written. Only after is_valid()."""
        data = self.cleaned_data
        return VenueFacts(
            data["name"], data["address"], data["theme"], data["contact"], data.get("closed_on")
        )


def words_of(meeting: Meeting) -> str:
    """12月18日（周五）主题党日, of a group with its name; the theme where there is one."""
    day = clock.local_date(meeting.start)
    group = meeting.group.short_name if meeting.group else ""
    theme = f"：{meeting.gathering.theme}" if meeting.gathering.theme else ""
    return f"{day.month}月{day.day}日{group}{meeting.spec.short}{theme}"
