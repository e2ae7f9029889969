"""Which kind of table a file is: ending, first bytes and a real parse must agree."""

from pathlib import Path, PurePath
from typing import IO

from branchlife.kit import ole
from branchlife.kit.archives import read_limited
from branchlife.kit.refusal import Refused
from branchlife.kit.workbook.delimited import read_csv
from branchlife.kit.workbook.modern import read_xlsx
from branchlife.kit.workbook.old import read_xls
from branchlife.kit.workbook.tables import MAX_BYTES, Table, not_empty

ZIP = b"PK\x03\x04"
ADVICE = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。"
ENDINGS = {
    ".xlsm": f"这是带宏的工作簿（.xlsm）。{ADVICE}",
    ".xltm": f"这是带宏的模板（.xltm）。{ADVICE}",
    ".xlsb": f"不能读 .xlsb 文件。{ADVICE}",
    ".et": f"不能读 WPS 专用的 .et 文件。{ADVICE}",
    ".ods": f"不能读 .ods 文件。{ADVICE}",
    ".numbers": "不能读 .numbers 文件。请在“文件—导出为”中选 Excel（.xlsx）后再导入。",
}


def read_tables(source: IO[bytes] | Path | str | bytes, filename: str) -> list[Table]:
    """Every visible sheet that has content, in the order of the workbook.

    `filename` is only asked for its ending. Raises `Refused` with a sentence for the person who uploads: more
    than 5 MB, 5,000 rows or 40 columns, a password, macros, damage, another format than the ending, nothing inside.
    """
    ending = PurePath(filename).suffix.lower()
    if ending not in {".xlsx", ".xls", ".csv"}:
        raise Refused(ENDINGS.get(ending, "只能导入 .xlsx、.xls 或 .csv 文件。请另存为 .xlsx 后再导入。"))
    data = read_limited(source, MAX_BYTES)
    _check_magic(ending, data)
    if ending == ".xlsx":
        tables = read_xlsx(data)
    elif ending == ".xls":
        tables = read_xls(data)
    else:
        tables = read_csv(data, PurePath(filename).stem)
    return not_empty(tables)


def _check_magic(ending: str, data: bytes) -> None:
    looks = _looks(data)
    wanted = {".xlsx": "zip", ".xls": "ole", ".csv": "text"}[ending]
    if looks == wanted or (ending == ".xlsx" and looks == "ole"):
        return  # an .xlsx with a password is an old compound file inside: its own refusal says so
    if ending == ".csv" and looks == "html":
        return  # a table may begin with "<"; the parse decides
    if looks == "html":
        raise Refused(f"这个文件其实是网页，不是 Excel 工作簿（扩展名是 {ending}）。{ADVICE}")
    if ending == ".xls" and looks == "zip":
        raise Refused("这个文件的内容是 .xlsx 格式，扩展名却是 .xls。请把扩展名改为 .xlsx 后再导入。")
    if ending == ".csv":
        raise Refused(f"这个文件不是文本（扩展名是 .csv，内容不是）。{ADVICE}")
    raise Refused(f"这个文件不是 Excel 工作簿（扩展名是 {ending}，内容不是）。{ADVICE}")


def _looks(data: bytes) -> str:
    if data.startswith((ZIP, b"PK\x05\x06")):
        return "zip"
    if data.startswith(ole.MAGIC):
        return "ole"
    if data.startswith(b"%PDF") or b"\x00" in data[:1024]:
        return "binary"
    if data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return "html"
    return "text"
