"""Entering a member, and mending what was entered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from branchlife.kit.cells import clean_id_number, id_number_fault
from branchlife.kit.forms import HouseForm
from members.models import Member, Organisation
from members.vocabulary import EntryKind, Gender, MemberCategory

HIDDEN = ("id_number", "phone", "email")  # shown masked, so an empty field means: as it was


class DetailsForm(HouseForm):
    """Facts about a person. The ID number is optional."""

    name = forms.CharField(label="姓名", max_length=40)
    gender = forms.ChoiceField(
        label="性别", required=False, choices=Gender.pairs(), widget=forms.RadioSelect(attrs={"inline": True})
    )
    joined_on = forms.DateField(label="入党日期", required=False)
    phone = forms.CharField(label="联系电话", required=False, max_length=20)
    email = forms.EmailField(
        label="电子邮箱", required=False, max_length=120, help_text="可不填；填了可以用电子邮件发会议通知。"
    )
    birth_date = forms.DateField(label="出生日期", required=False)
    ethnicity = forms.CharField(label="民族", required=False, max_length=20)
    education = forms.CharField(label="学历", required=False, max_length=20)
    degree = forms.CharField(label="学位", required=False, max_length=20)
    job = forms.CharField(label="工作岗位", required=False, max_length=80)
    native_place = forms.CharField(label="籍贯", required=False, max_length=60)
    address = forms.CharField(label="家庭住址", required=False, max_length=120)
    id_number = forms.CharField(
        label="公民身份号码",
        required=False,
        max_length=20,
        help_text="可不填；填了加密保存，平时只显示前六后四。",
    )
    remark = forms.CharField(label="备注", required=False, max_length=120)

    def clean_id_number(self) -> str:
        """Eighteen characters whose last agrees with the others, or nothing."""
        text = clean_id_number(self.cleaned_data["id_number"])
        fault = id_number_fault(text) if text else None
        if fault:
            raise ValidationError(fault)
        return text

    def clean_phone(self) -> str:
        """Figures, a plus sign, dashes."""
        text = str(self.cleaned_data["phone"]).replace(" ", "")
        if text and not text.replace("-", "").lstrip("+").isdecimal():
            raise ValidationError("电话只写数字，可带区号和短横线")
        return text

    def details(self) -> dict[str, Any]:
        """Fields of Member."""
        return {
            name: self.cleaned_data[name] for name in DetailsForm.base_fields if name in self.cleaned_data
        }

    def blame(self, error: ValidationError) -> None:
        """Put what the stored row refuses beside its field, or on top."""
        known = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name, texts in known.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


class EditForm(DetailsForm):
    """Mending. An empty phone, e-mail address or ID number keeps what is stored."""

    def __init__(self, data: Any, *, member: Member) -> None:
        initial = {name: getattr(member, name) for name in DetailsForm.base_fields if name not in HIDDEN}
        super().__init__(data, initial=initial)
        masked = (member.masked_phone, member.masked_email, member.masked_id_number)
        for name, shown in zip(("phone", "email", "id_number"), masked, strict=True):
            if shown:
                self.fields[name].help_text = f"现为 {shown}，不改就留空。"

    def details(self) -> dict[str, Any]:
        """As given, without the hidden ones that were left empty."""
        given = super().details()
        return {name: value for name, value in given.items() if value or name not in HIDDEN}


class NewMemberForm(DetailsForm):
    """Entering: name, category and the day from which the branch has the person; the rest can wait."""

    category = forms.ChoiceField(
        label="人员类别",
        choices=MemberCategory.pairs(),
        initial=MemberCategory.FULL,
        widget=forms.RadioSelect(attrs={"inline": True}),
    )
    full_on = forms.DateField(label="转正日期", required=False, help_text="正式党员填写，党龄从这天算起。")
    branch = forms.ChoiceField(label="支部")
    group = forms.ChoiceField(label="党小组", required=False)
    start = forms.DateField(label="进入支部日期")
    entry_kind = forms.ChoiceField(label="增加方式", choices=EntryKind.pairs(), initial=EntryKind.OTHER)

    FIRST = (
        "name",
        "gender",
        "category",
        "joined_on",
        "full_on",
        "phone",
        "branch",
        "group",
        "start",
        "entry_kind",
    )

    def __init__(
        self, data: Any, *, branches: Sequence[Organisation], groups: Sequence[Organisation], today: date
    ) -> None:
        super().__init__(data, initial={"start": today})
        self.branches = {str(row.pk): row for row in branches}
        self.groups = {str(row.pk): row for row in groups}
        self.fields["branch"].choices = [(pk, row.short_name) for pk, row in self.branches.items()]  # type: ignore[attr-defined]
        self.fields["group"].choices = [  # type: ignore[attr-defined]
            ("", "不编组"),
            *((pk, row.short_name) for pk, row in self.groups.items()),
        ]
        if len(branches) == 1:
            self.initial["branch"] = str(branches[0].pk)
            self.fields["branch"].widget = forms.HiddenInput()
        if not groups:
            del self.fields["group"]
        self.order_fields(self.FIRST)

    def first(self) -> list[forms.BoundField]:
        """What is asked for at once."""
        return [field for field in self if field.name in self.FIRST]

    def rest(self) -> list[forms.BoundField]:
        """What can wait."""
        return [field for field in self if field.name not in self.FIRST]

    def rest_is_wrong(self) -> bool:
        """Whether an error hides among what can wait."""
        return any(field.errors for field in self.rest())

    def details(self) -> dict[str, Any]:
        """With the day of 转正 for a full member."""
        given = super().details()
        is_full = self.cleaned_data["category"] == MemberCategory.FULL
        return {**given, "full_on": self.cleaned_data["full_on"] if is_full else None}
