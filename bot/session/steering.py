"""Steering: the facilitator opens a session, goes on, rests, and ends it. Going back is `taking_back`; whether it is
asked first before going on, `going_on`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.content.phrase import say
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import CONTROL_REF, OPENING_REF, STATUS_REF, SUMMARY_REF, step_ref
from bot.session.disclosure.conditions import met
from bot.session.disclosure.visibility import numbered, votable
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
from bot.session.lines import prompts
from bot.session.outcome import Outcome, refreshed, refusal, reply_with, tidying, toast, told
from bot.session.placing import SUMMARY, cut, nothing_said, open_step, unattributed
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
    )
    posts = (Post(Opening(), OPENING_REF), Post(Status(), STATUS_REF, pin=True))
    return Outcome(session, (*posts, _control(session)))


def _control(session: Session) -> Post:
    return Post(Control(), CONTROL_REF, to=session.facilitator)


def _prepared(scenario: Scenario, session: Session, id: str, at: datetime) -> StepState | None:
    """The state in which a step opens, or None where it is to be skipped: its condition isn't met,
    or there is nothing that it could be about."""
    step, state = scenario.step(id), session.step(id)
    if not met(scenario, session, step.when):
        return None
    candidates = numbered(scenario, session, id)
    if step.draws_on and not candidates:
        return None
    return replace(state, progress=Progress.OPEN, opened=state.opened or at, closed=None, candidates=candidates)


def _closed(scenario: Scenario, session: Session, event: e.Event) -> Session:
    """The session with its open step closed, and cut from its authors where the scenario says so; its answers are
    numbered for a later step that is about them."""
    id = open_step(session)
    if id is None:
        return session
    session = session.with_step(id, replace(session.step(id), progress=Progress.CLOSED, closed=event.at))
    session = _unlinked(scenario, session, id, event)
    for later in (step.id for step in scenario.steps if step.draws_on == id):
        about = votable(scenario, session, id)
        session = session.with_step(later, replace(session.step(later), candidates=about))
    return session


def _unlinked(scenario: Scenario, session: Session, id: str, event: e.Event) -> Session:
    """The session with the answers to a step leading to nobody, where the scenario says so."""
    return cut(session, id, event.chance) if unattributed(scenario, id) else session


def _onward(scenario: Scenario, session: Session, start: int, event: e.Event) -> tuple[Session, str | None]:
    """The session with the next step open that can be played, and its id; None after the last."""
    for step in scenario.steps[start:]:
        state = _prepared(scenario, session, step.id, event.at)
        if state is not None:
            return session.with_step(step.id, state), step.id
        session = session.with_step(step.id, replace(session.step(step.id), progress=Progress.SKIPPED))
        session = _unlinked(scenario, session, step.id, event)  # it may have been asked, and gone back from
    return session, None


def private_next(scenario: Scenario, session: Session) -> bool:
    """Whether the question that opens next may be a private one: the first that isn't left out on a condition."""
    current = open_step(session)
    for step in scenario.steps[scenario.index(current) + 1 if current else 0 :]:
        if step.private or (step.when is None and step.draws_on is None):
            return step.private
    return False


def asking(scenario: Scenario, session: Session, closed: str | None, opened: str) -> tuple[Effect, ...]:
    """The messages of a turn: result and prompt in the group, a private prompt to each participant,
    and the note to the facilitator."""
    private = scenario.step(opened).private
    ref = step_ref(opened)
    asked = prompts(scenario, session, opened) if private else ()
    status = Revise(Status(), STATUS_REF)
    begins = session.left == ""
    return (Post(Turn(closed, opened, begins), ref), *asked, status, _control(session))


def _shown(scenario: Scenario, closed: str | None) -> str | None:
    """The step whose result there is to show: one that asked nothing has none."""
    return closed if closed is not None and scenario.step(closed).asks else None


def forward(scenario: Scenario, session: Session, event: e.Next) -> Outcome:
    """The open step closes and the next one opens; after the last one the session ends."""
    current = open_step(session)
    if event.leaving is not None and event.leaving != (current or ""):
        return Outcome(session, (toast(Text.MOVED_ON),))
    if hasty(session, event):
        return refusal(session, Text.JUST_ASKED)
    if asked := asked_first(scenario, session, event):
        return asked
    session = _closed(scenario, session, event)
    session = replace(session, phase=Phase.RUNNING, moved=event.at, left=current or "")
    start = 0 if current is None else scenario.index(current) + 1
    session, opened = _onward(scenario, session, start, event)
    if opened is None:
        return _ended(scenario, session, event)
    gone = tidying(session) if current else ()
    stands = WakeAt(event.at + MINUTE, StepStands())
    return Outcome(session, (*asking(scenario, session, _shown(scenario, current), opened), stands, *gone))


def hasty(session: Session, event: e.Event) -> bool:
    """Whether a session has only just come to this step and nobody has said anything to it since: then a tap, or
    another facilitator's, was meant for the step before."""
    current, moved = open_step(session), session.moved
    if current is None or moved is None or not moved <= event.at < moved + MOMENT:
        return False
    return not any(a.at is not None and a.at >= moved for a in session.answers.to(current))


def _ended(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """The end: what waited for a yes goes, nothing leads from an anonymous answer to its author any more, also where
    its question was gone back from and never closed; the summary is posted, where there is anything to sum up."""
    for id in session.steps:
        session = _unlinked(scenario, session, id, event)
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


def pause(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """The session rests; answers still count."""
    session = replace(session, phase=Phase.PAUSED)
    return Outcome(session, (_announced(event, Text.PAUSED), *refreshed(session, debounce=False)))


def resume(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """The session goes on where it was."""
    session = replace(session, phase=Phase.RUNNING)
    return Outcome(session, (_announced(event, Text.RESUMED), *refreshed(session, debounce=False)))


def _announced(event: e.Event, text: Text) -> Post:
    """A short word to the group, wherever the facilitator is."""
    return replace(reply_with(event, text), to=None, reply_to=None)


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
    return _ended(scenario, _closed(scenario, session, event), event)
