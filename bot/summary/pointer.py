"""What to talk about next: where a session took several measures, the one that scored lowest, and the one on which the
sides are furthest apart. Reckons with figures that are told anyway and with nothing else: so where a result is hidden,
or the sides aren't told apart, it says as much less. Knows no names of measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.phrase import Number, Phrase, ScenarioText, say
from bot.scenario.model import Scenario
from bot.session.kinds import spec_of
from bot.session.kinds.figures import Figures
from bot.session.results import Result, StepResult
from bot.session.small_numbers import Coded

#: From how many points between the sides on they see something differently: a side's mean is told to half a point, so
#: less than a whole one may be rounding alone.
_APART = 1.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """The step that scored lowest, with its mean; and the one on which the sides are furthest apart, by a point at
    least, None where there is none that may be told."""

    lowest: str
    mean: float
    widest: str | None


def pointer(scenario: Scenario, results: Sequence[StepResult]) -> Pointer | None:
    """Where these results point; None where fewer than two of them are measures that may be shown. Of two that scored
    the same, the one on which the sides are further apart, then the earlier."""
    means = {result.step: mean for result in results if (mean := _mean(scenario, result)) is not None}
    if len(means) < 2:
        return None
    apart = {result.step: _apart(result.came_to) for result in results if result.step in means}
    lowest = min(means, key=lambda step: (means[step], -apart[step]))
    widest = max(apart, key=lambda step: apart[step])
    return Pointer(lowest, means[lowest], widest if apart[widest] >= _APART else None)


def _mean(scenario: Scenario, result: StepResult) -> float | None:
    step = scenario.step(result.step)
    measured = spec_of(step).measured(step, result.came_to)
    return measured.mean if measured else None


def _apart(came_to: Result | None) -> float:
    """How many points lie between the sides' means as they are told; 0 where they aren't."""
    parts = came_to.parts if isinstance(came_to, Figures) else ()
    told = [part.told.half for part in parts if isinstance(part.told, Coded)]
    return max(told) - min(told) if told else 0.0


def pointed(scenario: Scenario, found: Pointer) -> tuple[Phrase, ...]:
    """The same in words, each measure under its step's heading."""
    mean = Number(found.mean, 1)
    lowest = ScenarioText(scenario.step(found.lowest).called)
    if found.widest == found.lowest:
        return (
            say("“{heading}” scored lowest ({mean} of 5), and there the sides differ most.", heading=lowest, mean=mean),
        )
    first = say("“{heading}” scored lowest: {mean} of 5.", heading=lowest, mean=mean)
    if found.widest is None:
        return (first,)
    widest = ScenarioText(scenario.step(found.widest).called)
    return (first, say("On “{heading}” the sides differ most.", heading=widest))
