"""QR codes as pictures that stand in the page itself: nothing is fetched, nothing is stored."""

import base64
from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


def picture(text: str, box: int = 12, *, is_tight: bool = False) -> str:
    """The code of a text as a `data:` address. `box` is the size of one square, in tenths of a millimetre.

    `is_tight`: as few squares as there can be, for a small place on white paper.
    """
    level, border = (ERROR_CORRECT_L, 1) if is_tight else (ERROR_CORRECT_M, 4)
    out = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, box_size=box, error_correction=level, border=border).save(
        out
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(out.getvalue()).decode()}"
