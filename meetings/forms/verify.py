"""What stands at the foot of a printed record, typed in by whoever holds the paper."""

import re
import unicodedata
from typing import Any

from django import forms

from branchlife.kit.forms import HouseForm

SHORT, WHOLE = 16, 64
HEX = re.compile(r"[0-9a-f]+")


def plain(text: str) -> str:
    """Full-width signs made narrow, blanks left out."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


class VerifyForm(HouseForm):
    """编号 and 校验码, or the digest of the QR code alone."""

    record = forms.CharField(label="编号", required=False, max_length=40, help_text="如 2026-DH-03。")
    code = forms.CharField(
        label="校验码", required=False, max_length=80, help_text="页脚的 16 位数字和字母。"
    )
    digest = forms.CharField(required=False, max_length=WHOLE, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """`digits`: the whole digest, or the 16 digits together with a number."""
        given = super().clean() or {}
        record, code = plain(given.get("record", "")).upper(), plain(given.get("code", "")).lower()
        whole = plain(given.get("digest", "")).lower()
        given |= {"record": record, "digits": whole or code}
        if whole and not code:
            if len(whole) != WHOLE or not HEX.fullmatch(whole):
                self.add_error("code", "二维码里的摘要不完整，请改为输入编号和校验码。")
            return given
        given["digits"] = code
        if not record:
            self.add_error("record", "请输入编号，在页脚。")
        if len(code) not in (SHORT, WHOLE) or not HEX.fullmatch(code):
            self.add_error("code", "校验码是 16 位，只有数字 0–9 和字母 a–f，请对照页脚再输入一次。")
        return given
