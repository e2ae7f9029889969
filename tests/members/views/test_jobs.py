"""One's own background jobs: found again, watched, fetched, and nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from branchlife.kit.jobs import queue
from branchlife.kit.jobs.models import Job
from branchlife.kit.jobs.worker import Worker
from members.middleware import SEEN_AT
from members.models import AccessLog
from tests.cast import Cast
from tests.kit import test_jobs as shop

ALLOWED = shop.ALLOWED


@pytest.fixture
def alice(cast: Cast, sign_in: Any) -> Client:
    ALLOWED["is"] = True
    browser: Client = sign_in(cast.secretary)
    return browser


@pytest.fixture
def row(cast: Cast, alice: Client) -> Job:
    return queue.enqueue("greet", cast.secretary, "给韦晓㛃的问候", {"name": "韦晓㛃"})


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_that_waits_renews_itself_with_and_without_a_script(alice: Client, row: Job) -> None:
    page = text(alice.get(f"/jobs/{row.pk}/"))
    assert "正在排队" in page
    assert f'hx-get="/jobs/{row.pk}/?waiting=1"' in page
    by_itself = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert f'content="5;url=/jobs/{row.pk}/?waiting=1"' in by_itself


def test_one_that_runs_tells_how_far_it_is(alice: Client, row: Job) -> None:
    queue.progress(shop.taken(), 12, 60, "正在排第 12 次会议")
    page = text(alice.get(f"/jobs/{row.pk}/"))
    assert "已完成 12 / 60" in page
    assert 'value="12" max="60"' in page
    assert "正在排第 12 次会议" in page


def test_one_that_is_done_no_longer_renews_itself_and_offers_its_file(alice: Client, row: Job) -> None:
    Worker().run(until_empty=True)
    page = text(alice.get(f"/jobs/{row.pk}/"))
    assert "http-equiv" not in page
    assert "hx-get" not in page
    assert f'href="/jobs/{row.pk}/result/"' in page
    answer = alice.get(f"/jobs/{row.pk}/result/")
    assert b"".join(answer.streaming_content).decode() == "你好，韦晓㛃"
    assert "%E9%97%AE%E5%80%99.txt" in answer["Content-Disposition"]
    assert (answer["Cache-Control"], answer["Content-Security-Policy"]) == ("no-store", "sandbox")
    assert AccessLog.objects.get().object_type == "jobs.Job"


def test_the_list_shows_the_newest_first_and_only_ones_own(
    cast: Cast, alice: Client, row: Job, clock: Any
) -> None:
    clock.shift(1)
    queue.enqueue("greet", cast.secretary, "后来的")
    queue.enqueue("greet", cast.recorder, "别人的")
    page = text(alice.get("/jobs/"))
    assert page.index("后来的") < page.index("给韦晓㛃的问候")
    assert "别人的" not in page


def test_it_is_found_from_the_menu_of_the_account(alice: Client) -> None:
    assert '<a href="/jobs/">后台任务</a>' in text(alice.get("/account/"))


@pytest.mark.parametrize("where", ["", "result/"])
def test_another_account_of_the_same_branch_does_not_find_it(
    cast: Cast, sign_in: Any, row: Job, where: str
) -> None:
    Worker().run(until_empty=True)
    assert sign_in(cast.recorder).get(f"/jobs/{row.pk}/{where}").status_code == 404


def test_who_may_no_longer_do_it_does_not_get_the_file(alice: Client, row: Job) -> None:
    Worker().run(until_empty=True)
    ALLOWED["is"] = False
    assert alice.get(f"/jobs/{row.pk}/result/").status_code == 403
    assert not AccessLog.objects.exists()


def test_past_its_term_the_file_is_not_given_out(alice: Client, row: Job) -> None:
    Worker().run(until_empty=True)
    Job.objects.update(expires_at=row.queued_at)
    assert alice.get(f"/jobs/{row.pk}/result/").status_code == 404
    assert "结果已经过了保留期" in text(alice.get(f"/jobs/{row.pk}/"))


def test_a_file_that_is_gone_is_a_plain_404(alice: Client, row: Job) -> None:
    Worker().run(until_empty=True)
    row.refresh_from_db()
    row.result.storage.delete(row.result.name)
    assert alice.get(f"/jobs/{row.pk}/result/").status_code == 404
    assert not AccessLog.objects.exists()


def test_what_failed_says_why_and_can_be_tried_again(cast: Cast, alice: Client) -> None:
    row = queue.enqueue("refuse", cast.secretary, "坏")
    Worker().run(until_empty=True)
    assert "这一年还没有记录，请先补录。" in text(alice.get(f"/jobs/{row.pk}/"))
    answer = alice.post(f"/jobs/{row.pk}/again/")
    newer = Job.objects.latest("pk")
    assert newer.pk != row.pk
    assert answer["Location"] == f"/jobs/{newer.pk}/"
    assert alice.post(f"/jobs/{newer.pk}/again/")["Location"] == f"/jobs/{newer.pk}/"
    assert Job.objects.count() == 2


def test_who_may_no_longer_do_it_cannot_try_again(cast: Cast, alice: Client, row: Job) -> None:
    queue.fail(shop.taken(), "坏")
    ALLOWED["is"] = False
    assert alice.post(f"/jobs/{row.pk}/again/").status_code == 403


def test_a_page_that_renews_itself_is_nobody_sitting_there(alice: Client, row: Job, clock: Any) -> None:
    seen = alice.session.get(SEEN_AT)
    alice.get(f"/jobs/{row.pk}/")
    seen = alice.session[SEEN_AT]
    clock.shift(60)
    alice.get(f"/jobs/{row.pk}/?waiting=1")
    assert alice.session[SEEN_AT] == seen
    alice.get(f"/jobs/{row.pk}/")
    assert alice.session[SEEN_AT] > seen
    for _ in range(31):
        clock.shift(timedelta(minutes=1))
        alice.get(f"/jobs/{row.pk}/?waiting=1")
    assert alice.get(f"/jobs/{row.pk}/").status_code == 302
