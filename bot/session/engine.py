"""The engine: one session plus one event gives the session after it, and what to do in the runtime.

    advance(scenario, session, event) -> Outcome

Whether an event can happen is asked of two tables before anything else is looked at: `roles.MAY` for
who, and `TRANSITIONS` for when. An event that isn't listed for the session's phase is refused and
changes nothing. A pure function: the same three values always give the same outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session import answering, ask_again, closing, idle, participation, steering
from bot.session import events as e
from bot.session.disclosure import batches
from bot.session.effects import Text
from bot.session.outcome import Outcome, refusal
from bot.session.roles import Role, may
from bot.session.state import Phase, Session

Handler = Callable[[Scenario, Session, e.Event], Outcome]

_ALL = tuple(Phase)
_ALIVE = (Phase.OPENING, Phase.RUNNING, Phase.PAUSED)

#: Event -> the phases in which it can happen, and what decides it then.
TRANSITIONS: dict[type[e.Event], tuple[tuple[Phase, ...], Handler]] = {
    e.Join: (_ALIVE, participation.join),
    e.Decline: (_ALIVE, participation.decline),
    e.Leave: (_ALL, participation.leave),
    e.Rename: (_ALIVE, participation.rename),
    e.Forget: (_ALL, participation.forget),
    e.Reply: (_ALL, answering.reply),
    e.Tap: (_ALL, answering.tap),
    e.Edit: (_ALL, answering.edit),
    e.Undo: (_ALL, answering.undo),
    e.AskPrivately: (_ALL, answering.ask_privately),
    e.Next: (_ALIVE, steering.forward),
    e.Back: ((Phase.RUNNING, Phase.PAUSED), steering.back),
    e.Pause: ((Phase.RUNNING,), steering.pause),
    e.Resume: ((Phase.PAUSED,), steering.resume),
    e.AskStatus: (_ALL, steering.status),
    e.Close: (_ALIVE, steering.close),
    e.Agree: ((Phase.CLOSED,), closing.agree),
    e.Correct: ((Phase.CLOSED,), closing.correct),
    e.Due: (_ALL, idle.due),
    e.Emptied: (_ALL, ask_again.emptied),
}


def begin(scenario: Scenario, event: e.Open) -> Outcome | None:
    """The session that a facilitator opens; None where they may not."""
    return steering.begin(scenario, event) if _theirs(event.by.role, event) else None


def advance(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """Decide one event. The outcome's session is the one given where the event is refused."""
    if not isinstance(event, e.Due) and not _theirs(event.by.role, event):
        return refusal(session, Text.NOT_TAKING_PART if _theirs(Role.MEMBER, event) else Text.NOT_YOURS)
    phases, handler = TRANSITIONS.get(type(event), ((), _never))
    if session.phase not in phases:
        return refusal(session, Text.NOT_NOW)
    outcome = handler(scenario, session, event)
    settled = batches.settled(scenario, session, outcome.session, event)
    return outcome if settled is outcome.session else replace(outcome, session=settled)


def _theirs(role: Role, event: e.Event) -> bool:
    return event.act is not None and may(role, event.act)


def _never(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    return refusal(session, Text.NOT_NOW)
