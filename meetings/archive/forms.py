"""Boxes: what goes in, and the 备考表."""

from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm
from meetings.archive.codes import SPINES
from meetings.archive.lifecycle.boxes import BoxNote
from meetings.archive.models import ArchiveBox

SPINE_CHOICES = [(width, f"{width} 毫米") for width in SPINES]


class FillForm(HouseForm):
    """Up to which item a new box is filled; `first` and `last` are those that wait."""

    last_item = forms.IntegerField(label="装到第几件", min_value=1)
    spine_mm = forms.TypedChoiceField(label="盒脊厚度", choices=SPINE_CHOICES, coerce=int)

    def __init__(self, data: Any, *, first: int, last: int) -> None:
        super().__init__(data, initial={"last_item": last, "spine_mm": SPINES[0]})
        self.fields[
            "last_item"
        ].help_text = f"从第 {first} 件装起，待装到第 {last} 件；一盒装不下的，少装几件。"


class BoxForm(HouseForm):
    """备考表 and the width of the spine."""

    spine_mm = forms.TypedChoiceField(label="盒脊厚度", choices=SPINE_CHOICES, coerce=int)
    remark_text = forms.CharField(
        label="盒内文件情况说明",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="缺损、修改、补充、移出、销毁等情况；没有的可以空着，打印后手写也可以。",
    )
    arranged_by = forms.CharField(label="整理人", required=False, max_length=40)
    arranged_on = forms.DateField(label="整理日期", required=False)
    checked_by = forms.CharField(label="检查人", required=False, max_length=40)
    checked_on = forms.DateField(label="检查日期", required=False)

    def __init__(self, data: Any, *, box: ArchiveBox) -> None:
        super().__init__(data, initial={name: getattr(box, name) for name in self.base_fields})

    def note(self) -> BoxNote:
        """What was filled in, but for the spine."""
        return BoxNote(**{name: value for name, value in self.cleaned_data.items() if name != "spine_mm"})
