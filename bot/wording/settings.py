"""What a group has set, each in a line, with a button for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from markupsafe import Markup

from bot.languages import SPOKEN
from bot.session.settable import (
    Keep,
    Languages,
    Least,
    Quiet,
    Review,
    Setting,
    Tidy,
    Value,
    Window,
    Zone,
    setting_of,
)
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, joined
from bot.wording.zones import place_and_time

#: From so many hours on a length of time is told in days, where it is whole ones.
_IN_DAYS = 72


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told besides what is set: the group's id, its title where the reader isn't in it, the operator's zone and
    number of days, the present (UTC), and whether a workshop is under way."""

    group: int
    title: str
    zone: str
    most_kept: int
    now: datetime
    running: bool


def length(w: Words, hours: int) -> str:
    """For how many hours a question is open, written out."""
    whole = hours >= _IN_DAYS and hours % 24 == 0
    return w.days(timedelta(hours=hours)) if whole else w.hours(timedelta(hours=hours))


def line(w: Words, value: Value, facts: Facts) -> Markup:
    """What is set, as a sentence."""
    match value:
        case Languages(codes):
            return w.say("Language: {languages}.", languages=w.listing(SPOKEN[code].name for code in codes))
        case Zone(name):
            return w.say("Time zone: {place}.", place=place_and_time(w, name or facts.zone, facts.now))
        case Quiet(start, end):
            return w.say("Quiet hours: {start} to {end}.", start=w.minute(start), end=w.minute(end))
        case Window(None):
            return w.say("Over days, a question stays open as long as its workshop says.")
        case Window(hours):
            return w.say("Over days, a question stays open for {time}.", time=length(w, hours or 0))
        case Least(people):
            return w.say("Private results are shown from {n} people on.", n=w.number(people))
        case Tidy(on):
            tidied = w.say("Private chats are tidied when a question closes.")
            return tidied if on else w.say("Private chats are left as they are.")
        case Review(on):
            first = w.say("A facilitator reads sealed answers first, without knowing whose they are.")
            return first if on else w.say("Nobody reads sealed answers before they are shown.")
        case Keep(days):
            n = min(days or facts.most_kept, facts.most_kept)
            return w.count("Answers are kept for {n} day.", "Answers are kept for {n} days.", n)
        case _:
            assert_never(value)


#: How each setting is called on its button.
_NAMES: dict[Setting, Callable[[Words], Markup]] = {
    Setting.LANGUAGE: lambda w: w.say("Language"),
    Setting.ZONE: lambda w: w.say("Time zone"),
    Setting.QUIET: lambda w: w.say("Quiet hours"),
    Setting.WINDOW: lambda w: w.say("Time to answer"),
    Setting.LEAST: lambda w: w.say("Smallest number"),
    Setting.TIDY: lambda w: w.say("Private chats"),
    Setting.REVIEW: lambda w: w.say("Reading first"),
    Setting.KEEP: lambda w: w.say("How long kept"),
}


def unread(w: Words) -> Markup:
    """What was sent can't be set."""
    return w.say("That can’t be set like this.")


def what_is_set(w: Words, values: tuple[Value, ...], facts: Facts, *, again: bool = False) -> Message:
    """All that is set, and a button for each; `again` where what was sent can't be set."""
    cells = [
        Button(_NAMES[setting_of(value)](w).unescape(), press=f"set-{facts.group}-{setting_of(value)}")
        for value in values
    ]
    head = w.say("<b>Settings of {group}</b>", group=isolate(facts.title)) if facts.title else w.say("<b>Settings</b>")
    lines = Markup("\n").join([head, *(line(w, value, facts) for value in values)])
    said = joined((unread(w) if again else None, lines, _from_when(w, facts)))
    return Message(said, tuple(tuple(cells[n : n + 2]) for n in range(0, len(cells), 2)))


def _from_when(w: Words, facts: Facts) -> Markup:
    if facts.running:
        return w.say("The workshop under way keeps what it began with.")
    return w.say("What you change counts from the next workshop on.")


def changed(w: Words, value: Value, facts: Facts) -> Message:
    """Something was set by text."""
    when = (
        w.say("A smaller number holds for earlier workshops too.") if isinstance(value, Keep) else _from_when(w, facts)
    )
    return Message(joined((line(w, value, facts), when)))


def noted(w: Words) -> str:
    """Something was set by a tap; plain text for a toast."""
    return w.say("Noted.").unescape()
