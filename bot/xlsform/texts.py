"""The texts of a form's rows in the languages that a scenario can be in, and what is told of those that can't."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.languages import LANGUAGES
from bot.xlsform.columns import language
from bot.xlsform.sheets import CHOICES, SETTINGS, SURVEY, Row, Sheets
from bot.xlsform.told import Told

_REFERENCE = re.compile(r"[$#]\{[^}]{0,60}\}")


class Texts:
    """Which languages a form has, the first one first; `assumed` is for columns that name none."""

    def __init__(self, sheets: Sheets, assumed: str, told: list[Told]) -> None:
        self._told = told
        default = next((row.get("default_language") for row in sheets[SETTINGS]), "")
        self._default = language(default) or assumed
        self._columns: dict[str, str] = {}
        for sheet in (SURVEY, CHOICES):
            seen = dict.fromkeys(column for row in sheets[sheet] for column in row.cells)
            for column in seen:
                if re.match("(label|hint)(::?|$)", column) and column not in self._columns:
                    self._take(sheet, column, known=bool(language(default)))
        found = dict.fromkeys(code for code in self._columns.values() if code)
        self.languages = tuple(sorted(found, key=lambda code: code != self._default)) or (self._default,)

    def _take(self, sheet: str, column: str, *, known: bool) -> None:
        _, _, written = column.replace("::", ":").partition(":")
        code = language(written) if written else self._default
        self._columns[column] = code or ""
        if code is None:
            self._told.append(Told("language", sheet, 1, {"value": column[:60], "known": ", ".join(LANGUAGES)}))
        elif not written and not known:
            self._told.append(Told("taken-for", sheet, 1, {"value": column, "language": LANGUAGES[code].name}))

    def takes(self, column: str) -> bool:
        """Whether a column is one of labels or hints."""
        return column in self._columns

    def label(self, row: Row, *, hint: bool = False) -> dict[str, str]:
        """A row's label, in the order of the languages; with its hint on a line of its own."""
        found = dict(self._of(row, "label"))
        for code, text in self._of(row, "hint") if hint else ():
            found[code] = f"{found[code]}\n{text}" if code in found else text
        self._references(row, [*found.values()])
        return {code: found[code] for code in self.languages if code in found}

    def named(self, row: Row, *, hint: bool = False) -> dict[str, str]:
        """A row's label with the first language in it, since a scenario's texts have that: where it is missing, the
        first that there is; its name, where there is none at all."""
        text = self.label(row, hint=hint)
        if not text:
            name = row.get("name") or "…"
            self._told.append(Told("no-label", row.sheet, row.line, {"value": name[:40]}))
            text = {self.languages[0]: name}
        first = self.languages[0]
        return text if first in text else {first: next(iter(text.values())), **text}

    def _of(self, row: Row, what: str) -> Iterator[tuple[str, str]]:
        for column, code in self._columns.items():
            if code and column.startswith(what) and row.get(column):
                yield code, row.cells[column]

    def _references(self, row: Row, texts: Sequence[str]) -> None:
        found = dict.fromkeys(one for text in texts for one in _REFERENCE.findall(text))
        self._told += [Told("reference", row.sheet, row.line, {"value": one}) for one in found]
