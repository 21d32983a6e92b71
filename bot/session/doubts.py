"""Doubts: what the author of an answer is told back of it, and asked about it. One question stands for an answer at a
time, under the message that gave it; when it is settled the next is asked. What they say is `bot.session.settling`.

Of an answer that is to lead to nobody none is asked: a question has a message of its own, which knows the answer. Its
author is told what wasn't read, and can edit their message.
"""

from __future__ import annotations

from bot.content.phrase import joined, say
from bot.scenario.model import Scenario
from bot.session import kinds
from bot.session.addresses import NO_REF, STATUS_REF, PrivatePlace, Ref, doubt_ref, place_and_number
from bot.session.answers import Answer
from bot.session.days_told import days_of, days_told
from bot.session.effects import AskBack, Effect, Post, Revise, Short, Status, Text
from bot.session.kinds.terms import Doubt
from bot.session.placing import SUMMARY, unattributed
from bot.session.state import Session


def doubts_of(scenario: Scenario, answer: Answer) -> tuple[Doubt, ...]:
    """All doubts about an answer, open or settled."""
    shape = next((step for step in scenario.steps if step.id == answer.step), None)
    return kinds.doubts(shape, answer.value) if shape else ()


def standing(scenario: Scenario, answer: Answer) -> Doubt | None:
    """What the author of an answer is asked now."""
    return next((doubt for doubt in doubts_of(scenario, answer) if doubt.open), None)


def _reader(answer: Answer) -> str | None:
    """In whose private chat an answer was given; None in the group."""
    place = place_and_number(answer.source) if answer.source else None
    return answer.person if place and isinstance(place[0], PrivatePlace) else None


def asked_back(
    scenario: Scenario, session: Session, answer: Answer, *, before: Answer | None = None
) -> tuple[Effect, ...]:
    """What is told back of an answer that was taken, and asked; of one that was there `before` what is new in it."""
    if answer.source is None or answer.step == SUMMARY:
        return ()
    apart = bool(days_of(scenario, session, answer))
    return (*_asked(scenario, answer, before, apart=apart), *_days(scenario, session, answer, before))


def _days(scenario: Scenario, session: Session, new: Answer | None, before: Answer | None) -> tuple[Effect, ...]:
    """The status, where the days that it tells are others now than they were before this answer."""
    now, then = ({*days_of(scenario, session, one)} if one else set() for one in (new, before))
    if now == then or (now ^ then) <= {*days_told(scenario, session, but=new.id if new else "")}:
        return ()
    return (Revise(Status(), STATUS_REF, debounce=True, soon=True),)


def _asked(scenario: Scenario, answer: Answer, before: Answer | None, *, apart: bool) -> tuple[Effect, ...]:
    shape = scenario.step(answer.step)
    guess = kinds.guessed(shape, answer.value, days_apart=apart)
    guess = None if before and guess == kinds.guessed(shape, before.value, days_apart=apart) else guess
    doubt, was = standing(scenario, answer), standing(scenario, before) if before else None
    if doubt is None or (was and was.number == doubt.number):
        return (_post(answer, Short(Text.SAID, more=guess)),) if guess else ()
    if unattributed(scenario, answer.step):
        how = say("You can edit your message.")
        return (_post(answer, Short(Text.SAID, more=joined(guess, doubt.says, how, by=" "))),)
    return (_post(answer, AskBack(answer.id, doubt.number, guess), doubt_ref(answer.id, doubt.number)),)


def _post(answer: Answer, body: AskBack | Short, ref: Ref = NO_REF) -> Post:
    """Under the answer, where it was given."""
    return Post(body, ref, to=_reader(answer), reply_to=answer.source)


def unasked(scenario: Scenario, session: Session, old: Answer, new: Answer | None = None) -> tuple[Effect, ...]:
    """The questions about an answer that was withdrawn, or says something else now, say what is so now."""
    now = doubts_of(scenario, new) if new else ()
    changed = (doubt for doubt in doubts_of(scenario, old) if doubt not in now)
    asked = (Revise(AskBack(old.id, d.number), doubt_ref(old.id, d.number), to=_reader(old)) for d in changed)
    return (*asked, *(() if new else _days(scenario, session, None, old)))
