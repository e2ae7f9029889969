"""An election as it is prepared, as the tellers counted it, and as the superior answered it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from branchlife.kit.forms import HouseForm, dress
from meetings.forms.calling import moment
from meetings.lifecycle.ballot_count import Papers, Votes
from meetings.models import AgendaItem, Election, Meeting
from members.models import Member
from members.vocabulary import COMMITTEE_POSTS, AppointmentMode

MOST_VOTES, MOST_SEATS, MOST_COPIES = 100_000, 99, 500
STANCES = (("yes", "赞成"), ("no", "反对"), ("abstain", "弃权"))
HOW_MANY = "按姓氏笔画排列；候选人应比应选多 20% 以上，选书记、副书记的可以一样多。"
WRITTEN = 3  # lines for people written in


def number(label: str, most: int = MOST_VOTES, least: int = 0, **more: Any) -> forms.IntegerField:
    """A count, with words for whatever is no count."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": f"请填写{label}",
            "invalid": f"{label}请填整数",
            "min_value": f"{label}不能小于 {least}",
            "max_value": f"{label}填得太大",
        },
        **more,
    )


def people_field(label: str, people: Sequence[Member], **more: Any) -> forms.TypedMultipleChoiceField:
    """Names to tick, in the order given."""
    choices = [(str(member.pk), member.name) for member in people]
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"inline": True}),
        error_messages={"invalid_choice": "所选的人不在名单上，请重新点选"},
        **more,
    )


