"""Questions in private chats: sent to whoever asks for one, and of those that are asked line by line the line that
comes next. Keeps nothing of where somebody is: the next line is the first that they haven't answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.scenario.model import Scenario
from bot.session import ahead
from bot.session import events as e
from bot.session.addresses import step_ref
from bot.session.answering import before, unready
from bot.session.answers import PersonId
from bot.session.asking import questions_ref
from bot.session.effects import Post, Prompt, Questions, Revise
from bot.session.kinds import spec_of
from bot.session.outcome import Outcome, refusal
from bot.session.placing import asked, unattributed
from bot.session.state import Session
from bot.session.values import PassValue, Value


def ask_privately(scenario: Scenario, session: Session, event: e.AskPrivately) -> Outcome:
    """The prompt of a step, sent to whoever followed its link."""
    if why := unready(scenario, session, event.step, event):
        return refusal(session, why, step=event.step)
    value = before(session, event.step, event)
    return Outcome(session, (_prompt(scenario, session, event.step, event.by.person, value),))


def asked_of(
    scenario: Scenario, session: Session, steps: tuple[str, ...], people: Iterable[PersonId]
) -> tuple[Post, ...]:
    """The prompts of private steps that are open, to each of these: of several in one message. What somebody has
    answered ahead they aren't asked."""
    posts: list[Post] = []
    for person in people:
        asks = tuple(step for step in steps if not ahead.answered(session, step, person))
        if len(asks) > 1:
            posts.append(Post(Questions(asks), questions_ref(asks), to=person))
        elif asks:
            said = next((answer.value for answer in session.answers.by(person, asks[0])[-1:]), None)
            posts.append(_prompt(scenario, session, asks[0], person, said))
    return tuple(posts)


def _prompt(scenario: Scenario, session: Session, step: str, person: PersonId, value: Value | None) -> Post:
    """To whoever has begun it is sent where they stopped. Not of a question whose answers are to lead to nobody: how
    far somebody was is kept with the message."""
    begun = value is not None and not isinstance(value, PassValue) and not unattributed(scenario, step)
    line = _next(scenario, session, step, value) if begun else None
    return Post(Prompt(step, line), step_ref(step), to=person)


def _next(scenario: Scenario, session: Session, step: str, value: Value | None, code: str = "") -> int | None:
    """The place of the line that comes next; None where it isn't asked line by line."""
    question = asked(scenario, session, step)
    spec = spec_of(question.step)
    own = value if spec.value and isinstance(value, spec.value) else None
    return spec.line_after(question, own, code) if spec.lines(question) else None


def turned(scenario: Scenario, session: Session, outcome: Outcome, event: e.Reply | e.Tap) -> Outcome:
    """What an answer in private came to; where it was taken, the message that asks shows the next line."""
    value = before(outcome.session, event.step, event)
    if not event.private or outcome.session is session or value is None or isinstance(value, PassValue):
        return outcome
    line = _next(scenario, session, event.step, value, event.code if isinstance(event, e.Tap) else "")
    return outcome if line is None else replace(outcome, effects=(*outcome.effects, _shows(event, line)))


def _shows(event: e.Reply | e.Tap | e.TurnTo, line: int) -> Revise:
    return Revise(Prompt(event.step, line), step_ref(event.step), to=event.by.person)


def turn_to(scenario: Scenario, session: Session, event: e.TurnTo) -> Outcome:
    """The message shows another line."""
    if why := unready(scenario, session, event.step, event):
        return refusal(session, why, step=event.step)
    lines = spec_of(scenario.step(event.step)).lines(asked(scenario, session, event.step))
    return Outcome(session, (_shows(event, min(max(event.line, 0), len(lines))),))
