"""照片和材料: kept cleaned, refused in words, handed out only as downloads, untouched once the record is filed."""

import io
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from branchlife.kit import files as kit_files
from meetings.forms.files import MAX_AT_ONCE
from meetings.kinds import MeetingKind
from meetings.lifecycle import filing, recording
from meetings.models import Attachment
from tests.meetings.lifecycle.make import called, filed, recorded
from tests.meetings.views.walk import address

FILES = "meeting-files"
PDF = b"%PDF-1.4\nxref\n0 1\ntrailer\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def meeting(cast):
    return recorded(cast)


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.secretary)


def photo(name="现场.jpg", kind="JPEG"):
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "green").save(out, kind, exif=exif)
    return SimpleUploadedFile(name, out.getvalue())


def paper(name="材料.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def upload(browser, meeting, *given, kind="photo"):
    return browser.post(address(FILES, meeting), {"uploads": list(given), "kind": kind}, follow=True)


def kept(meeting):
    return [(row.name, row.kind) for row in meeting.attachments.order_by("pk")]


# --- taking ---


def test_nothing_is_asked_for_and_the_next_step_is_a_link(browser, meeting):
    page = browser.get(address(FILES, meeting))
    assert "还没有文件。" in page.text
    assert page.context["next_url"] == address("meeting-check", meeting)


def test_a_photo_is_kept_without_its_place_and_under_no_name_of_its_own(browser, meeting):
    answer = upload(browser, meeting, photo())
    assert "已收下《现场.jpg》。" in answer.text
    row = meeting.attachments.get()
    assert (row.name, row.kind, row.created_by.username) == ("现场.jpg", "photo", "secretary")
    assert "现场" not in row.file.name
    with row.file.open("rb") as stored:
        content = stored.read()
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
    assert (row.size, row.digest) == (len(content), kit_files.check_photo(photo(), "a.jpg").digest)


def test_several_files_of_one_sort_come_at_once(browser, meeting):
    answer = upload(browser, meeting, paper("通知.pdf"), paper("讲稿.txt", "党课讲稿".encode()), kind="other")
    assert kept(meeting) == [("通知.pdf", "other"), ("讲稿.txt", "other")]
    assert [one.name for one in answer.context["files"]] == ["通知.pdf", "讲稿.txt"]


def test_the_same_file_twice_is_kept_once(browser, meeting):
    for name in ("现场.jpg", "又一次.jpg"):
        upload(browser, meeting, photo(name))
    assert kept(meeting) == [("现场.jpg", "photo")]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (paper("现场.exe"), "文件只收 PDF、.docx、.xlsx、.txt 格式"),
        (paper("签到.xlsm"), "不收带宏的文件"),
        (paper("旧稿.doc"), "不收 .doc 文件"),
        (paper("手机.HEIC"), "不能用 HEIC 照片"),
        (paper("假.jpg"), "扩展名与内容不符"),
        (paper("假.pdf", b"GIF89a"), "扩展名是 .pdf，内容却不是"),
        (paper("无尾"), "文件只收 PDF"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_cannot_be_taken_is_named_with_the_reason_and_the_way_out(browser, meeting, given, words):
    given.seek(0)
    answer = upload(browser, meeting, given)
    assert answer.status_code == 422
    [said] = answer.context["form"].errors["uploads"]
    assert f"《{given.name}》没有收下：" in said
    assert words in said
    assert said in answer.text
    assert not meeting.attachments.exists()


def test_a_wrong_one_among_good_ones_keeps_the_good_ones(browser, meeting):
    answer = upload(browser, meeting, photo(), paper("假.jpg"))
    assert answer.status_code == 422
    assert "已收下《现场.jpg》。" in answer.text
    assert "《假.jpg》没有收下" in answer.text
    assert kept(meeting) == [("现场.jpg", "photo")]


def test_what_is_too_large_is_refused(browser, meeting, monkeypatch):
    monkeypatch.setattr(kit_files, "MAX_PHOTO", 100)
    answer = upload(browser, meeting, photo())
    assert answer.status_code == 422
    assert "《现场.jpg》没有收下：" in answer.text
    assert not meeting.attachments.exists()


def test_too_many_at_once_are_refused_before_any_is_read(browser, meeting):
    answer = upload(browser, meeting, *[paper(f"{number}.exe") for number in range(MAX_AT_ONCE + 1)])
    assert answer.context["form"].errors["uploads"] == [f"一次最多传 {MAX_AT_ONCE} 个文件，请分几次"]


@pytest.mark.parametrize(
    ("given", "words"), [((), "请先选文件"), ((paper("空.pdf", b""),), "文件是空的，请重新选")]
)
def test_nothing_chosen_and_an_empty_file_are_said(browser, meeting, given, words):
    answer = upload(browser, meeting, *given)
    assert answer.status_code == 422
    assert answer.context["form"].errors["uploads"] == [words]


def test_a_sort_that_does_not_exist_is_refused(browser, meeting):
    assert "kind" in upload(browser, meeting, photo(), kind="nonsense").context["form"].errors
    assert not meeting.attachments.exists()


def test_a_name_full_of_tricks_is_made_harmless(browser, meeting):
    upload(browser, meeting, photo("..\\..\\<img>\u202egpj.jpg"))
    [(name, _)] = kept(meeting)
    assert name.endswith("gpj.jpg")
    assert not set(name) & set("<>\\/\u202e")


def test_a_record_filed_while_the_files_were_chosen_takes_none(browser, meeting, monkeypatch):
    attach = recording.attach

    def after_filing(row, *given):
        filing.file_gathering(meeting.gathering, None)
        return attach(row, *given)

    monkeypatch.setattr(recording, "attach", after_filing)
    answer = browser.post(address(FILES, meeting), {"uploads": [photo()], "kind": "photo"})
    assert answer.status_code == 422
    assert "记录已报备，不能再改" in str(answer.context["form"].errors["uploads"])
    assert not meeting.attachments.exists()


def test_each_meeting_of_a_sitting_has_files_of_its_own(cast, browser):
    meeting = recorded(cast, MeetingKind.THEME_DAY, MeetingKind.PARTY_LECTURE)
    answer = upload(browser, meeting, photo())
    assert [tab.label for tab in answer.context["tabs"]] == ["主题党日", "党课"]
    lecture = meeting.gathering.meetings.get(kind="party_lecture")
    assert (meeting.attachments.count(), lecture.attachments.count()) == (1, 0)


# --- handing out ---


@pytest.fixture
def row(cast, meeting):
    return recording.attach(meeting, "材料.pdf", PDF, "other", cast.secretary)


def download(row):
    return reverse("attachment", args=[row.pk])


def test_a_file_comes_as_a_download_that_no_browser_opens(browser, row):
    answer = browser.get(download(row))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert unquote(answer["Content-Disposition"]) == "attachment; filename*=utf-8''材料.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["Cache-Control"] == "no-store"


def test_what_looks_like_a_page_goes_out_as_plain_bytes(cast, browser, meeting):
    page = recording.attach(meeting, "页面.html", b"<script>", "other", cast.secretary)
    assert browser.get(download(page))["Content-Type"] == "application/octet-stream"


def test_a_file_that_has_gone_from_the_disk_is_said(browser, row):
    row.file.storage.delete(row.file.name)
    answer = browser.get(download(row))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("account", "status"),
    [("inspector", 200), ("discipline", 200), ("leader", 404), ("neighbour", 404), ("stranger", 404)],
)
def test_the_file_is_as_open_as_its_meeting(cast, sign_in, row, account, status):
    assert sign_in(cast.users[account]).get(download(row)).status_code == status


# --- dropping ---


def remove(row):
    return reverse("attachment-remove", args=[row.pk])


def test_a_file_is_dropped_after_a_question(browser, meeting, row, django_capture_on_commit_callbacks):
    page = browser.get(remove(row))
    assert "材料.pdf" in page.text
    assert Attachment.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(remove(row), follow=True)
    assert "已移除《材料.pdf》。" in answer.text
    assert answer.redirect_chain[0][0] == address(FILES, meeting)
    assert not Attachment.objects.exists()
    assert not row.file.storage.exists(row.file.name)


def test_who_only_reads_drops_nothing(cast, sign_in, row):
    assert sign_in(cast.inspector).post(remove(row)).status_code == 403
    assert sign_in(cast.stranger).post(remove(row)).status_code == 404
    assert Attachment.objects.exists()


def test_once_filed_files_stay_as_they_are(cast, browser, meeting, row):
    filing.file_gathering(meeting.gathering, cast.secretary)
    answer = browser.post(remove(row), follow=True)
    assert "记录已报备，不能再改" in answer.text
    assert answer.redirect_chain[0][0] == address("meeting", meeting)
    assert row.file.storage.exists(row.file.name)
    assert "这份记录已报备，不能再改" in upload(browser, meeting, photo()).text
    assert kept(meeting) == [("材料.pdf", "other")]
    assert all(not one.remove_url for one in browser.get(address("meeting", meeting)).context["files"])


def test_a_file_belongs_to_a_meeting_before_it_is_held_too(cast, browser):
    meeting = called(cast).meetings.get()
    upload(browser, meeting, paper(), kind="other")
    assert kept(meeting) == [("材料.pdf", "other")]
    assert filed(cast, MeetingKind.THEME_DAY).content["附件"] == []
