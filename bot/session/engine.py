"""The engine: one session plus one event gives the session after it, and what is to be done.

    advance(scenario, session, event) -> Outcome

Whether an event can happen is asked before anything else is looked at: of `roles.MAY` for who, and of `phases` for
when. An event that isn't for the session's phase is refused and changes nothing. A pure function: the same three
values always give the same outcome.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.scenario.model import Scenario
from bot.session import (
    ask_again,
    closing,
    going_on,
    idle,
    listing,
    overdue,
    participation,
    probing,
    reminders,
    resting,
    reviewing,
    said,
    steering,
    taking_back,
    transcribing,
    waiting,
    whispering,
    windows,
)
from bot.session import events as e
from bot.session.disclosure import batches
from bot.session.effects import Text
from bot.session.outcome import Outcome, not_taking_part, refusal
from bot.session.roles import Role, may
from bot.session.state import Phase, Session
from bot.session.wakes import HeldOver

_ALL = tuple(Phase)
_ALIVE = (Phase.OPENING, Phase.RUNNING, Phase.PAUSED)


def phases(event: e.SessionEvent) -> tuple[Phase, ...]:
    """The phases of a session in which an event can happen."""
    match event:
        case e.Join() | e.Propose() | e.Decline() | e.Rename() | e.Next() | e.Close() | e.Relist():
            return _ALIVE
        case e.Leave() | e.Forget() | e.AskStatus() | e.Due() | e.Emptied() | e.Decide() | e.Departed() | e.Unseated():
            return _ALL
        case e.Reply() | e.Replies() | e.Tap() | e.TurnTo() | e.Settle() | e.Edit() | e.Undo() | e.AskPrivately():
            return _ALL
        case e.Whisper() | e.AskProbes() | e.Probe() | e.Elaborate() | e.Transcribe():
            return _ALL
        case e.AskReview() | e.SetAside() | e.Reveal():
            return _ALL
        case e.CatchUp() | e.AskAhead() | e.AskRelay():
            return _ALIVE
        case e.Relay() | e.ForgetVoice():
            return _ALL
        case e.Back() | e.Nudge():
            return (Phase.RUNNING, Phase.PAUSED)
        case e.Extend() | e.Remind():
            return (Phase.RUNNING,)
        case e.Pause():
            return (Phase.RUNNING,)
        case e.Resume():
            return (Phase.PAUSED,)
        case e.Agree() | e.Correct():
            return (Phase.CLOSED,)
        case _:
            assert_never(event)


def begin(scenario: Scenario, event: e.Open) -> Outcome | None:
    """The session that a facilitator opens; None where they may not."""
    return steering.begin(scenario, event) if _theirs(event.by.role, event) else None


def advance(scenario: Scenario, session: Session, event: e.SessionEvent) -> Outcome:
    """Decide one event. The outcome's session is the one given where the event is refused."""
    if not isinstance(event, e.Moment) and not _theirs(event.by.role, event):
        return refusal(session, not_taking_part(session) if _theirs(Role.MEMBER, event) else Text.NOT_YOURS)
    if session.phase not in phases(event):
        return refusal(session, Text.NOT_NOW)
    outcome = closing.summed_up(session, _decided(scenario, session, event))
    settled = batches.settled(scenario, session, outcome.session, event)
    settled = windows.noticed(probing.forgotten(session, settled), event.at)
    rung = isinstance(event, e.Due) and isinstance(event.wake, HeldOver)  # which says itself when it is woken next
    woken = (
        *reviewing.noticed(scenario, session, settled),
        *(() if rung else waiting.rewoken(session, settled)),
        *windows.rewoken(scenario, session, settled, event.at),
    )
    if settled is outcome.session and not woken:
        return outcome
    return replace(outcome, session=settled, effects=(*outcome.effects, *woken))


def _theirs(role: Role, event: e.Event) -> bool:
    return event.act is not None and may(role, event.act)


