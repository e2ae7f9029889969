"""Takes the pictures of the manuals from the demo county, on the morning on which every test lives: `make shots`."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Locator, Page

from meetings import duty_ledger
from meetings.kinds import MeetingKind
from meetings.models import Meeting
from members.models import Organisation, User
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand
from tests.e2e.test_importing import workbook

pytestmark = pytest.mark.shots

ALBUM = Path(__file__).resolve().parents[2] / "docs/manual/img"
COLOURS, MOST_BYTES, MARGIN = 96, 150_000, 24
READING = {"width": 960, "height": 800}  # records and forms are one column
SETTLE = "() => { document.activeElement?.blur(); scrollTo({ top: 0, behavior: 'instant' }); }"
MINUTES = """一、报告到会情况
熊静同志报告到会情况，符合规定，可以开会。

二、议题与讨论
熊长河同志介绍冬季下村帮扶的安排，常守正同志建议先走访独居老人。大家同意。

三、通报
彭欣怡同志通报三季度党费收缴情况，均已按月足额交纳。

四、形成的决议
帮扶按片分工，十二月起每周走访一次。"""
Chair = Callable[..., Hand]


def keep(name: str, picture: bytes, top: int = 0, bottom: int | None = None) -> None:
    """Cut to what matters, few colours, into the album. The same page gives the same bytes."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image = image.crop((0, top, image.width, min(bottom or image.height, image.height)))
    ALBUM.mkdir(parents=True, exist_ok=True)
    path = ALBUM / f"{name}.png"
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size <= MOST_BYTES, f"{name} weighs {path.stat().st_size}"


def edge(place: Locator, *, end: bool = False) -> int:
    """Where a part of the page begins or ends, with some air."""
    box = place.bounding_box()
    assert box, place
    return int(box["y"] + box["height"]) + MARGIN if end else int(box["y"]) - MARGIN


def shoot(page: Page, name: str, until: str = "main", most: int = 1000, since: str = "") -> None:
    """The page from its top, or from the begin of a part, to the end of a part."""
    page.wait_for_load_state("networkidle")
    page.evaluate(SETTLE)
    top = edge(page.locator(since)) if since else 0
    bottom = min(edge(page.locator(until).last, end=True), top + most)
    keep(name, page.screenshot(full_page=True, animations="disabled"), top, bottom)


def shoot_window(page: Page, name: str, height: int) -> None:
    """What a window of some height shows, with whatever sticks to its edges."""
    page.set_viewport_size({"width": READING["width"], "height": height})
    page.evaluate(SETTLE)
    keep(name, page.screenshot(animations="disabled"))


@pytest.fixture
def at(hand: Chair) -> Callable[..., Hand]:
    """at("hljg", "/members/"): somebody of the demo county at a page."""

    def opened(account: str, address: str = "/", **more: Any) -> Hand:
        return hand(User.objects.get(username=account), address, **more)

    return opened


@pytest.fixture
def county(db: None) -> None:
    """The demo county, with meetings of one township over a year."""
    call_command("seed_demo", branches=8, months=11, verbosity=0)


def test_the_pictures_are_taken(county: None, hand: Chair, at: Chair, photo: Path, tmp_path: Path) -> None:
    shoot(hand(None, "/login/", size=READING).page, "login", most=700)
    the_desk(at)
    a_meeting(at, photo)
    the_lists(at, tmp_path)
    the_superior(at)
    the_administrators(at)


def the_desk(at: Chair) -> None:
    """Usual letters, large letters, a phone."""
    shoot(at("hljg").page, "desk", until="main .matrix", most=1500)
    shoot(at("hljg", size=PHONE).page, "desk-phone", most=PHONE["height"])
    large = at("hljg")
    large.press("长辈版")
    shoot(large.page, "elder", most=800)
    large.press("标准版")


