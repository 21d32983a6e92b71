"""Moments that have come: answers whose time to wait is over, and sessions in which nothing happens any more.

A session that nobody ends would be kept for ever, since what is kept is counted from its end. So it ends by
itself when nothing has happened for a month, or after half a year whatever happens.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import overdue, reminders, taking_back
from bot.session.effects import Post, Short, Text
from bot.session.outcome import Outcome
from bot.session.state import Phase, Session
from bot.session.steering import ended_now
from bot.session.waiting import held_long_enough
from bot.session.wakes import HeldOver, Idle, RemindersDue, StepStands, WindowOver

#: How long nothing may happen. Six times the longest time that a scenario is planned to take.
REST = timedelta(days=30)
#: How long a session can last at all: as long as anything can be kept after its end.
LONGEST = timedelta(days=180)


def last_touched(session: Session) -> datetime:
    """When something last happened: a step opened or closed, or an answer came that still tells when."""
    moments = [session.opened]
    for step in session.steps.values():
        moments += [moment for moment in (step.opened, step.closed) if moment is not None]
    moments += [answer.at for answer in (*session.answers, *session.held) if answer.at is not None]
    return max(moments)


def over(session: Session, now: datetime) -> bool:
    """Whether a session is to end by itself."""
    resting = now - last_touched(session) >= REST or now - session.opened >= LONGEST
    return session.phase is not Phase.CLOSED and resting


def due(scenario: Scenario, session: Session, event: e.Due) -> Outcome:
    """A moment that has come."""
    match event.wake:
        case HeldOver():
            return held_long_enough(session, event.at)
        case Idle():
            return _at_rest(scenario, session, event)
        case StepStands():
            return taking_back.stands(session, event.at)
        case WindowOver():
            return overdue.due(scenario, session, event)
        case RemindersDue():
            return reminders.due(scenario, session, event)
        case _:
            assert_never(event.wake)


def _at_rest(scenario: Scenario, session: Session, event: e.Due) -> Outcome:
    if not over(session, event.at):
        return Outcome(session)
    outcome = ended_now(scenario, session, event)
    days = (event.at - last_touched(session)).days
    said = Post(Short(Text.IDLE, number=days))
    return replace(outcome, effects=(said, *outcome.effects))
