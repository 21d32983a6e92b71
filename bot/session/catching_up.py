"""Catching up and answering ahead: whoever was away asks in private for all that is open, and whoever will be away for
what is to come. Both get one message with numbered questions, and one reply answers them all.
"""

from __future__ import annotations

from bot.scenario.model import Scenario
from bot.session import ahead
from bot.session import events as e
from bot.session.addresses import RefKind
from bot.session.answering import unready
from bot.session.asking import questions_ref
from bot.session.effects import Occasion, Post, Questions, Text
from bot.session.outcome import Outcome, not_taking_part, refusal, reply_with
from bot.session.placing import answered_by, open_steps
from bot.session.state import Session


def open_to(scenario: Scenario, session: Session, event: e.Event) -> tuple[str, ...]:
    """The open questions, private or the group's, to which somebody has said nothing yet."""
    person = event.by.person
    asks = (step for step in open_steps(session) if scenario.step(step).asks)
    left = (step for step in asks if person not in answered_by(session, step))
    return tuple(step for step in left if unready(scenario, session, step, event) is None)


def catch_up(scenario: Scenario, session: Session, event: e.CatchUp) -> Outcome:
    """What was said so far, as far as it may be shown, and all that is open to whoever asks."""
    if not _takes_part(session, event):
        return refusal(session, not_taking_part(session))
    steps = open_to(scenario, session, event)
    ref = questions_ref(steps, RefKind.CATCH_UP)
    return Outcome(session, (Post(Questions(steps, Occasion.CATCH_UP), ref, to=event.by.person),))


def ask_ahead(scenario: Scenario, session: Session, event: e.AskAhead) -> Outcome:
    """What is to come and doesn't build on what others say, also where it was answered ahead: the last reply counts."""
    if not _takes_part(session, event):
        return refusal(session, not_taking_part(session))
    steps = ahead.coming(scenario, session)
    if not steps:
        return Outcome(session, (reply_with(event, Text.NOTHING_AHEAD),))
    return Outcome(session, (Post(Questions(steps, Occasion.AHEAD), questions_ref(steps), to=event.by.person),))


def _takes_part(session: Session, event: e.Event) -> bool:
    who = session.participants.get(event.by.person)
    return who is not None and who.active
