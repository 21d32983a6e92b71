"""Starting a workshop: which one, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.scenario.model import Scenario
from bot.scenario.pairing import total_window
from bot.scenario.texts import text_in
from bot.scenario.variant import has_short, short_time
from bot.session.playing import Workshop
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, grid, paragraph

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
#: Over how many days a workshop can be tapped to go, besides its own number: longer where the network is poor.
_DAYS = (7, 10, 14)


def choose_scenario(w: Words, scenarios: Sequence[Scenario]) -> Message:
    """The workshops to choose from."""
    rows = [(Button(text_in(s.title, w.language).text[:60], press=f"pick-{s.id}"),) for s in scenarios]
    return Message(
        (w.say("Which workshop? Tap it, or send /session with its name, like /session roles."),), tuple(rows)
    )


def how_to_play(w: Words, scenario: Scenario) -> Message:
    """How a workshop can be played, and how long each way takes: live, short, or over days."""
    live = scenario.duration.live if scenario.duration else None
    whole = w.say("Live, about {n} minutes", n=w.number(live // _MINUTE)) if live else w.say("Live")
    keys = [(whole, "whole", scenario.id)]
    if has_short(scenario):
        short = w.say("Live and short, about {n} minutes", n=w.number(short_time(scenario) // _MINUTE))
        keys.append((short, "short", scenario.id))
    for days in sorted({usual_days(scenario), *_DAYS}):
        over = w.count("Over {n} day", "Over {n} days", days)
        keys.append((over, "over", f"{scenario.id}-{days}"))
    asked = w.say(
        "“{title}”: live, or over several days, a question a day? Tap, or send {live} or {days}.",
        title=_title(w, scenario),
        live=f"/session {scenario.id}",
        days=f"/session {scenario.id} async",
    )
    cells = [Button(label.unescape(), press=f"{verb}-{which}") for label, verb, which in keys]
    lives = sum(verb != "over" for _, verb, _ in keys)
    return Message((asked,), (*grid(cells[:lives], 1), *grid(cells[lives:], 2)))


def usual_days(scenario: Scenario) -> int:
    """Over how many days a workshop goes by itself."""
    promised = scenario.duration.async_ if scenario.duration else None
    return max(1, round((promised or total_window(scenario.steps)) / _DAY))


def too_many_days(w: Words, most: int) -> Message:
    """A workshop can't go over so many days."""
    return paragraph(w.count("A workshop goes over {n} day at most.", "A workshop goes over {n} days at most.", most))


def in_quiet_hours(w: Words, workshop: Workshop, over: datetime) -> Message:
    """Nothing is posted now; when it can be opened, in the zone of that moment."""
    said = w.say(
        "It’s quiet time in this group until {moment}. Please open the workshop then, with {command}.",
        moment=w.moment(over),
        command=f"/session {workshop}",
    )
    return paragraph(said)


def no_short(w: Words, scenario: Scenario) -> Message:
    """This workshop has no short variant."""
    said = w.say(
        "“{title}” has no short form. Send {command} to play it whole.",
        title=_title(w, scenario),
        command=f"/session {scenario.id}",
    )
    return paragraph(said)


def _title(w: Words, scenario: Scenario) -> Markup:
    return isolate(text_in(scenario.title, w.language).text)


def unknown_scenario(w: Words, name: str, known: Sequence[str]) -> Message:
    """There is no such scenario; these there are."""
    said = w.say(
        "There’s no workshop called {name}. You can choose: {known}.", name=isolate(name[:40]), known=w.listing(known)
    )
    return paragraph(said)


def already_running(w: Words) -> Message:
    """A group holds one session at a time."""
    return paragraph(w.say("A workshop is already running in this group. End it with /close before you start another."))


def steer_here(w: Words, code: str) -> Message:
    """The facilitator has no private chat with the bot yet."""
    text = w.say("For facilitators: your buttons and notes are in our private chat. Here, /next moves on.")
    return paragraph(text, (Button(w.say("To our private chat").unescape(), start=f"steer-{code}"),))
