"""PDF from a template."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

MEDIA_TYPE = "application/pdf"
ARCHIVAL = "pdf/a-2b"
FANGSONG = "FandolFang-Regular.otf"


def render_pdf(
    template_name: str,
    context: Mapping[str, Any],
    *,
    title: str = "",
    attachments: Mapping[str, bytes] | None = None,
    variant: str = "",
) -> bytes:
    """The template as PDF. `title` becomes the document's title; `attachments` (name → content) are embedded.

    `variant` makes it fit for keeping, for instance `ARCHIVAL` (PDF/A-2b). Relative addresses in the template are
    looked for below `static/`.
    """
    page = render_to_string(template_name, {**context, "document_title": title})
    return pdf_of(page, attachments or {}, variant)


def pdf_of(page: str, attachments: Mapping[str, bytes], variant: str = "") -> bytes:
    """A complete HTML page as PDF."""
    from branchlife.kit.printer import set_page  # noqa: PLC0415 (costly, and most commands print nothing)

    return set_page(page, attachments, variant)
