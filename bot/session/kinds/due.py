"""When something is due: what is asked where no day could be read or meant, and what its author says to it, by a button
or in words. Knows nothing of what is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from bot.content.phrase import Day, Number, Phrase, joined, say
from bot.reading.date_forms import Found, later
from bot.reading.date_words import UNITS
from bot.reading.dates import read_date
from bot.reading.deeds import Why, judged
from bot.reading.words import passes
from bot.session.kinds.terms import Doubt, Key, Keypad, Unread


@dataclass(frozen=True, slots=True)
class Query:
    """That somebody was asked when it is due, and why: `day` is what was read, where that was the trouble. `said` is
    what they answered, in the message `by`, where it was one."""

    number: int
    why: Why
    day: date | None = None
    open: bool = True
    said: str = ""
    by: str = ""


#: The buttons: after how many months it is due, by what a tap says; people can type it too.
_MONTHS = {"1m": 1, "3m": 3}
_NO_DATE = "none"
_KEYS = Keypad((Key(say("In a month"), "1m"), Key(say("In three months"), "3m"), Key(say("No date"), _NO_DATE)), 2)
_ANOTHER = say("Reply with a date, like 15/03/2027 or end of March, or tap a button.")


def _because(why: Why, day: date | None) -> Phrase:
    match why:
        case Why.UNREAD:
            return say("I see no date there.")
        case Why.SEVERAL:
            return say("I see more than one date there.")
        case Why.NO_SUCH_DAY:
            return say("That date doesn’t exist.")
        case Why.PAST | Why.FAR if day is None:
            return say("That date seems unlikely.")
        case Why.PAST:
            return say("{day} has passed.", day=Day(day))
        case Why.FAR:
            return say("{day} is far away.", day=Day(day))
        case _:
            assert_never(why)


def doubt(query: Query, due: date | None, place: int | None) -> Doubt:
    """The question, or what came of it; `place` is which of several it is about, as they stand in the message."""
    if query.open:
        why = _because(query.why, query.day)
        says: Phrase = joined(say("When is it due?"), why, _ANOTHER, by=" ")
    else:
        says = told(due)
    if place is not None:
        says = joined(Number(place), ". ", says)
    return Doubt(query.number, query.open, says, _KEYS, query.said, query.by)


def told(due: date | None) -> Phrase:
    """A day that was read, told back."""
    return say("Noted for {day}.", day=Day(due)) if due else say("Noted, without a date.")


def says_when(said: str, today: date) -> Found | None:
    """The day that a text says where it says nothing else, and a date is waited for."""
    return read_date(said, today, placed=True)


def settled(query: Query, said: str, by: str, today: date) -> tuple[Query, date | None] | Unread:
    """The query once it was answered, and the day, or none; `by` is the message that said it, empty for a tap."""
    code, words = said.strip(), said.strip() if by else ""
    answered = replace(query, open=False, said=words, by=by)
    if code in _MONTHS:
        return answered, later(today, UNITS.index("month"), _MONTHS[code])
    if code == _NO_DATE or passes(said):
        return answered, None
    found = says_when(said, today)
    if (why := judged(found, today)) or found is None:
        return Unread(joined(_because(why or Why.UNREAD, found.day if found else None), _ANOTHER, by=" "))
    return answered, found.day
