"""Phrases: what is to be said, as data. A phrase is a sentence by its English text, or something that is put into
one, and says of itself what it is: a number, somebody's own words, a text of the scenario's.

Knows no language: `bot.wording.tell` puts a phrase into one. Sentences are collected for translators by the names of
the calls that hold them, so a sentence stands inside `say(…)` or `count(…)` as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.scenario.texts import Text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours, by its English text, and what is put into its {placeholders}."""

    text: str
    values: Values


@dataclass(frozen=True, slots=True)
class Plural:
    """A sentence about n things, in the form for one and the form for many; {n} is the number."""

    one: str
    many: str
    n: int
    values: Values


@dataclass(frozen=True, slots=True)
class Number:
    """A number with at most so many digits after the separator."""

    value: float
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Percent:
    """A share between 0 and 1."""

    share: float


@dataclass(frozen=True, slots=True)
class Day:
    """A day, written out."""

    day: date


@dataclass(frozen=True, slots=True)
class Isolated:
    """Somebody's own words or name, kept apart from the sentence around them, and a day among such; cut to `room`
    characters."""

    text: str | Day
    room: int | None = None


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """A text of the scenario's, in the language of whoever reads it."""

    text: Text


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign or a letter that is the same in every language; never what somebody wrote."""

    sign: str


@dataclass(frozen=True, slots=True)
class Joined:
    """One phrase after the other, with a sign in between."""

    parts: tuple[Phrase, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Some things in a row, as each language does it: a, b and c."""

    items: tuple[Phrase, ...]


Phrase = Sentence | Plural | Number | Percent | Day | Isolated | ScenarioText | Mark | Joined | Listed

#: What is put into a sentence, by its {placeholders}.
Values = Mapping[str, Phrase]
#: Phrases that each stand on a line of their own.
Lines = tuple[Phrase, ...]


def say(sentence: str, /, **values: Phrase) -> Sentence:
    """A sentence, with what is put into its {placeholders}."""
    return Sentence(sentence, values)


def count(one: str, many: str, /, n: int, **values: Phrase) -> Plural:
    """A sentence about n things, in the plural form that each language has for n."""
    return Plural(one, many, n, values)


def joined(*parts: Phrase | str | None, by: str = "") -> Joined:
    """The phrases that are there, one after the other; a bare text is a sign of ours."""
    return Joined(tuple(Mark(part) if isinstance(part, str) else part for part in parts if part is not None), by)
