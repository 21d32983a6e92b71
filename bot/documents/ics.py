"""Commitments for a calendar, by RFC 5545: each that has a date as an event of that day.

Of people nothing stands in it: neither who does it, nor who is asked; a calendar goes to places that a document
doesn't. An entry has the same UID each time, so that it is brought up to date, and not doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import blake2b

from bot.content.phrase import Day, ScenarioText
from bot.documents.cells import cell_text, clean
from bot.scenario.model import Scenario
from bot.session.state import Session
from bot.summary.records import Record, records
from bot.wording.catalog import Words, words

#: The most octets of a line (RFC 5545, 3.1); what is longer is folded.
_LINE = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def ics_summary(sessions: Iterable[tuple[Scenario, Session]], language: str, day: date) -> bytes:
    """The commitments of all these sessions that have a date, as of that day."""
    w = words(language)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Palabre//commitments//EN", "CALSCALE:GREGORIAN"]
    for scenario, session in sessions:
        lines += _events(scenario, session, w, day)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _events(scenario: Scenario, session: Session, w: Words, day: date) -> Iterator[str]:
    title = cell_text(ScenarioText(scenario.title), w)
    for one in records(scenario, session) if any(step.takeaway for step in scenario.steps) else ():
        for record in one.records:
            if record.due:
                yield from _event(session.code, record, record.due, title, w, day)


def _event(code: str, record: Record, due: Day, title: str, w: Words, day: date) -> Iterator[str]:
    what = record.cells[0]
    said = cell_text(what, w) if what else title
    named = [record.organisation.name] if record.organisation else []
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(code, record.key)}"
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"  # the day alone: no document tells a time
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(said)}"
    yield f"DESCRIPTION:{_text(' · '.join([*named, title]))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(code: str, key: str) -> str:
    """By which a calendar knows the same commitment again; nothing is read from it."""
    return f"{blake2b(f'{code} {key}'.encode(), digest_size=12).hexdigest()}@palabre.invalid"


def _text(text: str) -> str:
    return clean(text).translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of so many octets at most, none cut within a character; each but the first begins with a space,
    which isn't part of it."""
    piece, room = "", _LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            yield piece
            piece, room = " ", _LINE - 1
        piece, room = piece + character, room - size
    yield piece
