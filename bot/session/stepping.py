"""Which steps are open: what is open closes, and the next that can be played opens. Says nothing to anybody; that is
`bot.session.steering`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.session import ahead, windows
from bot.session import events as e
from bot.session.disclosure import review
from bot.session.disclosure.conditions import met
from bot.session.disclosure.visibility import numbered, votable
from bot.session.placing import cut, open_steps, unattributed
from bot.session.state import Progress, Session, StepState


def prepared(scenario: Scenario, session: Session, id: str, at: datetime) -> StepState | None:
    """The state in which a step opens, or None where it is to be skipped: its condition isn't met,
    or there is nothing that it could be about."""
    step, state = scenario.step(id), session.step(id)
    if not met(scenario, session, step.when):
        return None
    candidates = numbered(scenario, session, id)
    if step.draws_on and not candidates:
        return None
    return replace(state, progress=Progress.OPEN, opened=state.opened or at, closed=None, candidates=candidates)


def closed(scenario: Scenario, session: Session, event: e.Event) -> Session:
    """The session with what is open closed, and cut from its authors where the scenario says so; its answers are
    numbered for a later step that is about them."""
    for id in open_steps(session):
        session = _one_closed(scenario, session, id, event)
    return windows.ended(session)


def _one_closed(scenario: Scenario, session: Session, id: str, event: e.Event) -> Session:
    session = session.with_step(id, replace(session.step(id), progress=Progress.CLOSED, closed=event.at))
    session = review.closed(scenario, unlinked(scenario, session, id, event), id)
    for later in (step.id for step in scenario.steps if step.draws_on == id):
        about = votable(scenario, session, id)
        session = session.with_step(later, replace(session.step(later), candidates=about))
    return session


def unlinked(scenario: Scenario, session: Session, id: str, event: e.Event) -> Session:
    """The session with the answers to a step leading to nobody, where the scenario says so."""
    return cut(session, id, event.chance) if unattributed(scenario, id) else session


def next_open(scenario: Scenario, session: Session, start: int, event: e.Event) -> Session:
    """The session with the next step open that can be played, over days with those that open together with it; with
    none open after the last."""
    for step in _to_come(scenario, session, start):
        if review.postponed(session, step):
            continue
        state = prepared(scenario, session, step.id, event.at)
        if state is not None:
            session = _opened(session, step.id, state)
            if session.pace is None or not step.with_next:
                break
        else:
            session = _skipped(scenario, session, step.id, event)
    return windows.opened(scenario, session, event.at)


def _to_come(scenario: Scenario, session: Session, start: int) -> tuple[AnyStep, ...]:
    """The steps that may be played next, in their order: first those that had to wait."""
    if not session.reviews:
        return scenario.steps[start:]
    over = [
        n
        for n, one in enumerate(scenario.steps)
        if session.step(one.id).progress in (Progress.CLOSED, Progress.SKIPPED)
    ]
    start = start or 1 + max(over, default=-1)  # nothing was open, since what was to come waited
    early = (one for one in scenario.steps[:start] if session.step(one.id).progress is Progress.WAITING)
    return (*(one for one in early if one.draws_on), *scenario.steps[start:])


def _opened(session: Session, id: str, state: StepState) -> Session:
    """The session with a step open, after those that were opened before it."""
    others = {other: it for other, it in session.steps.items() if other != id}
    return replace(session, steps={**others, id: state})


def _skipped(scenario: Scenario, session: Session, id: str, event: e.Event) -> Session:
    session = session.with_step(id, replace(session.step(id), progress=Progress.SKIPPED))
    session = ahead.unasked(session, id)
    return unlinked(scenario, session, id, event)  # it may have been asked, and gone back from
