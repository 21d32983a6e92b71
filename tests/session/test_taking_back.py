"""A step forward is taken back within a minute: what is as if nothing had been, what isn’t, and that no table tells
more of anybody for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.session import effects as fx
from bot.session import events as e
from bot.session.addresses import CONTROL_REF
from bot.session.disclosure.visibility import visible
from bot.session.engine import advance
from bot.session.outcome import Outcome
from bot.session.placing import open_step
from bot.session.roles import Role
from bot.session.state import Phase, Progress, Session
from bot.session.state import session_from_json as from_json
from bot.session.state import session_to_json as to_json
from bot.session.steering import MINUTE
from bot.session.wakes import StepStands
from tests.session.guarded import SCENARIO, START, STEPS, opened

LEAD = e.Actor("p0", Role.FACILITATOR, True, "o0")
AT = START + timedelta(days=1)
SOON, LATE = AT + MINUTE - timedelta(seconds=1), AT + MINUTE


def _do(session: Session, event: e.SessionEvent) -> Outcome:
    return advance(SCENARIO, from_json(to_json(session)), event)


def _next(session: Session, at: object = AT) -> Outcome:
    return _do(session, e.Next(by=LEAD, at=at, chance=7, sure=True))


def _back(session: Session, at: object = SOON, **more: object) -> Outcome:
    return _do(session, e.Back(by=LEAD, at=at, **more))


def _said(session: Session, step: str, *people: int, at: object = AT) -> Session:
    for n in people:
        by = e.Actor(f"p{n}", Role.MEMBER, True, session.participants[f"p{n}"].organisation)
        text = "3" if STEPS[step].kind == "scale" else f"words {n}"
        reply = e.Reply(by=by, at=at, chance=50 + n, step=step, text=text, private=True, source=f"p:p{n}:{n}{step}")
        session = _do(session, reply).session
    return session


def _at(step: str) -> Session:
    session, at = opened((3, 3, 3)).session, AT - timedelta(hours=5)
    while open_step(session) != step:
        session, at = _next(session, at).session, at + 2 * MINUTE
    return session


def test_the_question_goes_on_as_if_nothing_had_been() -> None:
    before = _said(_at("story"), "story", 1, 2)
    there = _next(before).session
    assert open_step(there) == "secret"
    outcome = _back(there)
    after = outcome.session
    assert open_step(after) == "story"
    assert after.step("secret").progress is Progress.WAITING
    assert after.step("story").closed is None
    assert after.answers == before.answers
    assert fx.Unask("secret") in outcome.effects
    assert fx.Toast(fx.Short(fx.Text.STEP_TAKEN_BACK)) in outcome.effects
    # It had left the private chats of those who haven't answered; the others have said what they say.
    again = {effect.to for effect in outcome.effects if isinstance(effect, fx.Post)}
    assert again == {f"p{n}" for n in range(9)} - {"p1", "p2"}
    assert len(_said(after, "story", 3, at=LATE).answers.to("story")) == 3


def test_the_start_too() -> None:
    session = opened((3, 3, 3)).session
    back = _back(_next(session).session).session
    assert (back.phase, open_step(back)) == (Phase.OPENING, None)
    assert back.participants == session.participants
    assert open_step(_next(back, LATE).session) == "mood"


@pytest.mark.parametrize("held", [False, True], ids=["taking part", "not yet"])
def test_once_somebody_has_answered_the_new_question_nothing_of_it_is_lost(held: bool) -> None:
    there = _next(_said(_at("mood"), "mood", 1, 2, 3)).session
    by = e.Actor("p9") if held else e.Actor("p4", Role.MEMBER, True, "o1")
    reply = e.Reply(by=by, at=AT, chance=9, step="who", text="1a 2a", private=True, source="p:x:1")
    there = _do(there, reply).session
    outcome = _back(there)
    assert open_step(outcome.session) == "mood"
    assert (len(outcome.session.answers.to("who")), len(outcome.session.held)) == ((0, 1) if held else (1, 0))
    assert not [effect for effect in outcome.effects if isinstance(effect, fx.Unask)]
    assert fx.Toast(fx.Short(fx.Text.REOPENED)) in outcome.effects
    assert next(effect.body for effect in outcome.effects if isinstance(effect, fx.Post)) == fx.Turn((), ("mood",))


def test_after_a_minute_the_question_opens_again_in_a_message_of_its_own() -> None:
    outcome = _back(_next(_said(_at("mood"), "mood", 1)).session, LATE)
    assert open_step(outcome.session) == "mood"
    assert not [effect for effect in outcome.effects if isinstance(effect, fx.Unask)]
    gone = _back(_next(_said(_at("secret"), "secret", 1)).session, LATE)
    assert gone.effects == (fx.Refuse(fx.Short(fx.Text.BACK_CUT)),)


def test_the_button_for_it_goes_after_a_minute_and_comes_anew_with_each_step() -> None:
    there = _next(_at("mood"))
    assert fx.WakeAt(AT + MINUTE, StepStands()) in there.effects
    nobody = e.Actor("", Role.STRANGER)
    due = _do(there.session, e.Due(by=nobody, at=LATE, wake=StepStands()))
    assert due.session.left is None
    assert due.effects == (fx.Revise(fx.Control(), CONTROL_REF, to="p0"),)
    further = _next(there.session, SOON).session
    early = _do(further, e.Due(by=nobody, at=LATE, wake=StepStands()))
    assert (early.session.left, early.effects) == ("who", ())


def test_two_taps_on_undo_are_one_and_an_old_button_takes_nothing_back() -> None:
    there = _next(_next(_at("mood")).session, AT + timedelta(seconds=20)).session
    first = _back(there, AT + timedelta(seconds=30), leaving="story")
    assert open_step(first.session) == "who"
    second = _back(first.session, AT + timedelta(seconds=31), leaving="story")
    assert (second.session, second.effects) == (first.session, (fx.Toast(fx.Short(fx.Text.MOVED_ON)),))
    typed = _back(first.session, AT + timedelta(seconds=31))
    assert typed.effects == (fx.Refuse(fx.Short(fx.Text.JUST_ASKED)),)


def test_after_two_quick_taps_on_next_back_works() -> None:
    there = _next(_at("mood")).session
    again = _next(there, AT + timedelta(seconds=1))
    assert again.effects == (fx.Refuse(fx.Short(fx.Text.JUST_ASKED)),)
    assert open_step(_back(again.session, AT + timedelta(seconds=2)).session) == "mood"


def test_what_was_cut_leads_to_nobody_and_only_those_answer_who_had_not() -> None:
    there = _next(_said(_at("secret"), "secret", 1, 2)).session
    back = _back(there).session
    assert open_step(back) == "secret"
    assert {answer.person for answer in back.answers.to("secret")} == {None}
    again = _said(back, "secret", 1, 3, at=SOON)
    assert [answer.person for answer in again.answers.to("secret") if answer.person] == ["p3"]
    closed = _next(again, LATE + MINUTE).session
    assert [answer.person for answer in closed.answers.to("secret")] == [None] * 3
    assert visible(SCENARIO, closed, "secret", audience="group").people == 3


@pytest.mark.parametrize("step", ["mood", "secret"])
def test_what_was_shown_stays_as_it_was_until_enough_say_more(step: str) -> None:
    """Three were counted and seen; one more, and the difference would be theirs."""
    there = _next(_said(_at(step), step, 1, 2, 3)).session
    shown = visible(SCENARIO, there, step, audience="group")
    session = _back(there).session
    for at, who in ((LATE, 4), (LATE + 2 * MINUTE, 5), (LATE + 4 * MINUTE, 6)):
        session = _next(_said(session, step, who, at=at), at + timedelta(seconds=10)).session
        view = visible(SCENARIO, session, step, audience="group")
        assert len(view.answers) == (6 if who == 6 else 3)
        assert who == 6 or {a.id for a in view.answers} == {a.id for a in shown.answers}
        session = _back(session, at + timedelta(seconds=20)).session
