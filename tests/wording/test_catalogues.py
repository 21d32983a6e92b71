"""The catalogues: every sentence is in them, translated, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.languages import SOURCE, SPOKEN
from bot.translation.faithful import unkept
from bot.wording.collect import PLACES, sentences

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "bot").rglob("*.py"))


def _messages(language: str) -> list[Message]:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "palabre.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def test_sentences_stand_where_the_catalogue_looks_for_them() -> None:
    looked = {path for place in PLACES for path in (ROOT / "bot").glob(place.replace("**", "**/*"))}
    for path in set(SOURCES) - looked:
        assert not re.search(r"\bN_\(|\.say\(\s*[\"']", path.read_text("utf-8")), path


TRANSLATED = [language for language in SPOKEN if language != SOURCE]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in _messages(language)}
    said = {m.id if isinstance(m.id, str) else m.id[0] for m in sentences() if m.id}
    assert known == said
    for message in _messages(language):
        assert not message.fuzzy
        assert all(message.string if isinstance(message.string, tuple) else [message.string]), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_what_stands_in_them(language: str) -> None:
    for message in _messages(language):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for string in strings:
            assert list(unkept(ids, string)) == [], string
