"""WeasyPrint with fonts and pictures of our own only: nothing is fetched from elsewhere.

Apart from kit/pdf.py because importing it takes longer than all the rest of the site: commands that print nothing
need not wait for it.
"""

import mimetypes
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from branchlife.kit.pdf import FANGSONG


class HouseFetcher(URLFetcher):
    """Answers `data:` addresses and files below the given folders; everything else is refused, no socket opened."""

    def __init__(self, roots: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self.roots = [root.resolve() for root in roots]

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The content of an allowed address; raises ValueError for any other."""
        if url[:5].lower() == "data:":
            return super().fetch(url, headers)
        parts = urlsplit(url)
        if parts.scheme.lower() != "file" or parts.netloc:
            raise ValueError("only data: and our own files may be used in a PDF")
        file = Path(unquote(parts.path)).resolve()
        if not any(file.is_relative_to(root) for root in self.roots):
            raise ValueError("this file does not belong to the site")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})


def roots() -> list[Path]:
    """The folders whose files a PDF may use: static files, collected ones, vendored ones, fonts."""
    folders = [*settings.STATICFILES_DIRS, settings.STATIC_ROOT, settings.VENDOR_DIR, settings.FONT_DIR]
    return [Path(folder) for folder in folders if folder]


@cache
def _fonts(folder: Path) -> tuple[FontConfiguration, CSS]:
    """The font configuration and the style sheet that declares our font files; made once, costly to make."""
    configuration = FontConfiguration()
    file = folder / FANGSONG
    face = (
        f'@font-face {{ font-family: FandolFang; src: url("{file.resolve().as_uri()}") }}'
        if file.is_file()
        else ""
    )
    return configuration, CSS(string=face, font_config=configuration, url_fetcher=HouseFetcher([folder]))


def set_page(page: str, attachments: Mapping[str, bytes], variant: str) -> bytes:
    """A complete HTML page as PDF."""
    configuration, faces = _fonts(Path(settings.FONT_DIR))
    base = roots()[0].resolve().as_uri() + "/"
    html = HTML(string=page, base_url=base, url_fetcher=HouseFetcher(roots()))
    embedded = [Attachment(string=content, name=name) for name, content in attachments.items()]
    with warnings.catch_warnings():
        if variant:  # the library opens its colour profile and leaves the closing to chance
            warnings.simplefilter("ignore", ResourceWarning)
        document: bytes = html.write_pdf(
            stylesheets=[faces],
            font_config=configuration,
            attachments=embedded or None,
            pdf_variant=variant or None,
        )
    return document
