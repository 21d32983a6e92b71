"""When something is to happen, as people write it: `friday 9:00`, `12/03 18:30`, `in 3 days 9am`, `every 3 months`,
`tous les lundis à 9 h`. All times are those of a wall clock; in which zone, and what is to happen, is known elsewhere.

What can be read two ways gives both, to be asked. A time is written with its minutes, with an `h`, or with am and pm: a
bare number is none, since it may be a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count

from bot.reading.date_forms import later
from bot.reading.date_words import UNITS, Meanings, Part, vocabulary
from bot.reading.dates import read_date
from bot.reading.normal import bare
from bot.reading.tokens import heard
from bot.reading.words import Meaning, phrases

#: What is longer is a sentence, in characters.
_LONGEST = 80
#: 9:00 · 9:00 pm · 9h · 9 h 30 · 9 am
_CLOCK = re.compile(
    r"(?<![\d/.:-])(?P<hour>\d{1,2})"
    r"(?::(?P<minutes>\d{2})(?: ?(?P<half>am|pm))?| ?h(?:eures?|oras?|s)?(?: ?(?P<past>\d{2}))?| ?(?P<half2>am|pm))"
    r"(?![\w:])"
)
#: A day and a month in digits, in either order.
_TWO_WAYS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})(?!\d)")
#: How often at most something is to come again, in each unit: rarer is hardly meant.
_MOST = {"day": 366, "week": 53, "month": 24, "year": 2}
_NOON = time(12)
_HALF_A_DAY, _NO_HOUR = 12, 24
#: A phrase of the lists has so many words at most, a number so many digits.
_PHRASE, _DIGITS = 5, 3


@dataclass(frozen=True, slots=True)
class Every:
    """Again every so many units (`UNITS`)."""

    n: int
    unit: str


@dataclass(frozen=True, slots=True)
class Plan:
    """When it happens first, on the wall, and how often again (None: once)."""

    first: datetime
    every: Every | None = None


class Unplanned(StrEnum):
    """Why a text doesn't say when."""

    UNREAD = "unread"
    NO_TIME = "no-time"
    NO_SUCH_DAY = "no-such-day"
    PAST = "past"


def occurrence(plan: Plan, n: int) -> datetime | None:
    """The time at which it comes again for the n-th time, from 0, on the wall. Counted from the first, so that the 31st
    is the last day of a shorter month and the 31st again after it; None where it comes no more."""
    if plan.every is None:
        return plan.first if n == 0 else None
    found = later(plan.first.date(), UNITS.index(plan.every.unit), n * plan.every.n)
    return datetime.combine(found, plan.first.time()) if found else None


def coming(plan: Plan, after: datetime) -> datetime | None:
    """When it comes next after a moment, on the wall; None where it comes no more."""
    for n in count():
        at = occurrence(plan, n)
        if at is None or at > after:
            return at
    return None


# -- reading ----------------------------------------------------------------------------------------------------------


def read_plans(said: str, now: datetime, *, day_first: bool = True) -> tuple[Plan, ...] | Unplanned:
    """What a text can mean, seen from a time on the wall: one plan, or two of which its author must choose; else why it
    is none. `day_first`: nobody who reads this writes the month before the day."""
    at, words = _time(bare(said) if len(said) <= _LONGEST else "")
    again = _every(words)
    if again is None:
        return Unplanned.UNREAD
    every, words = again
    rest = _beyond(words, 0, Meaning.FROM) or words
    if not rest:
        return _undated(now, at, every)
    days = _days(rest, now, every, day_first=day_first)
    if isinstance(days, Unplanned):
        return days
    if at is None:
        return Unplanned.NO_TIME
    plans = [Plan(datetime.combine(day, at), every) for day in days]
    if _weekday(rest) is None and plans[0].first <= now:
        return Unplanned.PAST
    ahead = tuple(plan for plan in plans if plan.first > now)
    return (ahead[:1] if every and _weekday(rest) is not None else ahead) or Unplanned.PAST


