"""Going back. A step forward can be taken back for a minute, as if nothing had been: the messages of the question that
came go, and the one before goes on. Later, or once somebody has answered the new question, the one before opens again
in a message of its own, and the new one waits with its answers.

What results have told stays told: what is said from then on to a question whose results were shown waits until enough
say it (`disclosure.batches`), and an anonymous answer whose link was cut leads to nobody, so that only those can answer
who hadn't yet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session import windows
from bot.session.addresses import CONTROL_REF, STATUS_REF, step_ref
from bot.session.effects import Control, Effect, Post, Prompt, Revise, Status, Text, Unask
from bot.session.outcome import Outcome, refusal, tidying, toast, told
from bot.session.placing import answered_by, open_step, open_steps, together, unattributed
from bot.session.state import Phase, Progress, Session
from bot.session.steering import MINUTE, asking, hasty


def back(scenario: Scenario, session: Session, event: e.Back) -> Outcome:
    """The last step forward is taken back, while it can be; else the step before opens again with the answers that it
    has, and the open one waits."""
    current = open_step(session)
    if event.leaving is not None and event.leaving != (current or ""):
        return Outcome(session, (toast(Text.MOVED_ON),))
    if current is not None and _can_be(session, event.at):
        return _taken_back(scenario, session, event)
    return _reopened(scenario, session, current, event)


def stands(session: Session, now: datetime) -> Outcome:
    """The minute is over, unless another one has begun: the button for it goes."""
    if session.left is None or session.moved is None or session.moved <= now < session.moved + MINUTE:
        return Outcome(session)
    session = replace(session, left=None)
    return Outcome(session, (Revise(Control(), CONTROL_REF, to=session.facilitator),))


def _can_be(session: Session, now: datetime) -> bool:
    """Whether the step forward to what is open can be taken back without any answer to it waiting for it."""
    moved = session.moved
    if session.left is None or moved is None or not moved <= now < moved + MINUTE:
        return False
    given = (*(answer for step in open_steps(session) for answer in session.answers.to(step)), *session.held)
    return not any(a.step in open_steps(session) and a.at is not None and a.at >= moved for a in given)


def _taken_back(scenario: Scenario, session: Session, event: e.Back) -> Outcome:
    came = open_steps(session)
    left = together(scenario, session, session.left) if session.left else ()
    session = replace(_put_off(session), left=None, moved=event.at)
    if not left:
        session = replace(session, phase=Phase.OPENING)
    session = windows.opened(scenario, _open_again(session, left), event.at)
    control = Revise(Control(), CONTROL_REF, to=session.facilitator)
    asked = (post for step in left for post in _asked_anew(scenario, session, step))
    shown = (*map(Unask, came), *asked, Revise(Status(), STATUS_REF), control)
    return Outcome(session, (*shown, *told(event, Text.STEP_TAKEN_BACK)))


def _put_off(session: Session) -> Session:
    """The session with what is open waiting, as if it hadn't been asked."""
    for step in open_steps(session):
        session = session.with_step(step, replace(session.step(step), progress=Progress.WAITING, nudged=False))
    return session


def _open_again(session: Session, steps: tuple[str, ...]) -> Session:
    for step in steps:
        session = session.with_step(step, replace(session.step(step), progress=Progress.OPEN, closed=None))
    return session


def _asked_anew(scenario: Scenario, session: Session, target: str) -> tuple[Effect, ...]:
    """A private question that has left the private chats comes back to those who haven't answered it."""
    if not session.tidies or not scenario.step(target).private:
        return ()
    left = [person for person in session.active() if person not in answered_by(session, target)]
    return tuple(Post(Prompt(target), step_ref(target), to=person) for person in left)


def _reopened(scenario: Scenario, session: Session, current: str | None, event: e.Back) -> Outcome:
    before = [s.id for s in scenario.steps[: scenario.index(current) if current else 0]]
    played = [id for id in before if session.step(id).progress is Progress.CLOSED]
    if current is None or not played:
        return refusal(session, Text.NO_BACK)
    if session.left is None and hasty(session, event):
        return refusal(session, Text.JUST_ASKED)
    asked = {step: together(scenario, session, step) for step in played}
    last = next(steps for steps in asked.values() if played[-1] in steps)
    targets = tuple(step for step in last if not unattributed(scenario, step))
    if not targets:
        return refusal(session, Text.BACK_CUT)
    for step in open_steps(session):
        session = session.with_step(step, replace(session.step(step), progress=Progress.WAITING))
    session = replace(_open_again(session, targets), phase=Phase.RUNNING, moved=event.at, left=None)
    session = windows.opened(scenario, session, event.at)
    shown = asking(scenario, session, ())
    return Outcome(session, (*shown, *told(event, Text.REOPENED), *tidying(session)))
