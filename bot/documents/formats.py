"""The formats in which a session can be had: one row each. `palabre export`, the buttons of /summaries and what they
send are made from these rows.

What writes a format is loaded when somebody asks for it, since most days nobody does: that spares each start a
thirtieth of a second and two megabytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from bot.content.phrase import Phrase, say

if TYPE_CHECKING:
    from bot.scenario.model import Scenario
    from bot.session.state import Session

#: Writes some sessions in the reader's language, with days of a zone.
Write = Callable[[Sequence[tuple["Scenario", "Session"]], str, tzinfo], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, which is the ending of its files too; what it is for, and what one document is called on the
    command line; whether it can hold several sessions; and what writes it."""

    name: str
    purpose: Phrase
    called: str
    several: bool
    write: Write


def _html(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo) -> bytes:
    from bot.documents.html import html_summary

    ((scenario, session),) = sessions
    return html_summary(scenario, session, language, zone)


def _json(sessions: Sequence[tuple[Scenario, Session]], language: str, zone: tzinfo) -> bytes:
    from bot.documents.json import json_summary

    return json_summary(sessions, zone)


#: Every format by its name, in the order in which they are offered.
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("html", say("HTML to read"), "An HTML summary", several=False, write=_html),
        Format("json", say("JSON for machines"), "A JSON document", several=True, write=_json),
    )
}
