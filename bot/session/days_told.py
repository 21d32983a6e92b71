"""Days told back: what was read of dates that aren't written in full. Where everybody reads the answers as they come,
the open question's days stand together in the session's status, which is edited anyway, and not under each answer.

Tells days alone, never whose. What was written in private is told back there, and what came late under itself.
"""

from __future__ import annotations

from datetime import date

from bot.scenario.model import Scenario
from bot.session import kinds
from bot.session.addresses import GroupPlace, place_and_number
from bot.session.answers import Answer
from bot.session.disclosure.visibility import shown_live, visible
from bot.session.placing import SUMMARY, open_step
from bot.session.state import Session


def in_the_group(answer: Answer) -> bool:
    """Whether an answer was written where everybody reads it."""
    place = place_and_number(answer.source) if answer.source else None
    return place is not None and isinstance(place[0], GroupPlace)


def told_in_status(scenario: Scenario, session: Session, answer: Answer) -> bool:
    """Whether the days of this answer are told in the status."""
    if answer.step == SUMMARY or answer.step != open_step(session):
        return False
    return in_the_group(answer) and shown_live(scenario.step(answer.step))


def days_told(scenario: Scenario, session: Session) -> tuple[date, ...]:
    """The days for the status, each once, the nearest first."""
    step = open_step(session)
    if step is None or not shown_live(scenario.step(step)):
        return ()
    there = {shown.id for shown in visible(scenario, session, step, audience="group").answers}
    told = (a for a in session.answers.to(step) if a.id in there and told_in_status(scenario, session, a))
    return tuple(sorted({day for answer in told for day in kinds.days(scenario.step(step), answer.value)}))
