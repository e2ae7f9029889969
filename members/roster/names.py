"""Names as they are stored and compared."""

import re
import unicodedata

from branchlife.kit.cells import clean_text, without_blanks
from branchlife.kit.workbook import Cell

DOTS = dict.fromkeys(map(ord, "•‧・∙⋅⸱･"), "·")
LATIN = re.compile(r"[A-Za-z]")


def plain_name(value: Cell) -> str:
    """王　芳 → 王芳: blanks inside a Chinese name only fill the cell. Dots of every sort become U+00B7."""
    text = unicodedata.normalize("NFC", clean_text(value)).translate(DOTS)
    return " ".join(text.split()) if LATIN.search(text) else without_blanks(text)
