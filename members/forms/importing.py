"""Uploading a table: the file is read and judged while the form is checked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from branchlife.kit.forms import HouseForm
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook import MAX_BYTES, Table, read_tables

TOO_BIG = "文件超过 5 MB。请删去图片和多余的表，或分成几个文件导入。"


class UploadForm(HouseForm):
    """One workbook. After `is_valid`, `content` holds its bytes and `tables` its sheets."""

    file = forms.FileField(
        label="表格文件",
        help_text="Excel 或 WPS 存的 .xlsx，也可以是 .xls、.csv；不超过 5 MB、5000 行、40 列。",
        error_messages={
            "required": "请选择表格文件",
            "empty": "这个文件是空的。请核对是否选错了文件，或忘了保存。",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    content: bytes = b""
    tables: list[Table]

    def clean_file(self) -> Any:
        """Refused files are refused in words."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(TOO_BIG)
        self.content = file.read()
        try:
            self.tables = read_tables(self.content, file.name)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal
        return file

    def extra(self) -> dict[str, int]:
        """What is filled in beside the file and kept with it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


class SaveForm(forms.Form):
    """The press on the preview."""

    token = forms.CharField(widget=forms.HiddenInput)
