"""Answers given ahead: to questions that are still to come and don't build on what others say. They stay sealed until
their question opens (`disclosure.visibility`), and count from then on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session.answers import PersonId
from bot.session.placing import SUMMARY, open_steps
from bot.session.state import Progress, Session


def coming(scenario: Scenario, session: Session) -> tuple[str, ...]:
    """The questions that can be answered ahead, in the order in which they come."""
    return tuple(step.id for step in scenario.steps if takes(scenario, session, step.id))


def takes(scenario: Scenario, session: Session, step: str) -> bool:
    """Whether a question can be answered before it opens."""
    shape = scenario.step(step)
    waits = session.step(step).progress is Progress.WAITING
    return waits and shape.asks and shape.draws_on is None and shape.when is None


def still_asked(session: Session, steps: Iterable[str]) -> bool:
    """Whether one of these questions is open, or may be answered ahead: then the message that asks them stays."""
    states = [session.step(step) for step in steps]
    return any(s.progress is Progress.OPEN or (s.progress is Progress.WAITING and s.opened is None) for s in states)


def answered(session: Session, step: str, person: PersonId) -> bool:
    """Whether somebody answered an open question before it opened."""
    opened = session.step(step).opened
    if step not in open_steps(session) or opened is None:
        return False
    return any(answer.at is not None and answer.at < opened for answer in session.answers.by(person, step))


def without(session: Session, person: PersonId) -> Session:
    """The session without what somebody answered ahead: who goes takes no part in what is asked later."""
    answers = session.answers
    for answer in answers.all_by(person):
        if _never_asked(session, answer.step):
            answers = answers.minus(answer)
    return session if answers is session.answers else replace(session, answers=answers)


def unasked(session: Session, *steps: str) -> Session:
    """The session without what was answered ahead to these steps, where they were never asked."""
    answers = session.answers
    for step in steps:
        if _never_asked(session, step) and answers.to(step):
            answers = answers.with_step(step, ())
    return session if answers is session.answers else replace(session, answers=answers)


def _never_asked(session: Session, step: str) -> bool:
    state = session.step(step)
    return step != SUMMARY and state.opened is None and state.progress in (Progress.WAITING, Progress.SKIPPED)
