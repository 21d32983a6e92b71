"""The catalogues: every sentence is in them, translated, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.languages import SOURCE, SPOKEN
from bot.wording.collect import PLACES, sentences

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "bot").rglob("*.py"))


def _parts(text: str) -> tuple[list[str], list[str]]:
    """The placeholders and the tags of a sentence."""
    return sorted(set(re.findall(r"\{\w+\}", text))), sorted(re.findall(r"</?\w+>", text))


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
def test_translations_have_the_same_placeholders_and_tags(language: str) -> None:
    for message in _messages(language):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for string in strings:
            assert _parts(string) in [_parts(id) for id in ids], string
