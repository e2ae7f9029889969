"""What is printed on a slip: a short code that a person can read out, with a last sign by which a misread one is seen.

Thirty-one signs, none of which looks like another. The last sign is a weighted sum modulo 31, which is prime and more
than the length: one sign misread, or two neighbours exchanged, never gives another valid code.
"""

import secrets
import unicodedata

from branchlife.kit import crypto

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 9  # 31⁸ codes: about 40 bits, for a few hours and a limited number of tries
KEY_LENGTH = 16  # 31¹⁵ keys: about 74 bits, against somebody with a copy of the database and all the time


def fresh(length: int) -> str:
    """A random code of that length, its last sign included."""
    body = "".join(secrets.choice(SIGNS) for _ in range(length - 1))
    return body + last_sign(body)


def last_sign(body: str) -> str:
    """The sign that makes a code of these."""
    return SIGNS[sum(place * SIGNS.index(sign) for place, sign in enumerate(body, start=1)) % len(SIGNS)]


def plain(typed: str) -> str:
    """A code as it was typed, without what separates its groups, in capitals."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in text if sign not in " -—–·.\t")


def is_sound(code: str, length: int) -> bool:
    """Whether a code may exist: length, signs and the last sign are right."""
    return len(code) == length and set(code) <= set(SIGNS) and last_sign(code[:-1]) == code[-1]


def grouped(code: str, size: int) -> str:
    """ABC-DEF-GHJ."""
    return "-".join(code[at : at + size] for at in range(0, len(code), size))


def digest(code: str) -> str:
    """By what a code is found again: a keyed digest, from which nobody without the key of the house gets it back."""
    return crypto.digest(f"slip {code}")
