"""Out: every row as JSON with references in numbers of its own, every file, a head; the same rows give the same bytes.

Identity and telephone numbers travel as they lie in the database, encrypted under the key of the installation, never in
clear.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import FileField, Model, TextField
from django.db.models.functions import Cast

from branchlife.kit.crypto import EncryptedTextField
from branchlife.kit.packing import pack
from meetings.archive.transport.shape import Table, label, plain_columns, references, rows_of
from members.models import Member, Organisation, User

FORMAT = 1
HEAD = "head.json"
RAW = "raw_of_"


def key_mark() -> str:
    """By which another installation tells whether it can read the encrypted columns: nothing of the key is in it."""
    return hmac.new(settings.FIELD_KEY, b"branchlife transport", hashlib.sha256).hexdigest()


def export_branch(branch: Organisation) -> bytes:
    """The organisation with its groups, people, meetings, papers, as ZIP."""
    rows = {model: _read(model, found) for model, found in rows_of(branch).items()}
    above = _above(branch)
    numbers = {
        model: {row.pk: number for number, row in enumerate(found, start=1)} for model, found in rows.items()
    }
    files: dict[str, bytes] = {}
    for model, found in rows.items():
        lines = [_line(row, numbers, files) for row in found]
        files[f"data/{label(model)}.json"] = spelt(lines)
    head = {
        "above": [_line(row, numbers, files) for row in above],
        "counts": {label(model): len(found) for model, found in rows.items()},
        "format": FORMAT,
        "key": key_mark(),
        "organisation": branch.code,
    }
    files[HEAD] = spelt(head)
    return pack(files)


def spelt(value: Any) -> bytes:
    """One spelling."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _above(branch: Organisation) -> list[Organisation]:
    codes = branch.path.strip("/").split("/")[:-1]
    return list(Organisation.objects.filter(code__in=codes).order_by("path"))


def _read(model: Table, rows: Any) -> list[Any]:
    hidden = [one.name for one in plain_columns(model) if isinstance(one, EncryptedTextField)]
    return list(rows.annotate(**{RAW + name: Cast(name, TextField()) for name in hidden}))


def _line(row: Model, numbers: dict[Table, dict[Any, int]], files: dict[str, bytes]) -> dict[str, Any]:
    line: dict[str, Any] = {}
    for one in plain_columns(type(row)):
        if isinstance(one, EncryptedTextField):
            line[one.name] = getattr(row, RAW + one.name, "")
            continue
        value = getattr(row, one.attname)
        if isinstance(one, FileField):
            line[one.name] = value.name or ""
            if value:
                with value.open("rb") as stream:
                    files[f"files/{value.name}"] = stream.read()
            continue
        line[one.name] = value if one.get_internal_type() == "JSONField" else _plain(value)
    for column in references(type(row)):
        line[column.name] = _reference(row, column, numbers)
    return line


PLAIN: dict[type, Callable[[Any], Any]] = {
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    Decimal: str,
    UUID: str,
    bytes: lambda value: base64.b64encode(value).decode(),
    memoryview: lambda value: base64.b64encode(bytes(value)).decode(),
}


def _plain(value: Any) -> Any:
    spell = PLAIN.get(type(value))
    return spell(value) if spell else value


def _reference(row: Model, column: Any, numbers: dict[Table, dict[Any, int]]) -> Any:
    pk = getattr(row, column.attname)
    if pk is None:
        return None
    inside = numbers.get(column.related_model, {}).get(pk)
    if inside is not None:
        return inside
    target = getattr(row, column.name)
    if isinstance(target, User):
        return {"account": target.username}
    if isinstance(target, Organisation):
        return {"code": target.code}
    if isinstance(target, Member):
        return {"person": target.name, "joined_on": _plain(target.joined_on)}
    return {"alike": alike(target)}


def alike(row: Model) -> dict[str, Any]:
    """What tells a row that belongs to nobody (frozen rules, a basis) or to somebody else from others of its table."""
    found = {}
    for one in plain_columns(type(row)):
        if getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False):
            continue
        value = getattr(row, one.attname)
        found[one.name] = value if one.get_internal_type() == "JSONField" else _plain(value)
    return found
