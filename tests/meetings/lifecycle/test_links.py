"""What is appended to the chain of a branch, and when."""

import json

import pytest

from branchlife.kit.canonical import START, canonical, digests
from branchlife.kit.problems import Refusal
from meetings.kinds import MeetingKind as K
from meetings.lifecycle import bodies, filing, links
from meetings.models import Correction, LedgerLink
from meetings.vocabulary import ReturnReason
from tests.cast import Cast
from tests.meetings.lifecycle import make


def chain(cast: Cast) -> list[LedgerLink]:
    return list(cast.first.links.order_by("number"))


def test_each_filing_answer_and_correction_is_a_link_that_holds_on_to_the_one_before(cast: Cast) -> None:
    first = make.filed(cast)
    filing.send_back(first, ReturnReason.REFILL, ["minutes"], "太简", cast.officer)
    [second] = filing.file_gathering(first.meeting.gathering, cast.secretary)
    filing.acknowledge(second, cast.officer)
    filing.correct(second.meeting, "地点", "村文化礼堂", "河边", "笔误", cast.secretary)
    links = chain(cast)
    assert [(one.number, one.kind, one.account) for one in links] == [
        (1, "filed", "secretary"),
        (2, "decision", "officer"),
        (3, "filed", "secretary"),
        (4, "decision", "officer"),
        (5, "correction", "secretary"),
    ]
    assert [one.previous_digest for one in links] == [START, *(one.link_digest for one in links[:-1])]
    assert [one.previous_sm3 for one in links] == [START, *(one.link_sm3 for one in links[:-1])]
    assert [one.at for one in links[:1]] == [first.submitted_at]
    assert {one.meeting_id for one in links} == {first.meeting_id}


def test_pressed_twice_nothing_is_appended_twice(cast: Cast) -> None:
    filed = make.filed(cast)
    filing.file_gathering(filed.meeting.gathering, cast.secretary)
    for _ in range(2):
        filing.acknowledge(filed, cast.officer)
        filing.correct(filed.meeting, "地点", "", "河边", "笔误", cast.secretary)
    assert [one.kind for one in chain(cast)] == ["filed", "decision", "correction"]


def test_both_meetings_of_a_sitting_get_a_link(cast: Cast) -> None:
    made = make.filed(cast, K.THEME_DAY, K.PARTY_LECTURE)
    assert [json.loads(one.body)["meeting"] for one in chain(cast)] == ["2026-ZR-01", "2026-DK-01"]
    assert chain(cast)[0].meeting_id == made.meeting_id


def test_the_body_is_what_was_filed_and_can_be_built_again_from_the_rows(cast: Cast) -> None:
    filed = make.filed(cast)
    [one] = chain(cast)
    body = json.loads(one.body)
    assert one.body == canonical(body) == canonical(bodies.filed(filed, filed.meeting.events.order_by("pk")))
    assert (one.body_digest, one.body_sm3) == (digests(one.body).sha256, digests(one.body).sm3)
    assert {line["name"]: line["value"] for line in body["content"]} == filed.content
    assert (body["branch"], body["version"], body["trail"]["count"]) == ("CX-HL-LW1", 1, 4)


def test_nothing_private_is_chained(cast: Cast) -> None:
    type(cast.erin).objects.filter(pk=cast.erin.pk).update(
        id_number="110101199003074477", phone="13800138000", address="柳湾村八组"
    )
    make.filed(cast)
    assert not [
        text for text in ("110101199003074477", "13800138000", "柳湾村八组") if text in chain(cast)[0].body
    ]


def test_each_branch_has_a_chain_of_its_own(cast: Cast) -> None:
    make.filed(cast)
    assert not cast.other.links.exists()
    assert [one.number for one in LedgerLink.objects.heads()] == [1]


def test_a_refused_filing_leaves_no_link(cast: Cast) -> None:
    meeting = make.recorded(cast, host=None)
    with pytest.raises(Refusal, match="主持人"):
        filing.file_gathering(meeting.gathering, cast.secretary)
    assert chain(cast) == []


def test_what_was_never_filed_has_no_link_for_its_correction(cast: Cast) -> None:
    meeting = make.recorded(cast)
    assert links.chain_correction(links.Chain(cast.first), Correction(meeting=meeting), meeting) is None
    assert chain(cast) == []
