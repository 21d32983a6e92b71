"""Many lines in private: one message shows one after the other, the same for whoever reads it, whatever they chose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.scenario.load import load
from bot.session import events as e
from bot.session.effects import Post, Prompt, Revise
from bot.session.engine import advance
from bot.session.state import Session
from bot.wording.catalog import words
from bot.wording.chat import render
from bot.wording.scene import Scene
from tests.session.numbered import LEAD, START, advanced, begun

_FILE = """
palabre: 1
id: many
title: { en: Many }
purpose: { en: Many lines }
steps:
  - id: who
    kind: matrix
    collect: private
    attribution: %s
    prompt: { en: Who decides }
    rows: [ { id: a, text: { en: Alpha } }, { id: b, text: { en: Beta } }, { id: c, text: { en: Gamma } } ]
    columns: [ { id: us, text: { en: Ours } }, { id: both, text: { en: Both } } ]
"""
NAMED, NAMELESS = (load((_FILE % way).encode()).scenario for way in ("organisation", "none"))
assert NAMED is not None
assert NAMELESS is not None


def _turned(session: Session, kind: type[e.Event], scenario: object = NAMED, **more: object) -> list[int | None]:
    """Which line is shown after an event, where a message is to show one."""
    event = kind(by=LEAD, at=START + timedelta(hours=1), chance=7, private=True, step="who", **more)
    told = advance(scenario, session, event).effects
    return [one.body.line for one in told if isinstance(one, Post | Revise) and isinstance(one.body, Prompt)]


def _asked() -> Session:
    return advanced(NAMED, begun(NAMED), e.Next)


def test_after_a_tap_comes_the_next_line_that_is_open() -> None:
    session = _asked()
    assert _turned(session, e.Tap, code="1a") == [1]
    assert _turned(session, e.Tap, code="1a") == _turned(session, e.Tap, code="1b"), "a second tap on the same line"
    session = advanced(NAMED, session, e.Tap, step="who", code="2a")
    assert _turned(session, e.Tap, code="1a") == [2]
    assert _turned(session, e.Tap, code="3a") == [3], "what was left out stays so"
    assert _turned(session, e.AskPrivately) == [0]
    assert _turned(session, e.Reply, source="p:p0:9", text="1a 3b") == [3]


def test_a_question_passed_and_a_reply_in_the_group_turn_nothing() -> None:
    assert _turned(_asked(), e.Tap, code="-") == []
    assert _turned(_asked(), e.Reply, source="p:p0:9", text="blue") == []


@pytest.mark.parametrize(("wanted", "shown"), [(-1, 0), (1, 1), (9, 3)])
def test_somebody_goes_to_a_line_that_there_is(wanted: int, shown: int) -> None:
    assert _turned(_asked(), e.TurnTo, line=wanted) == [shown]


def test_where_somebody_stopped_it_goes_on_unless_nothing_may_lead_to_them() -> None:
    for scenario, line in ((NAMED, 1), (NAMELESS, None)):
        session = advanced(scenario, begun(scenario), e.Next)
        session = advanced(scenario, session, e.Tap, step="who", code="1a")
        assert _turned(session, e.AskPrivately, scenario) == [line]


def test_no_line_says_what_somebody_has_chosen() -> None:
    """The answers to it may have to lead to nobody, and the message waits to be sent."""
    shown = set()
    for code in ("1a", "1b"):
        session = advanced(NAMELESS, advanced(NAMELESS, begun(NAMELESS), e.Next), e.Tap, step="who", code=code)
        scene = Scene(NAMELESS, session, words("en"), private=True)
        shown.add(tuple(render(Prompt("who", line), scene) for line in (None, 0, 1, 2, 3)))
    assert len(shown) == 1


def test_every_line_has_the_words_of_its_columns_on_the_buttons() -> None:
    scene = Scene(NAMED, _asked(), words("en"), private=True)
    message = render(Prompt("who", 1), scene)
    assert [[button.label for button in row] for row in message.buttons] == [
        ["Ours"], ["Both"], ["Line before", "Skip this line"],
    ]  # fmt: skip
