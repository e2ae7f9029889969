"""What the settings refuse, and what production turns on."""

import base64
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import get_hasher, make_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import connection

from branchlife import checks, env
from members.passwords import ThreeOfFourClasses, classes
from tests.cast import Cast

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


def key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def production(tmp_path: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run something with the settings of production and nothing of this machine's."""
    lines = (ROOT / "deploy/production.env").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    given |= {
        "SECRET_KEY": key() + key(),
        "FIELD_KEY": key(),
        "LOOKUP_KEY": key(),
        "STATE_DIR": str(tmp_path),
    }
    given |= {"DATABASE_URL": "", "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "branchlife.settings"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=given | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def asked(tmp_path: Path, names: str) -> str:
    code = f"from django.conf import settings as s; print([getattr(s, n) for n in {names!r}.split()])"
    done = production(tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_deployment_check_is_clean_in_production(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    check = (
        "manage.py",
        "check",
        "--deploy",
        "--tag",
        "security",
        "--tag",
        "urls",
        "--fail-level",
        "WARNING",
    )
    done = production(tmp_path, *check)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_cookies_and_transport_are_closed_in_production(tmp_path: Path) -> None:
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_HTTPONLY"
    assert asked(tmp_path, names) == "[True, True, True, True]"
    names = "SECURE_SSL_REDIRECT TWO_FACTOR FIRST_PASSWORD_CHANGE BEHIND_PROXY DEBUG SECURE_HSTS_SECONDS"
    assert asked(tmp_path, names) == "[True, True, True, True, False, 31536000]"


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEY", "LOOKUP_KEY"])
def test_production_does_not_start_without_its_keys(tmp_path: Path, name: str) -> None:
    done = production(tmp_path, "manage.py", "check", **{name: ""})
    assert done.returncode != 0
    assert f"{name} must be set in production" in done.stderr


def test_sign_in_cookies_are_not_for_scripts_or_other_sites(settings: Any) -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


# --- Superusers ---


def test_production_refuses_to_start_with_an_active_superuser(cast: Cast, settings: Any) -> None:
    settings.PRODUCTION = True
    checks.refuse_superusers()
    assert checks.no_superuser(databases=["default"]) == []
    cast.sysadmin.is_superuser = True
    cast.sysadmin.save()
    with pytest.raises(ImproperlyConfigured, match="超级用户：sysadmin"):
        checks.refuse_superusers()
    [error] = checks.no_superuser(databases=["default"])
    assert error.id == "branchlife.E002"
    assert checks.no_superuser() == []
    cast.sysadmin.is_active = False
    cast.sysadmin.save()
    checks.refuse_superusers()


def test_on_a_workstation_a_superuser_is_nobodys_business(cast: Cast) -> None:
    cast.sysadmin.is_superuser = True
    cast.sysadmin.save()
    checks.refuse_superusers()
    assert checks.no_superuser(databases=["default"]) == []


def test_the_web_server_asks_before_the_first_request(tmp_path: Path) -> None:
    made = "import django; django.setup(); from django.contrib.auth import get_user_model as g;"
    made += "g().objects.create(username='root', is_superuser=True)"
    assert production(tmp_path, "manage.py", "migrate", "members", "--verbosity", "0").returncode == 0
    served = ("-W", "ignore", "-c", "import branchlife.wsgi")
    assert production(tmp_path, *served).returncode == 0
    assert production(tmp_path, "-c", made).returncode == 0
    done = production(tmp_path, *served)
    assert done.returncode != 0
    assert "超级用户：root" in done.stderr


# --- Readers of the environment ---


@pytest.mark.parametrize(
    ("word", "value"), [("1", True), ("Yes", True), ("0", False), ("", False), (None, True)]
)
def test_a_flag_is_yes_or_no(monkeypatch: Any, word: str | None, value: bool) -> None:
    monkeypatch.delenv("FLAG", raising=False)
    if word is not None:
        monkeypatch.setenv("FLAG", word)
    assert env.flag("FLAG", default=True) is value


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("V", default=False), "perhaps"),
        (lambda: env.number("V", 1), "-1"),
        (lambda: env.choice("V", "modern", ("modern", "dengbao3")), "none"),
        (lambda: env.key("V", Path("/nowhere"), made_here=False), base64.b64encode(b"short").decode()),
        (lambda: env.database(Path("/nowhere")), "mysql://x/y"),
    ],
)
def test_a_bad_value_is_refused(monkeypatch: Any, read: Any, value: str) -> None:
    monkeypatch.setenv("V", value)
    monkeypatch.setenv("DATABASE_URL", value)
    with pytest.raises(ImproperlyConfigured):
        read()


def test_good_values_are_read(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("V", "a, b,,c")
    assert env.words("V", []) == ["a", "b", "c"]
    monkeypatch.setenv("V", "7")
    assert env.number("V", 1) == 7
    monkeypatch.setenv("V", "dengbao3")
    assert env.choice("V", "modern", ("modern", "dengbao3")) == "dengbao3"
    monkeypatch.delenv("V")
    assert (env.words("V", ["x"]), env.number("V", 1)) == (["x"], 1)
    assert env.choice("V", "modern", ("modern", "dengbao3")) == "modern"


def test_a_key_made_here_is_kept_for_its_owner_only(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.delenv("MADE_KEY", raising=False)
    first = env.key("MADE_KEY", tmp_path / "keys", made_here=True)
    assert len(first) == 32
    assert env.key("MADE_KEY", tmp_path / "keys", made_here=True) == first
    assert (tmp_path / "keys/made_key").stat().st_mode & 0o777 == 0o600


def test_a_database_address_is_taken_apart(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:p%40ss@db.example:5433/branchlife?sslmode=require")
    read = env.database(tmp_path / "x")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == (
        "anna",
        "p@ss",
        "db.example",
        "5433",
    )
    assert (read["NAME"], read["OPTIONS"]) == ("branchlife", {"sslmode": "require"})
    monkeypatch.setenv("DATABASE_URL", "postgresql://branchlife@/branchlife?host=/run/postgresql")
    assert env.database(tmp_path / "x")["HOST"] == "/run/postgresql"


def test_without_an_address_it_is_sqlite_that_waits_its_turn(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    read = env.database(tmp_path / "deep/db.sqlite3")
    assert read["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (tmp_path / "deep").is_dir()


# --- Passwords ---


def test_passwords_are_hashed_with_argon2id_19_mib_two_passes_one_lane(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["members.hashers.Argon2"]
    assert make_password("x").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert get_hasher().algorithm == "argon2"


def test_argon2_comes_first_in_the_settings() -> None:
    code = "from django.conf import settings; print(settings.PASSWORD_HASHERS[0])"
    given = os.environ | {"DJANGO_SETTINGS_MODULE": "branchlife.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=given, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "members.hashers.Argon2"


def rules(tmp_path: Path, profile: str) -> list[Any]:
    code = (
        "from django.conf import settings as s; print(s.AUTH_PASSWORD_VALIDATORS, '|', s.PASSWORD_MAX_DAYS)"
    )
    done = production(tmp_path, "-c", code, PASSWORD_PROFILE=profile)
    assert done.returncode == 0, done.stderr
    config, days = done.stdout.strip().split(" | ")
    import ast

    return [password_validation.get_password_validators(ast.literal_eval(config)), ast.literal_eval(days)]


@pytest.mark.parametrize(
    ("profile", "good", "bad", "days"),
    [
        (
            "modern",
            ["长桌子上有一盏灯照着石榴树", "correct horse battery"],
            ["Ab3-Ab3-Ab3", "password1234"],
            None,
        ),
        ("dengbao3", ["Shiliu-2026", "柳湾Abc2026xy"], ["Shiliu-26", "shiliushu2026", "SHILIUSHU2026"], 90),
    ],
)
def test_a_password_profile(
    tmp_path: Path, profile: str, good: list[str], bad: list[str], days: int | None
) -> None:
    validators, limit = rules(tmp_path, profile)
    assert limit == days
    for password in good:
        password_validation.validate_password(password, None, validators)
    for password in bad:
        with pytest.raises(ValidationError):
            password_validation.validate_password(password, None, validators)


def test_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    done = production(tmp_path, "manage.py", "check", PASSWORD_PROFILE="weak")
    assert "PASSWORD_PROFILE must be one of" in done.stderr


@pytest.mark.parametrize(
    ("password", "count"), [("", 0), ("abc", 1), ("aB", 2), ("aB3", 3), ("aB3-", 4), ("柳湾", 1), ("Ａ１", 1)]
)
def test_classes_of_characters_are_counted(password: str, count: int) -> None:
    assert classes(password) == count


def test_the_rule_says_what_it_wants() -> None:
    assert "三类" in ThreeOfFourClasses().get_help_text()


# --- Read in this process: what the tests above see from outside ---


def test_the_settings_of_production_close_what_is_open_on_a_workstation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {
        "PRODUCTION": "1",
        "ALLOWED_HOSTS": "zhibu.example",
        "STATE_DIR": str(tmp_path),
        "DATABASE_URL": "",
    }
    given |= {"CSRF_TRUSTED_ORIGINS": "https://zhibu.example", "SECRET_KEY": key() + key()}
    given |= {"FIELD_KEY": key(), "LOOKUP_KEY": key(), "SSL_REDIRECT": "0", "DEBUG": "0"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    made = runpy.run_path(str(ROOT / "branchlife/settings.py"))
    assert (made["DEBUG"], made["ALLOWED_HOSTS"]) == (False, ["zhibu.example"])
    assert made["CSRF_TRUSTED_ORIGINS"] == ["https://zhibu.example"]
    assert made["SECURE_HSTS_SECONDS"] == 31536000
    assert made["SESSION_COOKIE_SECURE"]
    assert not made["SECURE_SSL_REDIRECT"]


def test_a_key_is_never_made_up_in_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIELD_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEY must be set in production"):
        env.secret("FIELD_KEY", tmp_path, made_here=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("debug", [True, False])
def test_the_page_of_components_is_there_for_those_who_build(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    patterns = runpy.run_path(str(ROOT / "branchlife/urls.py"))["urlpatterns"]
    assert ("components" in {getattr(one, "name", "") for one in patterns}) is debug


def test_before_the_first_migration_nobody_is_a_superuser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert checks.superusers() == []


def test_production_starts_without_a_key_for_the_heads_and_writes_them_where_it_is_told(
    tmp_path: Path,
) -> None:
    assert (
        asked(tmp_path, "SIGNING_KEY HEAD_DIRS")
        == "[None, ['/var/lib/branchlife/heads', '/mnt/elsewhere/heads']]"
    )
    signing = {"SIGNING_KEY": base64.b64encode(b"k" * 32).decode()}
    code = "from django.conf import settings as s; print(s.SIGNING_KEY)"
    assert production(tmp_path, "-c", code, **signing).stdout.strip() == str(b"k" * 32)
