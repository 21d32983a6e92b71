"""The words of the craft, as data: what says "anonymous" in a language, and which words a scenario had better not have.

`locales/<language>/craft.txt`, which `locales/en/craft.txt` explains. Knows no scenario: only whether a text has one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.languages import LANGUAGES
from bot.resources import folder
from bot.word_lists import headed


class Craft(StrEnum):
    """What a list of words is for: the headings of the files."""

    ANONYMOUS = "anonymous"
    ALL_OF_US = "all of us"
    AVOID = "avoid"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of a list, and what to write instead of it, where that is told."""

    said: str
    instead: str = ""


#: Marks above and below letters, and the stroke that lengthens an Arabic word: nobody writes them all the same.
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u0652\u0640]")


def plain(text: str) -> str:
    """A text as it is compared: small letters without accents, one kind of apostrophe and of space."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join(_MARKS.sub("", spread).split())


@cache
def _words(language: str, craft: Craft) -> tuple[tuple[Word, re.Pattern[str]], ...]:
    entries = headed(folder("locales") / language / "craft.txt", [*Craft])
    return tuple(_compiled(line) for heading, line in entries if heading == craft)


def _compiled(line: str) -> tuple[Word, re.Pattern[str]]:
    said, _, instead = (part.strip() for part in line.partition("→"))
    pattern = re.escape(plain(said)).replace(r"\*", r"\w*")
    return Word(said, instead), re.compile(rf"(?<!\w){pattern}(?!\w)")


def found(text: str, language: str, craft: Craft) -> Iterator[Word]:
    """The words of a list that stand in a text of that language; none in a language that isn't known."""
    if language in LANGUAGES:
        said = plain(text)
        yield from (word for word, pattern in _words(language, craft) if pattern.search(said))


def is_one(text: str, language: str, craft: Craft) -> bool:
    """Whether a text is a word of a list and nothing else."""
    return any(plain(word.said) == plain(text).strip(" .!") for word in found(text, language, craft))
