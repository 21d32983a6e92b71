"""Columns along an axis: how often each of its points was chosen, what its ends mean, and about where each side stands.
Of a side only that is drawn which is told of it (`bot.session.small_numbers`): its mean to half a point, and at an end
an arrow.
"""

from __future__ import annotations

from bot.content import report as r
from bot.documents.charts.canvas import LEADING, MOST, SMALL, USUAL, WIDTH, Canvas, broken
from bot.documents.charts.says import Says
from bot.documents.direction import bare, first_strong

#: How high the highest column can be, and how broad each is of its place.
_HIGHEST, _BROAD = 96.0, 0.56
_MARK = 6.0


def draw_columns(canvas: Canvas, block: r.Bars, axis: r.Axis, says: Says) -> None:
    """Columns, their ends in words, and a line for each side."""
    place = WIDTH / len(block.bars)
    _columns(canvas, block, says, place)
    _ends(canvas, axis, says)
    for mean in axis.means:
        _mean(canvas, mean, says, place, len(block.bars))


def _columns(canvas: Canvas, block: r.Bars, says: Says, place: float) -> None:
    most = max((bar.number for bar in block.bars), default=0) or 1
    foot = canvas.y + USUAL * LEADING + _HIGHEST
    for n, bar in enumerate(block.bars):
        middle, height = (n + 0.5) * place, _HIGHEST * bar.number / most
        if bar.number:
            canvas.rect(middle - place * _BROAD / 2, foot - height, place * _BROAD, height, "bar")
        canvas.write(middle, foot - height - 5, says.number(bar.number), anchor="middle")
        canvas.write(middle, foot + USUAL * LEADING - 2, says.text(bar.label), anchor="middle", kind="soft")
    canvas.line((0, foot), (WIDTH, foot))
    canvas.y = foot + USUAL * LEADING + 2


def _ends(canvas: Canvas, axis: r.Axis, says: Says) -> None:
    """Each below its end."""
    top, room = canvas.y, WIDTH / 2 - 10
    low, high = (broken(says.text(end), room, SMALL, MOST) if end else [] for end in (axis.low, axis.high))
    for lines, x, anchor, end in ((low, 0.0, "start", axis.low), (high, WIDTH, "end", axis.high)):
        runs = first_strong(bare(says.text(end))) if end else None
        for n, line in enumerate(lines, 1):
            y = top + n * SMALL * LEADING
            canvas.write(x, y, line, anchor=anchor, size=SMALL, kind="soft", runs=runs)  # type: ignore[arg-type]
    canvas.y = top + max(len(low), len(high)) * SMALL * LEADING + 9


def _mean(canvas: Canvas, mean: r.Mean, says: Says, place: float, many: int) -> None:
    """A side's words, and below them a mark at its mean, or from there an arrow to the end."""
    canvas.y += 4
    canvas.paragraph(says.text(mean.text), size=SMALL)
    y, x = canvas.y + 11, (mean.at - 0.5) * place
    canvas.line((place / 2, y), (WIDTH - place / 2, y))
    for n in range(many):
        canvas.line(((n + 0.5) * place, y - 4), ((n + 0.5) * place, y + 4))
    if mean.end is None:
        canvas.mark([(x - _MARK, y), (x, y - _MARK), (x + _MARK, y), (x, y + _MARK)])
    else:
        end = place / 2 if mean.end == "low" else WIDTH - place / 2
        out = -1 if mean.end == "low" else 1
        canvas.rect(min(x, end), y - 2.5, abs(end - x), 5, "bar")
        canvas.line((x, y - _MARK), (x, y + _MARK), "ink")
        canvas.mark([(end, y - _MARK), (end + out * 2 * _MARK, y), (end, y + _MARK)])
    canvas.y = y + _MARK + 4
