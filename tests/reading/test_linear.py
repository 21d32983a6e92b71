"""Every reader of what people write takes time in proportion to its length.

Each is given a text and one eight times as long, from families that make regular expressions go back and forth,
normalising sort long runs of marks, and loops copy what is left. Work that grows with the square takes 64 times as
long, in proportion 8 times. Measured is the processor's time of this thread, so that a busy machine counts for nothing,
and what is quick once is quick: a reader has several tries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from time import thread_time_ns

import pytest
from markupsafe import Markup, escape

from bot.gateway.inbound.decode import Reader, clean
from bot.reading.cells import cells
from bot.reading.choosing import chosen
from bot.reading.commands import command_in
from bot.reading.lines import cut, lines, sign
from bot.reading.normal import bare, spoken
from bot.reading.numbered import numbered
from bot.reading.numbered_line import numbered_line
from bot.reading.numbers import number
from bot.reading.outcomes import read_outcomes
from bot.reading.plans import read_plans
from bot.reading.settings import languages, named
from bot.reading.times import times
from bot.reading.tokens import heard
from bot.reading.words import Meaning, passes, says
from bot.reading.zones import zones
from bot.session import aliases, kinds
from bot.session.joining import read_joining
from bot.session.naming import read_organisations
from bot.session.organisations import Organisation, Side
from bot.wording.catalog import isolate
from bot.wording.message import Message, Quote, pages
from tests.reading.test_spellings import asked

#: What a text is made of, again and again, with what may stand before and after it once.
_FAMILIES = {
    "blanks": ("a", " ", "b"),
    "blanks after a digit": ("1", " ", "x"),
    "line breaks": ("", "\n", "a"),
    "lines": ("", "a\n", ""),
    "numbered lines": ("", "1. a\n", ""),
    "bare numbers": ("", "2 a\n", "x"),
    "wide blanks": ("1", "\u3000", "b"),
    "semicolons": ("", " ; ", ""),
    "commas": ("a", ",", ""),
    "dashes": ("a", " - ", ""),
    "brackets": ("", "(", ""),
    "closed brackets": ("", "(1)", "b"),
    "digits": ("", "1", "x"),
    "numbers": ("", "1 ", "x"),
    "cells": ("", "1b ", "x"),
    "times of day": ("", "22h30 ", "x"),
    "hours": ("22", " h", ""),
    "digits and blanks": ("", "1  ", "b"),
    "joined": ("", "1 et ", "x"),
    "yes": ("", "oui ", "x"),
    "options": ("", "téléphone et ", "x"),
    "marks": ("a", "\u0301\u0323", ""),
    "all sorts of marks": ("a", "\u0301\u0334\u0323\u0345", ""),
    "marks that hide": ("a", "\u0301\u200d\u0323\u0640", ""),
    "letters that become marks": ("a", "\uff9e\u0301", ""),
    "what becomes long": ("", "\ufdfa", ""),
    "unseen": ("/", "\u200b", "next"),
    "mentions": ("", "@palabre_bot ", "x"),
    "slashes": ("", "/ ", "next"),
    "angles": ("", "<", ""),
    "tags": ("", "<b>&", ""),
    "emoji": ("", "👍🏿", ""),
    "right to left": ("", "نعم، ", "x"),
    "one word": ("", "a", ""),
    "days": ("", "fin mars ; ", "x"),
    "days and commas": ("", "a, 15/03/2027, ", "x"),
    "days on lines": ("", "x ; y ; le mois 3\n", ""),
    "marks of lists": ("", "- 1. ", "x"),
}
_KNOWN = (Organisation("a", "Toit vert", Side.SOUTH), Organisation("b", "Aurore", Side.NORTH))
_QUESTIONS = {name: asked(name) for name in ("text", "scale", "choice", "matrix", "vote", "commitment")}
_READER = Reader(1, "palabre_bot")


def _decoded(text: str) -> object:
    chat = {"id": -1, "type": "group", "title": text}
    message = {
        "message_id": 1,
        "date": 1,
        "chat": chat,
        "from": {"id": 2, "is_bot": False, "first_name": text},
        "text": text,
    }
    return _READER.one({"update_id": 1, "message": message})


def _shown(text: str) -> object:
    """As an answer of several lines is quoted, whole and folded."""
    quoted = tuple(isolate(line) for line in text.split("\n"))
    return pages(Message((escape(text), Quote(quoted), Markup("{}").format(isolate(text)))))


_READERS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "decode": _decoded,
    "command": command_in,
    "bare": bare,
    "tokens": lambda text: heard(bare(spoken(text))),
    "lines": lines,
    "cut": lambda text: cut(text, ";,"),
    "signs": lambda text: [sign(character) for character in text],
    "says": lambda text: says(text, Meaning.YES),
    "numbered": lambda text: numbered(text, range(1, 13)),
    "passes": passes,
    "number": lambda text: number(text, of=5),
    "numbered line": numbered_line,
    "cells": lambda text: cells(text, 10, 6),
    "chosen": lambda text: chosen(text, (("Téléphone", "a"), ("Courriel", "1 et"))),
    "joining": lambda text: read_joining(text, _KNOWN),
    "organisations": read_organisations,
    "settings": lambda text: (named(text), languages(text)),
    "times": times,
    "zones": zones,
    "alias": lambda text: aliases.fits(text) and aliases.clashes(text, ["Iroko"]),
    "outcomes": lambda text: read_outcomes(text, 5),
    "plans": lambda text: read_plans(text, datetime(2027, 1, 11)),  # noqa: DTZ001  on the wall
    "pages": _shown,
    **{
        f"kind {name}": lambda text, question=question: kinds.read(question, text, None)
        for name, question in _QUESTIONS.items()
    },
}
#: Below so many nanoseconds a reader has looked at the beginning alone, and a ratio says nothing.
_AT_ONCE = 300_000
_SHORT, _TIMES, _MOST = 500, 8, 24


def _cost(read: Callable[[str], object], text: str) -> int:
    start = thread_time_ns()
    read(text)
    return thread_time_ns() - start


def _of_length(family: str, length: int) -> str:
    before, again, after = _FAMILIES[family]
    return before + (again * length)[:length] + after


def _in_proportion(read: Callable[[str], object], family: str, tries: int = 10) -> bool:
    """Whether some try of several finds the long text not much dearer than eight short ones."""
    short, long = _of_length(family, _SHORT), _of_length(family, _SHORT * _TIMES)
    cheap = dear = 10**12
    for _ in range(tries):
        cheap, dear = min(cheap, _cost(read, short)), min(dear, _cost(read, long))
        if dear < _AT_ONCE or dear < _MOST * cheap:
            return True
    return False


@pytest.mark.parametrize("reader", _READERS)
def test_a_reader_takes_time_in_proportion(reader: str) -> None:
    assert [family for family in _FAMILIES if not _in_proportion(_READERS[reader], family)] == []


@pytest.mark.parametrize(
    ("read", "family"),
    [
        (re.compile(r"\s*[,;]\s*|\s+-\s+").split, "blanks"),
        (re.compile(r"\d\s*[.:]?\s*[a-f]").split, "blanks after a digit"),
        (re.compile("<[^>]*>").split, "angles"),
        (lambda text: unicodedata.normalize("NFKC", text), "marks"),
    ],
)
def test_one_that_goes_back_and_forth_would_be_found(read: Callable[[str], object], family: str) -> None:
    assert not _in_proportion(read, family, tries=3)
