"""封存包: a year of an organisation in one ZIP that proves itself without this system.

Inside: the volume (PDF/A), the catalogue (Excel), for each record its links as JSON, the attachments under their
digests, the verifier, a manifest of SHA-256 sums. Records of 组织生活会、民主生活会 stay out (forms.md 4.7).
"""

from branchlife.kit.exports import safe_filename
from branchlife.kit.packing import pack
from branchlife.kit.problems import Refusal
from branchlife.kit.xlsx import write_workbook
from meetings.archive.exports.catalogue import by_retention, sheet_of
from meetings.archive.models import ArchiveItem
from meetings.archive.papers import Progress, quietly
from meetings.archive.volume import volume
from meetings.chain import document
from meetings.models import Attachment
from meetings.models.meeting import CLOSE_KINDS
from members.models import Organisation

READ_ME = """{name}{year}年组织生活记录封存包

合订本.pdf　　　　　全年记录，PDF/A
归档文件目录.xlsx　　档号、题名、日期、页数
记录/　　　　　　　　每份记录的存证，文件名是档号
附件/　　　　　　　　文件名以其 SHA-256 的前 16 位开头
manifest.json　　　　每个文件的 SHA-256
verifier.py　　　　　核验程序，只要有 Python 3，不联网：
　　　　　　　　　　python3 verifier.py .

能证明：这些文字在当时已经存在，此后没有改过。不能证明：会议真的开过。
组织生活会、民主生活会的记录另册保管，不在包里。
"""


def dossier(branch: Organisation, year: int, progress: Progress = quietly) -> bytes:
    """The ZIP. Refused while nothing of the year is archived."""
    rows = ArchiveItem.objects.of_year(branch, year).with_meetings()
    items = [item for item in rows if item.meeting.kind not in CLOSE_KINDS]
    if not items:
        raise Refusal.because("nothing", f"{year}年还没有归档的记录，不能封存。请先归档。")
    files = {"合订本.pdf": volume(branch, year, progress).content}
    items = [item for item in rows.all() if item.meeting.kind not in CLOSE_KINDS]  # now with their pages
    sheets = [sheet_of(branch, series) for series in by_retention(items)]
    files["归档文件目录.xlsx"] = write_workbook(sheets, f"{branch.full_name}{year}年归档文件目录")
    for item in items:
        files[f"记录/{safe_filename([item.archive_code], 'json')}"] = document.written(
            document.record_document(item.meeting)
        )
    files |= attachments_of(items)
    files["verifier.py"] = document.VERIFIER.read_bytes()
    files["说明.txt"] = READ_ME.format(name=branch.full_name, year=year).encode()
    return pack(files)


def attachments_of(items: list[ArchiveItem]) -> dict[str, bytes]:
    """附件/<first 16 digits>.ext → content; the same file of two meetings is there once."""
    found = {}
    rows = Attachment.objects.filter(meeting__in=[item.meeting_id for item in items]).order_by("pk")
    for row in rows:
        ending = str(row.file).rsplit(".", 1)[-1]
        with row.file.open("rb") as stream:
            found[f"附件/{row.digest[:16]}.{ending}"] = stream.read()
    return found
