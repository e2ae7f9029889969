"""One tablet for everybody: no log-in, no cookie, no script; a code, a ballot, the next."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from meetings.slips import codes, door
from meetings.slips.lifecycle import counting
from meetings.slips.models import Poll, SealedBallot
from members.models import AccessLog
from tests.cast import Cast
from tests.meetings.slips import make
from tests.test_security_headers import faults_of


@pytest.fixture(autouse=True)
def patience(monkeypatch: Any) -> door.Patience:
    fresh = door.Patience(limit=60, span=60)
    monkeypatch.setattr("meetings.slips.views.booth.PATIENCE", fresh)
    return fresh


@pytest.fixture
def box(cast: Cast) -> Any:
    make.allow(cast.town)
    poll = make.prepared(cast)
    return poll, make.opened(cast, poll)


def text_of(answer: Any) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def every(choice: int, width: int = 11) -> dict[str, str]:
    return {f"q{order}": str(choice) for order in range(1, width + 1)}


def test_a_code_shows_its_ballot_and_the_ballot_goes_into_the_box(
    client: Client, box: Any, cast: Cast
) -> None:
    _poll, made = box
    assert "请输入票上的代码" in text_of(client.get("/vote/"))
    ballot = client.post("/vote/", {"code": codes.grouped(made.codes[0], 3).lower()})
    assert ballot.status_code == 200
    assert all(name in text_of(ballot) for name in ("谢𬱖", "柯䶮", "优秀", "基本合格"))
    answer = client.post("/vote/", {"code": made.codes[0], "cast": "1", **every(1)}, follow=True)
    assert answer.redirect_chain == [("/vote/done/", 302)]
    assert "下一位" in text_of(answer)
    assert SealedBallot.objects.count() == 1


def test_the_next_one_begins_with_an_empty_page(client: Client, box: Any) -> None:
    _poll, made = box
    make.vote(client, made.codes[0], **every(0))
    done = client.get("/vote/done/").content.decode()
    assert 'href="/vote/"' in done
    assert made.codes[0] not in done + client.get("/vote/").content.decode()


def test_what_was_left_blank_is_asked_for_once(client: Client, box: Any) -> None:
    _poll, made = box
    some = {"q1": "0", "q2": "3"}
    first = client.post("/vote/", {"code": made.codes[0], "cast": "1", **some})
    assert "还有 9 项没有选" in text_of(first)
    assert not SealedBallot.objects.exists()
    assert len(re.findall(r"<input[^>]*checked", first.content.decode())) == 2  # what was chosen stays chosen
    assert 'name="sure"' in first.content.decode()
    second = client.post("/vote/", {"code": made.codes[0], "cast": "1", "sure": "1", **some})
    assert second["Location"] == "/vote/done/"


def test_blank_is_abstaining(client: Client, box: Any, cast: Cast) -> None:
    poll, made = box
    for code in made.codes[:6]:
        make.vote(client, code, q1="0")
    row = counting.close(poll, made.key, 0, cast.secretary)
    found = [(one.votes, one.abstain) for one in row.questions.order_by("order")]
    assert found == [([6, 0, 0, 0], 0)] + [([0, 0, 0, 0], 6)] * 10


def test_one_code_one_ballot_even_with_the_back_button(client: Client, box: Any) -> None:
    _poll, made = box
    make.vote(client, made.codes[0], **every(0))
    again = client.post("/vote/", {"code": made.codes[0], "cast": "1", "sure": "1", **every(3)})
    assert again.status_code == 422
    assert "已经投过" in text_of(again)
    assert SealedBallot.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "请输入票上的代码"),
        ("ABC", "您输了 3 位"),
        ("ABC-DEF-GH2", "抄错"),
        ("O0I-L10-OOO", "抄错"),
    ],
)
def test_a_misread_code_is_told_how(client: Client, db: None, typed: str, words: str) -> None:
    answer = client.post("/vote/", {"code": typed})
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_choice_that_is_not_on_the_ballot_is_refused(client: Client, box: Any) -> None:
    _poll, made = box
    answer = client.post("/vote/", {"code": made.codes[0], "cast": "1", "sure": "1", "q1": "9"})
    assert answer.status_code == 422
    assert not SealedBallot.objects.exists()


def test_a_slip_of_a_closed_poll_is_good_for_nothing(client: Client, box: Any, cast: Cast) -> None:
    poll, made = box
    for code in made.codes[:6]:
        make.vote(client, code, **every(0))
    counting.close(poll, made.key, 0, cast.secretary)
    assert "投票已经结束" in text_of(client.post("/vote/", {"code": made.codes[7]}))


# --- Nobody is known ---


def test_no_cookie_is_set_and_nothing_may_be_kept(client: Client, box: Any) -> None:
    _poll, made = box
    answers = [client.get("/vote/"), client.post("/vote/", {"code": made.codes[0]})]
    answers += [
        client.post("/vote/", {"code": made.codes[0], "cast": "1", **every(0)}),
        client.get("/vote/done/"),
    ]
    for answer in answers:
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert not list(faults_of(answer, signed_in=False))
    assert not client.cookies


def test_on_a_tablet_where_the_secretary_is_signed_in_their_session_is_not_touched(
    sign_in: Any, cast: Cast, box: Any, clock: Any
) -> None:
    _poll, made = box
    tablet = sign_in(cast.secretary)
    tablet.get("/account/")
    before = list(Session.objects.values())
    clock.shift(600)
    page = tablet.get("/vote/")
    make.vote(tablet, made.codes[0], **every(0))
    assert list(Session.objects.values()) == before
    assert "韦晓㛃" not in page.content.decode()
    assert tablet.get("/account/").status_code == 200  # and still signed in


def test_nothing_is_written_but_the_ballot(
    client: Client, box: Any, django_assert_max_num_queries: Any, caplog: Any
) -> None:
    from tests.furniture import writes

    _poll, made = box
    lines = AccessLog.objects.count()
    with writes() as written:
        make.vote(client, made.codes[0], **every(0))
    tables = {statement.split('"')[1] for statement in written}
    assert tables == {"slips_code", "slips_sealedballot"}
    assert AccessLog.objects.count() == lines


def test_the_booth_needs_no_script_and_shows_no_way_into_the_house(client: Client, box: Any) -> None:
    _poll, made = box
    for answer in (
        client.get("/vote/"),
        client.post("/vote/", {"code": made.codes[0]}),
        client.get("/vote/done/"),
    ):
        page = answer.content.decode()
        assert "<script" not in page
        assert "csrfmiddlewaretoken" not in page
        links = set(re.findall(r'<a[^>]+href="([^"]+)"', page))
        assert links <= {"#main", "/vote/"}


def test_it_works_for_a_browser_that_proves_nothing(box: Any) -> None:
    """The form of the booth carries no token, because the code stands for it."""
    _poll, made = box
    stranger = Client(enforce_csrf_checks=True)
    assert make.vote(stranger, made.codes[0], **every(0))["Location"] == "/vote/done/"


def test_the_code_never_stands_in_an_address(client: Client, box: Any) -> None:
    _poll, made = box
    assert made.codes[0] not in client.get(f"/vote/?code={made.codes[0]}").content.decode()
    assert 'method="post"' in client.post("/vote/", {"code": made.codes[0]}).content.decode()


def test_the_code_is_remembered_by_no_browser(client: Client, db: None) -> None:
    field = re.search(r'<input[^>]*name="code"[^>]*>', client.get("/vote/").content.decode())
    assert field is not None
    assert 'autocomplete="off"' in field.group()


# --- Wrong codes ---


def test_after_too_many_wrong_codes_nobody_is_listened_to_for_a_while(
    client: Client, box: Any, monkeypatch: Any
) -> None:
    _poll, made = box
    monkeypatch.setattr("meetings.slips.views.booth.PATIENCE", door.Patience(limit=3, span=60))
    for _ in range(3):
        assert client.post("/vote/", {"code": codes.fresh(codes.CODE_LENGTH)}).status_code == 422
    answer = client.post("/vote/", {"code": made.codes[0]})
    assert answer.status_code == 429
    assert "请等一分钟" in text_of(answer)


def test_a_misread_code_costs_no_patience(client: Client, db: None, patience: door.Patience) -> None:
    client.post("/vote/", {"code": "ABC-DEF-GH2"})
    assert patience.misses == 0


def test_the_queries_do_not_grow_with_the_voters(
    client: Client, box: Any, django_assert_max_num_queries: Any
) -> None:
    _poll, made = box
    with django_assert_max_num_queries(8):
        client.post("/vote/", {"code": made.codes[0], "cast": "1", **every(0)})


def test_while_it_is_open_the_secretary_sees_no_count(sign_in: Any, cast: Cast, box: Any) -> None:
    poll, made = box
    desk = sign_in(cast.secretary)
    before = desk.get(f"/slips/{poll.pk}/").content
    make.vote(Client(), made.codes[0], **every(0))
    nonce = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"')
    assert nonce.sub(b"", desk.get(f"/slips/{poll.pk}/").content) == nonce.sub(b"", before)
    assert Poll.objects.get(pk=poll.pk).cast_count is None
