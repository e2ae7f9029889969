"""Importing a ledger on screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import Meeting
from tests.cast import Cast
from tests.meetings.ledger.sheets import HEAD, line
from tests.members.roster.books import book

pytestmark = pytest.mark.django_db


def test_a_ledger_is_previewed_with_its_oddities_and_saved(cast: Cast, sign_in):
    browser = sign_in(cast.secretary)
    here = reverse("ledger-import", args=[cast.first.pk])
    rows = [HEAD, line(会议地点=""), line(会议名称="第2次", 会议日期="2025.2.30")]
    upload = SimpleUploadedFile("台账.xlsx", book({"党员大会": rows}))
    page = browser.post(here, {"file": upload, "year": "2025"})
    words = page.content.decode()
    for said in ("保存 1 次会议", "没有这一天", "没有写会议地点", "2025-03-28"):
        assert said in words
    assert not Meeting.objects.exists()
    save = reverse("ledger-import-save", args=[cast.first.pk])
    done = browser.post(save, {"token": page.context["form"].initial["token"]})
    assert "已经存入" in done.content.decode()
    assert Meeting.objects.get().is_imported


def test_last_year_is_offered_and_the_year_is_needed(cast: Cast, sign_in):
    browser = sign_in(cast.secretary)
    here = reverse("ledger-import", args=[cast.first.pk])
    assert 'value="2025"' in browser.get(here).content.decode()
    upload = SimpleUploadedFile("台账.xlsx", book({"党员大会": [HEAD, line()]}))
    assert "请填写台账年度" in browser.post(here, {"file": upload}).content.decode()
