"""Which answers wait to be looked at before they are shown, where a group wants that (`Session.reviews`), and what
there is to look at. What those who facilitate do about it is `bot.session.reviewing`."""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.session.disclosure.batches import looked_at
from bot.session.disclosure.visibility import visible
from bot.session.shown import Shown
from bot.session.state import Progress, Session


def closed(scenario: Scenario, session: Session, id: str) -> Session:
    """The session with the answers to a question that has just closed waiting to be looked at, where that is to be and
    there is anything that would be shown."""
    shape, state = scenario.step(id), session.step(id)
    if not looked_at(session, shape) or state.tables:
        return session
    looked_through = session.with_step(id, replace(state, tables=1, counted=len(state.answered)))
    if not visible(scenario, looked_through, id, audience="group").answers:
        return session
    return session.with_step(id, replace(state, reviewing=True))


def waits(session: Session, id: str) -> bool:
    """Whether words of a question wait to be looked at."""
    return session.step(id).reviewing and session.step(id).progress is Progress.CLOSED


def pending(scenario: Scenario, session: Session) -> tuple[str, ...]:
    """The questions of which words wait to be looked at."""
    return tuple(step.id for step in scenario.steps if waits(session, step.id)) if session.reviews else ()


def postponed(session: Session, step: AnyStep) -> bool:
    """Whether a step that is about earlier answers has to wait until these have been looked at."""
    return step.draws_on is not None and waits(session, step.draws_on)


def looked_over(scenario: Scenario, session: Session, id: str) -> tuple[Shown, ...]:
    """What there is to look at, numbered from 1 in this order, which says nothing; set aside or not."""
    bare = session.with_step(id, replace(session.step(id), reviewing=False, set_aside={}))
    return visible(scenario, bare, id, audience="group").answers
