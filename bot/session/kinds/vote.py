"""Vote: up to `votes` dots on the answers of an earlier step, at most one on each."""

from __future__ import annotations

from bot.scenario.model import VoteStep
from bot.session.effects import Text
from bot.session.kinds.reading import Asked, numbers
from bot.session.values import PassValue, Value, VoteValue

SEVERAL = False


def _value(asked: Asked, chosen: set[str]) -> Value | Text:
    if not isinstance(asked.step, VoteStep):
        raise TypeError("a vote is asked by a vote step")
    if len(chosen) > asked.step.votes:
        return Text.TOO_MANY
    return VoteValue(tuple(answer for answer in asked.candidates if answer in chosen))


def read(asked: Asked, reply: str, before: Value | None) -> Value | Text:
    """The numbers of the answers: `2,5,7`."""
    found = numbers(reply)
    if found and all(1 <= number <= len(asked.candidates) for number in found):
        return _value(asked, {asked.candidates[number - 1] for number in found})
    return Text.UNREAD_VOTE


def tap(asked: Asked, code: str, before: Value | None) -> Value | Text:
    """A tap gives a dot, or takes it back; no dot left is a question passed."""
    value = read(asked, code, None)
    if not isinstance(value, VoteValue):
        return value
    given = set(before.answers) if isinstance(before, VoteValue) else set()
    changed = given ^ set(value.answers)
    return _value(asked, changed) if changed else PassValue()


def show(asked: Asked, value: Value) -> str:
    """The numbers of the answers: `2,5`."""
    chosen = value.answers if isinstance(value, VoteValue) else ()
    return ",".join(str(asked.candidates.index(answer) + 1) for answer in chosen if answer in asked.candidates)
