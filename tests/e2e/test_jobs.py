"""Work in the background: watched until it is done, left, found again in the menu and fetched."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from branchlife.kit.jobs import queue, registry
from branchlife.kit.jobs.registry import Result, Run
from tests.cast import Cast
from tests.e2e.conftest import PHONE
from tests.e2e.hand import Hand, overflow

pytestmark = pytest.mark.e2e
Chair = Callable[..., Hand]
STALE = timedelta(minutes=5)


@registry.job("volume-of-the-test", allows=lambda owner, arguments: True)
def volume(run: Run) -> None:
    """Never run here: the test plays the worker."""


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_the_bar_runs_by_itself_and_the_file_is_fetched_after_leaving(
    cast: Cast, hand: Chair, script: bool, clock: None
) -> None:
    row = queue.enqueue("volume-of-the-test", cast.secretary, "柳湾村第一支部2026年全年卷")
    alice = hand(cast.secretary, f"/jobs/{row.pk}/", script=script)
    main = alice.page.locator("#main")
    expect(main).to_contain_text("正在排队")
    job = queue.take("worker", STALE)
    queue.progress(job, 21, 60, "正在排第 21 次会议")
    expect(main).to_contain_text("已完成 21 / 60")
    expect(main.locator("progress")).to_have_attribute("value", "21")

    alice.page.goto("/")
    queue.finish(job, Result("2026年全年卷.pdf", b"%PDF-1.7\n"))
    if script:
        alice.page.locator("summary", has_text=str(cast.secretary)).first.click()
        alice.follow("后台任务")
    else:
        alice.page.goto("/jobs/")
    expect(main).to_contain_text("完成")
    alice.follow("柳湾村第一支部2026年全年卷")
    with alice.page.expect_download() as fetched:
        alice.page.get_by_role("link", name="下载2026年全年卷.pdf").click()
    assert fetched.value.suggested_filename == "2026年全年卷.pdf"
    assert Path(fetched.value.path()).read_bytes() == b"%PDF-1.7\n"


def test_the_page_turns_into_the_result_while_one_looks(cast: Cast, hand: Chair) -> None:
    row = queue.enqueue("volume-of-the-test", cast.secretary, "全年卷")
    alice = hand(cast.secretary, f"/jobs/{row.pk}/")
    queue.finish(queue.take("worker", STALE), Result("全年卷.pdf", b"%PDF-1.7\n"))
    expect(alice.page.get_by_role("link", name="下载全年卷.pdf")).to_be_visible()
    expect(alice.page.locator("progress")).to_have_count(0)


def test_on_a_telephone_the_list_and_the_bar_fit(cast: Cast, hand: Chair) -> None:
    row = queue.enqueue("volume-of-the-test", cast.secretary, "澄溪县禾岭镇柳湾村第一支部2026年全年卷")
    viewer = hand(cast.secretary, "/jobs/", size=PHONE)
    assert overflow(viewer.page) == []
    viewer.page.goto(f"/jobs/{row.pk}/")
    assert overflow(viewer.page) == []
