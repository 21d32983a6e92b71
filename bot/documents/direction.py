"""In which direction a text runs, and what of it a file of XML can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

Direction = Literal["ltr", "rtl"]

#: Isolates and their end. Everything else that turns a direction is taken out where a text is written into a picture or
#: a file for Word: an answer must not turn what stands around it.
FSI, LRI, RLI, PDI = "\u2068", "\u2066", "\u2067", "\u2069"
_OPENING = {FSI: None, LRI: "ltr", RLI: "rtl"}
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e]")
#: What no file of XML can hold: controls, halves of a pair, and what is no character.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ISOLATES = re.compile(f"[{FSI}{LRI}{RLI}{PDI}]")


def written(text: str) -> str:
    """A text as any XML can hold it, without what would turn its surroundings; isolates stay."""
    return _TURNING.sub("", _NO_XML.sub("", text))


def bare(text: str) -> str:
    """The same without isolates."""
    return _ISOLATES.sub("", written(text))


def strong(character: str) -> Direction | None:
    """The direction of a letter; None of what has none of its own."""
    kind = unicodedata.bidirectional(character)
    if kind in ("R", "AL"):
        return "rtl"
    return "ltr" if kind == "L" else None


def first_strong(text: str) -> Direction | None:
    """The direction of the first letter of a text."""
    return next(filter(None, map(strong, text)), None)


def script_of(text: str) -> str | None:
    """The language of the screen reader that a text wants, where its letters say which: Arabic's."""
    letters = [c for c in text[:200] if c.isalpha()]
    arabic = sum("ARABIC" in unicodedata.name(c, "") for c in letters)
    return "ar" if arabic * 2 > len(letters) else None


def pieces(text: str, base: Direction) -> list[tuple[str, Direction]]:
    """A text in pieces of one direction each, in the order in which it is read: what is isolated goes by its own first
    letter, and signs between letters of one direction with these."""
    resolved = list(_resolved(written(text), base))
    grouped = groupby(resolved, key=lambda pair: pair[1])
    return [("".join(character for character, _ in some), direction) for direction, some in grouped]


def _resolved(text: str, base: Direction) -> Iterator[tuple[str, Direction]]:
    levels: list[Direction] = [base]
    waiting: list[str] = []
    last = base
    for place, character in enumerate(text):
        if character in _OPENING or character == PDI:
            yield from ((c, levels[-1]) for c in waiting)
            waiting = []
            if character == PDI:
                levels = levels[:-1] or levels
            else:
                levels.append(_OPENING[character] or first_strong(_inner(text, place)) or levels[-1])  # type: ignore[arg-type]
            last = levels[-1]
        elif own := strong(character):
            between = own if own == last else levels[-1]
            yield from ((c, between) for c in waiting)
            waiting, last = [], own
            yield character, own
        else:
            waiting.append(character)
    yield from ((c, levels[-1]) for c in waiting)


def _inner(text: str, opening: int) -> str:
    """What stands in an isolate that opens there."""
    end = text.find(PDI, opening)
    return text[opening + 1 : end if end > 0 else len(text)]
