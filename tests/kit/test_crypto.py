"""Encrypted text, its digest and its masks."""

import base64

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps

from branchlife.kit.crypto import (
    EncryptedTextField,
    Unreadable,
    decrypt,
    digest,
    encrypt,
    mask_id,
    mask_phone,
)
from members.models import Member


@pytest.fixture(autouse=True)
def keys(settings):
    settings.FIELD_KEY = bytes(range(32))
    settings.LOOKUP_KEY = bytes(range(32, 64))


@pytest.fixture
def note():
    """A model with an encrypted column that exists only in this test."""
    with isolate_apps("branchlife.kit"):

        class Note(models.Model):
            secret = EncryptedTextField(blank=True, default="")
            remark = EncryptedTextField(null=True)

            class Meta:
                app_label = "kit"

            def __str__(self):
                return f"note {self.pk}"

        yield Note


def test_text_comes_back_as_it_was():
    assert decrypt(encrypt("柯䶮 13900001234 𬱖")) == "柯䶮 13900001234 𬱖"


def test_empty_text_stays_empty():
    assert encrypt("") == ""
    assert decrypt("") == ""


def test_the_same_text_is_never_stored_twice_alike():
    assert encrypt("13900001234") != encrypt("13900001234")


def test_stored_text_carries_its_version_and_not_the_plain_text():
    stored = encrypt("13900001234")
    assert stored.startswith("v1:")
    assert b"13900001234" not in base64.b64decode(stored[3:])


def test_another_key_cannot_read(settings):
    stored = encrypt("13900001234")
    settings.FIELD_KEY = b"x" * 32
    with pytest.raises(Unreadable):
        decrypt(stored)


@pytest.mark.parametrize("stored", ["plain", "v2:AAAA", "v1:", "v1:!!!", "v1:AAAA", "v1:" + "A" * 64])
def test_what_was_not_encrypted_here_is_refused(stored):
    with pytest.raises(Unreadable):
        decrypt(stored)


def test_a_changed_byte_is_noticed():
    raw = bytearray(base64.b64decode(encrypt("正式")[3:]))
    raw[-1] ^= 1
    with pytest.raises(Unreadable):
        decrypt("v1:" + base64.b64encode(bytes(raw)).decode())


def test_digest_ignores_width_case_and_outer_blanks():
    assert digest("９９００００１９９００１０１００４x") == digest(" 99000019900101004X ")


def test_digest_differs_between_values_and_keys(settings):
    first = digest("13900001234")
    assert len(first) == 64
    assert digest("13900001235") != first
    settings.LOOKUP_KEY = b"other" * 8
    assert digest("13900001234") != first


def test_digest_of_nothing_is_nothing():
    assert digest("") == digest("　") == ""


@pytest.mark.parametrize(
    ("text", "masked"),
    [("99000019900101004X", "990000********004X"), ("12345", "*****"), ("", "")],
)
def test_id_numbers_are_masked(text, masked):
    assert mask_id(text) == masked


@pytest.mark.parametrize(("text", "masked"), [("19900001234", "199****1234"), ("0123", "****"), ("", "")])
def test_phones_are_masked(text, masked):
    assert mask_phone(text) == masked


def test_the_column_holds_ciphertext_and_the_object_plain_text(cast):
    Member.objects.exclude(pk=cast.alice.pk).update(phone="")
    Member.objects.filter(pk=cast.alice.pk).update(phone="13900001234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT phone FROM members_member ORDER BY phone")
        nothing, stored = (row[0] for row in cursor.fetchall())
    assert nothing == ""
    assert stored.startswith("v1:")
    assert Member.objects.exclude(phone="").get().phone == "13900001234"
    assert Member.objects.filter(phone="").count() == Member.objects.count() - 1


def test_null_can_be_asked_for(note):
    assert "IS NULL" in str(note.objects.filter(remark__isnull=True).query)


@pytest.mark.parametrize(
    "lookup", ["secret", "secret__iexact", "secret__contains", "secret__in", "secret__gt"]
)
def test_looking_for_content_is_refused_with_a_hint(note, lookup):
    with pytest.raises(FieldError, match="摘要列"):
        note.objects.filter(**{lookup: ["13900001234"] if lookup.endswith("in") else "13900001234"})


def test_the_field_can_be_written_into_a_migration():
    _, path, _, options = EncryptedTextField(blank=True).deconstruct()
    assert path == "branchlife.kit.crypto.EncryptedTextField"
    assert options == {"blank": True}
