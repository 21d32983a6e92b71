"""In every random session: whenever a private question stops being open, what was said in private is to go, after
everything that anybody waits for; and never where the group leaves private chats alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from bot.scenario.step import AskingStep
from bot.session import effects as fx
from bot.session.engine import advance
from bot.session.state import Progress, Session
from tests.often import often
from tests.session.moves import SCENARIO, Move, moves, played


def _open_in_private(session: Session) -> set[str]:
    asked = [step.id for step in SCENARIO.steps if isinstance(step, AskingStep) and step.private]
    return {id for id in asked if session.step(id).progress is Progress.OPEN}


@settings(max_examples=often(40, 400))
@given(moves())
def test_a_private_question_that_closes_leaves_the_private_chats(made: list[Move]) -> None:
    for before, event, outcome in played(made):
        seen = [effect for effect in outcome.effects if not isinstance(effect, fx.WakeAt)]  # nobody waits for a timer
        if _open_in_private(before) - _open_in_private(outcome.session):
            assert [n for n, effect in enumerate(seen) if isinstance(effect, fx.Tidy)] == [len(seen) - 1]
        alone = advance(SCENARIO, replace(before, tidies=False), event)
        assert not any(isinstance(effect, fx.Tidy) for effect in alone.effects)
        assert alone.session.tidies is False, "it keeps what it began with"
