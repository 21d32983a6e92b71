"""The variants of a scenario: whole, or short, which is made of the steps that say `short: true` and of no others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.scenario.draft import Draft
from bot.scenario.model import Scenario
from bot.scenario.problems import Problem


def has_short(scenario: Scenario) -> bool:
    """Whether there is a short variant."""
    return any(step.short for step in scenario.steps)


def shortened(scenario: Scenario) -> Scenario:
    """The short variant, as a scenario of its own; of one that has none, the scenario as it is. What opened together
    with a step that is left out opens alone."""
    if not has_short(scenario):
        return scenario
    parted = {step.id for step, after in pairwise(scenario.steps) if not after.short}
    alone = {"with_": None}
    steps = tuple(step.model_copy(update=alone) if step.id in parted else step for step in scenario.steps if step.short)
    return scenario.model_copy(update={"steps": steps})


def check(draft: Draft) -> Iterator[Problem]:
    """What stays in the short variant can't be about a step that is left out there."""
    left_out = {step.id for step in draft.steps.values() if not step.short}
    for index, step in draft.steps.items():
        if step.short and step.draws_on in left_out:
            yield draft.at(("steps", index, "on"), "short-without", id=step.draws_on)
        if step.short and step.when and step.when.step in left_out:
            yield draft.at(("steps", index, "when", "step"), "short-without", id=step.when.step)
