"""Writing down voice notes: whoever facilitates hears those that may be shown, and what they write stands as the
answer's words, with a word that it was written down. A sealed note is heard by nobody."""

from __future__ import annotations

from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.disclosure.visibility import visible
from bot.session.effects import Receive, Text
from bot.session.kinds import elaborates, has_voice, transcribed
from bot.session.outcome import Outcome, refreshed, reply_with, retelling
from bot.session.state import Session


def heard(scenario: Scenario, session: Session) -> tuple[str, ...]:
    """The answers that are voice notes and may be shown to the group, by their ids."""
    asked = (step.id for step in scenario.steps if elaborates(step))
    shown = (one for step in asked for one in visible(scenario, session, step, audience="group").answers)
    return tuple(one.id for one in shown if has_voice(one.value))


def unwritten(scenario: Scenario, session: Session) -> tuple[str, ...]:
    """Those of which nobody has written anything down."""
    answers = (session.answers.get(id) for id in heard(scenario, session))
    return tuple(one.id for one in answers if one and transcribed(one.value, "") == one.value)


def transcribe(scenario: Scenario, session: Session, event: e.Transcribe) -> Outcome:
    """What a note says stands in the place of words; written again, it says that instead."""
    answer = session.answers.get(event.answer)
    value = transcribed(answer.value, event.text.strip()) if answer else None
    if answer is None or value is None or answer.id not in heard(scenario, session):
        return Outcome(session, (reply_with(event, Text.VOICE_GONE),))
    if not event.text.strip():
        return Outcome(session, (reply_with(event, Text.VOICE_UNREAD),))
    session = replace(session, answers=session.answers.swap(answer, replace(answer, value=value)))
    receipt = (Receive(event.source),) if event.source else ()
    return Outcome(session, (*receipt, *retelling(session, answer.step), *refreshed(session)))
