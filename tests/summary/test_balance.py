"""The balance of voices: what is sealed counts in the whole, and nobody is told that they have said enough but the
North, once there is something to go by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.session.kinds.text import TextValue
from bot.session.organisations import Side
from bot.session.state import Session
from bot.summary.balance import balance
from bot.summary.report import report
from bot.summary.tally import tally
from bot.wording.catalog import words
from bot.wording.report import summary_blocks
from tests.summary.test_numbers import NORTH, SCENARIO, SOUTH, played

_HINT = "The Northern organisations wrote far more"


def _written(south: int, north: int, people: int = 3) -> Session:
    """Three of each side write, each so many words."""
    said = {person: TextValue("word " * south) for person in SOUTH[:people]}
    return played("words", said | {person: TextValue("word " * north) for person in NORTH[:3]})


def _told(session: Session) -> str:
    whole = report(SCENARIO, tally(SCENARIO, session, audience="group"), "group")
    return "\n".join(str(block) for block in summary_blocks(whole, words("en")))


@pytest.mark.parametrize(("south", "north", "hint"), [(1, 20, True), (20, 1, False), (5, 5, False), (5, 9, False)])
def test_only_the_north_is_asked_to_leave_room(south: int, north: int, hint: bool) -> None:
    assert (_HINT in _told(_written(south, north))) == hint
    assert "How the floor was shared" in _told(_written(south, north))


def test_of_fewer_than_six_answers_nothing_is_concluded() -> None:
    found = balance(SCENARIO, _written(1, 20), "group")
    assert found is not None
    assert found.north_fills_the_room
    without = _written(1, 20)
    one = next(iter(without.answers))
    few = replace(without, answers=without.answers.swap(one, replace(one, value=TextValue(""))))
    found = balance(SCENARIO, few, "group")
    assert found is None or not found.north_fills_the_room


def test_what_may_not_be_told_by_side_counts_in_the_whole() -> None:
    """Two of the South are too few to be told apart; their words are still words."""
    session = _written(10, 10, people=2)
    assert balance(SCENARIO, session, "group") is None, "fewer than two sides may be told"
    found = balance(SCENARIO, _written(10, 10), "group")
    assert found is not None
    assert {share.side for share in found.shares} == {Side.SOUTH, Side.NORTH}
    assert sum(share.words for share in found.shares) == pytest.approx(1)