def _decided(scenario: Scenario, session: Session, event: e.SessionEvent) -> Outcome:
    match event:
        case e.Reply() | e.Replies() | e.Tap() | e.TurnTo() | e.Settle() | e.Edit() | e.Undo():
            return said.answered(scenario, session, event)
        case e.AskPrivately() | e.CatchUp() | e.AskAhead():
            return said.asked(scenario, session, event)
        case e.AskRelay() | e.Relay() | e.ForgetVoice():
            return said.relayed(scenario, session, event)
        case e.Join() | e.Propose() | e.Decline() | e.Leave() | e.Rename() | e.Forget():
            return _participating(scenario, session, event)
        case e.Next() | e.Nudge() | e.Back() | e.Close():
            return _moving(scenario, session, event)
        case e.Pause() | e.Resume() | e.Extend() | e.Remind() | e.AskStatus():
            return _steering(scenario, session, event)
        case e.Decide():
            return listing.decide(scenario, session, event)
        case e.Relist():
            return listing.relist(scenario, session, event)
        case e.Agree():
            return closing.agree(scenario, session, event)
        case e.Correct():
            return closing.correct(scenario, session, event)
        case e.Whisper() | e.AskProbes() | e.Probe() | e.Elaborate() | e.Transcribe():
            return _caring(scenario, session, event)
        case e.AskReview() | e.SetAside() | e.Reveal():
            return _reviewing(scenario, session, event)
        case e.Due() | e.Emptied() | e.Departed() | e.Unseated():
            return _passing(scenario, session, event)
        case _:
            assert_never(event)


def _passing(scenario: Scenario, session: Session, event: e.Passing) -> Outcome:
    match event:
        case e.Due():
            return idle.due(scenario, session, event)
        case e.Emptied():
            return ask_again.emptied(scenario, session, event)
        case e.Departed():
            return participation.depart(scenario, session, event)
        case e.Unseated():
            return participation.unseat(scenario, session, event)
        case _:
            assert_never(event)


def _reviewing(scenario: Scenario, session: Session, event: e.Reviewing) -> Outcome:
    match event:
        case e.AskReview():
            return reviewing.ask_review(scenario, session, event)
        case e.SetAside():
            return reviewing.set_aside(scenario, session, event)
        case e.Reveal():
            return reviewing.reveal(scenario, session, event)
        case _:
            assert_never(event)


def _caring(scenario: Scenario, session: Session, event: e.Asking) -> Outcome:
    match event:
        case e.Whisper():
            return whispering.whisper(scenario, session, event)
        case e.AskProbes():
            return probing.ask_probes(scenario, session, event)
        case e.Probe():
            return probing.probe(scenario, session, event)
        case e.Elaborate():
            return probing.elaborate(scenario, session, event)
        case e.Transcribe():
            return transcribing.transcribe(scenario, session, event)
        case _:
            assert_never(event)


def _participating(scenario: Scenario, session: Session, event: e.Participating) -> Outcome:
    match event:
        case e.Join():
            return participation.join(scenario, session, event)
        case e.Propose():
            return listing.propose(scenario, session, event)
        case e.Decline():
            return participation.decline(scenario, session, event)
        case e.Leave():
            return participation.leave(scenario, session, event)
        case e.Rename():
            return participation.rename(scenario, session, event)
        case e.Forget():
            return participation.forget(scenario, session, event)
        case _:
            assert_never(event)


def _moving(scenario: Scenario, session: Session, event: e.Moving) -> Outcome:
    match event:
        case e.Next():
            return steering.forward(scenario, session, event)
        case e.Nudge():
            return going_on.nudge(scenario, session, event)
        case e.Back():
            return taking_back.back(scenario, session, event)
        case e.Close():
            return steering.close(scenario, session, event)
        case _:
            assert_never(event)


def _steering(scenario: Scenario, session: Session, event: e.Holding) -> Outcome:
    match event:
        case e.Pause():
            return resting.pause(scenario, session, event)
        case e.Resume():
            return resting.resume(scenario, session, event)
        case e.Extend():
            return overdue.extend(scenario, session, event)
        case e.Remind():
            return reminders.remind(scenario, session, event)
        case e.AskStatus():
            return steering.status(scenario, session, event)
        case _:
            assert_never(event)
