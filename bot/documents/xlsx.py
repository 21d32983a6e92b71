"""The answers of sessions as a workbook for Excel and LibreOffice: an overview, and a sheet for each question; of
several sessions an overview, and one sheet of all answers.

Numbers and days are cells of their kind. Every other cell is a text, and says so, whatever it begins with: nothing in
it is run, and nothing is lost.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from bot.content.parts import in_words
from bot.content.phrase import Day, Isolated, Lines, Number, Phrase, ScenarioText, joined
from bot.documents.cells import active, cell_text
from bot.documents.packed import blanked
from bot.scenario.model import Scenario
from bot.session.organisations import side_name
from bot.session.state import Session
from bot.summary import records as rec
from bot.summary.report import provenance, report, step_blocks
from bot.summary.tally import Summary, tally
from bot.wording.catalog import Words, words

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: The longest name of a sheet, and what stands in none.
_NAME, _NOT_IN_NAMES = 31, re.compile(r"[\[\]:*?/\\\x00-\x1f]")
#: What a program would read as an escaped character.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: The narrowest and the widest column, in characters, and the most that a cell holds.
_NARROW, _WIDE, _LONGEST = 8, 60, 32_767
#: The height of a line, and of the highest row, in points.
_LINE, _HIGHEST = 15, 400

Row = Sequence[Phrase | None]
#: The last of the columns about an author, which stands behind the answer.
_LAST = 3


def xlsx_summary(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo, day: date) -> bytes:
    """The workbook of these sessions in the reader's language, with days of `zone`, as of that day."""
    from openpyxl import Workbook

    book, w = Workbook(), words(language)
    book.remove(book.worksheets[0])
    if len(sessions) == 1:
        _of_one(_Book(book, w), *sessions[0], zone, day)
    else:
        _of_several(_Book(book, w), sessions, zone, day)
    out = io.BytesIO()
    book.save(out)
    return blanked(out.getvalue())