class PrepareForm(HouseForm):
    """哪个议题，选什么职务，选几名，谁是候选人."""

    item = forms.TypedChoiceField(label="哪个议题是选举", coerce=int)
    post = forms.ChoiceField(
        label="选什么职务", choices=[(post.value, post.label) for post in COMMITTEE_POSTS]
    )
    seats = number("应选名额", MOST_SEATS, 1)

    def __init__(
        self, *args: Any, topics: Sequence[AgendaItem], people: Sequence[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(str(row.pk), row.title) for row in topics]  # type: ignore[attr-defined]
        self.fields["candidates"] = people_field("候选人", people)
        self.fields["candidates"].help_text = HOW_MANY
        dress(self)


class CountForm(HouseForm):
    """The numbers the tellers read out, each typed once; valid ballots are those collected less the invalid."""

    issued = number("发出的票")
    collected = number("收回的票")
    invalid = number("无效票")
    scrutineers = forms.CharField(label="监票人", max_length=60)
    tellers = forms.CharField(label="计票人", max_length=60)

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        nominees: Sequence[Member],
        others: Sequence[Member],
        present: Sequence[Member],
        moves: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.nominees = meeting, nominees
        for member in nominees:
            for name, label in STANCES:
                self.fields[f"{name}_{member.pk}"] = _votes(member, label)
        for line in range(WRITTEN if others else 0):
            self._add_written(line, others)
        self.fields["without_ballot"] = people_field("没有领票的人", present, required=False)
        if moves:
            at = forms.TimeField(label="几点投的票", help_text="有人迟到或早退，实到按投票那一刻算。")
            self.fields["taken_at"] = at
        dress(self)

    def _add_written(self, line: int, others: Sequence[Member]) -> None:
        choices = [("", "没有"), *((str(member.pk), member.name) for member in others)]
        self.fields[f"written_{line}"] = forms.TypedChoiceField(
            label="票上另选的人", choices=choices, coerce=int, empty_value=None, required=False
        )
        self.fields[f"written_yes_{line}"] = number("所得票数", required=False)

    @property
    def rows(self) -> list[tuple[Member, list[forms.BoundField]]]:
        """Each candidate with the three fields."""
        return [(member, [self[f"{name}_{member.pk}"] for name, _ in STANCES]) for member in self.nominees]

    @property
    def written(self) -> list[list[forms.BoundField]]:
        """The lines for people written in."""
        names = ("written", "written_yes")
        lines = range(WRITTEN if "written_0" in self.fields else 0)
        return [[self[f"{name}_{line}"] for name in names] for line in lines]

    @property
    def rare(self) -> list[forms.BoundField]:
        """What few counts need: who took no ballot."""
        return [self["without_ballot"]]

    @property
    def is_rare_open(self) -> bool:
        """Whether the fold has something in it, or something wrong."""
        wrong = any(field.errors for line in self.written for field in line)
        filled = any(field.value() for line in self.written for field in line)
        return wrong or filled or bool(self["without_ballot"].errors or self["without_ballot"].value())

    def clean(self) -> dict[str, Any]:
        """Somebody written in goes with a number, and stands once."""
        data = super().clean() or self.cleaned_data
        seen = set()
        for line in range(len(self.written)):
            person, yes = data.get(f"written_{line}"), data.get(f"written_yes_{line}")
            if person and not yes and f"written_yes_{line}" not in self.errors:
                self.add_error(f"written_yes_{line}", "请填写另选的人所得票数")
            if yes and not person and f"written_{line}" not in self.errors:
                self.add_error(f"written_{line}", "请选出这些票另选的是谁")
            if person and person in seen:
                self.add_error(f"written_{line}", "这个人写了两行，请合成一行")
            seen.add(person)
        return data

    def papers(self) -> Papers:
        """The ballots as such. Only after is_valid()."""
        data, at = self.cleaned_data, self.cleaned_data.get("taken_at")
        return Papers(
            **{name: data[name] for name in ("issued", "collected", "invalid", "scrutineers", "tellers")},
            taken_at=moment(timezone.localtime(self.meeting.start).date(), at) if at else None,
            without_ballot=tuple(data["without_ballot"]),
        )

    def votes(self) -> dict[int, Votes]:
        """The votes on each candidate, by key of the member. Only after is_valid()."""
        data = self.cleaned_data
        return {
            member.pk: Votes(*(data[f"{name}_{member.pk}"] for name, _ in STANCES))
            for member in self.nominees
        }

    def write_ins(self) -> dict[int, int]:
        """Those written in with their votes. Only after is_valid()."""
        data = self.cleaned_data
        lines = range(len(self.written))
        return {
            data[f"written_{line}"]: data[f"written_yes_{line}"] for line in lines if data[f"written_{line}"]
        }


def _votes(member: Member, label: str) -> forms.IntegerField:
    field = number(label)
    field.error_messages |= {
        "required": f"请填写{member.name}的{label}票",
        "invalid": f"{member.name}的{label}票请填整数",
        "min_value": f"{member.name}的{label}票不能小于 0",
        "max_value": f"{member.name}的{label}票填得太大",
    }
    return field


def initial_of(election: Election, present: int) -> dict[str, Any]:
    """A count as it is stored; before it, every voter present with a ballot that came back."""
    if election.collected is None:
        zeros = {
            f"{name}_{one.member_id}": 0 for one in election.candidates.all() for name in ("no", "abstain")
        }
        return {"issued": present, "collected": present, "invalid": 0, **zeros}
    names = ("issued", "collected", "invalid", "scrutineers", "tellers")
    found: dict[str, Any] = {name: getattr(election, name) for name in names}
    found["taken_at"] = local_time(election.taken_at)
    listed = [one for one in election.candidates.order_by("pk") if not one.is_write_in]
    for one in listed:
        found |= {f"{name}_{one.member_id}": getattr(one, name) for name, _ in STANCES}
    written = [one for one in election.candidates.order_by("pk") if one.is_write_in]
    for line, one in enumerate(written):
        found |= {f"written_{line}": one.member_id, f"written_yes_{line}": one.yes}
    return found


def local_time(at: datetime | None) -> Any:
    """The hour on the wall, None for none."""
    return timezone.localtime(at).time() if at else None


class AgainForm(HouseForm):
    """另行选举: who is nominated besides those with most votes."""

    def __init__(self, *args: Any, people: Sequence[Member], short: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"] = people_field("补提的候选人", people, required=False)
        more = f"至少再提 {short} 名，才有差额。"
        self.fields["also"].help_text = more if short else "得票多的已列为候选人，不补提的不点。"
        dress(self)


class FewerForm(HouseForm):
    """减少名额: how many of the voters agreed."""

    consent = number("同意减少名额的人数")


class CopiesForm(HouseForm):
    """How many ballots to print."""

    copies = number("印几张", MOST_COPIES, 1)


MODES = ((AppointmentMode.ELECTED.value, "换届"), (AppointmentMode.BY_ELECTED.value, "补选"))


class ApprovalForm(HouseForm):
    """上级批复: number, day, and whether a whole committee or a vacancy was filled."""

    mode = forms.ChoiceField(
        label="这次是",
        choices=MODES,
        widget=forms.RadioSelect(attrs={"inline": True}),
        help_text="换届的，原来担任这个职务的都到此为止，新一届从选举那天算起；补选委员的，其他委员不变。",
    )
    doc = forms.CharField(label="批复文号", max_length=60, required=False)
    day = forms.DateField(label="批复日期")

    def __init__(self, *args: Any, is_approved: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doc"].required = is_approved
        self.fields["doc"].error_messages["required"] = "须经上级批准，请填写批复文号"
        if not is_approved:
            self.fields["doc"].label, self.fields["day"].label = "报备文号", "报备日期"
            self.fields["doc"].help_text = "没有文号的不填。"
