"""One bit flipped, one link gone, one row changed: each is found, and the record is named."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from branchlife.kit.canonical import digests, instant, link
from meetings.chain import heads, verifier
from meetings.chain.document import chain_document, record_document, written
from meetings.chain.verify import Fault, check
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import filing, recording
from meetings.models import (
    Attachment,
    Correction,
    Filing,
    Gathering,
    LedgerLink,
    Meeting,
    MeetingEvent,
    Minutes,
)
from meetings.vocabulary import AttachmentKind, ReturnReason
from tests.cast import Cast
from tests.meetings.lifecycle import make

pytestmark = pytest.mark.slow

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def told(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    """Three records: one returned and filed again, one seen and corrected, one with a file; heads signed."""
    settings.HEAD_DIRS = [str(tmp_path / "one"), str(tmp_path / "two")]
    returned = make.filed(cast, K.BRANCH_ASSEMBLY)
    filing.send_back(returned, ReturnReason.REFILL, ["minutes"], "太简", cast.officer)
    filing.file_gathering(returned.meeting.gathering, cast.secretary)
    seen = make.filed(cast, K.THEME_DAY)
    filing.acknowledge(seen, cast.officer)
    filing.correct(seen.meeting, "地点", "村文化礼堂", "河边", "笔误", cast.secretary)
    lecture = make.recorded(cast, K.PARTY_LECTURE)
    recording.attach(lecture, "讲稿.pdf", PDF, AttachmentKind.OUTLINE, cast.secretary)
    filing.file_gathering(lecture.gathering, cast.secretary)
    heads.sign_heads()
    return cast


def faults(cast: Cast) -> list[Fault]:
    return list(check(cast.first).faults)


def everything(cast: Cast) -> list[Fault]:
    return [*faults(cast), *heads.check_heads(heads.places(), heads.public_key())]


def test_what_was_filed_stands(told: Cast) -> None:
    assert everything(told) == []
    assert check(told.first).links == 7


def meeting_of(kind: K) -> Meeting:
    return Meeting.objects.get(kind=kind)


def link_of(number: int) -> LedgerLink:
    return LedgerLink.objects.get(number=number)


def flip(row: Any, name: str) -> None:
    """One bit of one character of a column."""
    text = getattr(row, name)
    type(row).objects.filter(pk=row.pk).update(**{name: text[:-1] + chr(ord(text[-1]) ^ 1)})


def flip_content(filing: Filing) -> None:
    filing.content["内容记录"] += "。"
    Filing.objects.filter(pk=filing.pk).update(content=filing.content)


def later(model: Any, name: str, **lookup: Any) -> None:
    row = model.objects.filter(**lookup).order_by("pk")[0]
    model.objects.filter(pk=row.pk).update(**{name: getattr(row, name) + timedelta(microseconds=1)})


def spoil_file(cast: Cast) -> None:
    path = Path(Attachment.objects.get().file.path)
    path.chmod(0o600)
    path.write_bytes(PDF[:-2] + b"G\n")


DAMAGE: dict[str, tuple[Callable[[Cast], object], str]] = {
    "a bit of a body": (lambda cast: flip(link_of(3), "body"), "2026-DH-01"),
    "a bit of a digest": (lambda cast: flip(link_of(4), "body_digest"), "2026-ZR-01"),
    "a bit of the other digest": (lambda cast: flip(link_of(4), "link_sm3"), "2026-ZR-01"),
    "a bit of the account": (lambda cast: flip(link_of(5), "account"), "2026-ZR-01"),
    "the moment of a link": (lambda cast: later(LedgerLink, "at", number=7), "2026-DK-01"),
    "who did it": (lambda cast: LedgerLink.objects.filter(number=1).update(by=cast.recorder), "2026-DH-01"),
    "a middle link deleted": (lambda cast: link_of(2).delete(), "2026-DH-01"),
    "the last link deleted": (lambda cast: link_of(7).delete(), "2026-DK-01"),
    "what was filed": (lambda cast: flip_content(Filing.objects.get(meeting__kind=K.THEME_DAY)), "2026-ZR-01"),
    "the digest of what was filed": (
        lambda cast: flip(Filing.objects.get(meeting__kind=K.THEME_DAY), "content_digest"), "2026-ZR-01",
    ),
    "when it was filed": (lambda cast: later(Filing, "submitted_at", meeting__kind=K.PARTY_LECTURE), "2026-DK-01"),
    "who filed it": (
        lambda cast: Filing.objects.filter(meeting__kind=K.THEME_DAY).update(submitted_by=cast.recorder), "2026-ZR-01",
    ),
    "the answer": (
        lambda cast: Filing.objects.filter(meeting__kind=K.THEME_DAY).update(decision="approved"), "2026-ZR-01",
    ),
    "an answer nobody gave": (
        lambda cast: Filing.objects.filter(meeting__kind=K.PARTY_LECTURE).update(decision="acknowledged"),
        "2026-DK-01",
    ),
    "the words of a return": (
        lambda cast: flip(Filing.objects.get(decision="returned"), "return_note"), "2026-DH-01",
    ),
    "a correction": (lambda cast: flip(Correction.objects.get(), "new_value"), "2026-ZR-01"),
    "a correction deleted": (lambda cast: Correction.objects.all().delete(), "2026-ZR-01"),
    "a correction put in by hand": (
        lambda cast: Correction.objects.create(
            meeting=meeting_of(K.THEME_DAY), field="x", new_value="y", reason="z", at=link_of(1).at
        ),
        "2026-ZR-01",
    ),
    "the note of an audit row": (
        lambda cast: flip(MeetingEvent.objects.filter(to_state="accepted").get(), "note"), "2026-ZR-01",
    ),
    "who an audit row names": (
        lambda cast: MeetingEvent.objects.filter(to_state="accepted").update(by=cast.inspector), "2026-ZR-01",
    ),
    "the moment of an audit row": (lambda cast: later(MeetingEvent, "at", to_state="returned"), "2026-DH-01"),
    "an audit row deleted": (
        lambda cast: MeetingEvent.objects.filter(meeting__kind=K.PARTY_LECTURE, to_state="held").delete(),
        "2026-DK-01",
    ),
    "the minutes": (
        lambda cast: flip(Minutes.objects.filter(meeting__kind=K.THEME_DAY).order_by("-version")[0], "body"),
        "2026-ZR-01",
    ),
    "the place": (
        lambda cast: Gathering.objects.filter(meetings__kind=K.THEME_DAY).update(place="河边"), "2026-ZR-01",
    ),
    "a count": (lambda cast: Meeting.objects.filter(kind=K.THEME_DAY).update(present_count=9), "2026-ZR-01"),
    "the state": (lambda cast: Meeting.objects.filter(kind=K.PARTY_LECTURE).update(state="accepted"), "2026-DK-01"),
    "the digest of the record": (
        lambda cast: Meeting.objects.filter(kind=K.THEME_DAY).update(content_digest="0" * 64), "2026-ZR-01",
    ),
    "an attached file": (spoil_file, "2026-DK-01"),
    "an attached file gone": (lambda cast: Path(Attachment.objects.get().file.path).unlink(), "2026-DK-01"),
    "an attachment taken off": (lambda cast: Attachment.objects.all().delete(), "2026-DK-01"),
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(("act", "record"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_found_and_the_record_named(told: Cast, act: Callable[[Cast], object], record: str) -> None:
    act(told)
    found = everything(told)
    assert found
    assert record in {fault.record for fault in found}, list(map(str, found))
    assert {fault.branch for fault in found} == {"CX-HL-LW1"}


def test_two_links_that_changed_places_are_found(told: Cast) -> None:
    first, second = link_of(4), link_of(5)
    LedgerLink.objects.filter(pk=first.pk).update(number=99)
    LedgerLink.objects.filter(pk=second.pk).update(number=4)
    LedgerLink.objects.filter(pk=first.pk).update(number=5)
    assert {(fault.number, fault.record) for fault in faults(told)} >= {(4, "2026-ZR-01"), (5, "2026-ZR-01")}


def test_a_chain_written_anew_from_a_link_on_is_told_by_the_signed_head(told: Cast) -> None:
    """Who holds the database can make every digest fit; what was signed and taken elsewhere does not fit."""
    rewrite_from(told, 6)
    assert faults(told) == [] or all("台账" in str(fault) for fault in faults(told))
    found = list(heads.check_heads(heads.places(), heads.public_key()))
    assert [(fault.number, fault.record) for fault in found] == [(7, "2026-DK-01")] * 2
    assert "整条链被换过" in found[0].words


def rewrite_from(cast: Cast, number: int) -> None:
    rows = list(LedgerLink.objects.filter(branch=cast.first, number__gte=number - 1).order_by("number"))
    before = rows[0].digests
    for row in rows[1:]:
        row.at += timedelta(microseconds=1)
        made = link(before, row.number, digests(row.body), instant(row.at), row.account, row.kind)
        row.previous_digest, row.previous_sm3 = before.sha256, before.sm3
        row.link_digest, row.link_sm3 = made.sha256, made.sm3
        row.save()
        before = made


def test_an_old_backup_put_back_is_told_by_the_signed_head(told: Cast) -> None:
    """As if the database ended before the lecture: rows and links of it gone together."""
    lecture = meeting_of(K.PARTY_LECTURE)
    lecture.links.all().delete()
    for part in (lecture.filings, lecture.attachments, lecture.events):
        part.all().delete()
    Meeting.objects.filter(pk=lecture.pk).update(state="planned")
    assert faults(told) == []
    found = list(heads.check_heads(heads.places(), heads.public_key()))
    assert [(fault.number, fault.record) for fault in found] == [(7, "2026-DK-01")] * 2
    assert "旧备份" in found[0].words


def test_a_name_that_is_put_right_on_the_roster_is_no_damage(told: Cast) -> None:
    type(told.alice).objects.filter(pk=told.alice.pk).update(name="韦小㛃")
    assert everything(told) == []


def test_a_file_that_was_filed_by_hand_has_no_link(told: Cast) -> None:
    meeting = make.recorded(told, K.GROUP_MEETING)
    Filing.objects.create(meeting=meeting, version=1, submitted_at=meeting.start, content_digest="0" * 64)
    assert any("没有存证" in fault.words for fault in faults(told))


def test_checking_takes_the_same_number_of_queries_however_long_the_chain(
    told: Cast, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        make.filed(told, K.THEME_DAY)
    with django_assert_max_num_queries(11):
        assert faults(told) == []


def test_the_chain_as_a_document_is_sound_for_the_verifier_that_stands_alone(
    told: Cast, tmp_path: Path
) -> None:
    document = chain_document(told.first)
    assert list(verifier.faults_of_chain(document)) == []
    attachment = Attachment.objects.get()
    (tmp_path / "chain.json").write_bytes(written(document))
    (tmp_path / "body.json").write_bytes(written(record_document(meeting_of(K.THEME_DAY))))
    (tmp_path / f"{attachment.digest[:16]}.pdf").write_bytes(PDF)
    assert "缺附件" not in str(verifier.check(tmp_path))
    found, counted = verifier.check(tmp_path, heads.public_key())
    assert (found, counted) == ([], (1, 1, 2))
    (tmp_path / f"{attachment.digest[:16]}.pdf").write_bytes(PDF + b"x")
    [fault] = verifier.check(tmp_path, heads.public_key())[0]
    assert fault[2:] == ("2026-DK-01", f"附件 {attachment.digest[:16]} 被改过")


# --- The command ---


def run(**options: Any) -> tuple[int, str]:
    out, code = io.StringIO(), 0
    try:
        call_command("verify", stdout=out, stderr=io.StringIO(), **options)
    except SystemExit as end:
        code = int(str(end.code))
    return code, out.getvalue()


def test_the_command_says_that_all_is_sound_or_names_the_record(told: Cast) -> None:
    code, said = run()
    assert (code, "共 1 条链、7 环：全部完好。" in said) == (0, True)
    flip(link_of(3), "body")
    code, said = run(organisation="CX-HL")
    assert code == 1
    assert "CX-HL-LW1 第3环（记录 2026-DH-01）：内容与摘要不符" in said
    code, said = run(json=True)
    whole = json.loads(said)
    assert (code, whole["passed"], whole["chains"]) == (1, False, [{"branch": "CX-HL-LW1", "links": 7}])
    assert {"branch", "number", "record", "words"} == set(whole["faults"][0])
    assert run(organisation="CX-ZY")[0] == 0
    with pytest.raises(CommandError, match="没有代码为"):
        run(organisation="XX")


def test_without_a_key_the_heads_are_left_out_and_that_is_said(told: Cast, settings: Any) -> None:
    settings.SIGNING_KEY = None
    link_of(7).delete()
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify", stdout=io.StringIO(), stderr=err)
    assert "没有核对" in err.getvalue()
