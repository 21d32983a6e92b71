"""A scenario as a catalogue for translators, and back: one .po file holds its sentences and its sample answers.

A sentence is known by its place (`msgctxt`), so that the same words may be said otherwise elsewhere. What was said in
the source language when it was translated is the `msgid`: where the file says something else by now, the translation
is marked fuzzy, with the former words beside the new ones, and isn't taken until somebody has looked at it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from bot.languages import LANGUAGES
from bot.translation.sentences import Said, Sentence

#: A .po file's sentences.
Translations: TypeAlias = Catalog

#: How many bytes of a .po file are read: many times what the longest scenario takes.
MOST = 2_000_000
_WIDTH = 110
#: An answer without a letter that takes several in a row (`1a 2c`, `2`, `-`) is the same in every language.
_WORD = re.compile(r"[^\W\d_]{2}")


class CatalogueError(Exception):
    """A .po file can't be read; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a catalogue gave: translations by their place, and the places whose translation wasn't taken: empty, marked
    fuzzy, made for other words than the file says now, or not in the file."""

    translated: Mapping[str, Said]
    empty: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read(data: bytes, language: str) -> Catalog:
    """A .po file. Raises CatalogueError where it is none, is too long, or says that it is in another language."""
    if len(data) > MOST:
        raise CatalogueError(f"it has more than {MOST:,} bytes, which no scenario takes")
    try:
        catalog = read_po(io.BytesIO(data), charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        raise CatalogueError(f"it is no .po file in UTF-8: {error}") from None
    said = str(catalog.locale_identifier or "")
    if said and said.split("_")[0] != language:
        raise CatalogueError(f"it says that it is in {said}, not in {language}")
    return catalog


def write(catalog: Catalog) -> bytes:
    """A .po file as text editors and Poedit, Weblate and the like read it."""
    written = io.BytesIO()
    write_po(written, catalog, width=_WIDTH, no_location=True, include_previous=True)
    return written.getvalue()


def export(sentences: list[Sentence], source: str, language: str, before: Catalog | None) -> Catalog:
    """The catalogue for a language: what is translated in the file, what `before` had that the file hasn't, and the
    other languages as comments. A translation of words that have changed since `before` is marked fuzzy."""
    catalog = Catalog(locale=language, project="Palabre", charset="utf-8", fuzzy=False)
    catalog.header_comment = f"# {LANGUAGES[source].name} → {LANGUAGES[language].name}"
    known = {message.context: message for message in before or () if message.id}
    for place, said in spread(sentences):
        if not _WORD.search(said.get(source, "")):
            continue
        comments = [f"{other}: {words}" for other, words in said.items() if other not in (source, language)]
        message = catalog.add(said[source], said.get(language, ""), auto_comments=comments, context=place)
        _from_before(message, known.get(place))
    return catalog


def _from_before(message: Message, before: Message | None) -> None:
    if before is None:
        return
    if not message.string:
        message.string = before.string
    message.user_comments = list(before.user_comments)
    if before.fuzzy:
        message.flags.add("fuzzy")
    if before.id != message.id and message.string:
        message.flags.add("fuzzy")
        message.previous_id = [str(before.id)]


def take(catalog: Catalog, sentences: list[Sentence], source: str) -> Taken:
    """What of a catalogue can be put into the file now. Answers that are the same in every language come along, and
    the answers to a step only all six together."""
    now = {place: said[source] for place, said in spread(sentences) if source in said}
    texts = {place: said for place, said in now.items() if not _WORD.search(said)}
    taken = Taken({})
    for message in catalog:
        if not message.id:
            continue
        place, said = str(message.context or ""), message.string
        if place not in now:
            taken.unknown.append(place)
        elif not isinstance(said, str) or not said.strip():
            taken.empty.append(place)
        elif message.id != now[place]:
            taken.changed.append(place)
        elif message.fuzzy:
            taken.fuzzy.append(place)
        else:
            texts[place] = said
    return Taken(dict(_gathered(sentences, texts)), taken.empty, taken.fuzzy, taken.changed, taken.unknown)


def spread(sentences: list[Sentence]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each text by its place; each of several answers in a place of its own, such as `answers/story/4`."""
    for sentence in sentences:
        lists = {language: said for language, said in sentence.said.items() if not isinstance(said, str)}
        if not lists:
            yield sentence.place, {language: str(said) for language, said in sentence.said.items()}
        for number in range(max(map(len, lists.values()), default=0)):
            place = f"{sentence.place}/{number + 1}"
            yield place, {language: said[number] for language, said in lists.items() if number < len(said)}


def _gathered(sentences: list[Sentence], texts: Mapping[str, str]) -> Iterator[tuple[str, Said]]:
    for sentence in sentences:
        if sentence.place in texts:
            yield sentence.place, texts[sentence.place]
            continue
        count = max((len(said) for said in sentence.said.values() if not isinstance(said, str)), default=0)
        answers = [texts.get(f"{sentence.place}/{number + 1}") for number in range(count)]
        whole = tuple(answer for answer in answers if answer is not None)
        if count and len(whole) == count:
            yield sentence.place, whole
