"""Links that are keys themselves: signed for one purpose, bound to one row and to one edition of its link."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.http import HttpResponseBase

LONGEST = 120  # characters; what is longer was not made here
SECRET = re.compile(r"(/(?:n|ical)/)[^/\s\"'?]+")


@dataclass(frozen=True)
class SignedLink:
    """Makes and reads the tokens of one purpose. A token of another purpose, or a changed one, is read as None.

    128 bits and more of HMAC-SHA-256 stand behind each: guessing is hopeless. Renewing the edition of a row revokes
    every token of it that was given out before.
    """

    purpose: str

    def make(self, pk: int, edition: int) -> str:
        """The token of a row, fit for an address."""
        return self._signer.sign(f"{pk}-{edition}")

    def read(self, token: str) -> tuple[int, int] | None:
        """Row and edition, or None."""
        if len(token) > LONGEST:
            return None
        try:
            pk, edition = self._signer.unsign(token).split("-")
        except (signing.BadSignature, ValueError):
            return None
        return int(pk), int(edition)

    @property
    def _signer(self) -> signing.Signer:
        return signing.Signer(sep=".", salt=f"branchlife.{self.purpose}")


def capability(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view whose forms prove themselves: by the signed token in their address, or by a code on paper.

    The token against forged requests protects what a browser would do by itself for somebody who is signed in. Here
    nobody is signed in and no cookie counts: whoever does not have the signed token or the code can forge nothing,
    whoever has it need not. It would need a cookie, and could not be checked where the page tells no other page where
    it comes from.
    """
    # The one place in the house; tests/test_architecture.py names the two views that may be marked.
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def shortened(text: str) -> str:
    """A text without the secret part of any such address."""
    return SECRET.sub(r"\1…", text)


class ShortLinks(logging.Filter):
    """Keeps the secret part of personal addresses out of every log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always written, but shortened."""
        words = record.getMessage()
        short = shortened(words)
        if short != words:
            record.msg, record.args = short, ()
        return True
