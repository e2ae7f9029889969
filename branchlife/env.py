"""Readers of environment variables that refuse a bad value instead of guessing."""

import base64
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


def flag(name: str, default: bool) -> bool:
    """A yes/no variable; anything else is refused."""
    word = os.environ.get(name)
    if word is None:
        return default
    if word.lower() in YES:
        return True
    if word.lower() in NO:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {word!r}")


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list."""
    value = os.environ.get(name)
    if value is None:
        return default
    return [word.strip() for word in value.split(",") if word.strip()]


def choice(name: str, default: str, known: tuple[str, ...]) -> str:
    """One of a few words; anything else is refused."""
    word = os.environ.get(name) or default
    if word not in known:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}, not {word!r}")
    return word


def number(name: str, default: int) -> int:
    """A whole number ≥ 0."""
    value = os.environ.get(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def site(name: str, hosts: list[str], *, secure: bool) -> str:
    """Scheme and host by which the site is reached from outside, without a slash at the end."""
    value = os.environ.get(name) or (
        f"https://{hosts[0].lstrip('.')}"
        if secure and hosts
        else f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    )
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise ImproperlyConfigured(f"{name} must look like https://branchlife.example, not {value!r}")
    return f"{parts.scheme}://{parts.netloc}"


def secret(name: str, folder: Path, *, made_here: bool) -> str:
    """A secret from the environment or, on a workstation, from a file made on first use (mode 600)."""
    value = os.environ.get(name)
    if value:
        return value
    if not made_here:
        raise ImproperlyConfigured(f"{name} must be set in production")
    return _kept_secret(folder / name.lower())


def _kept_secret(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(base64.b64encode(secrets.token_bytes(32)).decode())
    except FileExistsError:
        pass
    return file.read_text().strip()


def key(name: str, folder: Path, *, made_here: bool) -> bytes:
    """A 32-byte key, written as base64."""
    raw = base64.b64decode(secret(name, folder, made_here=made_here))
    if len(raw) != 32:
        raise ImproperlyConfigured(f"{name} must be 32 bytes in base64")
    return raw


def optional_key(name: str, folder: Path, *, made_here: bool) -> bytes | None:
    """As `key`, but production may do without."""
    if not made_here and not os.environ.get(name):
        return None
    return key(name, folder, made_here=made_here)


def database(sqlite: Path) -> dict[str, Any]:
    """DATABASE_URL (postgres://user:password@host:port/name), else a SQLite file that many processes may share."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(sqlite)
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
