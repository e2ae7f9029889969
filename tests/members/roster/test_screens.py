"""Upload → preview → save → result, without JavaScript."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from members.models import AccessLog, Appointment, Member
from members.roster import stash
from tests.cast import NOW, Cast
from tests.members.roster.books import HEAD, book, number

pytestmark = pytest.mark.django_db
WANG = ("王芳", "女", number("19800102"), "正式党员", "", "19900001111", "2005-06-01", "2006-06-01")
WEI = ("韦晓㛃", "", "", "正式党员", "", "19900002222", "", "")
WRONG = ("坏日期", "男", "", "正式党员", "", "", "2019.2.30", "")


def file(*rows: tuple[object, ...], name: str = "名册.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, book({"党员信息": [HEAD, *rows]}))


@pytest.fixture
def browser(cast: Cast, sign_in) -> Client:
    return sign_in(cast.secretary)


def url(cast: Cast, name: str = "roster-import") -> str:
    return reverse(name, args=[cast.first.pk])


def text(response: HttpResponse) -> str:
    return response.content.decode()


def token_of(response) -> str:
    return str(response.context["form"].initial["token"])


@pytest.mark.parametrize("name", ["roster-import", "posts-import", "ledger-import"])
def test_the_upload_page_says_how_the_table_should_look(cast: Cast, browser: Client, name: str):
    page = browser.get(url(cast, name))
    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in text(page)
    assert "表格怎样填" in text(page)


def test_the_preview_shows_every_group_and_stores_nothing(cast: Cast, browser: Client):
    page = browser.post(url(cast), {"file": file(WANG, WEI, WRONG)})
    for words in ("新增", "更新", "199****2222", "没有这一天", "保存 2 人"):
        assert words in text(page)
    assert "19900002222" not in text(page)
    assert WANG[2] not in text(page)
    assert not Member.objects.filter(name="王芳").exists()


def test_saving_stores_the_right_rows_and_says_which_were_left_out(cast: Cast, browser: Client):
    token = token_of(browser.post(url(cast), {"file": file(WANG, WRONG)}))
    page = browser.post(url(cast, "roster-import-save"), {"token": token})
    assert "已经存入" in text(page)
    assert "没有这一天" in text(page)
    assert Member.objects.filter(name="王芳").exists()
    log = AccessLog.objects.get(action="roster_import")
    assert (log.user, log.row_count) == (cast.secretary, 1)


def test_pressing_twice_saves_once(cast: Cast, browser: Client):
    token = token_of(browser.post(url(cast), {"file": file(WANG)}))
    browser.post(url(cast, "roster-import-save"), {"token": token})
    page = browser.post(url(cast, "roster-import-save"), {"token": token})
    assert page.status_code == 400
    assert stash.GONE in text(page)
    assert Member.objects.filter(name="王芳").count() == 1


def test_a_preview_older_than_half_an_hour_is_not_saved(
    cast: Cast, browser: Client, clock: time_machine.Traveller
):
    token = token_of(browser.post(url(cast), {"file": file(WANG)}))
    clock.move_to(NOW + timedelta(minutes=29))
    browser.get(url(cast))
    clock.move_to(NOW + timedelta(minutes=31))
    assert browser.post(url(cast, "roster-import-save"), {"token": token}).status_code == 400
    assert not Member.objects.filter(name="王芳").exists()


def test_the_token_of_another_person_or_place_is_of_no_use(cast: Cast, browser: Client, sign_in):
    token = token_of(browser.post(url(cast), {"file": file(WANG)}))
    assert sign_in(cast.recorder).post(url(cast, "roster-import-save"), {"token": token}).status_code == 400
    neighbour = reverse("roster-import-save", args=[cast.second.pk])
    assert sign_in(cast.neighbour).post(neighbour, {"token": token}).status_code == 400
    assert not Member.objects.filter(name="王芳").exists()


@pytest.mark.parametrize("name", ["roster-import", "posts-import", "ledger-import"])
def test_other_branches_are_out_of_sight_and_officers_above_may_not(cast: Cast, sign_in, name: str):
    for path in (url(cast, name), url(cast, f"{name}-save")):
        for who, status in (("stranger", 404), ("neighbour", 404), ("officer", 403), ("discipline", 403)):
            assert sign_in(cast.users[who]).post(path, {}).status_code == status, (path, who)


def test_a_file_that_is_no_workbook_is_refused_beside_the_field(cast: Cast, browser: Client):
    fake = SimpleUploadedFile("名册.xlsx", b"%PDF-1.4 not a workbook")
    page = browser.post(url(cast), {"file": fake})
    assert page.status_code == 200
    assert "这个文件不是 Excel 工作簿" in text(page)
    assert list(stash.folder().iterdir()) == []


def test_a_workbook_that_is_no_roster_is_refused_beside_the_field(cast: Cast, browser: Client):
    other = SimpleUploadedFile("价目.xlsx", book({"价目": [("品名", "单价"), ("纸", 3)]}))
    assert "没有找到名册的表头" in text(browser.post(url(cast), {"file": other}))


def test_no_file_and_a_file_over_five_megabytes_are_said(cast: Cast, browser: Client):
    assert "请选择表格文件" in text(browser.post(url(cast), {}))
    big = SimpleUploadedFile("名册.csv", b"a" * (5 * 1024 * 1024 + 1))
    assert "文件超过 5 MB" in text(browser.post(url(cast), {"file": big}))


def test_a_roster_that_is_stored_already_leaves_nothing_to_save(cast: Cast, browser: Client):
    token = token_of(browser.post(url(cast), {"file": file(WANG)}))
    browser.post(url(cast, "roster-import-save"), {"token": token})
    page = browser.post(url(cast), {"file": file(WANG)})
    assert "没有可以保存的内容" in text(page)


def test_posts_are_previewed_and_saved(cast: Cast, browser: Client):
    head = ("姓名", "职务", "党组织", "任职日期", "届满日期")
    row = ("谢𬱖", "宣传委员", "柳湾村第一支部", date(2025, 3, 18), "—")
    upload = SimpleUploadedFile("任职.xlsx", book({"任职": [head, row]}))
    page = browser.post(url(cast, "posts-import"), {"file": upload})
    assert "柳湾村第一支部宣传委员，2025-03-18 起" in text(page)
    assert not Appointment.objects.filter(member=cast.grace).exists()
    done = browser.post(url(cast, "posts-import-save"), {"token": token_of(page)})
    assert "已经存入" in text(done)
    assert Appointment.objects.get(member=cast.grace).post == "publicity_commissioner"
