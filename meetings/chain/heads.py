"""The last link of every chain, signed once a day and written to several places outside the database.

Whoever deletes the last links, or puts back an old backup, has a database that is older than a head signed before.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction

from branchlife.kit import clock
from branchlife.kit.canonical import START, canonical, digests, instant
from branchlife.kit.problems import Refusal
from meetings.chain.verify import Fault, record_of
from meetings.lifecycle.bodies import FORMAT
from meetings.lifecycle.links import Chain
from meetings.models import LedgerLink
from meetings.vocabulary import LedgerLinkKind
from members.models import Organisation

LEAST_PLACES = 2


@dataclass(frozen=True)
class Signed:
    """What was signed, and the files it was written to. `failed` are places that could not be reached."""

    head: dict[str, Any]
    files: tuple[Path, ...]
    failed: tuple[str, ...] = ()


def places() -> list[Path]:
    """The folders to which heads are written. Refuses fewer than two."""
    found = [Path(folder) for folder in settings.HEAD_DIRS]
    if len(set(found)) < LEAST_PLACES:
        raise Refusal.because("places", "签名链头至少要写到两处：请在 HEAD_DIRS 里写两个以上的文件夹。")
    return found


def private_key() -> Ed25519PrivateKey:
    """The key of the house. Refuses when there is none."""
    if settings.SIGNING_KEY is None:
        raise Refusal.because("no-key", "还没有签名密钥：请设置 SIGNING_KEY（32 字节，base64）。")
    return Ed25519PrivateKey.from_private_bytes(settings.SIGNING_KEY)


def public_key() -> str:
    """The public half, 64 hex digits: what a reader outside must know beforehand."""
    return private_key().public_key().public_bytes_raw().hex()


def newest(folders: Iterable[Path]) -> dict[str, Any] | None:
    """The newest head in some folders, by its number; unreadable files are passed over."""
    heads = [head for folder in folders for head in stored(folder)[-1:]]
    return max(heads, key=lambda head: head["number"], default=None)


def stored(folder: Path) -> list[dict[str, Any]]:
    """The heads in a folder, oldest first."""
    found = []
    for file in sorted(folder.glob("head-*.json")):
        try:
            head = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(head, dict) and isinstance(head.get("number"), int):
            found.append(head)
    return sorted(found, key=lambda head: head["number"])


def entries() -> list[dict[str, Any]]:
    """The last link of every chain: code, number, digests, and 编号 of the record. No names of people."""
    return [
        {
            "branch": row.branch.code,
            "link_digest": row.link_digest,
            "link_sm3": row.link_sm3,
            "number": row.number,
            "record": record_of(row),
        }
        for row in LedgerLink.objects.heads().select_related("branch")
    ]


def sign_heads(*, new_key: bool = False) -> Signed:
    """Sign the last link of every chain and write it to every place; with nothing new the last one is written again.

    Refuses when the key is another than last time, unless `new_key` says that this is meant: then the change is itself
    a link. A place that cannot be written to does not keep the others from being written.
    """
    key, folders = private_key(), places()
    last = newest(folders)
    ours = key.public_key().public_bytes_raw().hex()
    if last is not None and last.get("key") != ours:
        if not new_key:
            raise Refusal.because(
                "key", "签名密钥与上次的不同。确是换了密钥，请加 --new-key；否则请先查明原因。"
            )
        _note_key(str(last.get("key", "")), ours)
    branches = entries()
    if last is not None and last["key"] == ours and last["branches"] == branches:
        return _write(last, folders)
    head = {
        "at": instant(clock.now()),
        "branches": branches,
        "format": FORMAT,
        "key": ours,
        "number": last["number"] + 1 if last else 1,
        "previous": digests(canonical(last)).sha256 if last else START,
    }
    head["signature"] = key.sign(canonical(head).encode()).hex()
    return _write(head, folders)


@transaction.atomic
def _note_key(old: str, new: str) -> None:
    root = Organisation.objects.filter(parent=None).order_by("path").first()
    if root is None:
        return
    chain = Chain(root)
    body = {"branch": root.code, "format": FORMAT, "kind": "key_change", "new": new, "old": old}
    chain.append(LedgerLinkKind.KEY_CHANGE, body, chain.moment(), None)


def _write(head: dict[str, Any], folders: Sequence[Path]) -> Signed:
    name = f"head-{head['number']:06d}-{head['at'][:10]}.json"
    files, failed = [], []
    for folder in folders:
        try:
            files.append(_put(folder / name, canonical(head).encode()))
        except OSError as error:
            failed.append(f"{folder}：{error.strerror or error}")
    return Signed(head, tuple(files), tuple(failed))


def _put(file: Path, content: bytes) -> Path:
    """Whole or not at all: written beside it, put on the disk, then given its name."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.read_bytes() == content:
        return file
    beside = file.with_suffix(".part")
    with beside.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(file)
    return file


# --- Checking ---


def is_signed(head: dict[str, Any], key: str) -> bool:
    """Whether a head was signed with a key and has not been changed since."""
    bare = {name: value for name, value in head.items() if name != "signature"}
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(str(head.get("signature", ""))), canonical(bare).encode()
        )
    except (InvalidSignature, ValueError, TypeError):
        return False
    return head.get("key") == key


def check_heads(folders: Iterable[Path], key: str) -> Iterator[Fault]:
    """Whether the database still holds every link of the newest head in each folder."""
    for folder in folders:
        heads = stored(folder)
        if not heads:
            continue
        if not is_signed(heads[-1], key):
            yield Fault("", None, "", f"{folder} 里最新的链头签名不对：文件被改过，或不是本系统签的")
            continue
        yield from behind(heads[-1])


def behind(head: dict[str, Any]) -> Iterator[Fault]:
    """Links that a signed head names and the database no longer has."""
    rows = LedgerLink.objects.select_related("branch").order_by("branch", "number")
    for one in head["branches"]:
        row = rows.filter(branch__code=one["branch"], number=one["number"]).first()
        day = head["at"][:10]
        if row is None:
            words = f"{day} 签名的链头到这一环为止，库里已没有：后面的环被删，或恢复了旧备份"
            yield Fault(one["branch"], one["number"], one.get("record", ""), words)
        elif (row.link_digest, row.link_sm3) != (one["link_digest"], one["link_sm3"]):
            yield Fault(
                one["branch"], one["number"], one.get("record", ""), f"与 {day} 签名的链头不符：整条链被换过"
            )
