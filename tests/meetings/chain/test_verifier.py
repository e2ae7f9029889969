"""The verifier that stands alone: short, of the standard library only, and of one mind with a second one."""

import ast
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from branchlife.kit.canonical import canonical, sm3
from meetings.chain import verifier
from meetings.chain.document import VERIFIER
from tests.meetings.chain import second
from tests.meetings.chain.vectors import WAYS, hundred

VECTORS = list(hundred())
NUMBERS = range(100)


@pytest.mark.parametrize("number", NUMBERS)
def test_two_verifiers_agree_on_a_hundred_chains(number: int) -> None:
    how, document = VECTORS[number]
    first = sorted({place for place, _, _ in verifier.faults_of_chain(document)})
    assert first == second.damaged(document)
    assert bool(first) is bool(how), how


def test_the_hundred_hold_sound_chains_and_every_sort_of_damage() -> None:
    counted = Counter(how for how, _ in VECTORS)
    assert counted[""] == 25
    assert set(counted) == {"", *WAYS}


def test_the_damaged_record_is_named() -> None:
    how, document = next((how, one) for how, one in VECTORS if how == "rewritten")
    [fault, *_] = verifier.faults_of_chain(document)
    assert how
    assert fault[1] == f"2026-DH-{fault[0]:02d}"


def test_it_is_short_and_leans_on_nothing_but_the_standard_library() -> None:
    text = VERIFIER.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in imports
    }
    assert names <= set(sys.stdlib_module_names)
    ast.parse(text, feature_version=(3, 8))


@pytest.mark.parametrize("length", [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000])
def test_its_sm3_is_that_of_the_library(length: int) -> None:
    raw = bytes(range(256))[: length % 256] * (length // 256 + 1)
    assert verifier.sm3(raw) == sm3(raw)


def test_its_signatures_are_those_of_the_library() -> None:
    for number in range(8):
        key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public, text = key.public_key().public_bytes_raw().hex(), f"第{number}份".encode()
        signature = key.sign(text).hex()
        assert verifier.is_signed(text, signature, public)
        spoilt = [
            (text + b"x", signature, public),
            (text, signature[:-2] + ("00" if signature[-2:] != "00" else "01"), public),
            (text, ("0" if signature[0] != "0" else "1") + signature[1:], public),
            (text, signature, Ed25519PrivateKey.from_private_bytes(b"z" * 32).public_key().public_bytes_raw().hex()),
            (text, signature[:-2], public), (text, "zz", public), (text, signature, ""), (text, "ff" * 64, public),
        ]  # fmt: skip
        assert not any(verifier.is_signed(*one) for one in spoilt)


def test_a_link_that_is_not_whole_is_a_fault_not_a_crash() -> None:
    _, document = VECTORS[0]
    broken = json.loads(json.dumps(document))
    del broken["links"][1]["body"]
    assert [(number, words) for number, _, words in verifier.faults_of_chain(broken)] == [(2, "这一环不完整")]


def folder_of(tmp_path: Path, document: dict[str, Any]) -> Path:
    """A folder as it would be handed out: the chain, a signed head, the verifier."""
    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
    last = document["links"][-1]
    entry = {name: last[name] for name in ("link_digest", "link_sm3", "number")}
    head = {
        "at": last["at"], "branches": [{"branch": document["branch"], "record": "2026-DH-01"} | entry],
        "format": 1, "key": key.public_key().public_bytes_raw().hex(), "number": 1, "previous": "0" * 64,
    }  # fmt: skip
    head["signature"] = key.sign(canonical(head).encode()).hex()
    (tmp_path / "chain.json").write_text(canonical(document), encoding="utf-8")
    (tmp_path / "heads").mkdir()
    (tmp_path / "heads/head-000001.json").write_text(canonical(head), encoding="utf-8")
    (tmp_path / "verifier.py").write_bytes(VERIFIER.read_bytes())
    return tmp_path


def run(folder: Path, *more: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "verifier.py"), str(folder), *more],
        capture_output=True, text=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"}, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_it_runs_alone_in_a_folder_and_says_what_it_found(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, json.loads(json.dumps(VECTORS[0][1])))
    assert run(folder) == (0, "1 条链、0 份单独的记录、1 份签名链头：全部完好\n")
    code, said = run(folder, "--key", "ab" * 32)
    assert (code, "签名不对" in said) == (1, True)
    document = json.loads((folder / "chain.json").read_text(encoding="utf-8"))
    document["links"].pop()
    (folder / "chain.json").write_text(canonical(document), encoding="utf-8")
    code, said = run(folder)
    assert (code, "后面的环被删" in said, "记录 2026-DH-01" in said) == (1, True, True)
    empty = folder / "empty"
    empty.mkdir()
    (empty / "verifier.py").write_bytes(VERIFIER.read_bytes())
    assert run(empty)[0] == 2
