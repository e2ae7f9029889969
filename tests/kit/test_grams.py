"""Signs and pairs: whatever a text holds is found, and nothing is compared that need not be."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from branchlife.kit.grams import GramIndex, around, grams, plain, wanted

SIGNS = st.text(alphabet="党员大会学习㛃𬱖a1。", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "same"), [("党 员\n大会", "党员大会"), ("ＡＢＣ", "abc"), ("Ⅳ", "iv"), ("　", "")]
)
def test_blanks_capitals_and_wide_letters_do_not_matter(text: str, same: str) -> None:
    assert plain(text) == same


@given(SIGNS, SIGNS, SIGNS)
def test_whatever_stands_in_a_text_is_asked_for_by_what_the_text_has(
    before: str, words: str, after: str
) -> None:
    assert set(wanted(words)) <= grams(before + words + after)


def test_one_sign_is_asked_for_by_itself_and_more_by_their_pairs() -> None:
    assert wanted("党") == [ord("党")]
    assert wanted("党员") == [(ord("党") + 1 << 21) + ord("员")]
    assert len(wanted("党员大会")) == 3


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("学习文件", "文件", ("学习", "文件", "")),
        ("一" * 40 + "文件" + "二" * 40, "文件", ("…" + "一" * 30, "文件", "二" * 30 + "…")),
        ("学习", "文件", ("", "", "")),
        ("学习", "", ("", "", "")),
    ],
)
def test_words_are_shown_with_what_stands_around_them(text: str, words: str, said: Any) -> None:
    assert around(text, words) == said


@pytest.mark.django_db
def test_the_index_names_every_text_that_holds_the_words_in_either_database() -> None:
    index = GramIndex("test_texts", "id")
    texts = {1: "学习党的文件", 2: "党员大会讨论𬱖同志", 3: "文件学习党", 4: "", 5: "大会员大党员"}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE test_texts (id bigint PRIMARY KEY, text text NOT NULL)")
        cursor.executemany("INSERT INTO test_texts (id, text) VALUES (%s, %s)", list(texts.items()))
    index.create(connection)
    try:
        index.put(texts)
        texts[3] = "党员文件"
        with connection.cursor() as cursor:
            cursor.execute("UPDATE test_texts SET text = %s WHERE id = 3", [texts[3]])
        index.put({3: texts[3]})  # instead of what was there
        for words in ("党", "党员", "文件", "𬱖", "党员大会", "没有"):
            asked = index.keys(words)
            with connection.cursor() as cursor:
                cursor.execute(asked.sql, asked.params)
                found = {row[0] for row in cursor.fetchall()}
            assert found == {pk for pk, text in texts.items() if words in text}, words
    finally:
        index.drop(connection)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE test_texts")
