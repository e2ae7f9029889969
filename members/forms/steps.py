"""The small pages that change what holds of a member: each a form that knows its words and its one write."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django import forms

from branchlife.kit.forms import HouseForm
from members import transfers
from members.models import DenominatorExclusion, Member, Organisation, User
from members.vocabulary import ExclusionGround, ExemptionGround, ExitKind, MemberStatus

PAPERS = ("superior_doc", "resolution", "applied_by_member")


class StepForm(HouseForm):
    """Base: `heading`, `lead` and `submit` are the words of the page; `places` the organisations one may choose."""

    heading: ClassVar[str]
    lead: ClassVar[str] = ""
    submit: ClassVar[str] = "保存"
    places: ClassVar[str] = ""  # the field that holds a choice of organisations
    danger: ClassVar[bool] = False

    def __init__(self, data: Any, *, offered: Sequence[Organisation], today: date) -> None:
        super().__init__(data)
        self.offered = {str(row.pk): row for row in offered}
        for name in ("start", "on", "full_on"):
            if name in self.fields:
                self.fields[name].initial = today
        if self.places:
            field = self.fields[self.places]
            first = [] if field.required else [("", "不编组")]
            field.choices = [*first, *((pk, row.short_name) for pk, row in self.offered.items())]  # type: ignore[attr-defined]

    def carry_out(self, member: Member, by: User | None) -> None:
        """The one write. Raises Refusal."""
        raise NotImplementedError  # abstract, but Django's forms have a metaclass of their own, so ABC is no way

    def outcome(self) -> str:
        """What is said when it is done."""
        return "已办理"


class ConfirmForm(StepForm):
    """转正."""

    heading = "转正"
    lead = "党龄从转正日期算起；表决权从上级批准之日起才有，两日之间的党员大会仍按预备党员计。"
    full_on = forms.DateField(label="转正日期", help_text="预备期满之日。")
    approved_on = forms.DateField(label="上级批准日期", required=False, help_text="与转正日期相同的留空。")
    basis_doc = forms.CharField(label="批准文号", required=False, max_length=60)

    def carry_out(self, member: Member, by: User | None) -> None:
        """See transfers.confirm."""
        data = self.cleaned_data
        transfers.confirm(member, data["full_on"], data["approved_on"], by, data["basis_doc"])


class GroupForm(StepForm):
    """编组."""

    heading = "编入党小组"
    places = "group"
    group = forms.ChoiceField(label="党小组", required=False)
    start = forms.DateField(label="从哪天起")

    def carry_out(self, member: Member, by: User | None) -> None:
        """See transfers.assign_group."""
        group = self.offered.get(self.cleaned_data["group"])
        transfers.assign_group(member, group, self.cleaned_data["start"], by)


class SpanForm(StepForm):
    """From a day, perhaps up to a day."""

    start = forms.DateField(label="开始日期")
    end = forms.DateField(label="结束日期", required=False, help_text="至今有效的留空；这一天不含在内。")


class StatusForm(SpanForm):
    """党籍与管理状态."""

    heading = "登记状态"
    lead = "流动、失联、留党察看等，从登记之日起影响应到和表决权；以前的会议不变。"
    status = forms.ChoiceField(
        label="状态", choices=[p for p in MemberStatus.pairs() if p[0] != MemberStatus.NORMAL]
    )
    basis_doc = forms.CharField(label="依据文号", required=False, max_length=60)
    note = forms.CharField(
        label="说明", required=False, max_length=120, help_text="不写病情和处分的具体事实。"
    )
    field_order = ("status", "start", "end")

    def carry_out(self, member: Member, by: User | None) -> None:
        """See transfers.mark_status."""
        data = self.cleaned_data
        status = MemberStatus(data["status"])
        transfers.mark_status(member, status, data["start"], data["end"], by, data["basis_doc"], data["note"])


class ExemptForm(SpanForm):
    """出勤豁免."""

    heading = "出勤豁免"
    lead = "年老体弱、行动不便等，可不参加集中的组织生活（教育条例第二十三条）；不影响表决权。只选类别，不写病名。"
    ground = forms.ChoiceField(label="理由", choices=ExemptionGround.pairs())
    approved_by = forms.CharField(label="批准", required=False, max_length=60, help_text="批准的组织或文号。")
    field_order = ("ground", "start", "end")

    def carry_out(self, member: Member, by: User | None) -> None:
        """See transfers.exempt."""
        data = self.cleaned_data
        ground = ExemptionGround(data["ground"])
        transfers.exempt(member, ground, data["start"], data["end"], by, data["approved_by"])


class PapersForm(StepForm):
    """What 不计入应到 rests on."""

    heading = "补齐不计入应到的文件"
    lead = "上级批文和党员大会决议齐全才不计入；流动党员还须本人申请。缺一样，仍计入应到。"
    superior_doc = forms.CharField(label="上级批文", required=False, max_length=60, help_text="写文号。")
    resolution = forms.CharField(
        label="党员大会决议",
        required=False,
        max_length=120,
        help_text="写哪次大会，如：2026年第2次党员大会。",
    )
    applied_by_member = forms.BooleanField(label="本人已提出申请（流动党员须勾选）", required=False)
    exclusion: DenominatorExclusion | None = None

    def over(self, exclusion: DenominatorExclusion) -> Self:
        """Start from what is there already."""
        self.exclusion = exclusion
        self.initial = {**self.initial, **{name: getattr(exclusion, name) for name in PAPERS}}
        return self

    def papers(self) -> dict[str, Any]:
        """The papers that were typed. Only after is_valid()."""
        return {name: self.cleaned_data[name] for name in PAPERS}

    def carry_out(self, member: Member, by: User | None) -> None:
        """See transfers.prove_exclusion."""
        if self.exclusion is not None:
            self.exclusion = transfers.prove_exclusion(self.exclusion, by, **self.papers())

    def outcome(self) -> str:
        """Whether it counts now, and if not, what it lacks."""
        lacking = self.exclusion.lacking if self.exclusion else []
        return f"已登记，还缺{'、'.join(lacking)}，补齐以前仍计入应到" if lacking else "文件齐全，已生效"


class ExcludeForm(PapersForm, SpanForm):
    """不计入应到."""

    heading = "不计入应到"
    lead = (
        "表决、选举时不计入应到会人数，须有上级批文和党员大会决议，两样齐全才生效；不全的仍计入，以后可以补。"
    )
    ground = forms.ChoiceField(label="理由", choices=ExclusionGround.pairs())
    field_order = ("ground", "start", "end")

    def carry_out(self, member: Member, by: User | None) -> None:
        """See transfers.exclude."""
        data = self.cleaned_data
        ground = ExclusionGround(data["ground"])
        self.exclusion = transfers.exclude(member, ground, data["start"], data["end"], by, **self.papers())


class LeaveForm(StepForm):
    """减少."""

    heading = "办理减少"
    lead = "从这一天起不在本支部名册上；以前的会议、任职和记录全部保留。"
    submit = "办理减少"
    danger = True
    kind = forms.ChoiceField(label="减少方式", choices=ExitKind.pairs())
    on = forms.DateField(label="从哪天起")

    def carry_out(self, member: Member, by: User | None) -> None:
        """See transfers.leave."""
        transfers.leave(member, ExitKind(self.cleaned_data["kind"]), self.cleaned_data["on"], by)


class MoveForm(StepForm):
    """转接."""

    heading = "转到另一个支部"
    lead = "自接收之日归新支部（教育条例第二十五条）。"
    submit = "办理转接"
    places = "branch"
    branch = forms.ChoiceField(label="接收支部")
    on = forms.DateField(label="接收日期")

    def carry_out(self, member: Member, by: User | None) -> None:
        """See transfers.move."""
        transfers.move(member, self.offered[self.cleaned_data["branch"]], self.cleaned_data["on"], by)


class EndForm(StepForm):
    """A status, an exemption, an exclusion ends."""

    heading = "登记结束"
    on = forms.DateField(label="结束日期", help_text="从这一天起不再有效。")


STEPS: dict[str, type[StepForm]] = {
    "confirm": ConfirmForm,
    "group": GroupForm,
    "status": StatusForm,
    "exempt": ExemptForm,
    "exclude": ExcludeForm,
    "move": MoveForm,
    "leave": LeaveForm,
}
