"""What the format's newer keys come to: headings, steps that open together, the short variant, and scenarios that were
right by the rules of their day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.scenario.load import load, pinned_scenario
from bot.scenario.model import Scenario
from bot.scenario.pairing import total_window
from bot.scenario.variant import has_short, shortened

HEAD = "palabre: 1\nid: x\ntitle: { fr: T }\npurpose: { fr: P }\nsteps:\n"


def _made(*steps: str) -> Scenario:
    scenario = load((HEAD + "".join(f"  - {{ {step}, prompt: {{ fr: Q }} }}\n" for step in steps)).encode()).scenario
    assert scenario is not None
    return scenario


def test_a_step_is_called_by_its_heading_or_else_by_its_prompt() -> None:
    scenario = _made("id: a, kind: text, heading: { fr: Court }", "id: b, kind: text")
    assert [step.called for step in scenario.steps] == [{"fr": "Court"}, {"fr": "Q"}]


@pytest.mark.parametrize(
    ("steps", "hours"),
    [
        (("window: 24h", "window: 48h"), 72),
        (("window: 24h, with: next", "window: 48h"), 48),
        (("with: next", "window: 48h", ""), 48),
        (("window: 24h, with: next", "window: 20h, with: next", "window: 3h", "window: 1h"), 25),
    ],
)
def test_windows_of_steps_that_open_together_count_once(steps: tuple[str, ...], hours: int) -> None:
    made = _made(*(f"id: s{n}, kind: text{', ' if more else ''}{more}" for n, more in enumerate(steps)))
    assert total_window(made.steps) == timedelta(hours=hours)


def test_the_short_variant_has_the_steps_that_say_so_and_pairs_only_what_stays() -> None:
    scenario = _made(
        "id: a, kind: scale, short: true, with: next",
        "id: b, kind: text",
        "id: c, kind: text, short: true, with: next",
        "id: d, kind: text, short: true",
    )
    short = shortened(scenario)
    assert [(step.id, step.with_next) for step in short.steps] == [("a", False), ("c", True), ("d", False)]
    assert has_short(scenario)


def test_without_such_a_step_there_is_no_short_variant() -> None:
    scenario = _made("id: a, kind: text")
    assert not has_short(scenario)
    assert shortened(scenario) is scenario


def test_a_session_keeps_a_scenario_that_later_rules_refuse() -> None:
    source = (HEAD + "  - { id: a, kind: text, attribution: alias, prompt: { fr: Q } }\n").encode()
    assert [problem.code for problem in load(source).problems] == ["alias-in-group"]
    kept = pinned_scenario(source)
    assert kept is not None
    assert kept.step("a").id == "a"
    assert pinned_scenario(source[:-9]) is None
    assert pinned_scenario(b"\xff") is None
