"""The register of everything that can be downloaded, names of files, and the answer that carries one."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar, Literal, TypeVar

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

Media = Literal["pdf", "xlsx"]
Subject = Literal["meeting", "branch_year", "branch", "poll", "box", "plan"]

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
    "jpg": "image/jpeg",
    "ics": "text/calendar; charset=utf-8",
}
FORBIDDEN = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]'
)
MAX_NAME = 80  # characters, ending included
MAX_NAME_BYTES = 240  # what common file systems take, with room for "(1)"


class Export(ABC):
    """One form that can be downloaded. Subclasses are data and two methods; `register` makes them known.

    `action` is what the viewer must be allowed to do; the kit only carries it. `subject` says what the form is
    about, and so what `filename` and `render` are given.
    """

    identifier: ClassVar[str]
    title: ClassVar[str]
    media: ClassVar[Media]
    action: ClassVar[str]
    subject: ClassVar[Subject]

    @abstractmethod
    def filename(self, subject: Any, **options: Any) -> str:
        """The name of the file, made with `safe_filename`."""

    @abstractmethod
    def render(self, subject: Any, **options: Any) -> bytes:
        """The file itself."""


ExportClass = TypeVar("ExportClass", bound=type[Export])
_register: dict[str, Export] = {}


def register(export: ExportClass) -> ExportClass:
    """Class decorator; raises ValueError when another class has taken the identifier."""
    taken = _register.get(export.identifier)
    if taken is not None and type(taken).__qualname__ != export.__qualname__:
        raise ValueError(f"the export {export.identifier!r} is registered twice")
    _register[export.identifier] = export()
    return export


def get(identifier: str) -> Export:
    """The export of that name; raises KeyError when there is none."""
    return _register[identifier]


def all_for(subject: Subject) -> list[Export]:
    """Every export about such a subject, in the order they were registered."""
    return [export for export in _register.values() if export.subject == subject]


def safe_filename(parts: Iterable[str | int], extension: str) -> str:
    """The parts that are not empty, joined by "-", fit for any file system: at most 80 characters with the ending.

    `extension` is written without a dot.
    """
    plain = (re.sub(r"\s+", " ", FORBIDDEN.sub("", str(part))) for part in parts)
    stem = "-".join(part for part in (part.strip(" .-") for part in plain) if part) or "文件"
    ending = f".{extension}"
    stem = stem[: MAX_NAME - len(ending)]
    while len(stem.encode()) + len(ending) > MAX_NAME_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .-") + ending


def file_response(content: bytes, filename: str, media: str) -> HttpResponse:
    """The bytes as a download that no browser opens, guesses about, runs or keeps.

    `media` is a key of `MEDIA_TYPES`; anything else goes out as plain bytes.
    """
    response = HttpResponse(content, content_type=MEDIA_TYPES.get(media, "application/octet-stream"))
    response["Content-Length"] = str(len(content))
    _guard(response, filename)
    return response


def stored_response(stored: FieldFile, filename: str, media: str) -> FileResponse:
    """The same of a file in the store, sent piece by piece however long it is."""
    response = FileResponse(
        stored.open("rb"), content_type=MEDIA_TYPES.get(media, "application/octet-stream")
    )
    _guard(response, filename)
    return response


def _guard(response: HttpResponseBase, filename: str) -> None:
    disposition = content_disposition_header(True, filename)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox"
