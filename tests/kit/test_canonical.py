"""One spelling, two digests, and the formula of a link, against what the standards print."""

from datetime import UTC, datetime
from typing import Any

import pytest

from branchlife.kit import canonical as kit
from branchlife.kit.canonical import BEGINNING, Digests, NotCanonical, canonical, digests, instant, link, sm3

SPELT = [
    ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
    ({"Z": "", "a": 0, "_": -7}, '{"Z":"","_":-7,"a":0}'),
    ('柳"\\\n\t\u001f\u007f/', '"柳\\"\\\\\\n\\t\\u001f\u007f/"'),
    ("e\u0301", '"\u00e9"'),  # NFC
    ("\uf979", '"凉"'),  # a compatibility ideograph becomes the character it stands for
    (2**53 - 1, "9007199254740991"),
    ((), "[]"),
]


@pytest.mark.parametrize(("value", "text"), SPELT, ids=[text for _, text in SPELT])
def test_a_value_has_one_spelling(value: Any, text: str) -> None:
    assert canonical(value) == text


@pytest.mark.parametrize("value", [1.0, 2**53, {"名": 1}, {1: 1}, "\ud800", b"x", {1, 2}], ids=repr)
def test_what_could_be_spelt_in_two_ways_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


# GB/T 32905-2016, annex A.
SM3 = [
    ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    ("abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
]


@pytest.mark.parametrize("lacking", [False, True], ids=["by hashlib", "where hashlib lacks it"])
@pytest.mark.parametrize(("text", "digest"), SM3)
def test_sm3_is_that_of_the_standard(
    monkeypatch: pytest.MonkeyPatch, text: str, digest: str, lacking: bool
) -> None:
    if lacking:
        monkeypatch.setattr(kit.hashlib, "algorithms_available", set())
    assert sm3(text.encode()) == digest


def test_a_moment_is_written_in_utc_to_the_microsecond() -> None:
    assert instant(datetime(2026, 11, 24, 2, tzinfo=UTC)) == "2026-11-24T02:00:00.000000Z"


def test_a_link_holds_on_to_everything_it_is_made_of() -> None:
    body = digests("{}")
    whole = (BEGINNING, 1, body, "2026-11-24T02:00:00.000000Z", "secretary", "filed")
    first = link(*whole)
    assert first.sha256 == "2d097733002f9dd07799f68ba553ca64b6ec0489780a089ea82ed1d231ad684b"
    others = [
        (first, *whole[1:]),
        (whole[0], 2, *whole[2:]),
        (*whole[:2], digests("{ }"), *whole[3:]),
        (*whole[:3], "2026-11-24T02:00:00.000001Z", *whole[4:]),
        (*whole[:4], "recorder", "filed"),
        (*whole[:5], "correction"),
    ]
    made = [first, *(link(*one) for one in others)]
    assert len({one.sha256 for one in made}) == len({one.sm3 for one in made}) == 7
    assert link(Digests("0" * 64, "1" * 64), *whole[1:]).sha256 == first.sha256
