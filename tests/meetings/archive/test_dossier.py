"""封存包: everything of a year, provable offline."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from branchlife.kit.packing import unpack
from branchlife.kit.problems import Refusal
from meetings.archive.dossier import dossier
from meetings.archive.lifecycle.closing import archive_year
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, recording
from meetings.vocabulary import AttachmentKind
from tests.cast import Cast, moment
from tests.meetings.archive import shelf
from tests.meetings.archive.shelf import YEAR
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.slow

PAPER = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def sealed(cast: Cast, tmp_path: Path) -> Path:
    """The dossier of three records, one of them of a small circle, unpacked into a folder."""
    shelf.coded(cast)
    shelf.on_file(cast, moment(2, 10, year=YEAR), MeetingKind.ORGANISATIONAL_LIFE, theme="谈心得失")
    shelf.on_file(cast, moment(3, 10, year=YEAR))
    row = make.recorded(cast, start=moment(4, 10, year=YEAR), end=moment(4, 10, 16, year=YEAR))
    recording.attach(row, "材料.pdf", PAPER, AttachmentKind.MATERIAL, cast.secretary)
    [made] = filing.file_gathering(row.gathering, cast.secretary)
    filing.acknowledge(made, cast.officer)
    archive_year(cast.first, YEAR, cast.secretary)
    content = dossier(cast.first, YEAR)
    assert len(unpack(content)) == 7
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", folder / "verifier.py", folder]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_proves_itself_without_the_site(sealed: Path) -> None:
    answer = verified(sealed)
    assert answer.returncode == 0, answer.stdout
    assert "2 份单独的记录" in answer.stdout


def test_one_bit_of_a_record_or_an_attachment_is_found(sealed: Path) -> None:
    [paper] = (sealed / "附件").iterdir()
    paper.write_bytes(PAPER + b" ")
    assert verified(sealed).returncode == 1
    paper.write_bytes(PAPER)
    record = next((sealed / "记录").iterdir())
    record.write_text(
        record.read_text(encoding="utf-8").replace("村文化礼堂", "村文化大院"), encoding="utf-8"
    )
    assert verified(sealed).returncode == 1


def test_the_small_circle_is_not_in_it(sealed: Path) -> None:
    texts = [file.read_bytes() for file in sealed.rglob("*.json")]
    assert len(texts) == 3  # two records and the manifest
    assert not any("谈心得失".encode() in text for text in texts)
    assert len(list((sealed / "记录").iterdir())) == 2


def test_without_an_archive_there_is_nothing_to_seal(cast: Cast) -> None:
    with pytest.raises(Refusal, match="请先归档"):
        dossier(cast.first, YEAR)
