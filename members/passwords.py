"""What a password must be, beyond length: the 等保三级 profile asks for classes of characters and for a new one."""

from django.core.exceptions import ValidationError

from members.models import User


def classes(password: str) -> int:
    """How many of the four: capital, small letter, digit, anything else (Chinese counts as that)."""
    tests = (
        lambda char: char.isascii() and char.isupper(),
        lambda char: char.isascii() and char.islower(),
        lambda char: char.isascii() and char.isdigit(),
        lambda char: not (char.isascii() and char.isalnum()),
    )
    return sum(any(test(char) for char in password) for test in tests)


class ThreeOfFourClasses:
    """大写、小写、数字、其他字符，至少三类."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse fewer than three classes."""
        if classes(password) < 3:
            raise ValidationError("密码须含大写字母、小写字母、数字、其他字符中的至少三类。", code="classes")

    def get_help_text(self) -> str:
        """For the form."""
        return "含大写字母、小写字母、数字、其他字符中的至少三类。"


class NotTheSame:
    """不得与现用密码相同."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse the password in use."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError("新密码不能与现在用的相同。", code="same")

    def get_help_text(self) -> str:
        """For the form."""
        return "与现在用的不同。"
