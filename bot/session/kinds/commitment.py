"""Commitment: what, who, by when, parted by semicolons or lines; only the first is needed."""

from __future__ import annotations

import re
from datetime import date

from bot.session.effects import Text
from bot.session.kinds.reading import Asked
from bot.session.values import CommitmentValue, Value

SEVERAL = True

_PARTS = re.compile(r"\s*[;؛|\n]\s*")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
#: Day first, as it is written in French, Spanish, Portuguese, Arabic and most of the English runtime.
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def _date(words: str) -> date | None:
    for pattern, order in ((_ISO, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
        if match := pattern.search(words):
            parts = [int(part) for part in match.groups()]
            try:
                return date(*(parts[place] for place in order))
            except ValueError:
                return None
    return None


def read(asked: Asked, reply: str, before: Value | None) -> Value | Text:
    """`what ; who ; when`; further parts belong to the when."""
    parts = [part for part in _PARTS.split(reply.strip()) if part]
    if not parts:
        return Text.UNREAD_TEXT
    what, who, *rest = [*parts, ""] if len(parts) == 1 else parts
    when = "; ".join(rest)
    return CommitmentValue(what, who, when, _date(when))


def tap(asked: Asked, code: str, before: Value | None) -> Value | Text:
    """A commitment can't be tapped; its only button passes."""
    return Text.UNREAD_TEXT


def show(asked: Asked, value: Value) -> str:
    """The parts as typed."""
    if not isinstance(value, CommitmentValue):
        return ""
    return " ; ".join(part for part in (value.what, value.who, value.when) if part)
