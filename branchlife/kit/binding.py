"""Bind finished PDFs into one without drawing them anew: pages in a row, something laid over, bookmarks, page labels.

The first part gives the document its catalog, and with it what makes it a PDF/A: XMP and OutputIntent. Fonts and
their ToUnicode maps stay as they are in each part.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf


@dataclass(frozen=True)
class Part:
    """One finished PDF. `bookmark` names its first page ("" for none); `depth` 1 hangs it under the one before."""

    content: bytes
    bookmark: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Bound:
    """The volume, and where each part begins: indices of pages from 0."""

    content: bytes
    starts: list[int] = field(default_factory=list)
    pages: int = 0


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def bind(parts: Sequence[Part], *, title: str, overlay: bytes = b"", unnumbered: int = 0) -> Bound:
    """The parts in a row. Page n of `overlay` is laid over page `unnumbered` + n, as long as there are any.

    `unnumbered` pages in front are labelled i, ii, …, the rest 1, 2, … as printed. Without an overlay each part keeps
    its own numbers and no page is labelled. Same parts, same bytes.
    """
    with pikepdf.open(io.BytesIO(parts[0].content)) as document:
        starts = [0]
        for part in parts[1:]:
            starts.append(len(document.pages))
            with pikepdf.open(io.BytesIO(part.content)) as one:
                document.pages.extend(one.pages)
        if overlay:
            _lay_over(document, overlay, unnumbered)
            _label(document, unnumbered)
        _mark(document, parts, starts)
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as words:
            words["dc:title"] = title
        document.docinfo["/Title"] = title
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return Bound(out.getvalue(), starts, len(document.pages))


def _lay_over(document: pikepdf.Pdf, overlay: bytes, skipped: int) -> None:
    with pikepdf.open(io.BytesIO(overlay)) as sheets:
        for page, sheet in zip(list(document.pages)[skipped:], sheets.pages, strict=False):
            page.add_overlay(sheet, None)


def _label(document: pikepdf.Pdf, unnumbered: int) -> None:
    """What a reader's program shows as the number of a page: the printed one."""
    ranges = [0, pikepdf.Dictionary(S=pikepdf.Name.r)] if unnumbered else []
    ranges += [unnumbered, pikepdf.Dictionary(S=pikepdf.Name.D, St=1)]
    document.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(ranges))


def _mark(document: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int]) -> None:
    if "/Outlines" in document.Root:
        del document.Root["/Outlines"]
    with document.open_outline() as outline:
        for part, start in zip(parts, starts, strict=True):
            if not part.bookmark:
                continue
            item = pikepdf.OutlineItem(part.bookmark, start, "Fit")
            if part.depth and outline.root:
                outline.root[-1].children.append(item)
            else:
                outline.root.append(item)
