"""The sheets of an XLSForm: what stands in them as texts, line by line, and back. Knows no scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.xlsform.archive import MOST_COLUMNS, MOST_ROWS, looked_at
from bot.xlsform.told import FormRefused

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
#: More than a scenario takes anywhere.
LONGEST = 4000
#: What a cell can't hold, and no text should.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: The widths of columns, so that a form can be read as it is opened.
_WIDTHS = {"type": 24, "name": 18}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet: where it stands (from 1), and what is in it by its column; empty cells aren't there."""

    sheet: str
    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """What stands in a column, without spaces around it; empty where nothing does."""
        return self.cells.get(column, "").strip()


Sheets = Mapping[str, Sequence[Row]]


def read_sheets(data: bytes) -> dict[str, list[Row]]:
    """The three sheets of a form; one that isn't there is empty. Raises FormRefused."""
    looked_at(data)
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        found = {str(name).strip().casefold(): workbook[name] for name in workbook.sheetnames}
        sheets = {name: list(_rows(name, found[name])) if name in found else [] for name in (SURVEY, CHOICES, SETTINGS)}
    except FormRefused:
        raise
    except Exception:  # whatever openpyxl comes upon in a file that somebody made
        raise FormRefused("unreadable") from None
    if not any("type" in row.cells for row in sheets[SURVEY]):
        raise FormRefused("no-survey")
    return sheets


def _rows(name: str, sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    header: dict[int, str] = {}
    for line, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1), 1):
        given = {n: cell for n, cell in enumerate(cells) if cell.value not in (None, "")}
        if given and line > MOST_ROWS:
            raise FormRefused("rows", name, most=MOST_ROWS)
        if MOST_COLUMNS in given:
            raise FormRefused("columns", name, most=MOST_COLUMNS)
        if not header:
            header = {n: _column(_text(name, line, "header", cell)) for n, cell in given.items()}
        elif given:
            known = {header[n]: cell for n, cell in given.items() if n in header}
            yield Row(name, line, {column: _text(name, line, column, cell) for column, cell in known.items()})


def _column(written: str) -> str:
    """A column's name: `List name` and `list_name` are the same."""
    first, colons, rest = written.strip().partition("::")
    return f"{first.strip().casefold().replace(' ', '_')}{colons}{rest.strip()}"


def _text(sheet: str, line: int, column: str, cell: Any) -> str:
    """A cell as a text: 3 and 3.0 are `3`. Raises FormRefused for what is none."""
    if cell.data_type == "f":
        raise FormRefused("formula", sheet, line, column=column[:60])
    if cell.data_type == "e":
        raise FormRefused("error", sheet, line, column=column[:60], value=str(cell.value)[:20])
    value = cell.value
    if isinstance(value, bool):
        return str(value).lower()
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if len(text) > LONGEST:
        raise FormRefused("long-cell", sheet, line, column=column[:60], most=LONGEST)
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def write_sheets(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """A workbook of these sheets, with every cell as a text, also what looks like a formula."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        _filled(workbook.create_sheet(name), rows)
    workbook.properties.creator = "Palabre"
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _filled(sheet: Worksheet, rows: Sequence[Mapping[str, str]]) -> None:
    from openpyxl.utils import get_column_letter

    columns = list(dict.fromkeys(column for row in rows for column in row))
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 30)
        for line, row in enumerate([{column: column}, *rows], 1):
            if text := row.get(column):
                cell = sheet.cell(line, number, text)
                cell.data_type = "s"
    sheet.freeze_panes = "C2"
