"""Zip directories and XML parts that are refused before anything is unpacked."""

import random

import pytest

from branchlife.kit.archives import MAX_DEPTH, Scan, content_types, open_archive, read_limited
from branchlife.kit.refusal import Refused
from tests.kit.odd_files import zipped


def refusal(data):
    with pytest.raises(Refused) as caught:
        open_archive(data)
    return caught.value.message


def scanned(text, budget=1000):
    with open_archive(zipped({"a.xml": text})) as archive:
        return Scan(budget).run(archive, archive.infolist()[0])


def test_two_hundred_entries_are_enough():
    assert len(open_archive(zipped({f"{n}": "x" for n in range(200)})).infolist()) == 200
    assert "过大" in refusal(zipped({f"{n}": "x" for n in range(201)}))


def test_parts_that_pack_too_well_are_refused_when_large():
    assert open_archive(zipped({"a": b"\0" * 1_000_000}))
    assert "过大" in refusal(zipped({"a": b"\0" * 2_000_000}))


def test_an_encrypted_entry_asks_for_the_password_to_be_taken_off():
    data = bytearray(zipped({"a": "x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refusal(bytes(data))


def test_what_is_no_archive_is_damaged():
    assert "损坏" in refusal(b"PK\x03\x04 and nothing more")


def test_elements_are_counted_and_limited():
    assert scanned("<a><b/><b/></a>") == 3
    with pytest.raises(Refused, match="过大"):
        scanned("<a>" + "<b/>" * 10 + "</a>", budget=10)


def test_depth_is_limited_but_width_is_not():
    assert scanned("<a>" + "<b/>" * 500 + "</a>") == 501
    with pytest.raises(Refused, match="不正常"):
        scanned("<a>" * (MAX_DEPTH + 1) + "</a>" * (MAX_DEPTH + 1))


@pytest.mark.parametrize(
    "text", ["<a>", "no xml", '<?xml version="1.0" encoding="nothing"?><a/>', "<a>&b;</a>"]
)
def test_broken_xml_is_damage(text):
    with pytest.raises(Refused, match="损坏"):
        scanned(text)


def test_a_part_whose_bytes_were_changed_is_damage():
    data = bytearray(zipped({"a.xml": "<a>" + "text" * 50 + "</a>"}))
    data[data.index(b"PK\x01\x02") + 16] ^= 0xFF  # the checksum in the directory
    with open_archive(bytes(data)) as archive, pytest.raises(Refused, match="损坏"):
        Scan(1000).run(archive, archive.infolist()[0])


def test_a_huge_list_of_types_is_not_read():
    with (
        open_archive(zipped({"[Content_Types].xml": random.Random(7).randbytes(1_200_000)})) as archive,
        pytest.raises(Refused),
    ):
        content_types(archive)


def test_uploads_are_read_up_to_their_limit(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert read_limited(tmp_path / "a", 10) == b"x" * 10
    with pytest.raises(Refused, match="超过"):
        read_limited(b"x" * 11, 10)


def test_one_part_that_packs_too_well_is_found_beside_others_that_do_not():
    noise = random.Random(1).randbytes(400_000)
    assert "过大" in refusal(zipped({"noise": noise, "bomb": b"\0" * 2_000_000}))
