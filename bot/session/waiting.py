"""What waits for its author's yes: when it has waited long enough, and the one moment for which a session is woken.

The moment is a full hour, the same for all that waits: in the database it tells neither which answer it is for nor
when that came.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.session.answers import Answer
from bot.session.effects import WakeAt
from bot.session.outcome import Outcome
from bot.session.state import HOLD, Session
from bot.session.wakes import HeldOver


def _over(answer: Answer) -> datetime | None:
    """When an answer has waited long enough: with the last full hour of the time that it may wait at most."""
    return (answer.at + HOLD).replace(minute=0, second=0, microsecond=0) if answer.at is not None else None


def _next(session: Session) -> datetime | None:
    return min((over for answer in session.held if (over := _over(answer)) is not None), default=None)


def rewoken(before: Session, after: Session) -> tuple[WakeAt, ...]:
    """The session is woken for what waits in it now, and not for what has gone."""
    if before.held is after.held or (due := _next(after)) == _next(before):
        return ()
    return (WakeAt(due, HeldOver()),)


def held_long_enough(session: Session, now: datetime) -> Outcome:
    """The time to wait for a yes has passed: what has waited so long is erased, unseen."""
    kept = tuple(answer for answer in session.held if (over := _over(answer)) is not None and over > now)
    woken = _next(replace(session, held=kept))  # the timer that brought this is gone
    return Outcome(replace(session, held=kept), (WakeAt(woken, HeldOver()),) if woken else ())
