"""Which question a text in private is for, that replies to nothing. Pure, as `route`.

It counts only where there is no doubt. There is some where a question before was asked here and is still unanswered
(the text may have waited in an offline phone, whose messages get their number and date when they are sent), and where
the text came before the question did, which the numbers of the two messages tell, whatever the clocks say. A question
that has left the chat, as closed ones do, may have been replied to there: the reply doesn't tell any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from bot.scenario.model import Scenario
from bot.session.answering import MOST, over
from bot.session.disclosure.batches import stands
from bot.session.placing import answered_by, open_steps, together
from bot.session.state import Phase, Progress, Session

#: How many questions that have closed are thought of, the newest: more are no help on a small screen.
_EARLIER = 3

#: Gives of a step whether it had been asked in this chat when the text came; None where nothing there tells of it.
AskedHere = Callable[[str], bool | None]
#: Whether the text can be read as an answer to a step.
Fits = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Meant:
    """The questions of a session that a text may be for, and whether there is no doubt that it is for the only one;
    `ended` says that they are those of a session that has ended."""

    steps: tuple[str, ...] = ()
    sure: bool = True
    ended: bool = False


def meant(
    scenario: Scenario, session: Session, person: str, now: datetime, asked_here: AskedHere, fits: Fits = lambda _: True
) -> Meant:
    """The questions of a session that a text of somebody's in private may be for, in their order; of several that are
    open those that it `fits`."""
    there = _open(scenario, session, asked_here)
    current = tuple(filter(fits, there)) or there
    came_after = not current or asked_here(current[0]) is not False
    closed = [] if over(session, now) else list(_closed(scenario, session, there, asked_here))
    open_to = [step for step in closed if _takes(scenario, session, step, person)]
    if not current:  # what they haven't answered, else what they may say more to
        open_to = _unanswered(session, person, closed) or open_to[:1]
    elif came_after:
        # One of the group's may have been answered ahead, before what has closed meanwhile was asked.
        answered = any(scenario.step(step).private and person in answered_by(session, step) for step in current)
        open_to = [] if answered else _unanswered(session, person, closed)
    steps = (*reversed(open_to[:_EARLIER]), *current)
    return Meant(steps, came_after and bool(current), session.phase is Phase.CLOSED)


def _unanswered(session: Session, person: str, steps: list[str]) -> list[str]:
    """Those to which somebody has said nothing since: what they wrote before they answered one came before that."""
    return list(takewhile(lambda step: person not in answered_by(session, step), steps))


def _takes(scenario: Scenario, session: Session, step: str, person: str) -> bool:
    """Whether a question that has closed takes something from somebody."""
    kept = len(session.answers.by(person, step))
    return person not in session.step(step).answered and not stands(scenario, session, step, person) and kept < MOST


def _open(scenario: Scenario, session: Session, asked_here: AskedHere) -> tuple[str, ...]:
    """The open questions that are asked in private; one of the group's is where somebody has asked for it there."""
    asks = (step for step in open_steps(session) if scenario.step(step).asks)
    return tuple(step for step in asks if scenario.step(step).private or asked_here(step))


def _asks(scenario: Scenario, step: str) -> bool:
    shape = scenario.step(step)
    return shape.asks and shape.private


def _closed(scenario: Scenario, session: Session, current: tuple[str, ...], asked_here: AskedHere) -> Iterator[str]:
    """The private questions that have closed, and were asked here as far as can be told; the newest first."""
    for step in reversed([step.id for step in scenario.steps if step.id not in current and _asks(scenario, step.id)]):
        gone = session.tidies and asked_here(step) is None
        if session.step(step).progress is Progress.CLOSED and (gone or asked_here(step)):
            yield step


def unanswered_together(
    scenario: Scenario, session: Session, person: str, but: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """The private questions that somebody was asked at once in this session and that have closed without all of their
    answers; numbers may be meant for these, other than those in `but`. The newest alone: more are no help."""
    found: list[tuple[str, ...]] = []
    for step in scenario.steps:
        asked = tuple(one for one in together(scenario, session, step.id) if scenario.step(one).private)
        closed = len(asked) > 1 and all(session.step(one).progress is Progress.CLOSED for one in asked)
        missing = closed and any(person not in answered_by(session, one) for one in asked)
        if missing and session.step(step.id).opened and not {*asked} & {*but} and not over(session, session.opened):
            found.append(asked)
    return found[-1:]


def chosen(text: str, number: int, yes: bool | None) -> int | None:
    """Which of so many questions somebody says that a message is for: its place from 1, 0 for none; None where that
    isn't what they say. `yes` is what their words say to a yes-or-no question."""
    said = text.strip()
    if yes is False or said == "0":
        return 0
    if number == 1:
        return 1 if yes else None
    return int(said) if said.isdecimal() and int(said) <= number else None
