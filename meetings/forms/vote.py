"""One vote on one page: only the fields that its rule and its way of voting need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.lifecycle.entries import Base, Entry, Tally
from meetings.models import Attendance
from meetings.rules.profiles import rule_of
from meetings.rules.voters import Opinion
from meetings.rules.votes import VoteRules
from meetings.vocabulary import BALLOT_METHODS, BaseKind, Stance, VoteMethod, VoteProfile
from members.models import Member

MOST = 100_000
MOST_WRITTEN = 60
P, M = VoteProfile, VoteMethod
NOT_CAST = "none"  # no named ballot came back, or it was invalid; or somebody was out of the room
NEAR_TIE = (
    ("", "暂缓，下次会议再议"),
    ("urgent", "情况紧急，按多数人的意见执行"),
    ("special", "情况特殊，报上级裁决"),
)


@dataclass(frozen=True)
class Way:
    """A way of voting: the method, and whether each vote is written down with its name."""

    method: VoteMethod
    by_name: bool = False

    @property
    def label(self) -> str:
        """举手（数人数）, 举手（逐人记）, 无记名投票 …"""
        if self.method is not M.SHOW_OF_HANDS:
            return self.method.label
        return "举手，逐人记" if self.by_name else "举手，数人数"

    @property
    def words(self) -> str:
        """As the address and the hidden field carry it."""
        return "name" if self.by_name else ""


def ways_of(profile: VoteProfile, rules: VoteRules) -> list[Way]:
    """The ways open to a rule, the usual one first; villagers are on no roll of ours, so never by name."""
    methods = rule_of(profile).methods
    if profile in rules.secret_profiles:
        methods = tuple(method for method in methods if method is M.SECRET_BALLOT)
    is_listed = profile is not P.H_VILLAGERS
    found = []
    for method in methods:
        found.append(Way(method, method is M.NAMED_BALLOT and is_listed))
        if method is M.SHOW_OF_HANDS and is_listed:
            found.append(Way(method, by_name=True))
    return found


@dataclass(frozen=True)
class Booth:
    """What a page of a vote is made for: rule, way, the voters in the room and away, and who may be voted on."""

    profile: VoteProfile
    way: Way
    present: Sequence[Attendance] = ()
    away: Sequence[Attendance] = ()
    subjects: Sequence[Member] = ()
    day: datetime | None = None
    has_moves: bool = False

    @property
    def names(self) -> set[str]:
        """The fields of this page."""
        wanted = {"profile", "method", "by", "teller"}
        if not self.way.by_name:
            wanted |= {"yes", "no", "abstain"}
            if self.way.method in BALLOT_METHODS:
                wanted |= {"issued", "collected", "invalid"}
        if self.way.method is M.SECRET_BALLOT and self.profile is not P.H_VILLAGERS:
            wanted.add("undrawn")
        by_profile = {
            P.B_ADMISSION: {"subject", "subject_name"},
            P.F_DELIBERATION: {"way_out", "referral_doc"},
            P.H_VILLAGERS: {"base_kind", "base_total", "base_present"},
        }
        moves = {"taken_at", "quorum_note"} if self.has_moves else set()
        return wanted | by_profile.get(self.profile, set()) | moves


def number(label: str, **more: Any) -> forms.IntegerField:
    """A count of votes."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"{label}请填整数",
            "min_value": f"{label}不能小于 0",
            "max_value": f"{label}填得太大",
        },
        **more,
    )