class _Book:
    """A workbook that is being filled, in one language."""

    def __init__(self, book: Workbook, w: Words) -> None:
        from openpyxl.styles import Alignment, Font
        from openpyxl.worksheet.properties import PageSetupProperties

        self._book, self._words = book, w
        order = 2 if w.rtl else 0
        self._wrapped = Alignment(wrap_text=True, vertical="top", readingOrder=order)
        self._straight = Alignment(vertical="top", readingOrder=order)
        self._middle = Alignment(vertical="top", horizontal="center")
        self._bold, self._plain = Font(bold=True), Font()
        self._to_page = PageSetupProperties(fitToPage=True)

    def sheet(self, name: Phrase, table: Sequence[Row], *, title: Phrase | None = None, below: Lines = ()) -> None:
        """A sheet: a table, whose first row says what its columns are, with a title above and lines below it. That row
        stays in sight, and rows can be chosen by what is in them."""
        sheet = self._book.create_sheet(self._named(cell_text(name, self._words)))
        sheet.sheet_view.rightToLeft = self._words.rtl
        rows: list[Row] = [*([(title,)] if title else []), *table]
        first = len(rows) - len(table) + 1
        widths = self._widths(table)
        for line, row in enumerate(rows, 1):
            taken = [
                self._put(
                    sheet, line, column, phrase, bold=line <= first, room=widths[column - 1] if line >= first else 0
                )
                for column, phrase in enumerate(row, 1)
                if phrase is not None
            ]
            sheet.row_dimensions[line].height = min(_LINE * max(taken, default=1), _HIGHEST)
        for line, said in enumerate(below, len(rows) + 2):
            self._put(sheet, line, 1, said)
        self._arranged(sheet, widths, first, len(rows))

    def _widths(self, table: Sequence[Row]) -> list[int]:
        """How wide each column is to be, in characters: as what is in it, within reason."""
        told = [[cell_text(phrase, self._words) if phrase else "" for phrase in row] for row in table]
        longest = [max(len(line) for text in column for line in text.split("\n")) for column in zip(*told, strict=True)]
        return [min(max(length + 4, _NARROW), _WIDE) for length in longest]

    def _named(self, wanted: str) -> str:
        """A name for a sheet that no other has: as much of the wanted one as there is room for."""
        there = {"history", *(name.casefold() for name in self._book.sheetnames)}
        bare = _NOT_IN_NAMES.sub(" ", wanted).strip(" '") or "–"
        ends = ("", *(f" {n}" for n in range(2, len(there) + 2)))
        names = (_within(bare, _NAME - len(end)).strip(" '") + end for end in ends)
        return next(name for name in names if name.casefold() not in there)

    def _put(
        self, sheet: Worksheet, line: int, column: int, phrase: Phrase, *, bold: bool = False, room: int = 0
    ) -> int:
        """Fill a cell; where it has `room` for so many characters its text goes on below. Gives how many lines it
        takes."""
        cell, lines = sheet.cell(line, column), 1
        match phrase:
            case Number(value):
                cell.value = value
            case Day(day):
                cell.value, cell.number_format = day, "yyyy-mm-dd"
            case _:
                text = _within(_ESCAPE.sub("_x005F_", cell_text(phrase, self._words)), _LONGEST)
                cell.value, cell.data_type = text, "s"
                cell.quotePrefix = active(text)  # it stays a text also where somebody goes into it and out again
                lines = sum(1 + len(one) // max(room - 2, 1) for one in text.split("\n")) if room else 1
        cell.alignment = self._middle if cell.data_type == "n" else self._wrapped if room else self._straight
        cell.font = self._bold if bold else self._plain
        return lines

    def _arranged(self, sheet: Worksheet, widths: Sequence[int], first: int, last: int) -> None:
        from openpyxl.utils import get_column_letter

        letters = [get_column_letter(number) for number in range(1, len(widths) + 1)]
        sheet.freeze_panes = f"A{first + 1}"
        sheet.auto_filter.ref = f"A{first}:{letters[-1]}{last}"
        for letter, width in zip(letters, widths, strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = self._to_page


def _within(text: str, room: int) -> str:
    """As much of a text as counts for no more than `room` UTF-16 units."""
    return text.encode("utf-16-le", "replace")[: 2 * room].decode("utf-16-le", "ignore")


def _of_one(book: _Book, scenario: Scenario, session: Session, zone: tzinfo, day: date) -> None:
    summary = tally(scenario, session, audience="document", zone=zone, day=day)
    whole = report(scenario, summary, "document")
    parties = [joined(party.name, " (", party.detail, ")") for party in whole.parties]
    about = (whole.label, whole.people, *parties, *whole.notes, *whole.remarks)
    head = (rec.QUESTION, rec.ASKED, rec.PEOPLE, rec.RESULT)
    book.sheet(rec.OVERVIEW, [head, *_results(scenario, summary)], title=whole.title, below=about)
    for one, result in zip(rec.records(scenario, session), summary.steps, strict=True):
        table = [*_table(one)]
        if not one.records:  # why there are none to show
            why = joined(*in_words(step_blocks(scenario, result)), by="\n")
            table.append((why, *[None] * (len(one.columns) - 1)))
        book.sheet(joined(Number(one.number), ". ", one.heading), table)


def _results(scenario: Scenario, summary: Summary) -> Iterator[Row]:
    for result in summary.steps:
        step, told = scenario.step(result.step), result.people and not result.hidden
        people = Number(result.people) if told else None
        said = joined(*in_words(step_blocks(scenario, result)), by="\n")
        yield ScenarioText(step.called), ScenarioText(step.prompt), people, said


def _table(one: rec.Records) -> Iterator[Row]:
    """The answers to a question, with those of the columns of their authors in which there is anything."""
    authors = [_author(record) for record in one.records]
    names = (rec.ORGANISATION, rec.SIDE, rec.ALIAS, rec.REMARK)
    used = [n for n in range(len(names)) if any(author[n] for author in authors)]
    yield *(names[n] for n in used if n < _LAST), *one.columns, *(names[n] for n in used if n == _LAST)
    for record, author in zip(one.records, authors, strict=True):
        before, behind = [author[n] for n in used if n < _LAST], [author[n] for n in used if n == _LAST]
        yield *before, *record.cells, *behind


def _author(record: rec.Record) -> tuple[Phrase | None, ...]:
    return (
        Isolated(record.organisation.name) if record.organisation else None,
        side_name(record.side) if record.side else None,
        Isolated(record.alias) if record.alias else None,
        record.remark,
    )


def _of_several(book: _Book, sessions: Sequence[tuple[Scenario, Session]], zone: tzinfo, day: date) -> None:
    about: list[Row] = [(rec.WORKSHOP, rec.OPENED, rec.QUESTION, rec.PEOPLE, rec.RESULT)]
    answers: list[Row] = [
        (rec.WORKSHOP, rec.OPENED, rec.QUESTION, rec.ORGANISATION, rec.SIDE, rec.ALIAS, rec.ANSWER, rec.DUE, rec.REMARK)
    ]
    remarks: Lines = ()
    for scenario, session in sessions:
        summary = tally(scenario, session, audience="document", zone=zone, day=day)
        remarks = provenance(summary)
        workshop: Row = (_named(scenario, session), Day(summary.opened))
        about += [(*workshop, called, *rest) for called, _, *rest in _results(scenario, summary)]
        for one in rec.records(scenario, session):
            for record in one.records:
                *author, remark = _author(record)
                answers.append((*workshop, one.heading, *author, _whole(record), record.due, remark))
    book.sheet(rec.OVERVIEW, about, below=remarks)
    book.sheet(rec.ANSWERS, answers)


def _named(scenario: Scenario, session: Session) -> Phrase:
    """A workshop's title, and the code that tells it from others."""
    return joined(ScenarioText(scenario.title), Isolated(session.code), by=" · ")


def _whole(record: rec.Record) -> Phrase:
    """All of an answer in one cell: a number as one."""
    only = record.cells[0] if len(record.cells) == 1 else None
    return only if isinstance(only, Number) else record.whole
