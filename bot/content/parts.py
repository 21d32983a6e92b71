"""Parts of a report: what isn't people's own words, to be said again in another language; what fits a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from bot.content.phrase import Lines, Number, joined
from bot.content.report import Bars, Block, Listing, Paragraph, Quotes, Ranking, Report, Section, Shares, Table


def figures(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Those that aren't made of what people said themselves: what there is to say again in another language."""
    return tuple(block for block in blocks if isinstance(block, Paragraph | Bars | Shares | Table))


def in_words(blocks: Iterable[Block]) -> Lines:
    """What they say, a line each, without what people said themselves, unless it was voted on."""
    return tuple(line for block in blocks for line in _in_words(block))


def _in_words(block: Block) -> Lines:
    match block:
        case Paragraph(lines):
            return lines
        case Bars() | Shares() | Table():
            return block.text
        case Ranking(places):
            return tuple(
                joined(Number(one.position), ". ", one.quoted.excerpt, " (", one.reason, ")") for one in places
            )
        case Listing() | Quotes():
            return ()
    assert_never(block)


def in_figures(report: Report) -> Report:
    """The same without what people said themselves, and without the sections that were all made of that."""
    return replace(
        report,
        takeaways=_in_figures(report.takeaways),
        steps=_in_figures(report.steps),
        afterwards=_in_figures(report.afterwards),
        corrections=_in_figures(report.corrections),
    )


def _in_figures(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    bare = (replace(section, blocks=figures(section.blocks)) for section in sections)
    return tuple(section for section in bare if section.blocks)
