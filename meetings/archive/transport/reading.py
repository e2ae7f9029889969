"""In: what was packed becomes rows again, in one transaction; all of it or nothing.

Only into a place where the organisation has nothing yet. Accounts are looked for by name and left out where there is
none; encrypted columns are taken over as they are, and only where the key is the same.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, models, transaction
from django.db.models import FileField, TextField, Value

from branchlife.kit.crypto import EncryptedTextField
from branchlife.kit.packing import unpack
from branchlife.kit.refusal import Refused
from meetings import duty_ledger
from meetings.archive.transport.shape import (
    Table,
    in_order,
    label,
    owners,
    plain_columns,
    references,
    rows_of,
)
from meetings.archive.transport.writing import FORMAT, HEAD, key_mark
from meetings.lifecycle import indexing
from meetings.models import FrozenRules, Meeting
from members.models import Member, Organisation, User

OTHER_VERSION = "这个包是用另一个版本导出的（{}），不能导入。请用同一版本的系统。"


@dataclass
class Plan:
    """The parts of a packed organisation, and what becomes of them."""

    head: dict[str, Any]
    data: dict[Table, list[dict[str, Any]]]
    files: dict[str, bytes]
    made: dict[tuple[Table, int], Any] = field(default_factory=dict)
    later: list[tuple[Table, int, str, int]] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Which organisation."""
        return str(self.head["organisation"])

    def counts(self) -> dict[str, int]:
        """How many rows of each table that has any."""
        return {str(model._meta.verbose_name): len(lines) for model, lines in self.data.items() if lines}


