"""Which question a text in private is for, that replies to nothing. Pure, as `route`.

It counts only where there is no doubt. There is some where the question before was asked here and is still unanswered
(the text may have waited in an offline phone, whose messages get their number and date when they are sent), and where
the text came before the question did, which the numbers of the two messages tell, whatever the clocks say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.scenario.model import Scenario
from bot.session.answering import over
from bot.session.disclosure.batches import stands
from bot.session.placing import answered_by
from bot.session.state import Phase, Progress, Session
from bot.session.steering import open_step

#: Gives of a step whether it had been asked in this chat when the text came; None where it never was.
AskedHere = Callable[[str], bool | None]


@dataclass(frozen=True, slots=True)
class Meant:
    """The questions of a session that a text may be for, and whether there is no doubt that it is for the only one;
    `ended` says that they are those of a session that has ended."""

    steps: tuple[str, ...] = ()
    sure: bool = True
    ended: bool = False


def meant(scenario: Scenario, session: Session, person: str, now: datetime, asked_here: AskedHere) -> Meant:
    """The questions of a session that a text of somebody's in private may be for."""
    current = _open(scenario, session)
    came_after = current is None or asked_here(current) is not False
    mine = current is not None and person in answered_by(session, current)
    before = next(_before(scenario, session, person, current, now), None)
    if before is None or not asked_here(before) or (came_after and (mine or person in answered_by(session, before))):
        before = None
    steps = tuple(step for step in (before, current) if step is not None)
    return Meant(steps, came_after and current is not None, session.phase is Phase.CLOSED)


def _open(scenario: Scenario, session: Session) -> str | None:
    step = open_step(session)
    return step if step is not None and _asks(scenario, step) else None


def _asks(scenario: Scenario, step: str) -> bool:
    shape = scenario.step(step)
    return shape.asks and shape.private


def _before(scenario: Scenario, session: Session, person: str, current: str | None, now: datetime) -> Iterator[str]:
    """The private questions that have closed and still take something from somebody, the newest first."""
    if over(session, now):
        return
    for step in reversed([step.id for step in scenario.steps if step.id != current and _asks(scenario, step.id)]):
        state = session.step(step)
        takes = person not in state.answered and not stands(scenario, session, step, person)
        if state.progress is Progress.CLOSED:
            if takes:
                yield step
            return


def chosen(text: str, number: int, yes: bool | None) -> int | None:
    """Which of so many questions somebody says that a message is for: its place from 1, 0 for none; None where that
    isn't what they say. `yes` is what their words say to a yes-or-no question."""
    said = text.strip()
    if yes is False or said == "0":
        return 0
    if number == 1:
        return 1 if yes else None
    return int(said) if said.isdecimal() and int(said) <= number else None
