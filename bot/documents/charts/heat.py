"""A table of rows that were answered by choosing columns, as a heat map: the more say the same, the darker the field,
and in each stands how many. Below a row stands how far all agree, and what each organisation says, where that is told.
"""

from __future__ import annotations

from bot.content import report as r
from bot.content.phrase import Percent, Phrase
from bot.documents.charts.canvas import LEADING, SMALL, USUAL, WIDTH, Canvas, broken, wide
from bot.documents.charts.says import Says
from bot.documents.direction import bare, first_strong

_HEIGHT = 30.0
#: How many lines a column's text may take above its fields; one that is longer has a letter there, and stands below.
_LINES = 3
_LETTERS = "abcdef"
#: From which share on each shade is used, and on which of them the number is written in the colour of paper.
_SHADES, _DARK = (0.0, 0.001, 0.34, 0.5, 0.67), frozenset({"s3", "s4"})


def draw_heat(canvas: Canvas, block: r.Table, says: Says) -> None:
    """All rows below the columns' texts."""
    _heads(canvas, [says.text(column) for column in block.columns])
    for row in block.rows:
        canvas.y += 4
        _head(canvas, says.text(row.head))
        _fields(canvas, row.counts, says)
        canvas.y += 4
        for line in filter(None, map(says.text, _below(row))):
            canvas.paragraph(line, size=SMALL, kind="soft")
        canvas.y += 6


def _head(canvas: Canvas, text: str) -> None:
    """A row's text; the sign before it stands by itself, as one that Arabic's fonts don't have."""
    sign, room = ("≠", 18.0) if text.startswith("≠") else ("", 0.0)
    if sign:
        canvas.write(0, canvas.y + USUAL, sign)
    canvas.paragraph(text.removeprefix(sign), x=room, room=WIDTH - room)


def _below(row: r.Row) -> tuple[Phrase, ...]:
    """How far all agree; in words only where it isn't told by what each says."""
    agreed = (cell for cell in row.cells[1:] if isinstance(cell, Percent) or not row.stances)
    return (*agreed, *row.stances)


def _heads(canvas: Canvas, heads: list[str]) -> None:
    room = WIDTH / len(heads)
    fits = all(
        len(broken(head, room - 6, SMALL)) <= _LINES
        and max(wide(w, SMALL) for w in (*bare(head).split(), "")) < room - 6
        for head in heads
    )
    if not fits:
        for letter, head in zip(_LETTERS, heads, strict=False):
            canvas.paragraph(f"{letter} = {bare(head)}", size=SMALL, kind="soft")
    above = (
        [broken(head, room - 6, SMALL) for head in heads] if fits else [[letter] for letter in _LETTERS[: len(heads)]]
    )
    most, top = max(map(len, above)), canvas.y
    for n, lines in enumerate(above):
        runs = first_strong("".join(lines))
        for k, line in enumerate(lines):
            y = top + (most - len(lines) + k + 1) * SMALL * LEADING - 3
            canvas.write((n + 0.5) * room, y, line, anchor="middle", size=SMALL, kind="soft", runs=runs)
    canvas.y = top + most * SMALL * LEADING + 5


def _fields(canvas: Canvas, counts: tuple[int, ...], says: Says) -> None:
    total, room = sum(counts) or 1, WIDTH / (len(counts) or 1)
    top = canvas.y + 3
    for n, times in enumerate(counts):
        shade = f"s{sum(times / total >= least for least in _SHADES) - 1}"
        canvas.rect(n * room + 1, top, room - 2, _HEIGHT, shade, edge=True)
        kind = "paper" if shade in _DARK else "ink" if times else "soft"
        canvas.write((n + 0.5) * room, top + _HEIGHT / 2 + USUAL * 0.36, says.number(times), anchor="middle", kind=kind)
    canvas.y = top + _HEIGHT
