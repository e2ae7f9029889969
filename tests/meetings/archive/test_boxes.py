"""Boxes: one run of numbers each, a 备考表, a cover and a spine of its true size; taken apart from the end."""

import io
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from branchlife.kit.problems import Refusal
from meetings.archive.lifecycle import boxes
from meetings.archive.lifecycle.closing import archive_year
from meetings.archive.models import ArchiveBox, ArchiveItem
from meetings.vocabulary import RetentionPeriod
from tests.cast import Cast
from tests.meetings.archive import shelf
from tests.meetings.archive.shelf import YEAR

KEPT = RetentionPeriod.YEARS_30
MM = 72 / 25.4  # points


@pytest.fixture
def year(cast: Cast) -> list[ArchiveItem]:
    """Three items of last year, numbers 1 to 3."""
    shelf.last_year(cast)
    return archive_year(cast.first, YEAR, cast.secretary)


def fill(cast: Cast, last: int) -> ArchiveBox:
    return boxes.fill_box(cast.first, YEAR, KEPT, last, 20, cast.secretary)


def waiting(cast: Cast) -> list[int]:
    return [item.item_number for item in boxes.unboxed(cast.first, YEAR, KEPT)]


# --- Filling ---


def test_a_box_holds_one_run_of_numbers_and_the_next_goes_on(cast: Cast, year: list[ArchiveItem]) -> None:
    first, second = fill(cast, 2), fill(cast, 3)
    assert [(box.box_number, box.first_item, box.last_item) for box in (first, second)] == [
        (1, 1, 2),
        (2, 3, 3),
    ]
    assert first.fonds_name == "中共澄溪县禾岭镇委员会"
    assert list(first.items.order_by("item_number").values_list("item_number", flat=True)) == [1, 2]
    assert waiting(cast) == []


def test_a_number_that_does_not_wait_is_refused(cast: Cast, year: list[ArchiveItem]) -> None:
    with pytest.raises(Refusal, match="请填 1 至 3 之间的件号"):
        fill(cast, 4)
    fill(cast, 3)
    with pytest.raises(Refusal, match="2025年30 年的都已装盒"):
        fill(cast, 3)


def test_a_box_ends_at_a_hole(cast: Cast, year: list[ArchiveItem]) -> None:
    """Whatever tore the numbers, a box does not hide it."""
    ArchiveItem.objects.filter(item_number=2).update(item_number=5)
    assert waiting(cast) == [1]


# --- 备考表, and taking apart ---


def test_the_note_says_who_arranged_and_who_checked(cast: Cast, year: list[ArchiveItem]) -> None:
    note = boxes.BoxNote("第2件缺签到表原件。", "祝春犇", date(2026, 3, 2), "韦晓㛃", date(2026, 3, 5))
    row = boxes.note_box(fill(cast, 3), 30, note, cast.secretary)
    row.refresh_from_db()
    assert (row.spine_mm, row.arranged_by, row.checked_on) == (30, "祝春犇", date(2026, 3, 5))


def test_nobody_checks_before_it_is_arranged(cast: Cast, year: list[ArchiveItem]) -> None:
    note = boxes.BoxNote(arranged_on=date(2026, 3, 5), checked_on=date(2026, 3, 2))
    with pytest.raises(Refusal, match="检查日期不能早于整理日期"):
        boxes.note_box(fill(cast, 3), 20, note, cast.secretary)


def test_only_the_last_box_is_taken_apart(cast: Cast, year: list[ArchiveItem]) -> None:
    first, second = fill(cast, 1), fill(cast, 3)
    with pytest.raises(Refusal, match="只能拆最后一盒"):
        boxes.empty_box(first)
    boxes.empty_box(second)
    assert waiting(cast) == [2, 3]


# --- On the screen ---


def test_the_secretary_fills_notes_and_takes_apart(cast: Cast, year: list[ArchiveItem], sign_in: Any) -> None:
    browser = sign_in(cast.secretary)
    where = reverse("archive-box-new", args=[cast.first.pk, YEAR, KEPT])
    assert "从第 1 件装起，待装到第 3 件" in browser.get(where).text
    wrong = browser.post(where, {"last_item": "9", "spine_mm": "20"})
    assert (wrong.status_code, "请填 1 至 3 之间的件号" in wrong.text) == (422, True)
    browser.post(where, {"last_item": "3", "spine_mm": "20"})
    box = ArchiveBox.objects.get()
    assert "的都已装盒" in browser.get(where, follow=True).text

    page = reverse("archive-box", args=[box.pk])
    given = {"spine_mm": "30", "arranged_on": "2026-03-05", "checked_on": "2026-03-02"}
    assert "检查日期不能早于整理日期" in browser.post(page, given).text
    browser.post(page, given | {"checked_on": "2026-03-06", "arranged_by": "祝春犇"})
    box.refresh_from_db()
    assert (box.arranged_by, box.spine_mm) == ("祝春犇", 30)
    assert "祝春犇" in browser.get(reverse("archive-year", args=[cast.first.pk, YEAR])).text

    said = browser.post(reverse("archive-box-empty", args=[box.pk]), follow=True).text
    assert "第1盒已拆开" in said
    assert not ArchiveBox.objects.exists()


def test_a_box_in_the_middle_stays_and_the_page_says_why(
    cast: Cast, year: list[ArchiveItem], sign_in: Any
) -> None:
    first, _ = fill(cast, 1), fill(cast, 3)
    said = sign_in(cast.secretary).post(reverse("archive-box-empty", args=[first.pk]), follow=True).text
    assert "先拆后面的" in said
    assert ArchiveBox.objects.count() == 2


def test_there_is_no_box_of_an_unknown_retention(cast: Cast, year: list[ArchiveItem], sign_in: Any) -> None:
    where = reverse("archive-box-new", args=[cast.first.pk, YEAR, "forever"])
    assert sign_in(cast.secretary).get(where).status_code == 404


# --- On paper ---


@pytest.mark.parametrize(
    ("form", "words", "size"),
    [
        ("archive_box_note", ("备考表", "第1盒", "件号1—3，共3件"), (210, 297)),
        ("archive_box_cover", ("中共澄溪县禾岭镇委员会",), (220, 310)),
        ("archive_box_spine", ("全宗号J001", "年度2025", "起件号1", "止件号3", "盒号1"), (20, 310)),
    ],
)
def test_what_belongs_to_a_box_is_printed_at_its_true_size(
    cast: Cast,
    year: list[ArchiveItem],
    sign_in: Any,
    form: str,
    words: tuple[str, ...],
    size: tuple[int, int],
) -> None:
    box = fill(cast, 3)
    answer = sign_in(cast.inspector).get(reverse("archive-box-export", args=[box.pk, form]))
    [page] = PdfReader(io.BytesIO(answer.content)).pages
    text = "".join(page.extract_text().split())
    assert not [one for one in words if one not in text], text
    measured = (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM)
    assert measured == pytest.approx(size, abs=0.5)


def test_a_box_has_no_other_papers(cast: Cast, year: list[ArchiveItem], sign_in: Any) -> None:
    box = fill(cast, 3)
    for form in ("register", "no_such_form"):
        where = reverse("archive-box-export", args=[box.pk, form])
        assert sign_in(cast.secretary).get(where).status_code == 404
