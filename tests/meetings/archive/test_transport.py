"""A branch goes out, is wiped, comes in again: the same bytes, the same digests; strangers' files are refused."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from branchlife.kit.packing import MANIFEST, manifest_of, unpack
from branchlife.kit.refusal import Refused
from meetings.archive import nightly
from meetings.archive.lifecycle.boxes import fill_box
from meetings.archive.lifecycle.closing import archive_year
from meetings.archive.models import ArchiveItem, RecordPaper
from meetings.archive.transport import shape
from meetings.archive.transport.reading import import_branch, opened
from meetings.archive.transport.writing import HEAD, export_branch
from meetings.chain.verify import check_all
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, recording, resolutions
from meetings.lifecycle.resolutions import ResolutionLine
from meetings.models import Attachment, FrozenRules, LedgerLink, Meeting, SearchDue, SearchEntry
from meetings.vocabulary import AttachmentKind, RetentionPeriod
from members import transfers
from members.models import Member, Organisation, User
from tests.cast import TODAY, Cast, moment
from tests.meetings.archive import shelf
from tests.meetings.archive.shelf import YEAR
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.slow

ID_NUMBER, PHONE = "11010519491231002X", "13800138000"
PAPER = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def lived(cast: Cast) -> Organisation:
    """A branch with people, numbers, records filed, archived, boxed, corrected, a paper, an attachment, a draft."""
    transfers.mend(cast.alice, {"id_number": ID_NUMBER, "phone": PHONE})
    first, *_ = shelf.last_year(cast, (3, 6))
    row = make.recorded(
        cast, MeetingKind.PARTY_LECTURE, start=moment(4, 10, year=YEAR), end=moment(4, 10, 16, year=YEAR)
    )
    recording.attach(row, "材料.pdf", PAPER, AttachmentKind.MATERIAL, cast.secretary)
    resolutions.set_resolutions(row, [ResolutionLine("整修水渠", "柯䶮", TODAY)], cast.secretary)
    [made] = filing.file_gathering(row.gathering, cast.secretary)
    filing.acknowledge(made, cast.officer)
    archive_year(cast.first, YEAR, cast.secretary)
    fill_box(cast.first, YEAR, RetentionPeriod.YEARS_30, 2, 20, cast.secretary)
    first.refresh_from_db()
    filing.correct(first, "place", "村文化礼堂", "村小学", "地点写错", cast.secretary)
    make.recorded(cast, start=moment(5, 10), end=moment(5, 10, 16))
    make.called(cast, MeetingKind.GROUP_MEETING, start=moment(12, 1), end=moment(12, 1, 16))
    nightly.draw_papers()
    cast.first.refresh_from_db()
    return cast.first


def wipe(branch: Organisation) -> None:
    """Everything the branch has, but for the places and the accounts."""
    User.objects.update(member=None)
    found = {model: list(rows.values_list("pk", flat=True)) for model, rows in shape.rows_of(branch).items()}
    for found_by in (SearchDue, SearchEntry):
        found_by.objects.filter(meeting__branch=branch).delete()
    for model, pks in reversed(found.items()):
        if model is not Organisation:
            rows = model._base_manager.filter(pk__in=pks)
            rows._raw_delete(rows.db)
    FrozenRules.objects.all().delete()


def test_out_wiped_and_in_again_is_the_same(lived: Organisation) -> None:
    packed = export_branch(lived)
    assert export_branch(lived) == packed
    links = list(LedgerLink.objects.order_by("branch", "number").values_list("link_digest", flat=True))
    codes = list(ArchiveItem.objects.values_list("archive_code", flat=True))
    wipe(lived)
    assert not Meeting.objects.filter(branch=lived).exists()
    import_branch(packed)
    assert export_branch(lived) == packed
    assert (
        list(LedgerLink.objects.order_by("branch", "number").values_list("link_digest", flat=True)) == links
    )
    assert list(ArchiveItem.objects.values_list("archive_code", flat=True)) == codes
    assert not [fault for report in check_all([lived]) for fault in report.faults]
    alice = Member.objects.get(name="韦晓㛃")
    assert (alice.id_number, alice.phone) == (ID_NUMBER, PHONE)
    with Attachment.objects.get().file.open("rb") as stream:
        assert stream.read() == PAPER


def test_no_number_leaves_in_clear(lived: Organisation) -> None:
    files = unpack(export_branch(lived))
    for name, content in files.items():
        assert ID_NUMBER.encode() not in content, name
        assert PHONE.encode() not in content, name
    assert not any("user" in name or "accesslog" in name or "sealed" in name for name in files)


def test_another_branch_stays_at_home(lived: Organisation) -> None:
    text = b"".join(
        content for name, content in unpack(export_branch(lived)).items() if name.startswith("data/")
    )
    assert "谢𬱖".encode() in text
    assert "骆长河".encode() not in text
    assert "尹春喆".encode() not in text


def test_trying_stores_nothing(lived: Organisation) -> None:
    packed = export_branch(lived)
    wipe(lived)
    papers = {row.name for row in Path(RecordPaper().file.storage.location).rglob("*.pdf")}
    plan = import_branch(packed, dry_run=True)
    assert plan.counts()["会议"] == 5
    assert not Meeting.objects.filter(branch=lived).exists()
    assert {row.name for row in Path(RecordPaper().file.storage.location).rglob("*.pdf")} == papers


def test_it_goes_into_an_empty_place_only(lived: Organisation) -> None:
    packed = export_branch(lived)
    before = Meeting.objects.count()
    with pytest.raises(Refused, match="只能导入到空的组织"):
        import_branch(packed)
    assert Meeting.objects.count() == before


def test_another_key_is_refused(lived: Organisation, settings: Any) -> None:
    packed = export_branch(lived)
    settings.FIELD_KEY = bytes(32)
    with pytest.raises(Refused, match="另一套密钥"):
        opened(packed)


def repacked(packed: bytes, change: dict[str, bytes]) -> bytes:
    """With some files changed, and a manifest that agrees with the change."""
    files = {**unpack(packed), **change}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, MANIFEST: manifest_of(files)}.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (HEAD, b"{}", "读不懂"),
        (HEAD, b"\xff", "读不懂"),
        ("data/meetings.meeting.json", b'[{"pk": 1}]', "另一个版本"),
        ("data/members.member.json", b"[3]", "不合"),
        ("program.py", b"x", "另一个版本"),
    ],
)
def test_what_was_forged_is_refused_and_nothing_stored(
    lived: Organisation, name: str, content: bytes, words: str
) -> None:
    packed = export_branch(lived)
    wipe(lived)
    with pytest.raises(Refused, match=words):
        import_branch(repacked(packed, {name: content}))
    assert not Member.objects.filter(name="韦晓㛃").exists()


def test_the_commands_say_what_they_did(lived: Organisation, tmp_path: Path, capsys: Any) -> None:
    target = tmp_path / "out.zip"
    call_command("export_branch", lived.code, output=target)
    with pytest.raises(CommandError, match="已有"):
        call_command("import_branch", target)
    wipe(lived)
    call_command("import_branch", target, dry_run=True)
    assert "只检查，没有保存" in capsys.readouterr().out
    call_command("import_branch", target)
    assert "会议 5" in capsys.readouterr().out
    assert json.loads(unpack(target.read_bytes())[HEAD])["organisation"] == lived.code
    with pytest.raises(CommandError, match="没有代码"):
        call_command("export_branch", "NIL", output=target)
