"""Two taps on "next", or on "back", are one, unless the second is meant: a question that has only just come isn't left
before anybody could see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.session import effects as fx
from bot.session import events as e
from bot.session.engine import advance
from bot.session.placing import open_step
from bot.session.roles import Role
from bot.session.state import Phase, Session
from bot.session.steering import MOMENT
from tests.session.moves import PEOPLE, SCENARIO, START, in_phase

LEAD = e.Actor(PEOPLE[0], Role.FACILITATOR, True, "o1")
OTHER = e.Actor(PEOPLE[1], Role.FACILITATOR, True, "o2")
LATER = START + timedelta(minutes=1)


def _at_second() -> Session:
    """A session that has just come to its second question."""
    return advance(SCENARIO, in_phase(Phase.RUNNING), e.Next(sure=True, by=LEAD, at=LATER)).session


def _tapped(session: Session, event: e.SessionEvent) -> tuple[str | None, tuple[fx.Effect, ...]]:
    outcome = advance(SCENARIO, session, event)
    return open_step(outcome.session), outcome.effects


@pytest.mark.parametrize("by", [LEAD, OTHER], ids=["the same", "another"])
@pytest.mark.parametrize("leaving", [None, "story"], ids=["a command", "the new button"])
@pytest.mark.parametrize("after", [timedelta(0), timedelta(milliseconds=300), MOMENT - timedelta(milliseconds=1)])
def test_a_second_next_at_once_is_the_same(by: e.Actor, leaving: str | None, after: timedelta) -> None:
    session = _at_second()
    step, effects = _tapped(session, e.Next(sure=True, by=by, at=LATER + after, leaving=leaving))
    assert step == "story"
    assert effects == (fx.Refuse(fx.Short(fx.Text.JUST_ASKED)),)


def test_the_same_button_twice_says_that_the_workshop_has_moved_on() -> None:
    step, effects = _tapped(_at_second(), e.Next(sure=True, by=LEAD, at=LATER + MOMENT, leaving="today"))
    assert step == "story"
    assert effects == (fx.Toast(fx.Short(fx.Text.MOVED_ON)),)


def test_start_twice_is_one_start() -> None:
    first = advance(SCENARIO, in_phase(Phase.OPENING), e.Next(sure=True, by=LEAD, at=START, leaving="")).session
    assert open_step(first) == "today"
    for leaving in ("", None, "today"):
        assert (
            _tapped(first, e.Next(sure=True, by=LEAD, at=START + timedelta(seconds=1), leaving=leaving))[0] == "today"
        )


def test_back_twice_is_one_step_back() -> None:
    third = advance(SCENARIO, _at_second(), e.Next(sure=True, by=LEAD, at=LATER + MOMENT)).session
    back = advance(SCENARIO, third, e.Back(by=LEAD, at=LATER + 3 * MOMENT)).session
    assert open_step(back) == "story"
    step, effects = _tapped(back, e.Back(by=OTHER, at=LATER + 3 * MOMENT + timedelta(seconds=1)))
    assert step == "story"
    assert effects == (fx.Refuse(fx.Short(fx.Text.JUST_ASKED)),)
    assert _tapped(back, e.Back(by=LEAD, at=LATER + 4 * MOMENT))[0] == "today"


def test_it_is_meant_once_somebody_has_answered_or_a_moment_has_passed_or_the_clock_was_set_back() -> None:
    session = _at_second()
    assert _tapped(session, e.Next(sure=True, by=LEAD, at=LATER + MOMENT))[0] == "secret"
    assert _tapped(session, e.Next(sure=True, by=LEAD, at=LATER - timedelta(hours=5)))[0] == "secret"
    reply = e.Reply(by=LEAD, at=LATER + timedelta(seconds=1), source="p:x:9", private=True, step="story", text="Once.")
    answered = advance(SCENARIO, session, reply).session
    assert _tapped(answered, e.Next(sure=True, by=LEAD, at=LATER + timedelta(seconds=2)))[0] == "secret"
