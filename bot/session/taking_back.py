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
from bot.session.addresses import CONTROL_REF, STATUS_REF, step_ref
from bot.session.effects import Control, Effect, Post, Prompt, Revise, Status, Text, Unask
from bot.session.outcome import Outcome, refusal, tidying, toast, told
from bot.session.placing import answered_by, open_step, unattributed
from bot.session.state import Phase, Progress, Session
from bot.session.steering import MINUTE, asking, hasty


def back(scenario: Scenario, session: Session, event: e.Back) -> Outcome:
    """The last step forward is taken back, while it can be; else the step before opens again with the answers that it
    has, and the open one waits."""
    current = open_step(session)
    if event.leaving is not None and event.leaving != (current or ""):
        return Outcome(session, (toast(Text.MOVED_ON),))
    if current is not None and _can_be(session, current, event.at):
        return _taken_back(scenario, session, current, event)
    return _reopened(scenario, session, current, event)


def stands(session: Session, now: datetime) -> Outcome:
    """The minute is over, unless another one has begun: the button for it goes."""
    if session.left is None or session.moved is None or session.moved <= now < session.moved + MINUTE:
        return Outcome(session)
    session = replace(session, left=None)
    return Outcome(session, (Revise(Control(), CONTROL_REF, to=session.facilitator),))


def _can_be(session: Session, current: str, now: datetime) -> bool:
    """Whether the step forward to this step can be taken back without any answer to it waiting for it."""
    moved = session.moved
    if session.left is None or moved is None or not moved <= now < moved + MINUTE:
        return False
    given = (*session.answers.to(current), *session.held)
    return not any(a.step == current and a.at is not None and a.at >= moved for a in given)


def _taken_back(scenario: Scenario, session: Session, current: str, event: e.Back) -> Outcome:
    target = session.left
    waiting = replace(session.step(current), progress=Progress.WAITING, nudged=False)
    session = replace(session.with_step(current, waiting), left=None, moved=event.at)
    if not target:
        session = replace(session, phase=Phase.OPENING)
    else:
        session = session.with_step(target, replace(session.step(target), progress=Progress.OPEN, closed=None))
    control = Revise(Control(), CONTROL_REF, to=session.facilitator)
    shown = (Unask(current), *_asked_anew(scenario, session, target), Revise(Status(), STATUS_REF), control)
    return Outcome(session, (*shown, *told(event, Text.STEP_TAKEN_BACK)))


def _asked_anew(scenario: Scenario, session: Session, target: str | None) -> tuple[Effect, ...]:
    """A private question that has left the private chats comes back to those who haven't answered it."""
    if not target or not session.tidies or not scenario.step(target).private:
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
    target = played[-1]
    if unattributed(scenario, target):
        return refusal(session, Text.BACK_CUT)
    session = session.with_step(current, replace(session.step(current), progress=Progress.WAITING))
    reopened = replace(session.step(target), progress=Progress.OPEN, closed=None)
    session = replace(session.with_step(target, reopened), phase=Phase.RUNNING, moved=event.at, left=None)
    shown = asking(scenario, session, None, target)
    return Outcome(session, (*shown, *told(event, Text.REOPENED), *tidying(session)))
