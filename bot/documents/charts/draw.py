"""Which block of a report is drawn as which chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from bot.content import report as r
from bot.content.phrase import Lines, Phrase, joined
from bot.documents.charts.bars import draw_bars, draw_ranking, draw_shares
from bot.documents.charts.canvas import Canvas
from bot.documents.charts.columns import draw_columns
from bot.documents.charts.heat import draw_heat
from bot.documents.charts.says import Says
from bot.wording.catalog import Words


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as SVG, and the same in words. `told` says that these words stand beside it anyway."""

    svg: str
    described: str
    told: bool


def chart(block: r.Block, title: Phrase, w: Words) -> Chart | None:
    """The chart of a block, under a title, in one language; None where there is nothing to be drawn."""
    says = Says(w)
    canvas = Canvas("rtl" if w.rtl else "ltr")
    described = says.lines(_in_words(block))
    if not _draw(canvas, block, says):
        return None
    return Chart(canvas.svg(says.text(title), described), described, told=not isinstance(block, r.Bars))


def _draw(canvas: Canvas, block: r.Block, says: Says) -> bool:
    """Whether anything was drawn."""
    match block:
        case r.Bars(bars=bars, axis=axis) if bars:
            if axis:
                draw_columns(canvas, block, axis, says)
            else:
                draw_bars(canvas, block, says)
        case r.Shares(parts=parts) if parts:
            draw_shares(canvas, block, says)
        case r.Ranking(places=places) if len(places) > 1:
            draw_ranking(canvas, block, says)
        case r.Table(rows=rows, columns=columns) if rows and columns:
            draw_heat(canvas, block, says)
        case _:
            return False
    return True


def _in_words(block: r.Block) -> Lines:
    """What a block says, without its picture."""
    match block:
        case r.Bars() | r.Shares() | r.Table():
            return block.text
        case r.Ranking(places=places):
            return tuple(joined(p.quoted.excerpt, " – ", p.reason) for p in places)
        case r.Paragraph() | r.Listing() | r.Quotes():
            return ()
    assert_never(block)
