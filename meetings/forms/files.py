"""照片和材料: several files at once, of one sort."""

from pathlib import PurePath
from typing import Any

from django import forms

from branchlife.kit.exports import safe_filename
from branchlife.kit.files import PHOTO_FORMATS, CleanFile, check_document, check_photo
from branchlife.kit.forms import HouseForm
from meetings.vocabulary import AttachmentKind

MAX_AT_ONCE = 10
PICTURES = {*PHOTO_FORMATS, ".heic", ".heif"}


class ManyFiles(forms.ClearableFileInput):
    """An input for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list. To have chosen nothing is to have chosen one empty file: refused where one is required."""
        given = (data or [None]) if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given]


class FilesForm(HouseForm):
    """What is uploaded."""

    uploads = FilesField(
        label="文件",
        widget=ManyFiles(
            attrs={
                "accept": ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.txt",
                "data-shrink": "1600",
                "data-shrink-state": "shrink-state",
            }
        ),
        help_text="照片 10 MB、文件 20 MB 以内，可一次选几个。照片里的拍摄地点会去掉。",
        error_messages={"required": "请先选文件", "empty": "文件是空的，请重新选"},
    )
    kind = forms.ChoiceField(
        label="是什么",
        choices=AttachmentKind.pairs(),
        initial=AttachmentKind.PHOTO,
        widget=forms.RadioSelect(attrs={"inline": True}),
    )

    def clean_uploads(self) -> list[Any]:
        """Not too many at once."""
        files: list[Any] = self.cleaned_data["uploads"]
        if len(files) > MAX_AT_ONCE:
            raise forms.ValidationError(f"一次最多传 {MAX_AT_ONCE} 个文件，请分几次")
        return files


def cleaned(upload: Any) -> tuple[str, CleanFile]:
    """The name to keep and the checked file. Raises Refused."""
    path = PurePath(upload.name)
    check = check_photo if path.suffix.lower() in PICTURES else check_document
    clean = check(upload, upload.name)
    return safe_filename([path.stem], clean.extension), clean
