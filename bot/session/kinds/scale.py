"""Scale: a whole number from 1 to 5; a later number takes the place of an earlier one."""

from __future__ import annotations

from bot.session.effects import Text
from bot.session.kinds.reading import Asked, numbers
from bot.session.values import ScaleValue, Value

SEVERAL = False
LOWEST, HIGHEST = 1, 5


def read(asked: Asked, reply: str, before: Value | None) -> Value | Text:
    """The number that the reply begins with: `4`, `4/5`, `4 because …`."""
    found = numbers(reply)
    if found and LOWEST <= found[0] <= HIGHEST:
        return ScaleValue(found[0])
    return Text.UNREAD_SCALE


def tap(asked: Asked, code: str, before: Value | None) -> Value | Text:
    """A tap says the same as the number typed."""
    return read(asked, code, before)


def show(asked: Asked, value: Value) -> str:
    """The number."""
    return str(value.score) if isinstance(value, ScaleValue) else ""
