"""The closed lists: by which words people say yes, no, pass, a side, in all of Palabre's languages at once.

The words are data, which a translator can add to: `locales/<language>/words.txt`, and `locales/signs.txt` for what is
the same in every language. They are read once. Knows no question: only whether a text is one of these and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.languages import LANGUAGES
from bot.reading.normal import bare, spoken
from bot.reading.tokens import Tokens, heard
from bot.resources import folder
from bot.word_lists import headed


class Meaning(StrEnum):
    """What a word can mean: the headings of the files, which `locales/en/words.txt` explains."""

    YES = "yes"
    NO = "no"
    PASSING = "pass"
    SOUTH = "south"
    NORTH = "north"
    OTHER = "other"
    AND = "and"
    NUMBER = "number"
    QUESTION = "question"
    ARTICLE = "article"
    OF = "of"
    NOTHING = "nothing"
    ONWARD = "onward"
    STAY = "stay"
    ASK = "ask"
    LONGER = "longer"
    SHOW = "show"
    QUIETLY = "quietly"
    REMOVE = "remove"
    HOURS = "hours"
    DAYS = "days"
    DONE = "done"
    CHANGED = "changed"
    NOT_YET = "not-yet"
    CANCEL = "cancel"
    EVERY = "every"
    AT = "at"
    NOON = "noon"
    FROM = "from"
    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    TO = "to"
    LANGUAGE = "language"
    ZONE = "zone"
    QUIET = "quiet"
    WINDOW = "window"
    LEAST = "least"
    TIDY = "tidy"
    REVIEW = "review"
    KEEP = "keep"
    ON = "on"
    OFF = "off"
    DEFAULT = "default"
    RESERVED = "reserved"


#: What may stand around a dash that passes; neither a colon nor a star, for these make faces of it.
_AROUND_A_DASH = frozenset('- .!()[]"•')
#: More is a line that somebody draws.
_MOST_DASHES = 3

#: What is longer says more than a closed list holds, in characters.
_LONGEST = 200


def entries(path: Path) -> Iterator[tuple[Meaning, str]]:
    """The words of a file, each with its heading. Raises WordListError."""
    return ((Meaning(heading), word) for heading, word in headed(path, [*Meaning]))


def files() -> list[Path]:
    """All files of words."""
    home = folder("locales")
    return [home / "signs.txt", *(home / code / "words.txt" for code in LANGUAGES)]


@cache
def written(meaning: Meaning) -> tuple[str, ...]:
    """The words with a meaning, as the files have them."""
    return tuple(word for path in files() for found, word in entries(path) if found is meaning)


@cache
def phrases(meaning: Meaning) -> frozenset[Tokens]:
    """The words with a meaning, as tokens without accents."""
    return frozenset(heard(bare(word)).tokens for word in written(meaning))


@cache
def _longest(meaning: Meaning) -> int:
    return max(map(len, phrases(meaning)), default=0)


def ends(said: Tokens, start: int, meaning: Meaning) -> Iterator[int]:
    """Where phrases with that meaning end that begin at `start`, the nearest first."""
    for end in range(start + 1, min(start + _longest(meaning), len(said)) + 1):
        if said[start:end] in phrases(meaning):
            yield end


def end_of(said: Tokens, start: int, meaning: Meaning) -> int:
    """Where the longest phrase with that meaning ends that begins at `start`; `start` where there is none."""
    return max(ends(said, start, meaning), default=start)


def says(text: str, meaning: Meaning) -> bool:
    """Whether a text says that and nothing else: phrases with that meaning, and such as add nothing."""
    if len(text) > _LONGEST:
        return False
    said = heard(bare(spoken(text))).tokens
    without, within = {0}, set[int]()  # where one can have come without having said it, and having said it
    for start in range(len(said)):
        nothing = set(ends(said, start, Meaning.NOTHING))
        if start in without:
            without |= nothing
        if start in within:
            within |= nothing
        if start in without | within:
            within |= set(ends(said, start, meaning))
    return len(said) in within


def passes(text: str) -> bool:
    """Whether a text says nothing but that its author passes: a word for it (with a slash or without), or a dash, which
    every keyboard has."""
    if len(text) > _LONGEST:
        return False
    said = spoken(text).removeprefix("/")
    dashed = {*said} <= _AROUND_A_DASH and 0 < said.count("-") <= _MOST_DASHES
    return dashed or says(said, Meaning.PASSING)


def meaning_of(text: str, *among: Meaning) -> Meaning | None:
    """Which of some meanings a text has, where it has one of them alone."""
    found = [meaning for meaning in among if says(text, meaning)]
    return found[0] if len(found) == 1 else None
