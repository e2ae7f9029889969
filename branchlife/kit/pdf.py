"""PDF from a template."""

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from django.core.cache import caches
from django.template.loader import render_to_string

MEDIA_TYPE = "application/pdf"
ARCHIVAL = "pdf/a-2b"
SHELF = "papers"  # of settings.CACHES
FANGSONG = "FandolFang-Regular.otf"


def render_pdf(
    template_name: str,
    context: Mapping[str, Any],
    *,
    title: str = "",
    attachments: Mapping[str, bytes] | None = None,
    variant: str = "",
    once: bool = False,
) -> bytes:
    """The template as PDF. `title` becomes the document's title; `attachments` (name → content) are embedded.

    `variant` makes it fit for keeping, for instance `ARCHIVAL` (PDF/A-2b). Relative addresses in the template are
    looked for below `static/`. What is asked for again word for word is set `once` and taken from the shelf then.
    """
    page = render_to_string(template_name, {**context, "document_title": title})
    return pdf_of(page, attachments or {}, variant, once)


def pdf_of(page: str, attachments: Mapping[str, bytes], variant: str = "", once: bool = False) -> bytes:
    """A complete HTML page as PDF. `once` is for pages without attachments."""
    from branchlife.kit.printer import set_page  # noqa: PLC0415 (costly, and most commands print nothing)

    if not once:
        return set_page(page, attachments, variant)
    shelf, place = caches[SHELF], _place(page, variant)
    kept: bytes | None = shelf.get(place)
    if kept is None:
        kept = set_page(page, {}, variant)
        shelf.set(place, kept)
    return kept


def _place(page: str, variant: str) -> str:
    """Where on the shelf: by all that the file depends on, style sheets stand in the page."""
    text = "\n".join((version("weasyprint"), variant, page))
    return hashlib.sha256(text.encode()).hexdigest()
