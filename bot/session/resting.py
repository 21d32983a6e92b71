"""A session rests, and goes on again: answers are taken all the while, and over days its window stands still."""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import windows
from bot.session.effects import Effect, Post, Text, WakeAt
from bot.session.outcome import Outcome, refreshed, reply_with
from bot.session.state import Phase, Session
from bot.session.wakes import RemindersDue


def watched(session: Session) -> tuple[Effect, ...]:
    """Reminders are thought of at once, when it is known when each person is awake."""
    return (WakeAt(session.moved, RemindersDue()),) if session.pace else ()


def pause(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """The session rests; answers still count."""
    session = windows.paused(replace(session, phase=Phase.PAUSED), event.at)
    return Outcome(session, (_announced(event, Text.PAUSED), *refreshed(session, debounce=False)))


def resume(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """The session goes on where it was."""
    session = windows.resumed(replace(session, phase=Phase.RUNNING), event.at)
    then = watched(replace(session, moved=event.at))
    return Outcome(session, (_announced(event, Text.RESUMED), *refreshed(session, debounce=False), *then))


def _announced(event: e.Event, text: Text) -> Post:
    """A short word to the group, wherever the facilitator is."""
    return replace(reply_with(event, text), to=None, reply_to=None)
