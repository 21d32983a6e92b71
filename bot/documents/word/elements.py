"""Elements of WordprocessingML: paragraphs, runs, fields, tables, as python-docx's own elements, put together directly.
Its methods look a style up by its name for each paragraph, which takes long for ten thousand answers.

Word has no isolates: each piece of a text says itself in which direction it runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bot.documents.direction import Direction, first_strong, pieces, script_of, strong

#: An element of lxml's, which has no types.
Element = Any

#: Letters that nobody sees, from left to right and from right to left.
_MARKS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element such as `w:p`, with attributes of its own kind."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


@dataclass(frozen=True, slots=True)
class Bit:
    """A part of a paragraph: its text, and its character style. `spoken` says that it is somebody's own words, whose
    language may be another than the document's."""

    text: str
    style: Literal["Strong", "Hyperlink"] | None = None
    spoken: bool = False


def paragraph(
    style: str,
    bits: Sequence[Bit],
    base: Direction,
    *,
    runs: Direction | None = None,
    name: tuple[int, str] | None = None,
) -> Element:
    """A paragraph. `runs` is its direction where that isn't the document's; `name` is a bookmark around it all."""
    properties = element("w:pPr", element("w:pStyle", val=style))
    if runs and runs != base:
        properties.append(element("w:bidi", val=int(runs == "rtl")))
    made = [one for bit in bits for one in text_runs(bit, runs or base)]
    if name:
        number, called = name
        made = [element("w:bookmarkStart", id=number, name=called), *made, element("w:bookmarkEnd", id=number)]
    return element("w:p", properties, *made)


def text_runs(bit: Bit, base: Direction) -> list[Element]:
    """A text as runs: one for each piece of one direction."""
    language = script_of(bit.text) if bit.spoken else None
    found = [
        (_held(text, direction) if direction != base else text, direction) for text, direction in pieces(bit.text, base)
    ]
    return [_run(text, direction, bit.style, language) for text, direction in found if text]


def _held(text: str, direction: Direction) -> str:
    """A piece that runs against its paragraph, with a mark beside signs at its ends, which not every program takes to
    belong to it."""
    mark = _MARKS[direction]
    before, after = ("" if strong(end) else mark for end in (text[:1] or "x", text[-1:] or "x"))
    return f"{before}{text}{after}"


def _run(text: str, direction: Direction, style: str | None, language: str | None) -> Element:
    properties = element("w:rPr")
    if style:
        properties.append(element("w:rStyle", val=style))
    if direction == "rtl":
        properties.append(element("w:rtl"))
        if language:
            properties.append(element("w:lang", bidi=language))
    run = element("w:r", properties) if len(properties) else element("w:r")
    for number, line in enumerate(text.splitlines() or [text]):
        if number:
            run.append(element("w:br"))
        run.append(_text(line))
    if text[-1:] == "\n":
        run.append(element("w:br"))
    return run


def _text(line: str) -> Element:
    made = element("w:t")
    made.text = line.replace("\t", " ")
    made.set(_SPACE, "preserve")
    return made


def direction_of(text: str) -> Direction | None:
    """In which direction a text runs."""
    return first_strong(text)


def field(instruction: str) -> list[Element]:
    """A field whose value Word reckons, such as PAGE."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    shown = _text("1")
    marks = [element("w:r", element("w:fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    return [marks[0], element("w:r", code), marks[1], element("w:r", shown), marks[2]]


def contents(entries: Sequence[tuple[str, str]], base: Direction) -> list[Element]:
    """A table of contents, each entry a link to its bookmark: filled already, and without page numbers, so that nobody
    is asked on opening whether fields shall be brought up to date. Word makes it anew on request."""
    code = element("w:instrText")
    code.text = ' TOC \\o "1-1" \\n \\h \\z '
    opening = [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", code),
        element("w:r", element("w:fldChar", fldCharType="separate")),
    ]
    made = []
    for text, mark in entries:
        link = element("w:hyperlink", *text_runs(Bit(text, "Hyperlink"), base), anchor=mark, history=1)
        made.append(element("w:p", element("w:pPr", element("w:pStyle", val="TOC1")), link))
    for place, one in enumerate(opening, 1):
        made[0].insert(place, one)
    made[-1].append(element("w:r", element("w:fldChar", fldCharType="end")))
    return made


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], base: Direction) -> Element:
    """A table with a row of heads that is repeated on each page, and whose first column says what each row is about."""
    properties = element("w:tblPr", element("w:tblStyle", val="TableGrid"))
    if base == "rtl":
        properties.append(element("w:bidiVisual"))
    properties.append(element("w:tblW", w=sum(widths), type="dxa"))
    properties.append(element("w:tblLayout", type="fixed"))
    properties.append(element("w:tblLook", val="00A0", firstRow=1, firstColumn=1, noHBand=1, noVBand=1))
    grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
    head = [_row(heads, widths, base, first=True)] if heads else []
    return element("w:tbl", properties, grid, *head, *(_row(row, widths, base) for row in rows))


def _row(cells: Sequence[str], widths: Sequence[int], base: Direction, *, first: bool = False) -> Element:
    properties = element("w:trPr", element("w:cantSplit"))
    if first:
        properties.append(element("w:tblHeader"))
    made = (
        element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa")), paragraph("Cell", [Bit(cell)], base))
        for cell, width in zip(cells, widths, strict=True)
    )
    return element("w:tr", properties, *made)
