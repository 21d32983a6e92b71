"""The calendar, as another program reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.documents.made import session, written

TEXTS = [
    "Un mot.",
    "a;b,c\\d\nnew line",
    "é" * 300,
    "ت" * 200,
    "😀" * 100,
    "x" * 75,
    "BEGIN:VEVENT\r\nEND:VCALENDAR",
    "",
]


def _events(document: bytes) -> list[object]:
    return list(Calendar.from_ical(document).walk("VEVENT"))


@pytest.mark.parametrize("text", TEXTS)
def test_another_program_reads_what_was_said(text: str) -> None:
    document = written("ics", session(text))
    events = _events(document)
    assert len(events) == 6, "those with a date, one each"
    for event in events:
        assert event["SUMMARY"] == (text.replace("\r\n", "\n") or "De tout")
        assert event["DTSTART"].dt == date(2027, 3, 15)
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["DTSTAMP"].dt.date() == date(2027, 1, 14)
    assert {str(event["DESCRIPTION"]) for event in events} == {"Toit vert · De tout", "Aurore · De tout"}
    assert all(len(line) <= 75 for line in document.split(b"\r\n"))
    assert b"\n" not in document.replace(b"\r\n", b"")


def test_a_commitment_has_the_same_uid_each_time_and_no_two_the_same() -> None:
    first, again = (_events(written("ics", session(code=code))) for code in ("K7M2Q", "K7M2Q"))
    other = _events(written("ics", session(code="ZZZZ2")))
    assert [event["UID"] for event in first] == [event["UID"] for event in again]
    assert len({event["UID"] for event in [*first, *other]}) == 12


def test_its_uid_stays_when_it_is_corrected() -> None:
    before, after = (
        _events(written("ics", session(text, due=due)))
        for text, due in (("A", date(2027, 3, 1)), ("B", date(2027, 4, 1)))
    )
    assert [event["UID"] for event in before] == [event["UID"] for event in after]


def test_nobody_is_in_it() -> None:
    document = written("ics")
    for name in (b"ATTENDEE", b"ORGANIZER", b"CONTACT", b"mailto"):
        assert name not in document


def test_without_commitments_it_is_empty_and_still_a_calendar() -> None:
    scenario, played = session()
    left = [one for one in played.answers if one.step != "do"]
    assert _events(written("ics", (scenario, replace(played, answers=type(played.answers)(left))))) == []
