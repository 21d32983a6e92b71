"""Where an answer goes: beside its author's others or in their place, and when its link to them is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.session.answers import Answer
from bot.session.chance import drawn_id
from bot.session.kinds import spec_of
from bot.session.kinds.terms import Asked
from bot.session.state import Progress, Session

#: The name under which corrections to the summary are kept; no step's id can be this.
SUMMARY = "+summary"


def asked(scenario: Scenario, session: Session, step: str, day: date = date.min) -> Asked[AnyStep]:
    """A step as it is asked in this session, and answered on that day."""
    there = session.step(step).candidates
    return Asked(scenario.step(step), there, day=day, organisations=session.organisations)


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


def taken(scenario: Scenario, session: Session, answer: Answer, chance: int) -> Session:
    """The session with one more answer of a participant's; where it is to lead to nobody, by an id of that chance."""
    step, person = answer.step, answer.person or ""
    waits = session.step(step).progress is Progress.WAITING  # answered ahead: the last reply counts
    beside = several(scenario, step) and not waits
    theirs = put(session.answers.by(person, step), answer, beside=beside)
    unclear = tuple(a for a in session.unclear if (a.step, a.person) != (step, person))
    session = replace(session, answers=session.answers.with_theirs(step, person, theirs), unclear=unclear)
    closed = session.step(step).progress is Progress.CLOSED
    return cut(session, step, chance) if closed and unattributed(scenario, step) else session


def cut(session: Session, step: str, chance: int) -> Session:
    """The session with nothing left that leads from the answers to this step to their authors: nor does an answer say
    that it came late, or have the id that it had before. Who has answered is kept, so that nobody is counted twice;
    sorted by their random ids, the answers don't even tell in which order they came. An answer that is cut already
    keeps its id: votes may have been cast for it."""
    bare = tuple(a if a.person is None else _bare(a, chance) for a in session.answers.to(step))
    state = session.step(step)
    aside = state.aside or any(answer.aside for answer in session.answers.to(step))
    answered = state.answered | session.answers.authors(step)
    unclear = tuple(message for message in session.unclear if message.step != step)
    session = replace(session, answers=session.answers.with_step(step, bare), unclear=unclear)
    return session.with_step(step, replace(state, answered=answered, aside=aside))


def _bare(answer: Answer, chance: int) -> Answer:
    """An answer that leads to nobody. Of its old id the new one tells nothing, since nobody keeps the chance."""
    id = drawn_id(chance, f"cut {answer.step} {answer.id}")
    return replace(
        answer,
        id=id,
        person=None,
        organisation=None,
        at=None,
        source=None,
        late=False,
        before=None,
        part=None,
        aside=False,
    )


def nothing_said(session: Session) -> bool:
    """Whether nobody has answered anything yet, so that there is nothing to sum up."""
    return all(answer.passed for answer in session.answers)


def open_steps(session: Session) -> tuple[str, ...]:
    """The ids of the steps that are open now, in the order in which they are asked: mostly one or none, and several
    where they open together."""
    return tuple(id for id, step in session.steps.items() if step.progress is Progress.OPEN)


def open_step(session: Session) -> str | None:
    """The first of the steps that are open now, if one is."""
    return next(iter(open_steps(session)), None)


def together(scenario: Scenario, session: Session, step: str) -> tuple[str, ...]:
    """This step, and those after it that were opened together with it."""
    first, found = scenario.index(step), [step]
    for before, one in pairwise(scenario.steps[first:]):
        if not before.with_next:
            break
        if session.step(one.id).opened == session.step(step).opened:
            found.append(one.id)
    return tuple(found)


def answered_by(session: Session, step: str) -> frozenset[str]:
    """Those who have answered a step or passed on it, also where their answers no longer tell."""
    return session.step(step).answered | session.answers.authors(step)


def progress(session: Session, step: str) -> tuple[int, int]:
    """How many of those who take part have answered a step or passed on it, and how many take part."""
    present = frozenset(session.active())
    return len(answered_by(session, step) & present), len(present)


def progress_of_all(session: Session) -> tuple[int, int]:
    """How many of those who take part have answered or passed on all that is open, and how many take part."""
    present, steps = frozenset(session.active()), open_steps(session)
    return sum(all(person in answered_by(session, step) for step in steps) for person in present), len(present)