class VoteForm(HouseForm):
    """Numbers and names; the result is computed."""

    profile = forms.ChoiceField(choices=P.pairs(), required=False, widget=forms.HiddenInput)
    method = forms.ChoiceField(label="表决方式", choices=M.pairs(), widget=forms.HiddenInput)
    by = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    subject = forms.ChoiceField(label="表决的是谁", required=False)
    subject_name = forms.CharField(
        label="不在名册上的，写姓名",
        required=False,
        max_length=40,
        help_text="接收新党员时填；一人登记一次。",
    )
    base_kind = forms.ChoiceField(
        label="应到按", choices=BaseKind.pairs(), widget=forms.RadioSelect(attrs={"inline": True})
    )
    base_total = number("应到总数")
    base_present = number("到会人数")
    taken_at = forms.TimeField(
        label="表决的时间", required=False, help_text="有人迟到或早退，实到按这一刻数。"
    )
    yes = number("赞成")
    no = number("反对")
    abstain = number("弃权")
    issued = number("发出的票", required=False)
    collected = number("收回的票", required=False)
    invalid = number("无效票", required=False, help_text="没有填 0。")
    undrawn = forms.MultipleChoiceField(
        label="到会而没有领票的人", required=False, widget=forms.CheckboxSelectMultiple
    )
    teller = forms.CharField(
        label="计票、监票人", required=False, max_length=60, help_text="投票的一般写两人，用顿号隔开。"
    )
    way_out = forms.ChoiceField(
        label="双方人数接近时", required=False, choices=NEAR_TIE, widget=forms.RadioSelect
    )
    referral_doc = forms.CharField(
        label="请示文号", required=False, max_length=60, help_text="报上级裁决的才填，可以以后补。"
    )
    quorum_note = forms.CharField(
        label="人数变动后继续表决的理由", required=False, max_length=120, help_text="有人离会后表决的才填。"
    )

    def __init__(self, *args: Any, booth: Booth, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.booth = booth
        for name in set(self.fields) - booth.names:
            del self.fields[name]
        if "subject" in self.fields:
            people = [(str(one.pk), one.name) for one in booth.subjects]
            self.fields["subject"].choices = [("", "不在名册上"), *people]  # type: ignore[attr-defined]
        if "undrawn" in self.fields:
            self.fields["undrawn"].choices = [  # type: ignore[attr-defined]
                (str(row.member_id), row.member.name) for row in booth.present
            ]
        if booth.way.by_name:
            self._ask_each()

    def _ask_each(self) -> None:
        choices = list(Stance.pairs())
        if self.booth.way.method in BALLOT_METHODS or self.booth.has_moves:
            choices.append((NOT_CAST, "未投" if self.booth.way.method in BALLOT_METHODS else "不在场"))
        for row in self.booth.present:
            name = row.member.name
            self.fields[f"stance_{row.member_id}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                initial=Stance.YES,
                widget=forms.RadioSelect,
                error_messages={"required": f"请选{name}的意见", "invalid_choice": f"请选{name}的意见"},
            )

    def each(self) -> list[forms.BoundField]:
        """The rows of a vote by name, in the order of the roll."""
        return [self[name] for name in self.fields if name.startswith("stance_")]

    def several(self, *names: str) -> list[forms.BoundField]:
        """Those of some fields that this page has."""
        return [self[name] for name in names if name in self.fields]

    # --- what was filled in. Only after is_valid() ---

    def entry(self, written: Iterable[Opinion] = ()) -> Entry:
        """The vote as it is handed in."""
        data = self.cleaned_data
        out = data.get("way_out", "")
        return Entry(
            VoteMethod(data["method"]),
            self._tally(),
            self.booth.profile,
            teller=data.get("teller", ""),
            stances=self._stances() if self.booth.way.by_name else None,
            undrawn=frozenset(int(pk) for pk in data.get("undrawn", ())),
            written=tuple(written),
            subject=self._subject(),
            subject_name="" if self._subject() else data.get("subject_name", ""),
            base=self._base(),
            taken_at=self._moment(),
            quorum_note=data.get("quorum_note", ""),
            is_urgent=out == "urgent",
            is_special=out == "special",
            referral_doc=data.get("referral_doc", ""),
        )

    def _tally(self) -> Tally:
        names = ("yes", "no", "abstain", "issued", "collected", "invalid")
        return Tally(**{name: self.cleaned_data[name] for name in names if name in self.fields})

    def _stances(self) -> dict[int, Stance]:
        given = {row.member_id: self.cleaned_data[f"stance_{row.member_id}"] for row in self.booth.present}
        return {pk: Stance(word) for pk, word in given.items() if word != NOT_CAST}

    def _subject(self) -> Member | None:
        chosen = self.cleaned_data.get("subject", "")
        return next((one for one in self.booth.subjects if str(one.pk) == chosen), None)

    def _base(self) -> Base | None:
        if "base_total" not in self.fields:
            return None
        data = self.cleaned_data
        return Base(BaseKind(data["base_kind"]), data["base_total"], data["base_present"])

    def _moment(self) -> datetime | None:
        time, day = self.cleaned_data.get("taken_at"), self.booth.day
        return (
            day.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0) if time and day else None
        )


class OpinionRow(HouseForm):
    """会前书面意见 of one member who did not come."""

    member = forms.ChoiceField(label="党员", required=False)
    stance = forms.ChoiceField(label="意见", required=False, choices=[("", "—"), *Stance.pairs()])
    received_at = forms.DateTimeField(label="送达时间", required=False)

    def __init__(self, *args: Any, people: Sequence[Attendance] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(row.member_id), row.member.name) for row in people]
        self.fields["member"].choices = [("", "—"), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A member with an opinion and the time, or nothing at all."""
        data = super().clean() or self.cleaned_data
        if data.get("member"):
            for name, words in (
                ("stance", "请选这份书面意见的意见"),
                ("received_at", "请写书面意见的送达时间"),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data


OpinionRows = forms.formset_factory(OpinionRow, extra=0, max_num=MOST_WRITTEN, absolute_max=MOST_WRITTEN)


def opinions(rows: Any) -> list[Opinion]:
    """The opinions that were filled in. Only after is_valid()."""
    given = (form.cleaned_data for form in rows.forms)
    return [
        Opinion(int(data["member"]), Stance(data["stance"]), data["received_at"])
        for data in given
        if data.get("member")
    ]


class ReferralForm(HouseForm):
    """请示 and 答复 of a matter put before the superior."""

    doc = forms.CharField(label="请示文号", required=False, max_length=60)
    answer = forms.CharField(
        label="上级答复",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="还没有答复的先不填。",
    )
    answered_on = forms.DateField(label="答复日期", required=False)
