"""Steering: the facilitator opens a session, goes on, and ends it. Going back is `taking_back`; resting, `resting`;
whether it is asked first before going on, `going_on`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.content.phrase import say
from bot.scenario.model import Scenario
from bot.session import ahead, stepping, windows
from bot.session import events as e
from bot.session.addresses import CONTROL_REF, OPENING_REF, STATUS_REF, SUMMARY_REF, step_ref
from bot.session.disclosure import review
from bot.session.effects import (
    Control,
    Effect,
    FinalSummary,
    Opening,
    Post,
    Revise,
    Short,
    Status,
    Text,
    Turn,
    WakeAt,
)
from bot.session.going_on import asked_first
from bot.session.lines import asked_of
from bot.session.outcome import Outcome, aside, refreshed, refusal, reply_with, tidying, toast, told
from bot.session.placing import SUMMARY, nothing_said, open_step, open_steps
from bot.session.resting import watched
from bot.session.state import NOBODY, Phase, Progress, Session, StepState
from bot.session.wakes import StepStands

_NO_SUMMARY = say("The workshop ends here. There were no answers, so there’s no summary.")

#: How soon after a step has come another tap on "next" is still the same one: a double tap takes half a second, a
#: second tap because nothing has moved on a slow phone some more.
MOMENT = timedelta(seconds=5)
#: For how long a step forward can be taken back (`taking_back`).
MINUTE = timedelta(minutes=1)


def begin(scenario: Scenario, event: e.Open) -> Outcome:
    """A new session: the opening with the notice, the status, and the facilitator's own message."""
    session = Session(
        code=event.code,
        scenario=event.scenario,
        languages=event.languages,
        facilitator=event.by.person,
        opened=event.at,
        organisations=event.organisations,
        minimum=event.minimum,
        tidies=event.tidies,
        short=event.short,
        pace=event.pace,
        reviews=event.reviews,
    )
    posts = (Post(Opening(), OPENING_REF), Post(Status(), STATUS_REF, pin=True))
    return Outcome(session, (*posts, _control(session)))


def _control(session: Session) -> Post | Revise:
    """The facilitators' own message: live it comes anew with each question, beneath the other messages; over days it is
    edited where it stands."""
    if session.pace and session.phase is not Phase.OPENING:
        return Revise(Control(), CONTROL_REF, to=session.facilitator)
    return Post(Control(), CONTROL_REF, to=session.facilitator)


def private_next(scenario: Scenario, session: Session) -> bool:
    """Whether the question that opens next may be a private one: the first that isn't left out on a condition."""
    current = open_step(session)
    for step in scenario.steps[scenario.index(current) + 1 if current else 0 :]:
        if step.private or (step.when is None and step.draws_on is None):
            return step.private
    return False


def asking(scenario: Scenario, session: Session, closed: tuple[str, ...]) -> tuple[Effect, ...]:
    """The messages of a turn: results and prompts of what is open in the group, private prompts to each participant
    (over days, once they are awake: `reminders`), and the note to the facilitator. Of what has `closed`, what asked
    nothing has no result."""
    opened = open_steps(session)
    shown = tuple(step for step in closed if scenario.step(step).asks)
    private = tuple(step for step in opened if scenario.step(step).private and session.pace is None)
    asked = asked_of(scenario, session, private, session.active())
    status = Revise(Status(), STATUS_REF)
    turn = Turn(shown, opened, begins=session.left == "")
    return (Post(turn, step_ref(opened[0])), *asked, status, _control(session), *watched(session))


def forward(scenario: Scenario, session: Session, event: e.Next) -> Outcome:
    """What is open closes and the next step opens; after the last one the session ends."""
    current = open_step(session)
    if event.leaving is not None and event.leaving != (current or ""):
        return Outcome(session, (toast(Text.MOVED_ON),))
    if hasty(session, event):
        return refusal(session, Text.JUST_ASKED)
    if session.phase is Phase.RUNNING and current is None:
        return refusal(session, Text.REVIEW_FIRST)
    if asked := asked_first(scenario, session, event):
        return asked
    if night := windows.at_night(session, event.at):
        said = aside(event, Text.AFTER_THE_NIGHT) if event.source else toast(Text.AFTER_THE_NIGHT)
        return Outcome(night, (said, *refreshed(night, debounce=False)))
    return onward(scenario, session, event)


