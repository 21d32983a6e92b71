"""What to talk about next: the measure that scored lowest, and that on which the sides differ most."""

from __future__ import annotations

from statistics import fmean

import pytest

from bot.scenario.load import load
from bot.session.kinds.figures import Figures, Part
from bot.session.organisations import Side
from bot.session.results import StepResult
from bot.session.small_numbers import coded
from bot.summary.pointer import Pointer, pointer

SCENARIO = load(b"""
palabre: 1
id: pulse
title: { en: Pulse }
purpose: { en: To try }
steps:
  - { id: early, kind: scale, measure: early, prompt: { en: One } }
  - { id: middle, kind: scale, measure: middle, prompt: { en: Two } }
  - { id: late, kind: scale, measure: late, prompt: { en: Three } }
  - { id: aside, kind: scale, prompt: { en: Four } }
""").scenario
assert SCENARIO is not None


def result(step: str, south: str, north: str, *, told: bool = True) -> StepResult:
    """What these scores come to; with `told`, the sides too."""
    scores = {Side.SOUTH: list(map(int, south)), Side.NORTH: list(map(int, north))}
    parts = tuple(Part(side, len(some), coded(fmean(some))) for side, some in scores.items()) if told else ()
    every = [*scores[Side.SOUTH], *scores[Side.NORTH]]
    came_to = Figures(tuple(map(every.count, range(1, 6))), fmean(every), parts)
    return StepResult(step=step, kind="scale", people=len(south + north), minimum=3, came_to=came_to)


HIDDEN = StepResult(step="early", kind="scale", people=0, minimum=3, hidden="few")


@pytest.mark.parametrize(("results", "found"), [
    # the lowest, and another on which the sides are further apart
    ([result("early", "333", "333"), result("middle", "222", "333"), result("late", "222", "555")],
     Pointer("middle", 2.5, "late")),
    # one is both
    ([result("early", "444", "444"), result("middle", "111", "444")], Pointer("middle", 2.5, "middle")),
    # half a point may be rounding
    ([result("early", "334", "444"), result("middle", "444", "444")], Pointer("early", pytest.approx(22 / 6), None)),
    # as low as the other: rather that on which the sides differ; else the earlier
    ([result("early", "333", "333"), result("middle", "222", "444")], Pointer("middle", 3, "middle")),
    ([result("early", "333", "333"), result("middle", "333", "333")], Pointer("early", 3, None)),
    # the sides aren't told
    ([result("early", "111", "555", told=False), result("middle", "444", "444", told=False)],
     Pointer("early", 3, None)),
    # what may not be shown isn't reckoned with, nor what is no measure
    ([HIDDEN, result("middle", "333", "333"), result("late", "444", "444")], Pointer("middle", 3, None)),
    ([result("aside", "111", "111"), result("middle", "333", "333"), result("late", "444", "444")],
     Pointer("middle", 3, None)),
])  # fmt: skip
def test_where_the_results_point(results: list[StepResult], found: Pointer) -> None:
    assert pointer(SCENARIO, results) == found


@pytest.mark.parametrize("results", [[], [result("early", "111", "555")], [HIDDEN, result("late", "111", "555")]])
def test_one_measure_points_nowhere(results: list[StepResult]) -> None:
    assert pointer(SCENARIO, results) is None
