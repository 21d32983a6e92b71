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
from bot.session.placing import SUMMARY, open_steps
from bot.session.state import Session


def days_of(scenario: Scenario, session: Session, answer: Answer) -> tuple[date, ...]:
    """The days of an answer that are told in the status."""
    if answer.step == SUMMARY or answer.step not in open_steps(session):
        return ()
    step = scenario.step(answer.step)
    days = kinds.days(step, answer.value) if shown_live(step) else ()
    return days if days and _in_the_group(answer) else ()


def _in_the_group(answer: Answer) -> bool:
    """Whether an answer was written where everybody reads it."""
    place = place_and_number(answer.source) if answer.source else None
    return place is not None and isinstance(place[0], GroupPlace)


def days_told(scenario: Scenario, session: Session, *, but: str = "") -> tuple[date, ...]:
    """The days for the status, each once, the nearest first; without those of the answer `but`, by its id."""
    return tuple(sorted({day for step in open_steps(session) for day in _days(scenario, session, step, but)}))


def _days(scenario: Scenario, session: Session, step: str, but: str) -> set[date]:
    if not shown_live(scenario.step(step)):
        return set()
    there = {shown.id for shown in visible(scenario, session, step, audience="group").answers} - {but}
    told = (answer for answer in session.answers.to(step) if answer.id in there)
    return {day for answer in told for day in days_of(scenario, session, answer)}
