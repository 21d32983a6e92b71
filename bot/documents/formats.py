"""The formats in which a session can be had: one row each. `palabre export`, the buttons of /summaries and what they
send are made from these rows.

What writes a format is loaded when somebody asks for it, since most days nobody does: that spares each start a
thirtieth of a second and two megabytes. What needs packages that aren't installed isn't offered in a chat, and the
command line says how they come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.content.phrase import Phrase, say

if TYPE_CHECKING:
    from bot.scenario.model import Scenario
    from bot.session.state import Session

#: Writes some sessions in the reader's language, with days of a zone.
Write = Callable[[Sequence[tuple["Scenario", "Session"]], str, tzinfo], bytes]


@dataclass(frozen=True, slots=True)
class Extra:
    """Packages that not every installation has, and the name under which all of them are installed."""

    name: str
    packages: tuple[str, ...]


_NONE = Extra("", ())


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, which is the ending of its files too; what it is for, and what one document is called on the
    command line; whether it can hold several sessions; what writes it; and the extra that it needs."""

    name: str
    purpose: Phrase
    called: str
    several: bool
    write: Write
    extra: Extra = _NONE

    @property
    def there(self) -> bool:
        """Whether all that it needs is installed."""
        return all(find_spec(package) for package in self.extra.packages)


def _html(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo) -> bytes:
    from bot.documents.html import html_summary

    ((scenario, session),) = sessions
    return html_summary(scenario, session, language, zone)


def _docx(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo) -> bytes:
    from bot.documents.docx import docx_summary

    ((scenario, session),) = sessions
    return docx_summary(scenario, session, language, zone)


def _json(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo) -> bytes:
    from bot.documents.json import json_summary

    return json_summary(sessions, zone)


_WORD = Extra("documents", ("docx", "resvg_py", "fontpkg_noto_sans", "fontpkg_noto_sans_arabic"))

#: Every format by its name, in the order in which they are offered.
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("html", say("HTML to read"), "An HTML summary", several=False, write=_html),
        Format("docx", say("Word to edit and send on"), "A Word document", several=False, write=_docx, extra=_WORD),
        Format("json", say("JSON for machines"), "A JSON document", several=True, write=_json),
    )
}


def offered() -> dict[str, Format]:
    """Those that can be written on this machine."""
    return {name: form for name, form in FORMATS.items() if form.there}