def _time(text: str) -> tuple[time | None, list[str]]:
    """The time of day that a text names, and its other words; no time where there are two, or there is no such."""
    found = list(_CLOCK.finditer(text))
    if not found:
        return _noon(text.split())
    match = found[0]
    hour, minutes = int(match["hour"]), int(match["minutes"] or match["past"] or 0)
    if half := match["half"] or match["half2"]:
        hour = hour % _HALF_A_DAY + (_HALF_A_DAY if half == "pm" else 0) if 1 <= hour <= _HALF_A_DAY else _NO_HOUR
    if len(found) > 1 or hour >= _NO_HOUR or minutes >= 60:
        return None, text.split()
    return time(hour, minutes), [*_without_at(text[: match.start()].split()), *text[match.end() :].split()]


def _noon(words: list[str]) -> tuple[time | None, list[str]]:
    for start in range(len(words)):
        if (rest := _beyond(words, start, Meaning.NOON)) is not None:
            return _NOON, [*_without_at(words[:start]), *rest]
    return None, words


def _without_at(words: list[str]) -> list[str]:
    """What stands before a time, without the words that say no more than that it is one."""
    start = next((start for start in range(len(words)) if _beyond(words, start, Meaning.AT) == []), len(words))
    return words[:start]


def _beyond(words: Sequence[str], start: int, meaning: Meaning) -> list[str] | None:
    """What comes after a phrase with that meaning that begins at a place; None where there is none."""
    for size in range(min(_PHRASE, len(words) - start), 0, -1):
        if heard(" ".join(words[start : start + size])).tokens in phrases(meaning):
            return list(words[start + size :])
    return None


def _every(words: list[str]) -> tuple[Every | None, list[str]] | None:
    """How often it comes again, and the other words; None where that can't be read."""
    for start in range(len(words)):
        after = _beyond(words, start, Meaning.EVERY)
        if after is not None:
            n, after = _number(after)
            unit = _means(after[0]) if after else {}
            if Part.WEEKDAY in unit and n == 1:
                return Every(1, "week"), [*words[:start], *after]
            if Part.UNIT not in unit and Part.PAIR not in unit:
                return None
            every = Every(n if Part.UNIT in unit else 2 * n, UNITS[unit.get(Part.UNIT, unit.get(Part.PAIR, 0))])
            return (every, [*words[:start], *after[1:]]) if 1 <= every.n <= _MOST[every.unit] else None
    return None, words


def _number(words: list[str]) -> tuple[int, list[str]]:
    """A number in digits or letters at the beginning, else one, and what comes after it."""
    first = words[0] if words else ""
    if first.isdecimal() and len(first) <= _DIGITS:
        return int(first), words[1:]
    if len(words) > 1 and Part.NUMBER in (said := _means(first)):
        return said[Part.NUMBER], words[1:]
    return 1, words


def _means(word: str) -> Meanings:
    """What a word of a date can stand for, also in the plural."""
    known = vocabulary()
    tokens = heard(word).tokens
    return known.get(tokens) or known.get(heard(word.removesuffix("s")).tokens) or {}


def _weekday(words: Sequence[str]) -> int | None:
    """The day of the week that some words are, and nothing else."""
    return _means(words[0]).get(Part.WEEKDAY) if len(words) == 1 else None


def _days(words: list[str], now: datetime, every: Every | None, *, day_first: bool) -> list[date] | Unplanned:
    """The days that some words can mean."""
    today, weekday = now.date(), _weekday(words)
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7
        return [today + timedelta(days=n) for n in ((0, 7) if ahead == 0 else (ahead,))]
    text = " ".join(words)
    found = read_date(text, today)
    if found is None:
        return Unplanned.UNREAD
    if found.day is None:
        return Unplanned.NO_SUCH_DAY
    swapped = (
        None if day_first or not _TWO_WAYS.search(text) else read_date(_TWO_WAYS.sub(r"\3\2\1", text, count=1), today)
    )
    other = [swapped.day] if swapped and swapped.day and swapped.day != found.day else []
    return [found.day, *other]


def _undated(now: datetime, at: time | None, every: Every | None) -> tuple[Plan, ...] | Unplanned:
    """A time, or how often, and no day: the next time that comes; of what comes seldom, maybe after the first while."""
    if every is None and at is None:
        return Unplanned.UNREAD
    hour = at or (now + timedelta(hours=1)).time().replace(minute=0, second=0, microsecond=0)
    here = datetime.combine(now.date(), hour)
    soon = here if here > now else here + timedelta(days=1)
    first = Plan(soon, every)
    then = occurrence(first, 1)
    if every is None or then is None or (every == Every(1, "day") and at is not None):
        return (first,)
    return first, Plan(then, every)
