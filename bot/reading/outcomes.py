"""What became of what was to be done, as people write it: `done`, `2 changed`, `1 fait, 2 pas encore`, a line each or
in one; behind "changed" what came of it: `2 changed: we met online`. Knows nothing of what was to be done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reading.normal import bare
from bot.reading.tokens import Tokens, heard
from bot.reading.words import Meaning, end_of

#: More is no list of a few words, in characters and in lines.
_LONGEST, _MOST_LINES = 2000, 20
#: What each of these means; "no" to the question whether it is done says that it isn't yet.
_SAYING = {
    Meaning.DONE: Meaning.DONE,
    Meaning.CHANGED: Meaning.CHANGED,
    Meaning.NOT_YET: Meaning.NOT_YET,
    Meaning.NO: Meaning.NOT_YET,
}
#: What may stand between "changed" and what came of it.
_BEHIND = re.compile(r"[:;,،؛：–—-]")
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one of those that were asked about: its number, from 1, DONE, CHANGED or NOT_YET, and what came
    of a change, in its author's words."""

    number: int
    became: Meaning
    words: str = ""


def read_outcomes(text: str, of: int) -> tuple[Told, ...] | None:
    """What a text says of some of so many; None where it says anything else, or nobody knows of which one. Where there
    is one alone its number can be left out."""
    lines = [line for line in text.splitlines() if bare(line)] if len(text) <= _LONGEST else []
    if not lines or len(lines) > _MOST_LINES:
        return None
    read = [_line(line, of) for line in lines]
    told = tuple(one for some in read if some is not None for one in some)
    numbers = [one.number for one in told]
    return told if None not in read and len({*numbers}) == len(numbers) else None


def _line(line: str, of: int) -> list[Told] | None:
    whole = _told(heard(bare(line)).tokens, of)
    sign = _BEHIND.search(line)
    if whole is not None or sign is None:
        return whole
    head, words = _told(heard(bare(line[: sign.start()])).tokens, of), line[sign.end() :].strip()
    if head is None or len(head) != 1 or head[0].became is not Meaning.CHANGED:
        return None
    return [Told(head[0].number, Meaning.CHANGED, words)]


def _told(said: Tokens, of: int) -> list[Told] | None:
    """What some words say, one after the other, and nothing else."""
    told: list[Told] = []
    at = 0
    while at < len(said):
        number, begins = _number(said, at)
        became, end = _became(said, begins)
        if became is not None:
            which = 1 if number is None and of == 1 else number or 0
            told.append(Told(which, became))
            if not 1 <= which <= of:
                return None
        elif number is not None:
            return None
        else:
            end = max(end_of(said, at, Meaning.NOTHING), end_of(said, at, Meaning.AND))
            if end == at:
                return None
        at = end
    return told or None


def _number(said: Tokens, at: int) -> tuple[int | None, int]:
    """The number that stands at a place, and where what it is about begins."""
    begins = end_of(said, at, Meaning.NUMBER)
    if begins < len(said) and said[begins].isdecimal() and len(said[begins]) <= _DIGITS:
        return int(said[begins]), begins + 1
    return None, at


def _became(said: Tokens, at: int) -> tuple[Meaning | None, int]:
    """The longest phrase that begins at a place and says what became of something, and where it ends."""
    ends = {meaning: end_of(said, at, meaning) for meaning in _SAYING}
    longest = max(ends, key=lambda meaning: ends[meaning])
    return (_SAYING[longest], ends[longest]) if ends[longest] > at else (None, at)
