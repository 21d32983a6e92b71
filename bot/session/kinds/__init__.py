"""The kinds of step, one file each: how a reply is read, what a tap changes, how it is shown back.

A new kind is one file here, one row in the table below, one shape in `scenario.model` and one in
`session.values`.
"""

from __future__ import annotations

from typing import Protocol

from bot.scenario.model import AnyStep
from bot.session.effects import Text
from bot.session.kinds import choice, commitment, matrix, scale, text, vote
from bot.session.kinds.reading import Asked, wants_to_pass
from bot.session.values import PassValue, Value


class Kind(Protocol):
    """What a kind's module offers."""

    #: Whether one person may give several answers, each beside the others.
    SEVERAL: bool

    def read(self, asked: Asked, reply: str, before: Value | None) -> Value | Text:
        """The value that a text reply gives, or the name of what to say when it can't be read."""

    def tap(self, asked: Asked, code: str, before: Value | None) -> Value | Text:
        """The value that a tap gives, starting from the person's value before."""

    def show(self, asked: Asked, value: Value) -> str:
        """The value as somebody would type it."""


_KINDS: dict[str, Kind] = {
    "text": text,
    "scale": scale,
    "choice": choice,
    "matrix": matrix,
    "vote": vote,
    "commitment": commitment,
}


def kind_of(step: AnyStep) -> Kind | None:
    """The kind of a step that asks something; None for a message, which asks nothing."""
    return _KINDS.get(step.kind)


def read(asked: Asked, reply: str, before: Value | None) -> Value | Text:
    """Read a text reply to a step; a lone dash, or the word for it, passes on any question."""
    kind = kind_of(asked.step)
    if kind is None:
        return Text.NOTHING_TO_ANSWER
    return PassValue() if wants_to_pass(reply) else kind.read(asked, reply, before)


def tap(asked: Asked, code: str, before: Value | None) -> Value | Text:
    """Read a tap on a step's button."""
    kind = kind_of(asked.step)
    if kind is None:
        return Text.NOTHING_TO_ANSWER
    return PassValue() if code == "-" else kind.tap(asked, code, before)


def show(asked: Asked, value: Value) -> str:
    """A value as its author would type it; a dash for a passed question."""
    kind = kind_of(asked.step)
    return "-" if kind is None or isinstance(value, PassValue) else kind.show(asked, value)
