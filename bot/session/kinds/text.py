"""Text: free words, as many answers as somebody has; a voice note is one too."""

from __future__ import annotations

from bot.session.effects import Text
from bot.session.kinds.reading import Asked
from bot.session.values import TextValue, Value

SEVERAL = True


def read(asked: Asked, reply: str, before: Value | None) -> Value | Text:
    """Any words are an answer; nothing at all is not."""
    return TextValue(reply.strip()) if reply.strip() else Text.UNREAD_TEXT


def tap(asked: Asked, code: str, before: Value | None) -> Value | Text:
    """Words can't be tapped; a text step's only button passes."""
    return Text.UNREAD_TEXT


def show(asked: Asked, value: Value) -> str:
    """The words themselves."""
    return value.text if isinstance(value, TextValue) else ""
