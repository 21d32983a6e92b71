"""Conditions: whether a step is played that depends on what was said before.

A step's coming or not is a publication like any other. So only what a document may show is reckoned with, the
sides only where they may be told, and a side's mean no more exactly than the rule of small numbers lets it.
"""

from __future__ import annotations

from statistics import fmean

from bot.scenario.model import Scenario
from bot.scenario.step import When
from bot.session.disclosure.visibility import visible
from bot.session.kinds import spec_of
from bot.session.organisations import Side
from bot.session.small_numbers import outward
from bot.session.state import Session


def met(scenario: Scenario, session: Session, when: When | None) -> bool:
    """Whether a step's condition holds; one on answers that may not be shown doesn't."""
    if when is None:
        return True
    scored = _scored(scenario, session, when.step)
    if not scored:
        return False
    whole = fmean(score for _, score in scored)
    sides = _sides(scored)
    found = (
        when.mean_below is None or whole < when.mean_below,
        when.mean_above is None or whole > when.mean_above,
        # Where the sides may not be told, all together still can: if they are below, one side is.
        when.any_side_below is None or min(sides or [whole]) < when.any_side_below,
        when.gap_above is None or (len(sides) > 1 and max(sides) - min(sides) > when.gap_above),
    )
    return all(found)


def _scored(scenario: Scenario, session: Session, step: str) -> list[tuple[Side | None, int]]:
    """The scores that may be shown, each with its side where that may be told."""
    spec = spec_of(scenario.step(step))
    shown = visible(scenario, session, step, audience="document").answers
    return [(one.side, score) for one in shown if (score := spec.score(one.value)) is not None]


def _sides(scored: list[tuple[Side | None, int]]) -> list[float]:
    """The mean of each side; none where they may not be told."""
    there = {side for side, _ in scored}
    if None in there:
        return []
    return [outward(fmean(score for side, score in scored if side is one)) for one in there]
