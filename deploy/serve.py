"""Runs the web server and one worker side by side: `make run`. Ctrl-C or SIGTERM ends both.

A worker that ends, by itself or by a kill, is started again; when the web server ends everything ends with its code.
On a server systemd does this instead (branchlife.service, branchlife-worker.service).
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "branchlife.wsgi")
WORKER = ("manage.py", "worker")
LOOK = 0.2  # seconds between two looks at the children
PATIENCE = 35.0  # seconds a child has to end; gunicorn gives a request 30
PAUSE = 2.0  # seconds before a worker that ended is started again
PR_SET_PDEATHSIG = 1


def with_its_parent() -> None:
    """On Linux: told to end when this process is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(arguments: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches this process alone, which tells the children."""
    return subprocess.Popen(  # noqa: S603 (our own two programs)
        [sys.executable, *arguments],
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=with_its_parent,  # noqa: PLW1509 (no threads here)
    )


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask every child to end; kill what does not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


class Told:
    """Whether somebody has asked for the end."""

    def __init__(self) -> None:
        self.to_end = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.note)

    def note(self, number: int, frame: object) -> None:
        """Raise the flag; the loop sees to the rest."""
        self.to_end = True


def main() -> int:
    """Watch over both until told to end."""
    told = Told()
    web, worker = start(WEB), start(WORKER)
    due = 0.0
    while not told.to_end and web.poll() is None:
        if worker.poll() is not None:
            due = due or time.monotonic() + PAUSE
            if time.monotonic() >= due:
                worker, due = start(WORKER), 0.0
        time.sleep(LOOK)
    end([web, worker])
    return 0 if told.to_end else web.returncode


if __name__ == "__main__":
    sys.exit(main())
