"""The register of exports, names of files, and the answer that carries one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchlife.kit import exports
from branchlife.kit.exports import Export, all_for, file_response, get, register, safe_filename


class Record(Export):
    """A form about a meeting."""

    identifier = "record"
    title = "会议记录"
    media = "pdf"
    action = "read"
    subject = "meeting"

    def filename(self, subject, **options):
        return safe_filename([subject, self.title], self.media)

    def render(self, subject, **options):
        return str(subject).encode()


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    monkeypatch.setattr(exports, "_register", {})


def test_a_registered_export_is_found_by_its_name_and_its_subject():
    assert register(Record) is Record
    assert get("record").render("甲") == "甲".encode()
    assert get("record").filename("甲") == "甲-会议记录.pdf"
    assert [export.title for export in all_for("meeting")] == ["会议记录"]
    assert all_for("branch") == []


def test_a_name_can_be_taken_once():
    register(Record)
    register(Record)
    with pytest.raises(ValueError, match="twice"):
        register(type("Other", (Record,), {}))


def test_an_unknown_name_is_a_key_error():
    with pytest.raises(KeyError):
        get("nothing")


def test_a_form_without_its_methods_cannot_be_registered():
    with pytest.raises(TypeError):
        register(type("Half", (Export,), {"identifier": "half"}))


def test_names_follow_the_house_form():
    parts = [2026, "第一党支部", "会议记录", "党员大会第03次", "", "20260918", "v1"]
    assert safe_filename(parts, "pdf") == "2026-第一党支部-会议记录-党员大会第03次-20260918-v1.pdf"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (['a\\b/c:d*e?f"g<h>i|j'], "abcdefghij.pdf"),
        (["a\r\nb\x00c\u202ed"], "abcd.pdf"),
        (["..", "../etc"], "etc.pdf"),
        (["", " . ", "\xa0", "-"], "文件.pdf"),
        (["a" * 100], "a" * 76 + ".pdf"),
    ],
)
def test_names_hold_nothing_a_file_system_minds(parts, name):
    assert safe_filename(parts, "pdf") == name


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_name_is_short_and_clean(parts):
    name = safe_filename(parts, "xlsx")
    assert len(name) <= 80
    assert len(name.encode()) <= 240
    assert name.endswith(".xlsx")
    assert not set(name) & set('\\/:*?"<>|\r\n\0')
    assert not name.startswith(".")


def test_a_download_is_never_opened_guessed_run_or_kept():
    response = file_response(b"%PDF", "2026-会议记录.pdf", "pdf")
    assert response.content == b"%PDF"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''2026-%E4%BC%9A")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Security-Policy"] == "sandbox"
    assert response["Content-Length"] == "4"


def test_an_unknown_kind_goes_out_as_bytes():
    assert file_response(b"x", "a.bin", "exe")["Content-Type"] == "application/octet-stream"


def test_a_name_of_rare_characters_fits_the_bytes_of_a_file_system():
    name = safe_filename(["𠅤" * 70], "pdf")
    assert len(name.encode()) <= exports.MAX_NAME_BYTES
    assert name.startswith("𠅤" * 50)
    assert name.endswith(".pdf")
