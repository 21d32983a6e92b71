"""Before going on: where most haven't answered yet, or too few for their answers to be shown and voted on, whoever goes
on is asked first; and the group can be asked for answers once more instead.

Reckons with how many have answered or passed, as the status tells it anyway, and not with which of the two: of sealed
answers nothing may depend on that.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bot.reading.words import Meaning, meaning_of
from bot.scenario.model import Scenario
from bot.session import events as e
from bot.session.addresses import Ref, RefKind, step_ref
from bot.session.effects import Effect, Post, Short, Text
from bot.session.outcome import Outcome, refusal, reply_with, toast, told
from bot.session.placing import open_step, open_steps, progress
from bot.session.state import Session


class Why(StrEnum):
    """Why it is asked: most haven’t answered, or what was said would be lost for the step that draws on it."""

    MOST = "most"
    LOST = "lost"


def why(scenario: Scenario, session: Session, step: str) -> Why | None:
    """Why whoever goes on from this step is asked first; None where they aren't, as where all have answered."""
    have, there = progress(session, step)
    shape = scenario.step(step)
    if not shape.asks or have == there:
        return None
    if shape.private and have < session.minimum and voted_on(scenario, step):
        return Why.LOST
    return Why.MOST if 2 * have < there else None


def voted_on(scenario: Scenario, step: str) -> bool:
    """Whether there is a step that draws on the answers to this one."""
    return any(later.draws_on == step for later in scenario.steps)


def asked_first(scenario: Scenario, session: Session, event: e.Next) -> Outcome | None:
    """What somebody who goes on is asked, or is told once they have said that they don't; None where they go on."""
    steps = open_steps(session)
    if not steps or event.sure:
        return None
    if event.sure is False:
        return Outcome(session, (_answer(event, Text.STAYS_OPEN),))
    doubtful = next((step for step in steps if why(scenario, session, step)), None)
    if doubtful is None:
        return None
    asked = Short(Text.GO_ON_SURE, doubtful)
    return Outcome(session, (Post(asked, to=event.by.person, reply_to=event.source or None, otherwise=asked),))


#: What can be said to the question whether to go on.
_MEANINGS = (Meaning.ONWARD, Meaning.STAY, Meaning.ASK, Meaning.LONGER, Meaning.YES, Meaning.NO)


def meant(where: e.Circumstances, said: str, leaving: str | None) -> e.Next | e.Nudge | e.Extend | None:
    """What somebody says to the question whether to go on, in words; None where it can't be told."""
    match meaning_of(said, *_MEANINGS):
        case Meaning.ONWARD | Meaning.YES:
            return e.Next(**where, leaving=leaving, sure=True)
        case Meaning.STAY | Meaning.NO:
            return e.Next(**where, leaving=leaving, sure=False)
        case Meaning.ASK:
            return e.Nudge(**where, leaving=leaving)
        case Meaning.LONGER:
            return e.Extend(**where, leaving=leaving)
        case _:
            return None


def _answer(event: e.Event, text: Text) -> Effect:
    """On the screen of whoever pressed, else where they wrote."""
    return reply_with(event, text) if event.source else toast(text)


def nudge(scenario: Scenario, session: Session, event: e.Nudge) -> Outcome:
    """One line under the question in the group, the same for all, once a question."""
    step = open_step(session)
    if event.leaving is not None and event.leaving != step:
        return Outcome(session, (toast(Text.MOVED_ON),))
    if step is None or not scenario.step(step).asks:
        return refusal(session, Text.NOT_NOW)
    state = session.step(step)
    if state.nudged:
        return refusal(session, Text.NUDGED_BEFORE)
    line = Post(Short(Text.NUDGE, step), Ref(RefKind.NUDGE, step), under=step_ref(step))
    session = session.with_step(step, replace(state, nudged=True))
    return Outcome(session, (line, *told(event, Text.NUDGED)))
