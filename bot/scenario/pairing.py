"""Steps that open together (`with: next`): one message and one window for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.scenario.draft import Draft
from bot.scenario.kinds import AnyStep
from bot.scenario.problems import Problem
from bot.scenario.step import Step


def check(draft: Draft) -> Iterator[Problem]:
    """A step that opens together with the next needs one that asks something and isn't about its answers."""
    for index, step in draft.steps.items():
        if not step.with_next:
            continue
        path, after = ("steps", index, "with"), draft.steps.get(index + 1)
        if index + 1 >= len(draft.ids):
            yield draft.at(path, "with-nothing")
        elif after is not None and not after.asks:
            yield draft.at(path, "with-message", id=after.id)
        elif after is not None and _builds_on(after, step):
            yield draft.at(path, "with-outcome", id=after.id)


def _builds_on(step: AnyStep, before: Step) -> bool:
    """Whether a step can only be asked once the answers to that one are there."""
    return before.id in (step.draws_on, step.when.step if step.when else None)


def total_window(steps: Sequence[Step]) -> timedelta:
    """How long the windows of these steps are together; of those that open together the longest counts, once."""
    total = together = timedelta()
    for step in steps:
        together = max(together, step.window or timedelta())
        if not step.with_next:
            total, together = total + together, timedelta()
    return total + together
