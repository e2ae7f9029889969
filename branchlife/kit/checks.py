"""Start-up checks of what PDFs need from the machine."""

import ctypes
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

from branchlife.kit.pdf import FANGSONG

SUBSET_LIBRARIES = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "harfbuzz-subset-0.dll")
FAMILIES = {
    "Noto Serif CJK SC": "fonts-noto-cjk",
    "Noto Sans CJK SC": "fonts-noto-cjk",
    "LXGW WenKai": "fonts-lxgw-wenkai",
}


def subset_library(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """kit.W001: without libharfbuzz-subset a PDF takes 26 to 57 times as long."""
    if any(_loads(name) for name in SUBSET_LIBRARIES):
        return []
    return [
        checks.Warning(
            "缺少 libharfbuzz-subset，生成 PDF 会慢几十倍。",
            hint="Debian、Ubuntu：apt-get install libharfbuzz-subset0",
            id="kit.W001",
        )
    ]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def fonts(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """kit.W002: a missing font changes the look of the forms and may print boxes instead of rare characters."""
    missing = {FANGSONG: "make fonts"} if not (Path(settings.FONT_DIR) / FANGSONG).is_file() else {}
    present = _installed_families()
    missing |= {
        family: f"apt-get install {package}" for family, package in FAMILIES.items() if family not in present
    }
    return [
        checks.Warning(f"缺少字体 {name}，PDF 的字形会不对，生僻字可能印不出来。", hint=how, id="kit.W002")
        for name, how in missing.items()
    ]


def _installed_families() -> set[str]:
    lister = shutil.which("fc-list")
    if lister is None:
        return set()
    done = subprocess.run(  # noqa: S603 (a fixed command without input)
        [lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False, timeout=20
    )
    return {name.strip() for line in done.stdout.splitlines() for name in line.split(",")}
