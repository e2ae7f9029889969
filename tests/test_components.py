"""The page of components: every part draws itself from what the samples hand over."""

import re

import pytest
from django.test import RequestFactory

from branchlife.components import components


@pytest.fixture(scope="module")
def html() -> str:
    return components(RequestFactory().get("/components/")).content.decode()


def test_every_mark_that_is_used_is_drawn(html: str) -> None:
    used = set(re.findall(r'<use href="#(mark-[a-z]+)"', html))
    drawn = set(re.findall(r'<symbol id="(mark-[a-z]+)"', html))
    assert used <= drawn


def test_nothing_needs_what_the_content_policy_blocks(html: str) -> None:
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", html)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", html)


def test_every_id_is_used_once(html: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_every_label_belongs_to_a_control(html: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    assert set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html)) <= ids


def test_no_template_comment_reaches_the_reader(html: str) -> None:
    assert "{#" not in html
    assert "{%" not in html
