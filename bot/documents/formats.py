"""The formats in which a session can be had: one row each. `palabre export`, the buttons of /summaries and what they
send are made from these rows.

What writes a format is loaded when somebody asks for it, since most days nobody does: that spares each start a
thirtieth of a second and two megabytes. What needs packages that aren't installed isn't offered in a chat, and the
command line says how they come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.content.phrase import Phrase, say

if TYPE_CHECKING:
    from bot.scenario.model import Scenario
    from bot.session.state import Session

#: Writes some sessions in the reader's language, with days of a zone, as of a day.
Write = Callable[[Sequence[tuple["Scenario", "Session"]], str, tzinfo, date], bytes]


@dataclass(frozen=True, slots=True)
class Extra:
    """Packages that not every installation has, and the name under which all of them are installed."""

    name: str
    packages: tuple[str, ...]


_NONE = Extra("", ())


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, which is the ending of its files too; what it is for, and what one document is called on the
    command line; whether it can hold several sessions; what writes it; and the extra that it needs. `data`: it has
    every answer by itself, which the group hasn't seen."""

    name: str
    purpose: Phrase
    called: str
    several: bool
    write: Write
    extra: Extra = _NONE
    data: bool = False

    @property
    def there(self) -> bool:
        """Whether all that it needs is installed."""
        return all(find_spec(package) for package in self.extra.packages)


def named(form: Format, scenario: Scenario, session: Session) -> str:
    """What the file of a session is called."""
    return f"palabre-{scenario.id}-{session.code}.{form.name}"


def _html(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo, day: date) -> bytes:
    from bot.documents.html import html_summary

    ((scenario, session),) = sessions
    return html_summary(scenario, session, language, zone, day)


def _docx(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo, day: date) -> bytes:
    from bot.documents.docx import docx_summary

    ((scenario, session),) = sessions
    return docx_summary(scenario, session, language, zone, day)


def _xlsx(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo, day: date) -> bytes:
    from bot.documents.xlsx import xlsx_summary

    return xlsx_summary(sessions, language, zone, day)


def _csv(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo, day: date) -> bytes:
    from bot.documents.csv import csv_summary

    return csv_summary(sessions, language, zone)


def _json(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo, day: date) -> bytes:
    from bot.documents.json import json_summary

    return json_summary(sessions, zone, day)


def _ics(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo, day: date) -> bytes:
    from bot.documents.ics import ics_summary

    return ics_summary(sessions, language, day)


_WORD = Extra("documents", ("docx", "resvg_py", "fontpkg_noto_sans", "fontpkg_noto_sans_arabic"))

_SHEETS = Extra("documents", ("openpyxl",))

#: Every format by its name, in the order in which they are offered.
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("html", say("Page to read (HTML)"), "An HTML summary", several=False, write=_html),
        Format("docx", say("Word to edit and send on"), "A Word document", several=False, write=_docx, extra=_WORD),
        Format("xlsx", say("Table (Excel)"), "A workbook", several=True, write=_xlsx, data=True, extra=_SHEETS),
        Format("csv", say("Data (CSV)"), "A CSV file", several=True, write=_csv, data=True),
        Format("json", say("Data for machines (JSON)"), "A JSON document", several=True, write=_json, data=True),
        Format("ics", say("Commitments for a calendar"), "A calendar", several=True, write=_ics),
    )
}


def offered() -> dict[str, Format]:
    """Those that can be written on this machine."""
    return {name: form for name, form in FORMATS.items() if form.there}
