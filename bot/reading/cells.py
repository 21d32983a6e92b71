"""Cells of a table as people type them, a number for the row, a letter for the column: `1b 2a`, `(1b) (2a)`, `b1 a2`,
`1 – b`, `1ب، 2أ`; or a letter for every row, in order: `bac`.

A row that is given two columns, a number without a letter, and whatever else can be read in two ways is no answer.
Knows no step.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.reading.normal import bare, plain, spoken
from bot.reading.tokens import Heard, heard
from bot.reading.words import Meaning, end_of, phrases

#: The letters by which columns are called; how they are written in other scripts is said in `locales/`.
LETTERS = "abcdef"
#: What may stand between the number and the letter of a cell, blanks aside.
_WITHIN = frozenset({"", ".", ":", ")", "(", "-", "=", "->", "→"})
#: "From 1 to 2", with the letter that a phone makes of a lone `a`.
_RANGE = "à"
#: More is no table that somebody types, in characters.
_LONGEST = 400


@cache
def _letters() -> Mapping[str, int]:
    """How each column's letter can be written -> its place from 0."""
    others = {phrase[0]: n for n, letter in enumerate(LETTERS) for phrase in phrases(Meaning(letter))}
    return others | {letter: n for n, letter in enumerate(LETTERS)}


def _column(token: str) -> int | None:
    return _letters().get(bare(token))


def _also_joins(token: str) -> bool:
    """Whether a letter is a word as well that joins two cells, as `e` is in Portuguese and `و` in Arabic."""
    return (bare(token),) in phrases(Meaning.AND)


def _skipped(said: Heard, start: int) -> int:
    """Where words and signs end that say nothing between two cells."""
    for meaning in (Meaning.NOTHING, Meaning.AND):
        if (end := end_of(said.tokens, start, meaning)) > start:
            return end
    return start + 1 if said.tokens[start] == "/" else start


def _row_first(said: Heard, start: int) -> tuple[int, int] | None:
    """The row and the column of `1b`, that begins at `start`."""
    row, letter = said.tokens[start], said.tokens[start + 1]
    gap, after = said.gaps[start + 1], said.gaps[start + 2]
    column = _column(letter)
    number_next = after == " " and said.tokens[start + 2 : start + 3] and said.tokens[start + 2].isdecimal()
    ranges = letter == _RANGE and " " in gap and number_next
    fits = row.isdecimal() and len(row) <= 2 and gap.replace(" ", "") in _WITHIN
    return None if column is None or not fits or ranges or (gap and _also_joins(letter)) else (int(row) - 1, column)


def _column_first(said: Heard, start: int) -> tuple[int, int] | None:
    """The row and the column of `b1`, that begins at `start`."""
    letter, row = said.tokens[start], said.tokens[start + 1]
    gap, column = said.gaps[start + 1], _column(letter)
    fits = row.isdecimal() and len(row) <= 2 and gap.replace(" ", "") in _WITHIN
    return None if column is None or not fits or (gap and _also_joins(letter)) else (int(row) - 1, column)


def _pairs(said: Heard) -> dict[int, int] | None:
    """Rows and columns cell by cell."""
    found: dict[int, int] = {}
    start, read = 0, None
    while start < len(said.tokens):
        if (end := _skipped(said, start)) > start and not (read is None and _column(said.tokens[start]) is not None):
            start = end
            continue
        read = read or (_row_first if said.tokens[start].isdecimal() else _column_first)
        cell = read(said, start) if start + 1 < len(said.tokens) else None
        if cell is None or found.setdefault(*cell) != cell[1]:
            return None
        start += 2
    return found


def _in_order(said: Heard, rows: int) -> dict[int, int] | None:
    """A letter for every row, with or without something in between."""
    letters: list[int | None] = []
    start = 0
    while start < len(said.tokens):
        token = said.tokens[start]
        if _column(token) is None and (end := _skipped(said, start)) > start:
            start = end
            continue
        letters += [_column(token)] if _column(token) is not None else [_column(letter) for letter in token]
        start += 1
    columns = [letter for letter in letters if letter is not None]
    return dict(enumerate(columns)) if len(columns) == len(letters) == rows else None


def cells(text: str, rows: int, columns: int) -> dict[int, int] | None:
    """Which column is given to which row of a table, both from 0; None where anything of the text doesn't fit."""
    if len(text) > _LONGEST:
        return None
    said = heard(spoken(", ".join(map(plain, text.splitlines()))))
    found = _in_order(said, rows) or _pairs(said)
    fits = found and all(0 <= row < rows and column < columns for row, column in found.items())
    return found if fits else None
