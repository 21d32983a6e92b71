"""What is written into the cells of a table: words alone, and nothing that a spreadsheet would run.

A program takes a cell for a formula by how it begins. So a cell is `active` if it does once invisible characters are
taken away and all guises of a character are one: with `= + - @ | %`, a tab or a line break. What is done about it hangs
on the format: XLSX says of each cell what it is, CSV can't.
"""

from __future__ import annotations

import re
import unicodedata

from bot.characters import invisible
from bot.content.phrase import Phrase
from bot.wording.catalog import FSI, PDI, Words
from bot.wording.message import bare
from bot.wording.tell import tell

_STARTS = frozenset("=+-@|%")
#: Signs that look like a minus, and are read as one by some.
_DASHES = frozenset("‐‑‒–—―−")
#: What no cell can hold, and nobody sees.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """A text without control characters and lone surrogates; every line break is one sign."""
    lines = re.sub(r"\r\n?|\u2028|\u2029", "\n", text)
    return _CONTROLS.sub("", lines)


def active(text: str) -> bool:
    """Whether a program could take a cell that begins so for a formula."""
    for character in text:
        if character in "\t\r\n":
            return True
        if not invisible(character):
            return (unicodedata.normalize("NFKC", character)[:1] or character) in _STARTS or character in _DASHES
    return False


def cell_text(phrase: Phrase, w: Words) -> str:
    """A phrase as the text of a cell, with its line breaks. What is all somebody's own words stands there without marks
    of direction, since the cell keeps it apart, and so does what has but one direction."""
    text = clean(bare(tell(phrase, w)))
    whole = text.startswith(FSI) and text.endswith(PDI) and FSI not in text[1:]
    if whole or not any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text):
        return text.replace(FSI, "").replace(PDI, "")
    return text
