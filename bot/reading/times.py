"""Times of day as people type them: `22:00 7:00`, `22h30`, `de 22 h à 7 h`, `10 pm`.

They count only where they are all there is, besides words that join or add nothing. Knows no question.
"""

from __future__ import annotations

import re

from bot.reading.normal import bare, spoken
from bot.reading.tokens import Tokens, heard
from bot.reading.words import Meaning, end_of

#: More is no time that somebody types, in characters.
_LONGEST = 60
#: An hour, and minutes unless they are the hour of the next time; then which half of the day.
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})(?:(?: ?h ?|[:.])(\d\d)(?!\d| ?[h:])| ?h(?:eures?|ours?)?(?![a-z]))?"
    r"(?: ?([ap])\.?m\b\.?)?(?![\d:])"
)
#: What may stand between two times.
_BETWEEN = (Meaning.TO, Meaning.AND, Meaning.ARTICLE, Meaning.OF, Meaning.NOTHING)
_AFTERNOON = 12


def _only(said: Tokens, *meanings: Meaning) -> bool:
    """Whether there is nothing but words of these meanings."""
    start = 0
    while start < len(said):
        end = max(end_of(said, start, meaning) for meaning in meanings)
        if end == start:
            return False
        start = end
    return True


def times(text: str) -> tuple[int, ...] | None:
    """The times of day that a text is, in its order, as minutes after midnight; None where it is anything else."""
    said = bare(spoken(text))
    if len(said) > _LONGEST:
        return None
    found = [_minutes(*match.groups()) for match in _TIME.finditer(said)]
    rest = heard(_TIME.sub(" ", said)).tokens
    if not found or not _only(rest, *_BETWEEN):
        return None
    known = [minutes for minutes in found if minutes is not None]
    return tuple(known) if len(known) == len(found) else None


def _minutes(hours: str, minutes: str | None, half: str | None) -> int | None:
    """The minutes after midnight; None where there is no such time."""
    hour, minute = int(hours), int(minutes or 0)
    if half and not 1 <= hour <= _AFTERNOON:
        return None
    if half:
        hour = hour % _AFTERNOON + (_AFTERNOON if half == "p" else 0)
    return (hour * 60 + minute) % (24 * 60) if minute < 60 and hour * 60 + minute <= 24 * 60 else None
