"""What the secretary fills in, and what a voter fills in: a code, then a ballot."""

from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.models import Meeting
from meetings.regulations import rules_of
from meetings.slips import codes
from meetings.slips.lifecycle.preparing import Plan, allowed_profiles, candidates
from meetings.slips.models import Poll
from meetings.slips.vocabulary import ELECTRONIC
from meetings.vocabulary import AppraisalGrade, VoteProfile

MOST_QUESTIONS, MOST_OPTIONS, MOST_SLIPS = 60, 12, 10_000
YES_OR_NO = ("赞成", "反对")
OPINIONS = tuple(profile for profile in ELECTRONIC if profile is not VoteProfile.G_APPRAISAL)


def lines(text: str) -> list[str]:
    """The lines of a text that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class PollForm(HouseForm):
    """What every poll needs: a name and two who watch over it."""

    title = forms.CharField(label="名称", max_length=120, help_text="印在票上，也是结果的标题。")
    first_scrutineer = forms.CharField(label="监票人一", max_length=40)
    second_scrutineer = forms.CharField(
        label="监票人二", max_length=40, help_text="开箱的钥匙由监票人保管。不能是被测评的人。"
    )
    watchers = ("first_scrutineer", "second_scrutineer")

    @property
    def scrutineers(self) -> tuple[str, str]:
        """Their names. Only after is_valid()."""
        first, second = (self.cleaned_data[name] for name in self.watchers)
        return first, second


class AppraisalForm(PollForm):
    """民主测评: whom, and by which grades."""

    people = forms.MultipleChoiceField(
        label="被测评的人",
        widget=forms.CheckboxSelectMultiple(attrs={"inline": True}),
        help_text="默认为全体正式党员。预备党员参加测评，不评等次。",
    )
    grades = forms.MultipleChoiceField(
        label="等次",
        choices=AppraisalGrade.pairs(),
        widget=forms.CheckboxSelectMultiple(attrs={"inline": True}),
    )
    field_order = ("title", "people", "grades", *PollForm.watchers)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(member.pk): member for member in candidates(meeting)}
        field = self.fields["people"]
        field.choices = [(pk, member.name) for pk, member in self.known.items()]  # type: ignore[attr-defined]
        field.initial = list(self.known)
        self.fields["grades"].initial = list(rules_of(meeting).review_grades)

    def plan(self) -> Plan:
        """What is to be asked. Only after is_valid()."""
        data = self.cleaned_data
        grades = [AppraisalGrade(value).label for value in data["grades"]]
        chosen = [member for pk, member in self.known.items() if pk in data["people"]]
        return Plan(data["title"], VoteProfile.G_APPRAISAL, grades, self.scrutineers, people=chosen)


class OpinionForm(PollForm):
    """征求意见, or a vote on a topic: questions, and what one may choose."""

    profile = forms.ChoiceField(label="性质", widget=forms.RadioSelect)
    agenda_item = forms.ChoiceField(label="议题", required=False)
    questions = forms.CharField(
        label="问题",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个；每个问题都从下面的项里选一项。",
    )
    options = forms.CharField(
        label="可选的项",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        initial="\n".join(YES_OR_NO),
        help_text="一行一项。不用写弃权：不选就是弃权。",
    )
    field_order = ("title", "profile", "agenda_item", "questions", "options", *PollForm.watchers)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in meeting.agenda.order_by("order", "pk")}
        field = self.fields["agenda_item"]
        field.choices = [("", "不属于哪个议题"), *((pk, item.title) for pk, item in self.items.items())]  # type: ignore[attr-defined]
        self._offer(meeting)

    def _offer(self, meeting: Meeting) -> None:
        """Only what this meeting decides, and what a committee allows."""
        own = (VoteProfile.F_DELIBERATION, meeting.spec.profile)
        allowed = allowed_profiles(rules_of(meeting))
        offered = [one for one in OPINIONS if one in own and one in allowed]
        self.fields["profile"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]
        self.fields["profile"].initial = offered[0] if offered else None

    def clean_questions(self) -> list[str]:
        """One a line."""
        found = lines(self.cleaned_data["questions"])
        if len(found) > MOST_QUESTIONS or any(len(line) > 200 for line in found):
            raise forms.ValidationError(f"问题最多 {MOST_QUESTIONS} 个，每个不超过 200 字")
        return found

    def clean_options(self) -> list[str]:
        """One a line."""
        found = lines(self.cleaned_data["options"])
        if len(found) > MOST_OPTIONS or any(len(line) > 30 for line in found):
            raise forms.ValidationError(f"可选的项最多 {MOST_OPTIONS} 个，每个不超过 30 字")
        return found

    def plan(self) -> Plan:
        """What is to be asked. Only after is_valid()."""
        data = self.cleaned_data
        return Plan(
            data["title"],
            VoteProfile(data["profile"]),
            data["options"],
            self.scrutineers,
            questions=data["questions"],
            agenda_item=self.items.get(data["agenda_item"]),
        )


class ClosingForm(HouseForm):
    """The key, and how many slips are left in the box from which they were drawn."""

    key = forms.CharField(
        label="开箱钥匙",
        max_length=60,
        help_text="在监票人保管的那张纸上，16 位，不分大小写，横线可以不输。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    left_over = forms.IntegerField(
        label="没有领走的票",
        min_value=0,
        max_value=MOST_SLIPS,
        help_text="剩在抽票箱里的张数，一张不剩填 0。",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "没有领走的票请填整数", "min_value": "没有领走的票不能小于 0"},
    )


class VoidForm(HouseForm):
    """Why it is given up."""

    reason = forms.CharField(label="作废的原因", max_length=120)


class CodeForm(HouseForm):
    """The code on the slip. Nothing of it is remembered by the tablet."""

    code = forms.CharField(
        label="票上的代码",
        max_length=40,
        help_text="9 位，如 ABC-DEF-GHJ，不分大小写，横线可以不输。",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
                "class": "booth-code",
            }
        ),
        error_messages={"required": "请输入票上的代码"},
    )

    def clean_code(self) -> str:
        """A code that may exist; a misread one is seen here, before anything is looked up."""
        code = codes.plain(self.cleaned_data["code"])
        if len(code) != codes.CODE_LENGTH:
            raise forms.ValidationError(
                f"代码是 {codes.CODE_LENGTH} 位，您输了 {len(code)} 位，请对照票再输一遍"
            )
        if not codes.is_sound(code, codes.CODE_LENGTH):
            raise forms.ValidationError(
                "代码有一位抄错了，请对照票再输一遍（票上没有数字 0、1 和字母 I、L、O）"
            )
        return code


class BallotForm(HouseForm):
    """One choice for each question; none is 弃权."""

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(poll.questions.order_by("order"))
        options = [(str(place), words) for place, words in enumerate(poll.options)]
        for question in self.questions:
            self.fields[f"q{question.order}"] = forms.ChoiceField(
                label=question.text,
                choices=options,
                required=False,
                widget=forms.RadioSelect(attrs={"inline": True}),
            )

    @property
    def choices(self) -> list[int | None]:
        """The place of the option for each question, None for 弃权. Only after is_valid()."""
        given = [self.cleaned_data[f"q{question.order}"] for question in self.questions]
        return [int(value) if value else None for value in given]