def opened(packed: bytes) -> Plan:
    """Check what is in the ZIP; nothing is stored. Raises `Refused`."""
    files = unpack(packed)
    try:
        head = json.loads(files.pop(HEAD))
        order = in_order(owners())
        data = {model: json.loads(files.pop(f"data/{label(model)}.json", b"[]")) for model in order}
        known = (
            head["format"] == FORMAT
            and isinstance(head["above"], list)
            and isinstance(head["organisation"], str)
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Refused("压缩包的内容读不懂，不是本系统导出的。") from error
    odd = [name for name in files if not name.startswith("files/")]
    if not known or odd:
        raise Refused(OTHER_VERSION.format(odd[0] if odd else "格式"))
    if head["key"] != key_mark():
        raise Refused(
            "这个包里的身份证号、电话是用另一套密钥加密的，这里解不开。请先把原来的 FIELD_KEY 配到这里。"
        )
    return Plan(head, data, {name.removeprefix("files/"): content for name, content in files.items()})


def import_branch(packed: bytes, *, dry_run: bool = False) -> Plan:
    """Take an organisation in. Raises `Refused`, and then nothing has been stored, no file either."""
    plan = opened(packed)
    try:
        with transaction.atomic():
            _write(plan)
            if dry_run:
                transaction.set_rollback(True)
    except (DatabaseError, ValidationError, FieldDoesNotExist, ValueError, TypeError, KeyError) as error:
        _tidy(plan)
        raise Refused(f"包里的内容与库里的不合，没有导入：{error}"[:300]) from error
    except BaseException:
        _tidy(plan)
        raise
    if dry_run:
        _tidy(plan)
    return plan


def _tidy(plan: Plan) -> None:
    for name in plan.stored:
        default_storage.delete(name)


def _write(plan: Plan) -> None:
    for line in plan.head["above"]:
        _organisation(plan, line, None)
    for number, line in enumerate(plan.data[Organisation], start=1):
        _organisation(plan, line, number)
    _refuse_unless_empty(plan)
    for model, lines in plan.data.items():
        if model is not Organisation:
            for number, line in enumerate(lines, start=1):
                plan.made[model, number] = _row(plan, model, number, line)
    for model, number, column, target in plan.later:
        related = model._meta.get_field(column).related_model
        made = plan.made[related, target]  # type: ignore[index]
        model._base_manager.filter(pk=plan.made[model, number].pk).update(**{column: made})
    meetings = [row for (model, _), row in plan.made.items() if model is Meeting]
    indexing.refresh([row.pk for row in meetings])
    duty_ledger.refresh_each(sorted({(row.branch_id, row.year) for row in meetings}))


def _refuse_unless_empty(plan: Plan) -> None:
    branch = Organisation.objects.filter(code=plan.code).first()
    if branch is None:
        raise Refused(f"包里没有代码为 {plan.code} 的党组织。")
    held = [
        str(model._meta.verbose_name)
        for model, rows in rows_of(branch).items()
        if model is not Organisation and rows.exists()
    ]
    if held:
        raise Refused(f"{branch.short_name}在这里已有{'、'.join(held[:4])}等，不能导入。只能导入到空的组织。")


def _organisation(plan: Plan, line: dict[str, Any], number: int | None) -> None:
    row = Organisation.objects.filter(code=line["code"]).first()
    if row is None:
        row = _row(plan, Organisation, number or 0, line | {"parent": _parent(plan, line)})
    if number is not None:
        plan.made[Organisation, number] = row


def _parent(plan: Plan, line: dict[str, Any]) -> dict[str, str] | None:
    codes = line["path"].strip("/").split("/")
    return {"code": codes[-2]} if len(codes) > 1 else None


def _row(plan: Plan, model: Table, number: int, line: dict[str, Any]) -> Any:
    columns = {one.name: one for one in plain_columns(model)}
    links = {one.name: one for one in references(model)}
    if set(line) != {*columns, *links}:
        names = sorted(set(line) ^ {*columns, *links})
        raise Refused(OTHER_VERSION.format(f"{label(model)}：{'、'.join(names[:5])}"))
    row = model()
    for name, column in columns.items():
        setattr(row, column.attname, _value(plan, column, line[name]))
    for name, link in links.items():
        setattr(row, link.attname, _target(plan, model, number, link, line[name]))
    row.save_base(raw=True, force_insert=True)
    return row


def _value(plan: Plan, column: Any, value: Any) -> Any:
    if isinstance(column, EncryptedTextField):
        return Value(value, output_field=TextField()) if value else value
    if isinstance(column, FileField):
        return _stored(plan, value) if value else ""
    if value is None or column.get_internal_type() == "JSONField":
        return value
    return column.to_python(value)


def _stored(plan: Plan, name: str) -> str:
    content = plan.files[name]
    if default_storage.exists(name):
        with default_storage.open(name, "rb") as stream:
            if stream.read() == content:
                return name
    kept: str = default_storage.save(name, ContentFile(content))
    plan.stored.append(kept)
    return kept


def _target(plan: Plan, model: Table, number: int, link: Any, value: Any) -> Any:
    """The key of the row a reference means; None for now when that row comes later."""
    if value is None:
        return None
    if isinstance(value, int):
        made = plan.made.get((link.related_model, value))
        if made is None:
            plan.later.append((model, number, link.name, value))
        return made.pk if made is not None else None
    found = next(_outside(link.related_model, value), None)
    if found is None and not link.null:
        what = json.dumps(value, ensure_ascii=False)[:120]
        raise Refused(f"{model._meta.verbose_name}用到的“{link.verbose_name}”这里没有：{what}")
    return found.pk if found is not None else None


def _outside(model: Table, value: dict[str, Any]) -> Iterator[models.Model]:
    """A row that did not travel, looked for by what is known of it; frozen rules are made when they are not there."""
    if "account" in value:
        yield from User.objects.filter(username=value["account"])
    elif "code" in value:
        yield from Organisation.objects.filter(code=value["code"])
    elif "person" in value:
        yield from Member.objects.filter(name=value["person"], joined_on=value["joined_on"]).order_by("pk")
    elif "alike" in value:
        if model is FrozenRules:
            yield FrozenRules.objects.get_or_create(
                digest=value["alike"]["digest"], defaults={"values": value["alike"]["values"]}
            )[0]
        yield from model._base_manager.filter(**value["alike"]).order_by("pk")
