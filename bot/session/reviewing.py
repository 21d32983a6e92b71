"""Looking at words before they are shown, where a group wants that (`Session.reviews`): when a private question with
words closes, its answers wait. Whoever facilitates sees them without their authors, and sets aside what would hurt
somebody, with a reason that stays. The workshop goes on meanwhile; only a vote on these answers waits for them.

What is set aside is in no result, vote, summary or document (`disclosure.visibility`); that it was, and why, is.
"""

from __future__ import annotations

from dataclasses import replace

from bot.content.phrase import say
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import Ref, RefKind
from bot.session.disclosure.review import looked_over, pending, waits
from bot.session.disclosure.visibility import votable
from bot.session.effects import Effect, Post, Review, Revise, Text, Turn
from bot.session.outcome import Outcome, refreshed, refusal, reply_with, toast
from bot.session.placing import open_steps
from bot.session.state import Phase, Session
from bot.session.steering import onward
from bot.session.windows import at_night

_NO_SUCH = say("There’s no answer of that number. Please reply with one of the list, and why: 2 names a person.")


def noticed(scenario: Scenario, before: Session, after: Session) -> tuple[Effect, ...]:
    """What has just come to be looked at goes to whoever has the buttons; the others find it on their message."""
    new = [id for id in pending(scenario, after) if not waits(before, id)]
    return tuple(_shown_to(after.facilitator, id) for id in new)


def review_ref(step: str) -> Ref:
    """The message that shows a facilitator what waits to be shown of a question."""
    return Ref(RefKind.REVIEW, step)


def _shown_to(person: str, step: str) -> Post:
    return Post(Review(step), review_ref(step), to=person)


def ask_review(scenario: Scenario, session: Session, event: e.AskReview) -> Outcome:
    """Another facilitator looks at them, in private."""
    if not waits(session, event.step):
        return refusal(session, Text.REVIEWED)
    return Outcome(session, (_shown_to(event.by.person, event.step),))


def set_aside(scenario: Scenario, session: Session, event: e.SetAside) -> Outcome:
    """One is set aside, or no longer."""
    if not waits(session, event.step):
        return _told(session, event, Text.REVIEWED)
    listed = looked_over(scenario, session, event.step)
    if not 1 <= event.number <= len(listed):
        return Outcome(
            session, (reply_with(event, Text.SAID, more=_NO_SUCH) if event.source else toast(Text.NO_LONGER),)
        )
    state, id = session.step(event.step), listed[event.number - 1].id
    aside = {**state.set_aside, id: event.reason}
    if id in state.set_aside and not event.reason:
        del aside[id]
    session = session.with_step(event.step, replace(state, set_aside=aside))
    return Outcome(
        session, (*_revised(session, event), *((reply_with(event, Text.SET_ASIDE),) if event.source else ()))
    )


def _revised(session: Session, event: e.SetAside | e.Reveal) -> tuple[Effect, ...]:
    """What was looked at says what is so now, for whoever does it and whoever has the buttons."""
    readers = dict.fromkeys((event.by.person, session.facilitator))
    return tuple(Revise(Review(event.step), review_ref(event.step), to=one) for one in readers)


def _told(session: Session, event: e.Event, text: Text) -> Outcome:
    return Outcome(session, (reply_with(event, text) if event.source else toast(text),))


def reveal(scenario: Scenario, session: Session, event: e.Reveal) -> Outcome:
    """What isn't set aside is shown in the group; a vote that waited for it comes in its turn, and at once where
    nothing else is open."""
    if not waits(session, event.step):
        return _told(session, event, Text.REVIEWED)
    if at_night(session, event.at):
        return _told(session, event, Text.REVIEW_AT_NIGHT)
    session = session.with_step(event.step, replace(session.step(event.step), reviewing=False))
    for later in (step.id for step in scenario.steps if step.draws_on == event.step):
        about = votable(scenario, session, event.step)
        session = session.with_step(later, replace(session.step(later), candidates=about))
    done = _revised(session, event)
    if session.phase is Phase.CLOSED:
        return Outcome(session, (*done, *refreshed(session)))
    result = Post(Turn((event.step,), ()), Ref(RefKind.REVEAL, event.step))
    if session.phase is Phase.RUNNING and not open_steps(session):
        going = onward(scenario, session, event)
        return Outcome(going.session, (*done, result, *going.effects))
    return Outcome(session, (*done, result, *refreshed(session, debounce=False)))
