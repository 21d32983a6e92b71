"""How questions are numbered for those who answer them: what is asked counts, and what is left out doesn't, so that no
number is missing. What is still to come counts as long as nothing says that it won't be asked.
"""

from __future__ import annotations

from itertools import takewhile

from bot.scenario.kinds import AnyStep
from bot.scenario.model import Scenario
from bot.session.disclosure.conditions import met
from bot.session.disclosure.review import postponed
from bot.session.disclosure.visibility import votable
from bot.session.state import Progress, Session


def question_number(scenario: Scenario, session: Session, step: str) -> tuple[int, int] | None:
    """Which question a step is, from 1, and of how many; None for one that asks nothing."""
    counted = [one.id for one in scenario.steps if one.asks and (one.id == step or _counts(scenario, session, one))]
    return (counted.index(step) + 1, len(counted)) if scenario.step(step).asks else None


def questions(scenario: Scenario, session: Session) -> int:
    """How many questions there are."""
    return sum(one.asks and _counts(scenario, session, one) for one in scenario.steps)


def _counts(scenario: Scenario, session: Session, step: AnyStep) -> bool:
    match session.step(step.id).progress:
        case Progress.SKIPPED:
            return False
        case Progress.OPEN | Progress.CLOSED:
            return True
        case Progress.WAITING:
            return _may_come(scenario, session, step)


def _may_come(scenario: Scenario, session: Session, step: AnyStep) -> bool:
    """Whether nothing speaks against it yet: what it depends on, where that has closed, is as it needs it."""
    if step.when and session.step(step.when.step).progress in _OVER and not met(scenario, session, step.when):
        return False
    on = step.draws_on
    if postponed(session, step):
        return True
    return not on or session.step(on).progress not in _OVER or bool(votable(scenario, session, on))


_OVER = (Progress.CLOSED, Progress.SKIPPED)


def lost_ballot(scenario: Scenario, session: Session, step: str) -> bool:
    """Whether a step was left out because there was nothing to vote on, though it was asked for."""
    shape = scenario.step(step)
    skipped = session.step(step).progress is Progress.SKIPPED
    return skipped and shape.draws_on is not None and session.step(shape.draws_on).progress is Progress.CLOSED


def ballot_lost_before(scenario: Scenario, session: Session, opened: str) -> bool:
    """Whether a vote was to come just before this step, and had nothing to be held on."""
    before = reversed(scenario.steps[: scenario.index(opened)])
    skipped = takewhile(lambda one: session.step(one.id).progress is Progress.SKIPPED, before)
    return any(lost_ballot(scenario, session, one.id) for one in skipped)
