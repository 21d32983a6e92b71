"""Words: messages that fit, a notice that is short enough, mixed directions that don't break."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.languages import SPOKEN
from bot.rehearsal.runs import plain, read_html, units
from bot.session.effects import Text
from bot.wording.catalog import isolate, words
from bot.wording.message import LIMIT, Message, Quote, pages, size
from bot.wording.notice import first, notice
from bot.wording.phrases import PHRASES

#: The notice is one message of at most so many characters in each language.
LONGEST_NOTICE = 1000

TEXTS = st.text(max_size=400).map(lambda text: text.replace("\r", ""))


@pytest.mark.parametrize("language", SPOKEN)
def test_the_notice_is_short_enough(language: str) -> None:
    w = words(language)
    said = plain(read_html("\n".join((first(w), *notice(w, timedelta(days=180))))))
    assert len(said) <= LONGEST_NOTICE
    assert all(word in said for word in ("تيليجرام" if language == "ar" else "Telegram", "/forget", "180", "24"))


@given(st.lists(st.one_of(TEXTS, st.lists(TEXTS, min_size=1, max_size=20)), max_size=20), st.integers(80, LIMIT))
def test_pages_fit_lose_nothing_and_are_whole_html(written: list[str | list[str]], limit: int) -> None:
    blocks = tuple(
        Quote(tuple(escape(line) for line in piece)) if isinstance(piece, list) else Markup("<b>{}</b>").format(piece)
        for piece in written
    )
    made = pages(Message(blocks), limit)
    for page in made:
        assert units(plain(read_html(page))) <= limit
        assert size(page) >= units(plain(read_html(page)))
    said = "".join("".join(plain(read_html(page)) for page in made).split())
    wanted = "".join("".join(piece if isinstance(piece, str) else "".join(piece) for piece in written).split())
    drop = {ord(c): None for c in "\u2068\u2069"}
    assert said.translate(drop) == wanted.translate(drop)


def test_4096_emoji_go_into_parts() -> None:
    made = pages(Message((Markup("{}").format("😀" * 4096),)))
    assert len(made) >= 2
    assert sum(page.count("😀") for page in made) == 4096


def test_a_text_in_another_direction_is_isolated() -> None:
    arabic = pages(Message((Markup("{}: {}").format(isolate("سلام"), 5),)))[0]
    assert "\u2068سلام\u2069" in arabic
    assert "\u2068" not in pages(Message((Markup("{}: {}").format(isolate("paix"), 5),)))[0]


def test_numbers_days_and_plurals_are_each_language_s_own() -> None:
    french, english = words("fr"), words("en")
    assert french.number(3.25, 1) in ("3,2", "3,3")
    assert english.number(3.25, 1) in ("3.2", "3.3")
    assert french.count("{n} person answered.", "{n} people answered.", 0) == "0 personne a répondu."
    assert english.count("{n} person answered.", "{n} people answered.", 0) == "0 people answered."
    assert "et" in french.listing(["a", "b"])


def test_every_short_thing_has_its_sentence() -> None:
    assert PHRASES.keys() == set(Text)
