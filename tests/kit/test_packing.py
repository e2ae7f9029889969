"""A packed ZIP: the same files, the same bytes; what does not fit its manifest is refused."""

import io
import zipfile

import pytest

from branchlife.kit.packing import MANIFEST, manifest_of, pack, unpack
from branchlife.kit.refusal import Refused

FILES = {"说明.txt": "甲".encode(), "data/a.json": b"{}", "files/ab": bytes(5000)}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_same_files_in_any_order_on_any_day_give_the_same_bytes(clock: object) -> None:
    first = pack(FILES)
    clock.shift(86400)
    assert pack(dict(reversed(FILES.items()))) == first
    assert unpack(first) == FILES


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "a/../../b", "a\\b", "C:x", "a/./b", "a\nb"])
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    files = {name: b"x"}
    with pytest.raises(Refused, match="不正常的文件名"):
        unpack(zipped({**files, MANIFEST: manifest_of(files)}))


def test_what_was_changed_added_or_taken_away_is_named() -> None:
    good = {**FILES, MANIFEST: manifest_of(FILES)}
    with pytest.raises(Refused, match=r"说明\.txt"):
        unpack(zipped({**good, "说明.txt": "乙".encode()}))
    with pytest.raises(Refused, match="more"):
        unpack(zipped({**good, "more": b""}))
    with pytest.raises(Refused, match="files/ab"):
        unpack(zipped({name: content for name, content in good.items() if name != "files/ab"}))


@pytest.mark.parametrize("manifest", [b"", b"[]", b'{"files": 1}', b"\xff"])
def test_a_manifest_that_cannot_be_read_is_refused(manifest: bytes) -> None:
    with pytest.raises(Refused, match="对不上"):
        unpack(zipped({"a": b"", MANIFEST: manifest}))


def test_bombs_strangers_and_rubbish_are_refused() -> None:
    with pytest.raises(Refused, match="展开后过大"):
        unpack(zipped({"a": bytes(60_000_000)}))
    with pytest.raises(Refused, match="没有清单"):
        unpack(zipped({"a": b"b"}))
    with pytest.raises(Refused):
        unpack(b"no archive")
    with pytest.raises(Refused):
        unpack(pack(FILES)[:-30])
