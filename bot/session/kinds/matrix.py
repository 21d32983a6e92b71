"""Matrix: one column for each row, written `1b 2a 3c`, row by row or all at once. Rows not named
keep what was said of them before."""

from __future__ import annotations

import re

from bot.scenario.model import MatrixStep
from bot.session.effects import Text
from bot.session.kinds.reading import Asked
from bot.session.values import MatrixValue, Value

SEVERAL = False

#: The letters by which columns are called, and those that an Arabic keyboard has for them.
LETTERS = "abcdef"
_ARABIC = str.maketrans("اأبجدهو", "aabcdef")
_CELL = re.compile(r"(\d{1,2})\s*[.:=)\-]?\s*([a-f])(?![^\W\d_])")
_SEPARATORS = re.compile(r"[\s,;.&/]+")


def _step(asked: Asked) -> MatrixStep:
    if not isinstance(asked.step, MatrixStep):
        raise TypeError("a matrix is asked by a matrix step")
    return asked.step


def _cells(step: MatrixStep, reply: str) -> dict[int, int] | None:
    """Row and column numbers from 0, or None where anything of the reply doesn't fit."""
    said = reply.casefold().translate(_ARABIC)
    letters = _SEPARATORS.sub("", said)
    if len(letters) == len(step.rows) and re.fullmatch(f"[{LETTERS}]+", letters):
        cells = {row: LETTERS.index(letter) for row, letter in enumerate(letters)}
    elif not _SEPARATORS.sub("", _CELL.sub("", said)):
        cells = {int(row) - 1: LETTERS.index(letter) for row, letter in _CELL.findall(said)}
    else:
        return None
    fits = all(0 <= row < len(step.rows) and column < len(step.columns) for row, column in cells.items())
    return cells if cells and fits else None


def read(asked: Asked, reply: str, before: Value | None) -> Value | Text:
    """`1b 2a 3c`; or one letter a row, in order: `bac`."""
    step = _step(asked)
    cells = _cells(step, reply)
    if cells is None:
        return Text.UNREAD_MATRIX
    known = dict(before.cells) if isinstance(before, MatrixValue) else {}
    known |= {step.rows[row].id: step.columns[column].id for row, column in cells.items()}
    return MatrixValue(tuple((row.id, known[row.id]) for row in step.rows if row.id in known))


def tap(asked: Asked, code: str, before: Value | None) -> Value | Text:
    """A tap fills one cell."""
    return read(asked, code, before)


def show(asked: Asked, value: Value) -> str:
    """The cells as typed: `1b 2a`."""
    step = _step(asked)
    rows = [row.id for row in step.rows]
    columns = [column.id for column in step.columns]
    cells = value.cells if isinstance(value, MatrixValue) else ()
    return " ".join(f"{rows.index(row) + 1}{LETTERS[columns.index(column)]}" for row, column in cells)


def missing(step: MatrixStep, value: Value) -> int:
    """How many rows nothing has been said of yet."""
    return len(step.rows) - len(value.cells) if isinstance(value, MatrixValue) else 0
