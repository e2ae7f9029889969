"""Signing in, one-time codes, one's own password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from branchlife.kit.forms import HouseForm, dress


class SignInForm(AuthenticationForm):
    """Account and password. A wrong name, a wrong password and a closed account get the same words."""

    error_messages = {
        "invalid_login": "账号或密码不对。请核对大小写后再试。",
        "inactive": "账号或密码不对。请核对大小写后再试。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"
        self.fields["password"].label = "密码"
        dress(self)


class CodeForm(HouseForm):
    """Six digits from the telephone."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label="动态口令",
        help_text="打开手机上的动态口令应用，输入显示的 6 位数字。",
        error_messages={"invalid": "动态口令是 6 位数字。"},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "autofocus": True,
                "maxlength": 10,
            }
        ),
    )

    def clean_code(self) -> str:
        """Digits only."""
        return "".join(self.cleaned_data["code"].split())


class RemindersForm(HouseForm):
    """Where reminders go, and whether they go at all."""

    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=254,
        help_text="只用来给您发提醒。留空就不发。",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    wants = forms.BooleanField(
        label="收提醒邮件",
        required=False,
        help_text="工作日每天至多一封，只写有什么事、什么时候到期，不写记录的内容。没有新的、没有到期的就不发。",
    )


class ElderForm(forms.Form):
    """The switch in the header."""

    elder = forms.ChoiceField(choices=[("on", "长辈版"), ("off", "标准版")])


class OwnPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        "password_incorrect": "现在用的密码不对，请重新输入。",
        "password_mismatch": "两次输入的新密码不一样，请重新输入。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "现在用的密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password2"].label = "再输一遍新密码"
        self.fields["new_password2"].help_text = ""
        dress(self)
