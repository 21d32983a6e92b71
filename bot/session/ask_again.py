"""A chat that has lost the session's messages: the group has moved to another one, or its topic was deleted.
What can still be answered is asked there again, once."""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import OPENING_REF, STATUS_REF, SUMMARY_REF, Place, number_in, step_ref, without_place
from bot.session.answering import over
from bot.session.answers import Answer, Answers
from bot.session.effects import Effect, FinalSummary, Opening, Post, Status, Turn
from bot.session.outcome import Outcome
from bot.session.placing import open_steps
from bot.session.state import Phase, Session


def emptied(scenario: Scenario, session: Session, event: e.Emptied) -> Outcome:
    """The place holds none of the session's messages any more, and its numbers may come again."""
    answers = Answers(_unsourced(answer, event.place) for answer in session.answers)
    held = tuple(_unsourced(answer, event.place) for answer in session.held)
    unclear = tuple(one for one in session.unclear if number_in(one.source, event.place) is None)
    session = replace(session, answers=answers, held=held, unclear=unclear)
    return Outcome(session, _asked_again(session, event))


def _unsourced(answer: Answer, place: Place) -> Answer:
    """The answer led to by no message of that place any more; its number still tells the order."""
    source = without_place(answer.source, place)
    return answer if source is answer.source else replace(answer, source=source)


def _asked_again(session: Session, event: e.Event) -> tuple[Effect, ...]:
    status = Post(Status(), STATUS_REF, pin=True)
    steps = open_steps(session)
    if session.phase is Phase.CLOSED:
        return () if session.quiet or over(session, event.at) else (Post(FinalSummary(), SUMMARY_REF),)
    if session.phase is Phase.OPENING:
        return (Post(Opening(), OPENING_REF), status)
    return (Post(Turn((), steps), step_ref(steps[0])), status) if steps else (status,)
