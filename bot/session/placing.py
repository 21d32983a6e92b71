"""Where an answer goes: beside its author's others or in their place, and when its link to them is cut."""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.model import AskingStep, Scenario
from bot.session import kinds
from bot.session.kinds.reading import Asked
from bot.session.state import Answer, Progress, Session

#: The name under which corrections to the summary are kept; no step's id can be this.
SUMMARY = "+summary"


def asked(scenario: Scenario, session: Session, step: str) -> Asked:
    """A step as it is asked in this session."""
    return Asked(scenario.step(step), session.step(step).candidates)


def several(scenario: Scenario, step: str) -> bool:
    """Whether one person may give several answers to this step, each beside the others."""
    kind = kinds.kind_of(scenario.step(step))
    return kind is not None and kind.SEVERAL


def unattributed(scenario: Scenario, step: str) -> bool:
    """Whether answers to this step lead to nobody once it has closed."""
    shape = scenario.step(step)
    return isinstance(shape, AskingStep) and shape.attribution == "none"


def put(answers: tuple[Answer, ...], new: Answer, *, beside: bool) -> tuple[Answer, ...]:
    """The answers with a new one: beside those its author gave to the step, or in their place. A
    question passed gives way to an answer, and an answer to a question passed."""
    mine = [a for a in answers if a.step == new.step and a.person == new.person]
    first = mine[0].id if mine else None
    if first is None or (beside and not new.passed and not any(a.passed for a in mine)):
        return (*answers, new)
    if beside and not new.passed:
        passed = {a.id for a in mine if a.passed}
        return (*(a for a in answers if a.id not in passed), new)
    given = {a.id for a in mine}
    new = replace(new, id=first)
    return tuple(new if a.id == first else a for a in answers if a.id == first or a.id not in given)


def taken(scenario: Scenario, session: Session, answer: Answer) -> Session:
    """The session with one more answer of a participant's."""
    answers = put(session.answers, answer, beside=several(scenario, answer.step))
    session = replace(session, answers=answers)
    closed = session.step(answer.step).progress is Progress.CLOSED
    return cut(session, answer.step) if closed and unattributed(scenario, answer.step) else session


def cut(session: Session, step: str) -> Session:
    """The session with nothing left that leads from the answers to this step to their authors. Who has
    answered is kept, so that nobody is counted twice; sorted by their random ids, the answers don't
    even tell in which order they came."""
    here = session.answers_to(step)
    authors = frozenset(a.person for a in here if a.person is not None)
    bare = [replace(a, person=None, organisation=None, at=None, source=None) for a in here]
    others = tuple(a for a in session.answers if a.step != step)
    session = replace(session, answers=(*others, *sorted(bare, key=lambda a: a.id)))
    state = session.step(step)
    return session.with_step(step, replace(state, answered=state.answered | authors))


def answered_by(session: Session, step: str) -> frozenset[str]:
    """Those who have answered a step or passed on it, also where their answers no longer tell."""
    known = {a.person for a in session.answers_to(step) if a.person is not None}
    return session.step(step).answered | known
