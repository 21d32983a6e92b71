"""The variants of a scenario: whole, or short, which is made of the steps that say `short: true` and of no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from bot.scenario.dates import filled
from bot.scenario.draft import Draft
from bot.scenario.kinds import AnyStep
from bot.scenario.model import Length, Scenario
from bot.scenario.problems import Problem

#: What short means: its few steps are chosen so that they fit into it.
_SHORT = timedelta(minutes=15)


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
    return scenario.model_copy(update={"steps": steps, "duration": Length(live=short_time(scenario))})


def short_time(scenario: Scenario) -> timedelta:
    """About how long the short variant takes live."""
    whole = scenario.duration.live if scenario.duration else None
    return min(whole or _SHORT, _SHORT)


def played(scenario: Scenario, *, short: bool, day: date) -> Scenario:
    """A scenario as a session that began on that day plays it: whole or short, with the dates of its prompts."""
    chosen = shortened(scenario) if short else scenario
    return chosen.model_copy(update={"steps": tuple(_dated(step, day) for step in chosen.steps)})


def _dated(step: AnyStep, day: date) -> AnyStep:
    prompt = {language: filled(text, day) for language, text in step.prompt.items()}
    return step if prompt == step.prompt else step.model_copy(update={"prompt": prompt})


def check(draft: Draft) -> Iterator[Problem]:
    """What stays in the short variant can't be about a step that is left out there."""
    left_out = {step.id for step in draft.steps.values() if not step.short}
    for index, step in draft.steps.items():
        if step.short and step.draws_on in left_out:
            yield draft.at(("steps", index, "on"), "short-without", id=step.draws_on)
        if step.short and step.when and step.when.step in left_out:
            yield draft.at(("steps", index, "when", "step"), "short-without", id=step.when.step)
