"""A ZIP that proves what is in it: the same files give the same bytes, a list of digests lies inside.

One that comes from elsewhere is read with suspicion.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping

from branchlife.kit.archives import BROKEN, open_archive
from branchlife.kit.refusal import Refused

MANIFEST = "manifest.json"
STAMP = (1980, 1, 1, 0, 0, 0)  # the beginning of time in a ZIP: the real one would make every file another
MODE = 0o100644 << 16
PLAIN_NAME = re.compile(r"(?!.*(^|/)\.\.?(/|$))[^/\\:\x00-\x1f][^\\:\x00-\x1f]*\Z")
MAX_ENTRIES = 20_000
MAX_UNPACKED = 2 * 1024**3

ALTERED = "压缩包里的文件与清单对不上：{}。可能损坏，或被改动过，没有导入。"


def sha256(content: bytes) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """Name, size and SHA-256 of every file, by name."""
    lines = [
        {"name": name, "sha256": sha256(files[name]), "size": len(files[name])} for name in sorted(files)
    ]
    return (json.dumps({"files": lines}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files and their manifest as ZIP. Same files, same bytes, whatever the day and the machine."""
    whole = {**files, MANIFEST: manifest_of(files)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(whole):
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = MODE
            entry.create_system = 3
            archive.writestr(entry, whole[name], compresslevel=6)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a packed ZIP, every one compared with the manifest. Raises `Refused`; nothing touches the disk."""
    with open_archive(data, entries=MAX_ENTRIES, unpacked=MAX_UNPACKED) as archive:
        names = [entry.filename for entry in archive.infolist()]
        odd = [name for name in names if not PLAIN_NAME.match(name)]
        if odd or len(set(names)) != len(names):
            raise Refused("压缩包里有不正常的文件名，为安全起见没有读取。")
        try:
            files = {name: archive.read(name) for name in names}
        except BROKEN as error:
            raise Refused("压缩包已损坏，无法读取。") from error
    stored = files.pop(MANIFEST, None)
    if stored is None:
        raise Refused("压缩包里没有清单（manifest.json），不是本系统导出的。")
    if stored != manifest_of(files):
        raise Refused(ALTERED.format(_difference(stored, files)))
    return files


def _difference(stored: bytes, files: Mapping[str, bytes]) -> str:
    try:
        known = {line["name"]: line["sha256"] for line in json.loads(stored)["files"]}
    except (ValueError, KeyError, TypeError):
        return "清单读不懂"
    odd = [name for name in sorted({*known, *files}) if known.get(name) != sha256(files.get(name, b""))]
    return "、".join(odd[:5]) or "清单的写法"
