"""Bars, each below its label: how often each of several things was chosen, a ranking, and how the floor was shared."""

from __future__ import annotations

from bot.content import report as r
from bot.documents.charts.canvas import LEADING, SMALL, USUAL, WIDTH, Canvas, wide
from bot.documents.charts.says import Says

_HEIGHT = 13.0
#: How many places of a ranking are drawn, and how many lines of each: the list beside it has them all and whole.
_PLACES, _LINES = 12, 2


def draw_bars(canvas: Canvas, block: r.Bars, says: Says) -> None:
    """A bar for each, in the order in which they stand."""
    for bar in block.bars:
        canvas.paragraph(says.text(bar.label))
        _bar(canvas, bar.number / (block.most or 1), says.number(bar.number))


def draw_ranking(canvas: Canvas, block: r.Ranking, says: Says) -> None:
    """The first places, by their beginning."""
    most = max((place.number for place in block.places), default=1) or 1
    for place in block.places[:_PLACES]:
        said = says.text(place.quoted.excerpt)
        number = says.number(place.position)
        canvas.y += USUAL * LEADING
        canvas.write(0, canvas.y - USUAL * 0.3, f"{number}.")
        canvas.y -= USUAL * LEADING
        indent = max(20.0, wide(f"{number}. ", USUAL))
        canvas.paragraph(said, x=indent, room=WIDTH - indent, most=_LINES)
        _bar(canvas, place.number / most, says.number(place.number))


def draw_shares(canvas: Canvas, block: r.Shares, says: Says) -> None:
    """Of each part a bar for each thing that is shared: the first full, the second empty, so that grey tells them."""
    names = [says.text(name) for name in block.of]
    room = max(wide(name, SMALL) for name in names) + 10
    for label, shares in block.parts:
        canvas.paragraph(says.text(label))
        for n, (name, share) in enumerate(zip(names, shares, strict=True)):
            said = says.percent(share)
            top = canvas.y + 3
            length = WIDTH - room - 48
            canvas.write(0, top + _HEIGHT - 2, name, size=SMALL, kind="soft")
            canvas.rect(room, top, length, _HEIGHT, "paper", edge=True)
            canvas.rect(room, top, max(length * share, 1), _HEIGHT, "s2" if n else "bar", edge=True)
            canvas.write(WIDTH, top + _HEIGHT - 2, said, anchor="end", size=SMALL)
            canvas.y = top + _HEIGHT
        canvas.y += 8


def _bar(canvas: Canvas, share: float, number: str) -> None:
    """A bar in its track, and its number at the end."""
    room = max(24.0, wide(number, USUAL) + 8)
    top = canvas.y + 3
    canvas.rect(0, top, WIDTH - room, _HEIGHT, "paper", edge=True)
    if share:
        canvas.rect(0, top, (WIDTH - room) * min(share, 1), _HEIGHT, "bar")
    canvas.write(WIDTH, top + _HEIGHT - 2, number, anchor="end")
    canvas.y = top + _HEIGHT + 8
