"""A person at the screen: each press, tap, paste and chosen file is one action, each typed sign is counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

SPOKEN = {401, 409, 422, 429}  # refusals that the site puts into words: not a fault of the page
HERE = ("data:", "blob:", "about:")


@dataclass
class Guard:
    """Watches every page of a browser: failing scripts, broken policies, requests that leave the house, 4xx, 5xx."""

    home: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """From now on."""
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"{message.page.url if message.page else ''} {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.home, *HERE)):
            self.faults.append(f"leaves the house: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in SPOKEN:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")


@dataclass
class Hand:
    """Uses one page as a person does. `actions` and `typed` are what it took."""

    page: Page
    actions: int = 0
    typed: int = 0
    log: list[str] = field(default_factory=list)

    def look(self) -> Page:
        """A person reads and acts on a page that has come up whole, scripts and all: a press only waits for its answer
        to begin, and in the first half of a page half of the buttons are missing."""
        self.page.wait_for_load_state()
        return self.page

    def _done(self, what: str) -> None:
        self.actions += 1
        self.log.append(what)

    def press(self, name: Any, role: Any = "button", *, exact: bool = False) -> None:
        """Press the button (or link) of that name, the first where there are several."""
        self.look().get_by_role(role, name=spoken(name), exact=exact).first.click()
        self._done(f"press {name}")

    def follow(self, name: Any, *, exact: bool = False) -> None:
        """Follow the link of that name."""
        self.press(name, "link", exact=exact)

    def tap(self, place: Locator | str, what: str = "") -> None:
        """Tap a thing on the page."""
        self.look()
        self._find(place).click()
        self._done(f"tap {what or place}")

    def open(self, summary: str) -> None:
        """Open what is folded."""
        self.tap(self.page.locator("summary", has_text=summary).first, summary)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list what begins with or holds these words."""
        box = self.look().get_by_label(label).first
        box.select_option(box.locator("option", has_text=option).first.get_attribute("value"))
        self._done(f"choose {option}")

    def paste(self, place: Locator | str, text: str) -> None:
        """Put the cursor there and paste: two actions, nothing typed."""
        self.tap(place)
        self.page.keyboard.insert_text(text)
        self._done("paste")

    def type(self, place: Locator | str, text: str) -> None:
        """Put the cursor there and type."""
        self.tap(place)
        self.page.keyboard.type(text)
        self._done(f"type {text}")
        self.typed += len(text)

    def date(self, label: str, day: str) -> None:
        """Type a day, eight figures, whatever the order in which the browser wants them."""
        self.look().get_by_label(label).first.fill(day)
        self._done(f"date {day}")
        self.typed += 8

    def pick(self, label: str, *files: Path) -> None:
        """Choose files on the disk: the button and the file, two actions."""
        self.look().get_by_label(label).first.set_input_files([str(file) for file in files])
        self._done("open the files")
        self._done(f"pick {', '.join(file.name for file in files)}")

    def download(self, link: Any) -> bytes:
        """Follow a link that gives a file; the file."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=spoken(link)).first.click()
        self._done(f"download {link}")
        return Path(waiting.value.path()).read_bytes()

    def _find(self, place: Locator | str) -> Locator:
        return self.page.get_by_label(place).first if isinstance(place, str) else place


def spoken(name: Any) -> Any:
    """A name of two parts as it is read out: the hidden second part may be set off by a blank."""
    if isinstance(name, str) and "：" in name:
        return re.compile(r"\s*：\s*".join(re.escape(part) for part in name.split("：")))
    return name


def wording(page: Page) -> str:
    """What one reads on the page."""
    page.wait_for_load_state()
    return page.locator("main").inner_text()


def overflow(page: Page) -> list[str]:
    """What sticks out to the right of the window and makes the page scroll sideways; nothing is right."""
    page.wait_for_load_state("load")  # before the style sheet is there everything sticks out
    found: Sequence[str] = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          const inside = (node) => {
            for (let up = node.parentElement; up; up = up.parentElement)
              if (/auto|scroll|hidden/.test(getComputedStyle(up).overflowX)) return true;
            return false;
          };
          const out = [...document.body.querySelectorAll('*')].filter(
            (node) => node.getBoundingClientRect().right > wide + 1 && node.checkVisibility() && !inside(node));
          return ['page ' + document.documentElement.scrollWidth + ' > ' + wide,
                  ...out.slice(0, 4).map((node) => node.outerHTML.slice(0, 120))];
        }"""
    )
    return list(found)
