"""The words of dates, in all of Palabre's languages at once, and what each can stand for.

They are data, which a translator can add to: `locales/<language>/dates.txt`. One word can stand for several things
(`sept` is seven in French, and September); which one it is, the words around it decide (`bot.reading.date_forms`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from bot.languages import LANGUAGES
from bot.reading.normal import bare
from bot.reading.tokens import Tokens, heard
from bot.resources import folder
from bot.word_lists import headed

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = (*map(str, range(1, 13)), "15", "20", "30")


class Part(StrEnum):
    """What a word of a date stands for, each by a letter of its own; `forms` are written in these."""

    MONTH = "M"
    WEEKDAY = "W"
    NUMBER = "N"
    YEAR = "Y"
    DIGITS = "Z"
    UNIT = "U"
    PAIR = "P"
    DAYS_FROM_NOW = "O"
    IN = "I"
    BY = "B"
    NEXT = "X"
    THIS = "T"
    END = "E"
    MIDDLE = "D"
    SILENT = "S"
    VAGUE = "V"


#: What a number of days, weeks, months or years is counted in.
UNITS = ("day", "week", "month", "year")

#: Heading -> what its words stand for, and the number that goes with it: of a month from 1, of a day of the week from
#: 0, of a unit its place in UNITS, of today 0.
_HEADINGS: Mapping[str, tuple[Part, int]] = {
    **{name: (Part.MONTH, n) for n, name in enumerate(_MONTHS, 1)},
    **{name: (Part.WEEKDAY, n) for n, name in enumerate(_WEEKDAYS)},
    **{name: (Part.NUMBER, int(name)) for name in _NUMBERS},
    **{name: (Part.UNIT, n) for n, name in enumerate(UNITS)},
    **{f"two-{name}s": (Part.PAIR, n) for n, name in enumerate(UNITS)},
    **{name: (Part.DAYS_FROM_NOW, n) for n, name in enumerate(("today", "tomorrow", "overmorrow"))},
    "in": (Part.IN, 0),
    "by": (Part.BY, 0),
    "next": (Part.NEXT, 0),
    "this": (Part.THIS, 0),
    "end": (Part.END, 0),
    "middle": (Part.MIDDLE, 0),
    "silent": (Part.SILENT, 0),
    "vague": (Part.VAGUE, 0),
}

#: What a word or phrase can stand for, with the number that goes with it.
Meanings = Mapping[Part, int]


def listed() -> Iterator[tuple[Tokens, Part, int]]:
    """Every word or phrase of the files, as tokens without accents, and what it stands for there."""
    for code in LANGUAGES:
        for heading, phrase in headed(folder("locales") / code / "dates.txt", _HEADINGS):
            yield heard(bare(phrase)).tokens, *_HEADINGS[heading]


@cache
def vocabulary() -> Mapping[Tokens, Meanings]:
    """Every word or phrase of the lists, as tokens without accents, with all that it can stand for. The same word for
    two months, or two numbers, is an author's mistake, and the last one counts; a test finds none."""
    found: dict[Tokens, dict[Part, int]] = {}
    for phrase, part, number in listed():
        found.setdefault(phrase, {})[part] = number
    return found


@cache
def longest() -> int:
    """How many tokens the longest phrase has."""
    return max(map(len, vocabulary()))
