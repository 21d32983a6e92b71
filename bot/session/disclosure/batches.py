"""Publishing: which answers were in which table of results, so that no later table gives one person away.

Whoever compares two tables of one question, and knows who answered in between, reads what that person
said from the difference. So the first table stands, and what comes after it waits (`WAITING`) until the
answers of enough people can be added at once, as a batch of their own. In a table nothing changes: an answer
can't be edited once it was shown. It can be taken back; then nothing of the question is shown any more
(`withdrawn`), since what is missing would be its author's.

This guards every private question, and every one in the group that comes to figures: there most answers are taps,
of which the group sees nothing either. Only, the first table of a question in the group is shown as it closes,
however few have answered. What is written in words in the group everybody reads as it comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.scenario.step import AskingStep
from bot.session import events as e
from bot.session.answers import WAITING, Answer, PersonId
from bot.session.kinds import elaborates, first_said, spec_of
from bot.session.placing import several
from bot.session.state import Progress, Session, StepState


def guarded(step: AnyStep) -> bool:
    """Whether differences of this step's tables could tell what wasn't said openly."""
    return step.private or spec_of(step).figures


def looked_at(session: Session, step: AnyStep) -> bool:
    """Whether the words of a question are looked at before they are shown. Then what comes after it has closed is in no
    table: one that nobody has looked at, or from which something was set aside, could be of too few."""
    together = isinstance(step, AskingStep) and step.revealed == "together"
    return session.reviews and together and step.private and elaborates(step)


def settled(scenario: Scenario, before: Session, after: Session, event: e.Event) -> Session:
    """The session after an event, with what it changed marked as waiting, and with those batches added to
    what is shown that are large enough."""
    if before is after or _ordinary(before, after, event):
        return after
    for step in scenario.steps:
        if guarded(step) and _touched(step.id, before, after):
            after = _settled(step, before, after)
    return after


def _ordinary(before: Session, after: Session, event: e.Event) -> bool:
    """Whether this is an answer to an open step of which nothing was shown yet, as most events are: then
    there is nothing to settle."""
    if not isinstance(event, e.Reply | e.Tap) or before.held is not after.held:
        return False
    state = after.step(event.step)
    return state.progress is Progress.OPEN and not state.tables


def _touched(step: str, before: Session, after: Session) -> bool:
    """Whether anything has changed by which a step's results are shown."""
    return before.steps.get(step) is not after.steps.get(step) or not after.answers.same_to(step, before.answers)


def _settled(step: AnyStep, before: Session, after: Session) -> Session:
    if after.step(step.id).tables:
        after = _marked(step.id, before, after)
    if after.step(step.id).progress is not Progress.CLOSED:
        return after
    return _shown(step, after, closing=before.step(step.id).progress is not Progress.CLOSED)


def _marked(step: str, before: Session, after: Session) -> Session:
    """What is new waits, and what was shown and is no longer there, or says something else, is remembered."""
    old, new = ({a.id: a for a in s.answers.to(step)} for s in (before, after))
    batches = {id: old[id].batch if id in old else WAITING for id in new}
    after = _in_batches(after, ((a, batches[id]) for id, a in new.items()))
    state = after.step(step)
    lost = any(a.batch != WAITING and not _same(a, new.get(id)) for id, a in old.items())
    return after.with_step(step, replace(state, withdrawn=True)) if lost and not state.withdrawn else after


def unshown(before: Session, after: Session) -> Session:
    """The session with nothing shown again of the steps whose results have changed, whatever these steps are."""
    for id, state in after.steps.items():
        if state.tables and not after.answers.same_to(id, before.answers):
            after = after.with_step(id, replace(state, withdrawn=True))
    return after


def _in_batches(session: Session, batches: Iterable[tuple[Answer, int]]) -> Session:
    """The session with each of these answers in its batch; the same session where they all are."""
    answers = session.answers
    for answer, batch in batches:
        if answer.batch != batch:
            answers = answers.swap(answer, replace(answer, batch=batch))
    return session if answers is session.answers else replace(session, answers=answers)


def _same(old: Answer, new: Answer | None) -> bool:
    """Whether an answer says what it said; more may have been said to it, which nobody sees come."""
    if new is None or new.organisation != old.organisation:
        return False
    return new.value == old.value or first_said(new.value) == first_said(old.value)


def _shown(step: AnyStep, session: Session, *, closing: bool) -> Session:
    """The session with the first table of a step shown, or a further batch, where enough people are in it."""
    state, answers = session.step(step.id), session.answers.to(step.id)
    if looked_at(session, step) and (state.tables or not closing):
        return session
    waiting = tuple(a for a in answers if a.batch == WAITING) if state.tables else answers
    # A table that held nothing yet tells nothing of those who come when the question is opened again.
    nothing_yet = not state.tables or (closing and all(a.passed or a.batch == WAITING for a in answers))
    in_the_open = not step.private and nothing_yet
    if not in_the_open and not _enough(session, state, waiting):
        return session
    if state.tables and step.unattributed:
        session = _mingled(step, session, waiting)
    elif state.tables:
        session = _in_batches(session, ((answer, state.tables) for answer in waiting))
    return session.with_step(step.id, replace(state, tables=state.tables + 1, counted=len(state.answered)))


def _mingled(step: AnyStep, session: Session, waiting: Sequence[Answer]) -> Session:
    """The session with these answers, which lead to nobody, among those that were shown first: which of them came late
    isn't kept. So what would not be shown of them as a batch, being of too few people, goes."""
    spec = spec_of(step)
    said = Counter(part for a in waiting if not a.passed for part in spec.parts(a.value))
    large = {part for part, n in said.items() if n >= session.minimum}
    answers = session.answers
    for answer in waiting:
        value = answer.value if answer.passed else spec.only(answer.value, large)
        answers = answers.swap(answer, replace(answer, value=value, batch=0))
    return replace(session, answers=answers)


def _enough(session: Session, state: StepState, waiting: Sequence[Answer]) -> bool:
    """Whether so many people said something that their answers tell of nobody."""
    said = [a for a in waiting if not a.passed]
    there = latecomers(state) if state.tables else len(state.answered)
    return people_of(said, there - (len(waiting) - len(said))) >= session.minimum


def people_of(said: Iterable[Answer], there: int) -> int:
    """How many people gave these answers; where the links are cut, no more than the `there` there can be."""
    authors = {a.person for a in said if a.person is not None}
    unlinked = sum(1 for a in said if a.person is None)
    return len(authors) + min(unlinked, max(there, 0))


def latecomers(state: StepState) -> int:
    """Of those who have answered, where the links are cut, how many weren't in a table yet."""
    return max(len(state.answered) - state.counted, 0) if state.tables else 0


def shown_of(scenario: Scenario, session: Session, step: str, person: PersonId) -> tuple[Answer, ...]:
    """What somebody said to a guarded step that results were shown of; it stands as it is."""
    if not session.step(step).tables:
        return ()
    shape = next((s for s in scenario.steps if s.id == step), None)
    if shape is None or not guarded(shape):
        return ()
    return tuple(a for a in session.answers.by(person, step) if a.batch != WAITING)


def stands(scenario: Scenario, session: Session, step: str, person: PersonId) -> bool:
    """Whether somebody can't answer a guarded step any more: another answer would take the place of one that
    results were shown of. Further words can be said beside those shown."""
    mine = shown_of(scenario, session, step, person)
    return bool(mine) and (not several(scenario, step) or any(a.passed for a in mine))
