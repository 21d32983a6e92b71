"""Lengths of time as people write them: `12h`, `2 days`, `3 j`, `deux jours` is none. Knows no question."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.reading.normal import bare, spoken
from bot.reading.words import Meaning, says
from bot.scenario.durations import Days

_LENGTH = re.compile(r"(\d{1,3})\s*(\D{1,12})")


def length_of(text: str) -> timedelta | None:
    """So many hours or days; None for anything else. Days are told by the wall clock."""
    found = _LENGTH.fullmatch(bare(spoken(text)))
    if found is None or int(found[1]) == 0:
        return None
    if says(found[2], Meaning.DAYS):
        return Days(days=int(found[1]))
    return timedelta(hours=int(found[1])) if says(found[2], Meaning.HOURS) else None
