"""The real web server over a house, and clients that press 备案 again until they have an answer, as people do."""

import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from tests.cast import PASSWORD
from tests.reliability.house import House

HOST = "127.0.0.1"
SERVER = ("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "branchlife.wsgi")
PATIENCE = 120  # seconds


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something."""
    for _ in range(PATIENCE * 200):
        if is_so():
            return
        time.sleep(0.005)
    raise TimeoutError


@dataclass
class Server:
    """Gunicorn with its workers, as `make run` starts it; `with` it is gone afterwards."""

    house: House
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "Server":
        self.start()
        self.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it; it is open some seconds later."""
        extra = {"BIND": f"{HOST}:{self.port}", "WORKERS": "2"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = self.house.start(*SERVER, extra=extra, **quiet)

    def wait(self) -> None:
        """Until it answers."""
        until(self._answers)

    def _answers(self) -> bool:
        try:
            return ask(self.port, "GET", "/login/").status == 200
        except (OSError, HTTPException):
            return False

    def kill(self) -> None:
        """kill -9 of the master and of every worker, wherever they are."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def ask(port: int, method: str, path: str, cookies: str = "", **form: str) -> HTTPResponse:
    """One request over a connection of its own. OSError or HTTPException when the server is gone before it answers."""
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(form), headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode()  # type: ignore[attr-defined]
        return answer
    finally:
        connection.close()


@dataclass
class Client:
    """A browser in which an account is signed in."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def sign_in(self, username: str) -> None:
        """Through the door, like anybody."""
        self._take(self._ask("GET", "/login/"))
        answer = self._ask("POST", "/login/", username=username, password=PASSWORD)
        assert answer.status == 302, answer.status
        self._take(answer)
        self._take(self._ask("GET", "/account/"))

    def file(self, meeting: int) -> bool:
        """Press 备案 once; whether the server said that it is done."""
        try:
            answer = self._ask("POST", f"/meetings/{meeting}/file/")
        except (OSError, HTTPException):
            return False
        where = answer.getheader("Location") or ""
        assert where == f"/meetings/{meeting}/filed/", (answer.status, where)
        return True

    def _ask(self, method: str, path: str, **form: str) -> HTTPResponse:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return ask(self.port, method, path, jar, csrfmiddlewaretoken=self.token, **form)

    def _take(self, answer: HTTPResponse) -> None:
        """The cookies, and the token of a form."""
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', getattr(answer, "text", ""))
        self.token = found[1] if found else self.token


@dataclass
class Pressers:
    """Clients of one account that file the same meetings, each until it has been told that it is done.

    Within `with` they press while the gate is open.
    """

    clients: list[Client]
    meetings: list[int]
    done: set[int] = field(default_factory=set)
    gate: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    faults: list[str] = field(default_factory=list)

    def __enter__(self) -> "Pressers":
        for number in range(len(self.clients)):
            threading.Thread(target=self._work, args=(number,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()

    def reach(self, count: int) -> None:
        """Let them press until so many are done, or one of them came upon a fault."""
        self.gate.set()
        until(lambda: len(self.done) >= count or bool(self.faults))
        assert self.faults == []

    def _work(self, number: int) -> None:
        """Two clients share each meeting, as when a press is sent again."""
        shard = self.meetings[number // 2 :: len(self.clients) // 2]
        try:
            while (left := [pk for pk in shard if pk not in self.done]) and not self.over.is_set():
                self.gate.wait(0.2)
                if self.gate.is_set() and self.clients[number].file(left[0]):
                    self.done.add(left[0])
        except Exception as fault:  # told by the test, which waits for this thread
            self.faults.append(repr(fault))
