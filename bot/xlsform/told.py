"""What there is to tell of a spreadsheet: why it is refused, and what of it isn't taken, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Why a spreadsheet isn't read at all. {most} is a limit.
REFUSALS = {
    "too-large": "the file is larger than {most} KiB: leave out pictures and what isn't of the form",
    "no-spreadsheet": "this is no .xlsx spreadsheet: save it as “Excel workbook (.xlsx)”, without a password",
    "unpacked": "unpacked, the file has more than {most} MiB: save survey, choices and settings alone",
    "parts": "the file is made of more than {most} parts: save survey, choices and settings alone",
    "macros": "there are macros in the file, and they are never opened: save it as .xlsx without them",
    "links": "the file draws on other files, and they are never opened: paste values in their place",
    "entities": "the file declares XML entities or a document type, as no spreadsheet program does",
    "unreadable": "the spreadsheet can't be read: open it in a spreadsheet program and save it again as .xlsx",
    "no-survey": "there is no sheet `survey` with a column `type`",
    "columns": "sheet {sheet} is wider than {most} columns",
    "rows": "sheet {sheet} is longer than {most} rows",
    "cells": "the file has more than {most} cells: leave out rows and columns that only have a format",
    "long-cell": "sheet {sheet}, line {line}: `{column}` is longer than {most} characters",
    "formula": "sheet {sheet}, line {line}: `{column}` is a formula, and none is reckoned here: paste its value",
    "error": "sheet {sheet}, line {line}: `{column}` is an error of the spreadsheet's ({value})",
}
#: What of a form isn't taken, or otherwise than it was meant.
NOTES = {
    "type": "`{value}` is left out: Palabre has no such question",
    "words": "`{value}` becomes a question that takes words",
    "left-out": "{value} left out: there is nothing like it in Palabre",
    "repeat": "`begin_repeat` is left out: what is in it is asked once",
    "group": "the label of the group `{value}` is left out; what is in it comes one after the other",
    "end": "a group ends here that hasn't begun",
    "never-ends": "the group `{value}` never ends",
    "bounds": "a scale goes from 1 to 5 in Palabre, here it went from {value}",
    "other": "`or_other` is left out: add an option of that name",
    "list": "there is no list `{value}` in the sheet choices, so this becomes a question that takes words",
    "renamed": "the name `{value}` becomes `{id}`",
    "no-label": "`{value}` has no label, so its name stands in its place",
    "reference": "`{value}` stays in the text as it is: Palabre fills in no answers",
    "own-column": "`{value}` isn't one of Palabre's own columns that can be read",
    "language": "column `{value}` is left out: the language isn't one of Palabre's ({known})",
    "taken-for": "column `{value}` says no language: it is taken for {language}",
    "no-title": "there is no `form_title` in the sheet settings",
    "no-purpose": "an XLSForm has no purpose, so the title stands there: write what people will take home",
}
#: What a scenario has that an XLSForm knows nothing of, though it is kept there.
KEPT = {
    "kind": "XLSForm has no {kind}: `{id}` is a question of words there, and `palabre::kind` brings it back",
}
_ALL = {**REFUSALS, **NOTES}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell: what, of which sheet and line (0: of the whole)."""

    code: str
    sheet: str = ""
    line: int = 0
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        text = _ALL[self.code].format(sheet=self.sheet, line=self.line, **self.values)
        return f"{self.sheet}, line {self.line}: {text}" if self.line and self.code in NOTES else text


class FormRefused(Exception):  # noqa: N818  a verdict on a file
    """A spreadsheet isn't read; says why, and what to do."""

    def __init__(self, code: str, sheet: str = "", line: int = 0, **values: object) -> None:
        self.told = Told(code, sheet, line, values)
        super().__init__(str(self.told))
