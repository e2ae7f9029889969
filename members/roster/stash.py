"""An uploaded file between preview and saving: kept encrypted on the server, half an hour, for one person and place."""

import base64
import contextlib
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core import signing

from branchlife.kit import clock, crypto
from branchlife.kit.refusal import Refused

SALT = "branchlife.import"
MINUTES = 30
GONE = "这份文件已经保存过，或预览已超过 30 分钟。请重新上传。"


@dataclass(frozen=True)
class Stashed:
    """The file with what was filled in beside it."""

    content: bytes
    filename: str
    extra: dict[str, int] = field(default_factory=dict)


def folder() -> Path:
    """Where the files lie; never served."""
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def put(stashed: Stashed, purpose: str, user_id: int, organisation_id: int) -> str:
    """Keep a file; the token says whose it is and runs out by itself. Files that ran out are swept away."""
    sweep()
    name = uuid.uuid4().hex
    path = folder() / name
    path.touch(mode=0o600)
    path.write_text(crypto.encrypt(base64.b64encode(stashed.content).decode()), encoding="ascii")
    claim = {
        "name": name,
        "filename": stashed.filename,
        "purpose": purpose,
        "user": user_id,
        "organisation": organisation_id,
        "extra": stashed.extra,
        "until": int(clock.now().timestamp()) + MINUTES * 60,
    }
    return signing.dumps(claim, salt=SALT, compress=True)


def get(token: str, purpose: str, user_id: int, organisation_id: int) -> tuple[str, Stashed]:
    """The name and the file behind a token. Refused when it ran out, is somebody else's, or was saved already."""
    try:
        claim = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Refused(GONE) from error
    mine = (claim["purpose"], claim["user"], claim["organisation"]) == (purpose, user_id, organisation_id)
    path = folder() / claim["name"]
    if not mine or claim["until"] < clock.now().timestamp() or not path.exists():
        raise Refused(GONE)
    content = base64.b64decode(crypto.decrypt(path.read_text(encoding="ascii")))
    return claim["name"], Stashed(content, claim["filename"], claim["extra"])


def drop(name: str) -> None:
    """Throw a file away after saving."""
    (folder() / name).unlink(missing_ok=True)


def sweep() -> None:
    """Throw away what nobody came back for."""
    oldest = clock.now().timestamp() - MINUTES * 60
    for path in folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
