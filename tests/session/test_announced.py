"""What is said of an answer before it is given: for each way of collecting, revealing and attributing, and true."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from bot.scenario.fields import neutral
from bot.scenario.kinds import MODELS, AnyQuestion
from bot.scenario.step import AskingStep
from bot.session.disclosure.announced import announced, sealed
from bot.wording.catalog import words
from bot.wording.tell import tell

ASKING = sorted(name for name, model in MODELS.items() if model.asks)
_FIELDS = AskingStep.model_fields
ATTRIBUTIONS = get_args(_FIELDS["attribution"].annotation)


def step(kind: str, **said: str) -> AnyQuestion:
    model = MODELS[kind]
    needed = {key: neutral(model, key) for key, field in model.model_fields.items() if field.is_required()}
    return model.model_validate({**needed, "kind": kind, **({"on": "x"} if "on" in model.model_fields else {}), **said})


def told(kind: str, *, private: bool, **said: str) -> str:
    phrase = announced(step(kind, **said), private=private)
    assert phrase is not None
    return tell(phrase, words("en"))


@pytest.mark.parametrize(("kind", "attribution", "reveal"), list(product(ASKING, ATTRIBUTIONS, ("together", "never"))))
def test_every_private_question_says_how_its_answer_will_be_shown(kind: str, attribution: str, reveal: str) -> None:
    said = told(kind, private=True, collect="private", attribution=attribution, reveal=reveal)
    assert ("Anonymous" in said) == (attribution == "none")
    assert ("pseudonym" in said) == (attribution == "alias")
    assert ("Never shown in the group" in said) == (reveal == "never")
    until = tell(sealed(step(kind, collect="private", reveal=reveal)), words("en"))
    assert ("until this question closes" in until) == (reveal != "never")


@pytest.mark.parametrize("kind", ASKING)
def test_in_the_group_it_is_said_that_everybody_reads_a_reply(kind: str) -> None:
    said = told(kind, private=False)
    assert "everybody sees" in said.lower() or "The whole group sees who answers" in said


def test_what_asks_nothing_announces_nothing() -> None:
    for name in MODELS.keys() - set(ASKING):
        assert announced(step(name), private=True) is None
