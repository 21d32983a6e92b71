"""Figures: those of the chat are those of the documents, and the summary has none that the results don't have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from hypothesis import given, settings

from bot.content.phrase import Listed, Number, Percent, Phrase, Plural, Sentence
from bot.content.report import Bars, Block, Paragraph, Ranking, Section, Shares, Table
from tests.often import often
from tests.session.guarded import Play, plays
from tests.summary.rendered import EN, FR, as_result, in_chat, in_html, once, reported, unnumbered


def _figures(text: str) -> Counter[str]:
    """The numbers of a text; a nought can be left out, with what nobody chose."""
    said = re.sub(r"\b\d+\s+0\b", " ", text)
    return Counter(figure for figure in re.findall(r"\d+(?:[.,]\d+)?", said) if figure != "0")


@settings(max_examples=15, deadline=None)
@given(plays())
def test_chat_and_document_show_the_same_figures(play: Play) -> None:
    for session in (play.moments[len(play.moments) // 2], play.moments[-1]):
        for audience in ("group", "document"):
            whole = reported(session, audience)
            for section in map(once, (*whole.takeaways, *whole.steps, *whole.afterwards)):
                for w in (EN, FR):
                    assert _figures(unnumbered(as_result(section, w))) == _figures(in_html(whole, section, w))


def _sums(section: Section) -> set[str]:
    """How many said something to each row."""
    rows = [row for block in section.blocks if isinstance(block, Table) for row in block.rows]
    return {str(int(sum(_counts_in(row.cells[0])))) for row in rows}


@settings(max_examples=15, deadline=None)
@given(plays())
def test_the_summary_s_figures_are_those_of_the_results(play: Play) -> None:
    """It tells less than each result did, and nothing else: of a row besides, of how many it is a part."""
    for session in (play.moments[len(play.moments) // 2], play.moments[-1]):
        whole = reported(session, "group")
        for section in map(once, whole.steps):
            shown = {*_figures(as_result(section, EN))} | _sums(section)
            others = [q for block in section.blocks if isinstance(block, Ranking) for q in block.others]
            shown |= {*_figures(" ".join(q.text for q in others))}
            assert {*_figures(in_chat(whole, section, EN))} <= shown


def _counts_in(phrase: Phrase) -> list[float]:
    """The numbers that a phrase is made of."""
    match phrase:
        case Number(value):
            return [value]
        case Percent(share):
            return [share]
        case Sentence(_, values):
            return [n for value in values.values() for n in _counts_in(value)]
        case Plural(_, _, n, values):
            return [n, *(n for value in values.values() for n in _counts_in(value))]
        case Listed(items):
            return [n for item in items for n in _counts_in(item)]
    return [n for part in getattr(phrase, "parts", ()) for n in _counts_in(part)]


def _drawn(block: Block) -> list[float]:
    if isinstance(block, Bars):
        return [bar.number for bar in block.bars]
    if isinstance(block, Table):
        return [n for row in block.rows for cell in row.cells for n in _counts_in(cell)]
    return []


@settings(max_examples=15, deadline=None)
@given(plays())
def test_what_is_drawn_is_said_in_words_too(play: Play) -> None:
    """Bars and tables carry a text in which each of their numbers stands, but for noughts."""
    for section in reported(play.session).steps:
        for block in section.blocks:
            if isinstance(block, Bars | Table):
                said = Counter(n for line in block.text for n in _counts_in(line))
                assert not Counter(n for n in _drawn(block) if n) - said
                assert block.text or not any(_drawn(block))


@settings(max_examples=often(4, 15), deadline=None)
@given(plays())
def test_a_chart_shows_nothing_that_isnt_told(play: Play) -> None:
    """Its fields, its points and its bars are numbers that stand in the words beside it."""
    for section in (whole := reported(play.session)).steps + whole.afterwards:
        for block in section.blocks:
            charted = Counter(_charted(block))
            assert not charted - Counter(n for line in _told(block, section) for n in _counts_in(line)), block


def _charted(block: Block) -> list[float]:
    match block:
        case Table(rows=rows):
            return [n for row in rows for n in row.counts if n]
        case Bars(axis=axis) if axis:
            return [mean.at for mean in axis.means]
        case Ranking(places=places):
            return [place.number for place in places]
        case Shares(parts=parts):
            return [share for _, shares in parts for share in shares]
    return []


def _told(block: Block, section: Section) -> Iterable[Phrase]:
    """In words: of a side's mean in the paragraph below."""
    if isinstance(block, Bars):
        return [line for one in section.blocks if isinstance(one, Paragraph) for line in one.lines]
    if isinstance(block, Ranking):
        return [place.reason for place in block.places]
    return block.text if isinstance(block, Table | Shares) else ()
