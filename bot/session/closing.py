"""After the end: "is this us?". Each participant can agree with the summary, or reply with a correction,
which becomes part of it."""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import STATUS_REF, SUMMARY_REF
from bot.session.answering import MOST, new_answer, over
from bot.session.effects import Effect, FinalSummary, Post, Receive, Revise, Status, Text
from bot.session.kinds import correction
from bot.session.outcome import Outcome, not_taking_part, refreshed, refusal, reply_with, toast
from bot.session.placing import SUMMARY, nothing_said
from bot.session.state import Phase, Progress, Session


def summed_up(before: Session, outcome: Outcome) -> Outcome:
    """Where a session has ended with nothing said, and now something is, there is a summary to be posted, not one to be
    brought up to date."""
    state = outcome.session.step(SUMMARY)
    due = before.phase is Phase.CLOSED and state.progress is Progress.SKIPPED and not before.quiet
    if not due or nothing_said(outcome.session):
        return outcome

    def posted(effect: Effect) -> Effect:
        first = isinstance(effect, Revise) and isinstance(effect.body, FinalSummary)
        return Post(FinalSummary(), SUMMARY_REF) if first else effect

    session = outcome.session.with_step(SUMMARY, replace(state, progress=Progress.CLOSED))
    return Outcome(session, tuple(map(posted, outcome.effects)))


def agree(scenario: Scenario, session: Session, event: e.Event) -> Outcome:
    """A yes to "is this us?"."""
    if event.by.person not in session.participants:
        return refusal(session, not_taking_part(session))
    if over(session, event.at):
        return refusal(session, Text.SUMMARY_STANDS)
    session = replace(session, agreed=session.agreed | {event.by.person})
    # How many do is told by the status, a line: each time the summary is edited, every phone loads it again.
    return Outcome(session, (toast(Text.AGREED), Revise(Status(), STATUS_REF, debounce=True)))


def correct(scenario: Scenario, session: Session, event: e.Correct) -> Outcome:
    """A reply to the summary becomes part of it."""
    who = session.participants.get(event.by.person)
    if who is None:
        return Outcome(session, (reply_with(event, not_taking_part(session)),))
    if over(session, event.at):
        return Outcome(session, (reply_with(event, Text.SUMMARY_STANDS),))
    if not event.text.strip():
        return Outcome(session, (reply_with(event, Text.UNFIT, step=SUMMARY),))
    if len(session.answers.by(event.by.person, SUMMARY)) >= MOST:
        return Outcome(session, (reply_with(event, Text.ENOUGH),))
    answer = new_answer(scenario, session, SUMMARY, correction(event.text), event)
    session = replace(session, answers=session.answers.plus(answer))
    return Outcome(session, (Receive(event.source), *refreshed(session)))
