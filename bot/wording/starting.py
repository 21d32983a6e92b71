"""Starting a workshop: which one, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.scenario.variant import short_time
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, paragraph

_MINUTE = timedelta(minutes=1)


def choose_scenario(w: Words, scenarios: Sequence[Scenario]) -> Message:
    """The workshops to choose from."""
    rows = [(Button(text_in(s.title, w.language).text[:60], press=f"pick-{s.id}"),) for s in scenarios]
    return Message(
        (w.say("Which workshop? Tap it, or send /session with its name, like /session roles."),), tuple(rows)
    )


def whole_or_short(w: Words, scenario: Scenario) -> Message:
    """A workshop that can be played whole or short, and how long each takes."""
    live = scenario.duration.live if scenario.duration else None
    whole = w.say("Whole, about {n} minutes", n=w.number(live // _MINUTE)) if live else w.say("Whole")
    short = w.say("Short, about {n} minutes", n=w.number(short_time(scenario) // _MINUTE))
    keys = ((whole, "whole"), (short, "short"))
    rows = tuple((Button(label.unescape(), press=f"{verb}-{scenario.id}"),) for label, verb in keys)
    asked = w.say(
        "“{title}”: whole or short? Tap, or send {command}.",
        title=_title(w, scenario),
        command=f"/session {scenario.id} short",
    )
    return Message((asked,), rows)


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


def live_only(w: Words) -> Message:
    """Sessions over several days can't be started yet."""
    return paragraph(
        w.say("For now I only run live workshops, not ones over several days. Send /session to choose one.")
    )


def already_running(w: Words) -> Message:
    """A group holds one session at a time."""
    return paragraph(w.say("A workshop is already running in this group. End it with /close before you start another."))


def steer_here(w: Words, code: str) -> Message:
    """The facilitator has no private chat with the bot yet."""
    text = w.say("For facilitators: your buttons and notes are in our private chat. Here, /next moves on.")
    return paragraph(text, (Button(w.say("To our private chat").unescape(), start=f"steer-{code}"),))