def a_meeting(at: Chair, photo: Path) -> None:
    """From the call to the number."""
    clerk = at("hljg", size=READING)
    clerk.follow("召集会议：四季度党员大会")
    clerk.page.get_by_label("日期").fill("2026-11-24")
    shoot(clerk.page, "new")
    clerk.press("建立")
    clerk.paste("议题", "讨论镇机关冬季下村帮扶安排\n通报三季度党费收缴情况")
    shoot(clerk.page, "facts", most=1150)
    clerk.press("下一步：点名")
    for number, reason in ((3, "因公"), (6, "病")):
        row = clerk.page.locator("[data-roll-row]").nth(number)
        clerk.tap(row.locator(".roll-name"))
        clerk.tap(row.get_by_role("radio", name=reason, exact=True))
    shoot_window(clerk.page, "roll", 1080)
    clerk.tap(clerk.page.locator("[data-roll-submit]"))
    clerk.paste("内容记录", MINUTES)
    clerk.page.get_by_text("已保存").wait_for()
    shoot(clerk.page, "minutes", most=1250)
    clerk.press("下一步：照片和材料")
    clerk.pick("文件", photo)
    clerk.page.get_by_text("可以上传").wait_for()
    clerk.press("上传")
    shoot(clerk.page, "files")
    clerk.page.goto(clerk.page.url.replace("files", "facts"))
    clerk.page.get_by_label("散会时间").fill("")
    clerk.press("下一步：点名")
    clerk.follow("核对", exact=False)
    shoot(clerk.page, "check", most=1100)
    clerk.follow("散会时间没有填")
    clerk.page.get_by_label("散会时间").fill("15:50")
    clerk.press("下一步：点名")
    clerk.follow("核对", exact=False)
    clerk.press("备案", exact=True)
    shoot(clerk.page, "filed")


def the_lists(at: Chair, folder: Path) -> None:
    """A record with its vote and its trail, meetings, members, an import."""
    assembly = Meeting.objects.filter(
        branch__code="CX-HL-JG", kind=MeetingKind.BRANCH_ASSEMBLY, agenda__motions__isnull=False
    ).latest("gathering__start")
    shoot(at("hljg", f"/meetings/{assembly.pk}/", size=READING).page, "record", most=2600)
    shoot(at("hljg", "/meetings/").page, "meetings")
    shoot(at("hljg", "/members/").page, "members")
    clerk = at("hljg", "/members/")
    clerk.follow("从表格导入")
    clerk.pick("表格文件", workbook(folder / "名册.xlsx"))
    clerk.press("预览")
    shoot(clerk.page, "import-preview")


def the_superior(at: Chair) -> None:
    """The inbox, a filing sent back and sent again, the subtree."""
    officer = at("zhenwei", "/filings/?decision=pending")
    shoot(officer.page, "inbox")
    officer.page.set_viewport_size(READING)
    officer.follow("党员大会")
    officer.follow("退回", exact=True)
    officer.tap(officer.page.get_by_label("重填"))
    officer.tap(officer.page.get_by_label("内容记录"))
    officer.paste("退回意见", "冬季下村帮扶怎样分工，请补写讨论的要点。")
    shoot(officer.page, "return", most=1300)
    officer.press("退回", exact=True)
    clerk = at("hljg")
    clerk.follow("去修改：四季度党员大会备案被退回")
    clerk.page.get_by_label("内容记录").press("Control+End")
    clerk.page.keyboard.insert_text("\n\n五、讨论要点\n一致同意按片分工，每片两人，十二月底前各户走到。")
    clerk.press("下一步：照片和材料")
    clerk.follow("下一步：核对")
    clerk.press("备案", exact=True)
    clerk.page.get_by_text("已报送备案").first.wait_for()
    officer.page.goto("/filings/?decision=pending")
    officer.follow("党员大会")
    shoot(officer.page, "review", most=1400)
    shoot(at("zhenwei", "/subtree/").page, "subtree", most=1200)
    shoot(at("zhenwei").page, "matrix", until="main .matrix", since="#subtree")
    branch = Meeting.objects.filter(branch__code="CX-HL-JG").first().branch
    shoot(at("jiancha", f"/subtree/{branch.pk}/2026/").page, "branch-year", most=1400)
    the_inspector(at, branch)


def the_inspector(at: Chair, branch: Organisation) -> None:
    """What was found, what must be put right, what was owed."""
    lists = f"/inspection/{branch.pk}/2026/"
    frank = at("jiancha", lists)
    frank.press("认定属实")
    frank.page.goto(f"{lists}?show=decided")
    frank.follow("要求整改", exact=True)
    frank.paste("整改要求", "年内补开，写明为什么没有按时开。")
    frank.page.get_by_label("整改期限").fill("2026-12-20")
    frank.press("送支部整改")
    frank.page.goto(lists)
    shoot(frank.page, "findings", until="article.finding >> nth=1", most=1500)
    frank.page.goto("/inspection/follow/")
    shoot(frank.page, "follow")
    duty_ledger.refresh([branch], 2025)
    duty_ledger.refresh([branch], 2026)
    frank.page.goto(f"{lists}duties/")
    shoot(frank.page, "ledger", until="main table.sheet >> nth=0", most=1500)


def the_administrators(at: Chair) -> None:
    """The first page and the accounts."""
    shoot(at("xitong", "/admin/", size=READING).page, "admin", until="#main", most=640)
    shoot(at("anquan", "/admin/members/user/").page, "admin-accounts", until="#main", most=800)
