"""A house of its own for tests that kill: a database no other test sees, and processes that work in it.

On SQLite a file, on PostgreSQL (when DATABASE_URL names one) a database of the same cluster. Both are copied from one
that has been migrated once. Processes live in real time, whatever the clock of the test says.
"""

import json
import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).absolute().parents[2]
POSTGRES = os.environ.get("DATABASE_URL", "")


def on_server(statement: str) -> None:
    """Run one statement that makes or drops a database."""
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(statement.encode())


@dataclass
class House:
    """A state folder and a database; `with` it is gone afterwards."""

    folder: Path
    name: str = field(default_factory=lambda: f"house_{uuid.uuid4().hex}")

    def __enter__(self) -> "House":
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        if POSTGRES:
            on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this house is started with."""
        there = {
            **os.environ,
            "STATE_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "branchlife.settings",
            "PYTHONPATH": str(ROOT),
            "DEBUG": "1",
            "PYTHONWARNINGS": "ignore",
        }
        if POSTGRES:
            there["DATABASE_URL"] = urlsplit(POSTGRES)._replace(path=f"/{self.name}").geturl()
        return there

    def build(self) -> None:
        """An empty database with all tables."""
        if POSTGRES:
            on_server(f"CREATE DATABASE {self.name}")
        self.run("manage.py", "migrate", "--no-input", "--verbosity", "0", "--skip-checks")

    def copy(self, folder: Path) -> "House":
        """Another house with the same rows. Nobody may be at work in this one."""
        twin = House(folder).__enter__()
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        if POSTGRES:
            on_server(f"CREATE DATABASE {twin.name} TEMPLATE {self.name}")
        return twin

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a Python program of the project to its end."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or not check, done.stdout + done.stderr
        return done

    def start(
        self, *arguments: str, extra: dict[str, str] | None = None, **options: Any
    ) -> subprocess.Popen[str]:
        """Start a Python program of the project in a process group of its own, so that all of it can be killed.

        `extra` is added to its environment.
        """
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | (extra or {}),
            text=True,
            start_new_session=True,
            **options,
        )

    def act(self, name: str, *arguments: object) -> Any:
        """Run one of the acts (acts.py) in a process; returns what it has to say."""
        return json.loads(self.run("-m", "tests.reliability.acts", name, *map(str, arguments)).stdout)
