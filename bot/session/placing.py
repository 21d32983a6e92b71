"""Where an answer goes: beside its author's others or in their place, and when its link to them is cut."""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.session.answers import Answer
from bot.session.kinds import spec_of
from bot.session.kinds.spec import Asked
from bot.session.state import Progress, Session

#: The name under which corrections to the summary are kept; no step's id can be this.
SUMMARY = "+summary"


def asked(scenario: Scenario, session: Session, step: str) -> Asked[AnyStep]:
    """A step as it is asked in this session."""
    return Asked(scenario.step(step), session.step(step).candidates)


def several(scenario: Scenario, step: str) -> bool:
    """Whether one person may give several answers to this step, each beside the others."""
    return spec_of(scenario.step(step)).several


def unattributed(scenario: Scenario, step: str) -> bool:
    """Whether answers to this step lead to nobody once it has closed."""
    return scenario.step(step).unattributed


def put(mine: tuple[Answer, ...], new: Answer, *, beside: bool) -> tuple[Answer, ...]:
    """One person's answers to a step with a new one: beside the others, or in their place. A question
    passed gives way to an answer, and an answer to a question passed."""
    if not mine or (beside and not new.passed and not any(a.passed for a in mine)):
        return (*mine, new)
    if beside and not new.passed:
        return (*(a for a in mine if not a.passed), new)
    return (replace(new, id=mine[0].id),)


def held(session: Session, answer: Answer, *, beside: bool) -> Session:
    """The session with an answer among those that wait for their author's yes."""
    mine = tuple(a for a in session.held if (a.step, a.person) == (answer.step, answer.person))
    others = tuple(a for a in session.held if a not in mine)
    return replace(session, held=(*others, *put(mine, answer, beside=beside)))


def taken(scenario: Scenario, session: Session, answer: Answer) -> Session:
    """The session with one more answer of a participant's."""
    step, person = answer.step, answer.person or ""
    theirs = put(session.answers.by(person, step), answer, beside=several(scenario, step))
    back = tuple(a for a in session.asked_back if (a.step, a.person) != (step, person))
    session = replace(session, answers=session.answers.with_theirs(step, person, theirs), asked_back=back)
    closed = session.step(step).progress is Progress.CLOSED
    return cut(session, step) if closed and unattributed(scenario, step) else session


def cut(session: Session, step: str) -> Session:
    """The session with nothing left that leads from the answers to this step to their authors. Who has
    answered is kept, so that nobody is counted twice; sorted by their random ids, the answers don't
    even tell in which order they came."""
    bare = (
        replace(a, person=None, organisation=None, at=None, source=None, before=None) for a in session.answers.to(step)
    )
    state = session.step(step)
    answered = state.answered | session.answers.authors(step)
    back = tuple(asked for asked in session.asked_back if asked.step != step)
    session = replace(session, answers=session.answers.with_step(step, bare), asked_back=back)
    return session.with_step(step, replace(state, answered=answered))


def answered_by(session: Session, step: str) -> frozenset[str]:
    """Those who have answered a step or passed on it, also where their answers no longer tell."""
    return session.step(step).answered | session.answers.authors(step)


def progress(session: Session, step: str) -> tuple[int, int]:
    """How many of those who take part have answered a step or passed on it, and how many take part."""
    present = frozenset(session.active())
    return len(answered_by(session, step) & present), len(present)
