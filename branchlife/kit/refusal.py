"""The one error by which a file or a text from outside is turned away."""


class Refused(Exception):  # noqa: N818 (a refusal is an answer, not a fault)
    """What was handed in cannot be taken; the message is a Chinese sentence that says how to mend it."""

    @property
    def message(self) -> str:
        """The sentence to show."""
        return str(self)
