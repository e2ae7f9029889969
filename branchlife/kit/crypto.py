"""Text that is encrypted at rest, the keyed digest by which it is found again, and masks for the screen."""

import base64
import binascii
import hashlib
import hmac
import secrets
import unicodedata
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, Lookup

if TYPE_CHECKING:
    Text = models.TextField[str, str]
    Equals = Exact[Any]
else:
    Text = models.TextField
    Equals = Exact

VERSION = "v1:"
NONCE_BYTES = 12
ID_LENGTH = 18
PHONE_LENGTH = 11


class Unreadable(ValueError):  # noqa: N818
    """A stored value cannot be decrypted: another key, or the bytes were changed."""


def encrypt(text: str) -> str:
    """AES-256-GCM under `settings.FIELD_KEY`, fresh nonce, as `v1:` + base64. Empty text stays empty."""
    if not text:
        return ""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(settings.FIELD_KEY).encrypt(nonce, text.encode(), VERSION.encode())
    return VERSION + base64.b64encode(nonce + sealed).decode()


def decrypt(stored: str) -> str:
    """The text that `encrypt` was given; raises `Unreadable` for anything else."""
    if not stored:
        return ""
    if not stored.startswith(VERSION):
        raise Unreadable("存储的密文版本不认识")
    try:
        raw = base64.b64decode(stored.removeprefix(VERSION), validate=True)
        opened = AESGCM(settings.FIELD_KEY).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], VERSION.encode())
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise Unreadable("密文无法解开：密钥不对，或数据被改动") from error
    return opened.decode()


def digest(value: str) -> str:
    """Keyed HMAC-SHA256 (64 hex digits) of the value in NFKC and upper case; '' for an empty value.

    Equal values have equal digests, so a digest column can be looked up and made unique.
    """
    plain = unicodedata.normalize("NFKC", value).strip().upper()
    if not plain:
        return ""
    return hmac.new(settings.LOOKUP_KEY, plain.encode(), hashlib.sha256).hexdigest()


def mask_id(text: str) -> str:
    """The first six and last four characters, stars between; a text shorter than 18 becomes all stars."""
    return _mask(text, 6, 4, ID_LENGTH)


def mask_phone(text: str) -> str:
    """The first three and last four digits, stars between; a text shorter than 11 becomes all stars."""
    return _mask(text, 3, 4, PHONE_LENGTH)


def mask_email(text: str) -> str:
    """The first character and what follows the @, stars between; a text without @ becomes all stars."""
    name, at, host = text.partition("@")
    return f"{name[:1]}***@{host}" if at else "*" * len(text)


def _mask(text: str, head: int, tail: int, least: int) -> str:
    if len(text) < least:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


class ExactlyEmpty(Equals):
    """`= ''`, the only value for which equality can be asked: two encryptions of one text differ."""

    def get_prep_lookup(self) -> Any:
        """Refuse any value but the empty one."""
        if self.rhs != "":
            raise FieldError("加密字段不能按内容查找：请比对它的摘要列（kit.crypto.digest）")
        return ""


class EncryptedTextField(Text):
    """Text encrypted in the database and plain in Python; can only be asked whether it is empty or null."""

    description = "Encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        text = super().get_prep_value(value)
        return text if text is None else encrypt(str(text))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Decrypt on the way out."""
        return value if value is None else decrypt(value)

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """`isnull` and an empty `exact`; everything else is a mistake in the code that asks."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        if lookup_name == "exact":
            return ExactlyEmpty
        raise FieldError(f"加密字段不支持 {lookup_name} 查找：请比对它的摘要列（kit.crypto.digest）")
