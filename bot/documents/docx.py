"""A summary for Word, to edit and to send on: real headings and styles, a table of contents, charts as pictures with
the same in words, from right to left where the language is.

A rendering of the report: it draws each kind of block, and knows no kind of step.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import assert_never

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from bot.content import report as r
from bot.content.phrase import Lines, Phrase
from bot.documents.charts.draw import Chart, chart
from bot.documents.charts.says import Says
from bot.documents.direction import Direction, bare
from bot.documents.word.elements import Bit, Element, contents, direction_of, element, paragraph, table
from bot.documents.word.package import TEXT_WIDTH, TWENTIETHS, empty, packed
from bot.documents.word.picture import png
from bot.scenario.model import Scenario
from bot.session.state import Session
from bot.summary.report import report
from bot.summary.tally import tally
from bot.wording.catalog import Words, words
from bot.wording.report import author
from bot.wording.tell import shortened

#: From so many sections on there is a table of contents; how broad pictures are, in millimetres; how much a picture
#: says in words.
_LISTED, _PICTURE, _DESCRIBED = 4, 90, 2_000


@dataclass
class _Writing:
    """A document in the making, in one language."""

    words: Words
    document: Document
    says: Says = field(init=False)
    base: Direction = field(init=False)

    def __post_init__(self) -> None:
        self.says = Says(self.words)
        self.base = "rtl" if self.words.rtl else "ltr"
        self._end = self.document.element.body[-1]

    def add(self, *elements: Element) -> None:
        """Elements below what there is."""
        for one in elements:
            self._end.addprevious(one)

    def line(self, style: str, *phrases: Phrase) -> None:
        """A paragraph for each phrase."""
        self.add(*(paragraph(style, [Bit(self.says.text(phrase))], self.base) for phrase in phrases))

    def block(self, block: r.Block, heading: Phrase) -> None:
        """A block, with its chart where it has one."""
        if drawn := chart(block, heading, self.words):
            self._keep_with_next()
            self._picture(drawn, self.says.text(heading))
        match block:
            case r.Paragraph(lines):
                self.line("Figures", *lines)
            case r.Bars(text=lines):
                self.line("Figures", *(lines if any(bar.number for bar in block.bars) else ()))
            case r.Listing(items) | r.Shares(text=items):
                self.line("ListParagraph", *items)
            case r.Quotes(quotes):
                self.add(*(self._quote(quoted) for quoted in quotes))
            case r.Ranking(places=places):
                self.add(*(self._place(place) for place in places))
            case r.Table():
                self._table(block)
            case _:
                assert_never(block)

    def _keep_with_next(self) -> None:
        """What stands just before a picture, such as how many answered, isn't left behind on another page."""
        before = self._end.getprevious()
        if before is not None and before.tag == qn("w:p") and (properties := before.find(qn("w:pPr"))) is not None:
            properties.insert(1, element("w:keepNext"))

    def _quote(self, said: r.Quoted, before: str = "", after: str = "") -> Element:
        """Somebody's words, which run in their own direction where nothing stands before them."""
        number = f"{self.words.number(said.number)}. " if said.number and not before else before
        named = author(said).unescape()
        note = f" ({self.says.text(said.note)})" if said.note and said.text else ""
        text = said.text.strip() or (self.says.text(said.note) if said.note else "")
        bits = [Bit(number), Bit(f"{named} ", "Strong") if named else Bit(""), Bit(f"\u2068{text}\u2069", spoken=True),
                Bit(note + after)]  # fmt: skip
        alone = not (number or named)
        shown = [bit for bit in bits if bit.text]
        return paragraph("Quote", shown, self.base, runs=direction_of(text) if alone else None)

    def _place(self, place: r.Place) -> Element:
        return self._quote(place.quoted, f"{self.words.number(place.position)}. ", f" ({self.says.text(place.reason)})")

    def _table(self, block: r.Table) -> None:
        rows = [[self.says.text(row.head), *map(self.says.text, row.cells)] for row in block.rows]
        parts = (0.28, 0.5, 0.22) if block.heads else ()
        if rows:
            many = len(rows[0])
            broad = parts if len(parts) == many else (1 / many,) * many
            widths = [round(TEXT_WIDTH * TWENTIETHS * part) for part in broad]
            self.add(table([*map(self.says.text, block.heads)], rows, widths, self.base))
        self.line("Figures", block.legend)

    def _picture(self, drawn: Chart, title: str) -> None:
        inline = self.document.part.new_pic_inline(io.BytesIO(png(drawn.svg)), width=Mm(_PICTURE))
        inline.docPr.set("name", f"{inline.docPr.get('id')}")
        inline.docPr.set("title", bare(title))
        inline.docPr.set("descr", shortened(bare(drawn.described), _DESCRIBED))
        line = paragraph("Picture", [], self.base)
        line.append(element("w:r", element("w:drawing", inline)))
        self.add(line)

    def head(self, report: r.Report) -> None:
        """What it is, and who took part."""
        self.line("Subtitle", report.label)
        self.line("Title", report.title)
        self.line("Normal", report.purpose)
        self.line("Figures", report.people, *report.notes)
        for party in report.parties:
            said = f"{self.says.text(party.name)} ({self.says.text(party.detail)})"
            self.add(paragraph("ListParagraph", [Bit(said)], self.base))
        self.line("Normal", *report.highlights)

    def sections(self, sections: tuple[r.Section, ...], heading: Phrase) -> None:
        """All of them, with a list of them before where there are many."""
        named = [(self.says.text(section.heading), f"_Toc{n:06}") for n, section in enumerate(sections, 1)]
        if len(named) >= _LISTED:
            self.line("TOCHeading", heading)
            self.add(*contents(named, self.base))
        for n, (section, (text, mark)) in enumerate(zip(sections, named, strict=True), 1):
            self.add(paragraph("Heading1", [Bit(text)], self.base, name=(n, mark)))
            for block in section.blocks:
                self.block(block, section.heading)

    def remarks(self, lines: Lines) -> None:
        """What it says of itself."""
        self.add(paragraph("Figures", [], self.base))
        self.line("Figures", *lines)


def docx_report(report: r.Report, w: Words) -> bytes:
    """A report as a document for Word, in one language."""
    tag = f"{w.language}-{w.locale.territory}" if w.locale.territory else w.language
    base: Direction = "rtl" if w.rtl else "ltr"
    writing = _Writing(w, empty(w.language, tag, base, Says(w).text(report.title)))
    writing.head(report)
    writing.sections(report.sections, report.contents)
    writing.remarks(report.remarks)
    return packed(writing.document)


def docx_summary(scenario: Scenario, session: Session, language: str, zone: tzinfo, day: date | None = None) -> bytes:
    """The summary of a session as a document for Word, in the reader's language, its days in `zone`, as of that day."""
    summary = tally(scenario, session, audience="document", zone=zone, day=day)
    return docx_report(report(scenario, summary, "document"), words(language))
