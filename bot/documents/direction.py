"""In which direction a text runs, and what of it a file of XML can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Literal

Direction = Literal["ltr", "rtl"]

#: Isolates and their end. Everything else that turns a direction is taken out where a text is written into a picture or
#: a file for Word: an answer must not turn what stands around it.
FSI, LRI, RLI, PDI = "\u2068", "\u2066", "\u2067", "\u2069"
_OPENING: dict[str, Direction | None] = {FSI: None, LRI: "ltr", RLI: "rtl"}
_TURNS = frozenset((*_OPENING, PDI))
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e]")
#: What no file of XML can hold: controls, halves of a pair, and what is no character.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Arabic letters.
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe]")
#: Whatever could run from right to left.
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ISOLATES = re.compile(f"[{FSI}{LRI}{RLI}{PDI}]")


def written(text: str) -> str:
    """A text as any XML can hold it, without what would turn its surroundings; isolates stay."""
    return _TURNING.sub("", _NO_XML.sub("", text))


def bare(text: str) -> str:
    """The same without isolates."""
    return _ISOLATES.sub("", written(text))


@lru_cache(4096)
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
    beginning = text[:200]
    arabic = len(ARABIC.findall(beginning))
    return "ar" if arabic and arabic * 2 > sum(map(str.isalpha, beginning)) else None


def pieces(text: str, base: Direction) -> list[tuple[str, Direction]]:
    """A text in pieces of one direction each, in the order in which it is read: what is isolated goes by its own first
    letter, and signs between letters of one direction with these."""
    if base == "ltr" and not _FROM_THE_RIGHT.search(text):
        return [(shown, base)] if (shown := bare(text)) else []
    grouped = groupby(_resolved(written(text), base), key=lambda pair: pair[1])
    return [("".join(run for run, _ in some), direction) for direction, some in grouped]


def _resolved(text: str, base: Direction) -> Iterator[tuple[str, Direction]]:
    """Runs of letters, and of what stands between them, with their directions."""
    levels: list[Direction] = [base]
    waiting, last, place = "", base, 0
    for kind, characters in groupby(text, key=_kind):
        run = "".join(characters)
        place += len(run)
        if kind == "turns":
            yield waiting, levels[-1]
            waiting = ""
            for before, mark in enumerate(run, place - len(run)):
                levels = levels[:-1] or levels if mark == PDI else [*levels, _opened(text, before) or levels[-1]]
            last = levels[-1]
        elif kind is None:
            waiting += run
        else:
            yield waiting, kind if kind == last else levels[-1]
            yield run, kind
            waiting, last = "", kind
    yield waiting, levels[-1]


@lru_cache(4096)
def _kind(character: str) -> Literal["ltr", "rtl", "turns"] | None:
    return "turns" if character in _TURNS else strong(character)


def _opened(text: str, place: int) -> Direction | None:
    """The direction in an isolate that opens there."""
    end = text.find(PDI, place)
    return _OPENING[text[place]] or first_strong(text[place + 1 : end if end > 0 else len(text)])