def onward(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """On to the next step, without asking anybody; after the last one the session ends."""
    before = open_steps(session)
    start = 1 + max((scenario.index(step) for step in before), default=-1)
    first = "" if session.phase is Phase.OPENING else None
    session = stepping.closed(scenario, session, event)
    session = replace(session, phase=Phase.RUNNING, moved=event.at, left=before[0] if before else first)
    session = stepping.next_open(scenario, session, start, event)
    if not open_steps(session):
        waits = any(review.postponed(session, step) for step in scenario.steps)
        return _waiting(session, before) if waits else _ended(scenario, session, event)
    gone = tidying(session) if before else ()
    stands = WakeAt(event.at + MINUTE, StepStands())
    return Outcome(session, (*asking(scenario, session, before), stands, *gone))


def _waiting(session: Session, closed: tuple[str, ...]) -> Outcome:
    """Nothing is open until answers that a vote is to be held on have been looked at; the group is told once."""
    told = (Post(Short(Text.REVIEWING)),) if closed else ()
    return Outcome(session, (*told, *refreshed(session, debounce=False), *(tidying(session) if closed else ())))


def hasty(session: Session, event: e.Event) -> bool:
    """Whether a session has only just come to this step and nobody has said anything to it since: then a tap, or
    another facilitator's, was meant for the step before."""
    current, moved = open_steps(session), session.moved
    if not current or moved is None or not moved <= event.at < moved + MOMENT:
        return False
    return not any(a.at is not None and a.at >= moved for step in current for a in session.answers.to(step))


def _ended(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """The end: what waited for a yes goes, nothing leads from an anonymous answer to its author any more, also where
    its question was gone back from and never closed; the summary is posted, where there is anything to sum up."""
    session = ahead.unasked(session, *(step.id for step in scenario.steps))
    for id in session.steps:
        session = stepping.unlinked(scenario, session, id, event)
    session = replace(session, phase=Phase.CLOSED, closed=event.at, held=(), left=None)
    summary = Post(FinalSummary(), SUMMARY_REF)
    if session.quiet:
        summary = Post(Short(Text.ENDED_QUIETLY))
    elif nothing_said(session):
        session = session.with_step(SUMMARY, StepState(Progress.SKIPPED))
        summary = Post(Short(Text.SAID, more=_NO_SUMMARY))
    status = Revise(Status(), STATUS_REF)
    control = Revise(Control(), CONTROL_REF, to=session.facilitator)
    return Outcome(session, (summary, status, control, *tidying(session)))


def status(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """Where the session stands, at the end of the chat that asks for it. Whoever asks for the buttons when nobody has
    them any more has them from then on."""
    if event.private:
        if session.facilitator == NOBODY:
            session = replace(session, facilitator=event.by.person)
        return Outcome(session, (Post(Control(), CONTROL_REF, to=event.by.person),))
    return Outcome(session, (Post(Status(), STATUS_REF),))


def close(scenario: Scenario, session: Session, event: e.Close) -> Outcome:
    """The session ends early, once the facilitator has said so twice."""
    if event.sure is False:
        return refusal(session, Text.LEFT_AS_IT_IS)
    if event.sure is None:
        return Outcome(session, (reply_with(event, Text.CLOSE_SURE),))
    if not event.quiet:
        return ended_now(scenario, session, event)
    ended = ended_now(scenario, replace(session, quiet=True), event)
    return replace(ended, effects=(*ended.effects, *told(event, Text.KEPT_FOR_DOCUMENTS)))


def ended_now(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """The end, wherever the session stands: its open step closes with it."""
    return _ended(scenario, stepping.closed(scenario, session, event), event)
