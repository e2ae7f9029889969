"""姓氏笔画排序：先比首字笔画，再比次字，同笔画按字码."""

from strokes import strokes


def stroke_order(name: str) -> str:
    """A key whose text order is stroke order. At most 40 characters, enough for six characters of a name."""
    return "".join(f"{strokes(character):02d}{ord(character):05x}" for character in name[:5])
