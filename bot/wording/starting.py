"""Starting a workshop: which one, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.scenario.model import Scenario
from bot.scenario.texts import text_in
from bot.wording.catalog import Words, isolate
from bot.wording.message import Button, Message, paragraph


def choose_scenario(w: Words, scenarios: Sequence[Scenario]) -> Message:
    """The workshops to choose from."""
    rows = [(Button(text_in(s.title, w.language).text[:60], press=f"pick-{s.id}"),) for s in scenarios]
    return Message(
        (w.say("Which workshop? Tap it, or send /session with its name, like /session roles."),), tuple(rows)
    )


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
