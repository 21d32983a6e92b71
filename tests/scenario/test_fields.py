"""What is known of a kind's keys comes from its model alone, so that no list can lag behind."""

from __future__ import annotations

import re

import pytest

from bot.scenario.fields import PARTS, TEXTS, neutral, some_step
from bot.scenario.kinds import MODELS, MessageStep
from bot.scenario.model import Scenario
from bot.scenario.step import AskingStep, Step


def test_a_step_that_nothing_is_wrong_with_is_one() -> None:
    made = Scenario.model_validate(
        {"palabre": 1, "id": "x", "title": {"fr": "x"}, "purpose": {"fr": "x"}, "steps": [some_step()]}
    )
    assert made.steps[0].kind == next(iter(MODELS))


@pytest.mark.parametrize("kind", MODELS)
def test_whatever_a_kind_requires_can_be_mended_so_that_the_rest_is_checked(kind: str) -> None:
    """But for what names another step: nothing could stand for it that no rule objects to."""
    model = MODELS[kind]
    required = {key for key, field in model.model_fields.items() if field.is_required()} - {"kind", "on"}
    mended = {key: neutral(model, key) for key in required}
    assert None not in mended.values()
    assert isinstance(
        model.model_validate({**mended, "kind": kind, **({"on": "x"} if "on" in model.model_fields else {})}), model
    )


@pytest.mark.parametrize("kind", MODELS)
def test_every_key_that_holds_texts_or_parts_is_known(kind: str) -> None:
    for key, field in MODELS[kind].model_fields.items():
        shape = str(field.annotation)
        assert ("dict[" in shape) == (key in TEXTS), key
        assert bool(re.search(r"\b(step\.(Option|When)|kinds\.Column)\b", shape)) == (key in PARTS), key


def test_only_what_asks_can_be_voted_on_scored_or_taken_away() -> None:
    for model in MODELS.values():
        assert issubclass(model, Step)
        assert model.asks == issubclass(model, AskingStep)
        assert model.asks or not (model.votable or model.scored or model.takeaway)
    assert not MessageStep.asks
