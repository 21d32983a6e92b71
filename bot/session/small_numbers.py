"""The rule of small numbers: what of a result is a cell, and how a cell is told.

- The answers of all, counted, are what a group asked to know: from the group's number on (of a question that is
  answered in the group, always) it is told how often each was given, and their mean.
- A part of them (a side, an organisation) is a cell. It is told only where each part has so many people
  (`enough`), and then coded: of a mean the nearest half point, and no more than "4.5 or more" or "1.5 or less" at the
  ends (`coded`); of a choice or a line what most say. Each of these comes from several sets of answers, of which one
  at least has two that differ: a part is never said to have said all the same. Nor is any answer that comes to
  figures told with its part beside it.
- So are passes, lateness, and how many are too few or wait: no number is told of them.

When a table may be published at all, and what may follow it, is in `bot.session.disclosure.batches`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import floor
from typing import Literal, TypeVar

#: From here on outwards a part's mean isn't told more exactly. On a scale from 1 to 5 the next step outwards would be
#: the end itself, which only those reach who all say the same.
LOW, HIGH = 1.5, 4.5
#: The ends of the scale.
LOWEST, HIGHEST = 1, 5

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Coded:
    """A part's mean as it may be told: a half point, or at an end of the scale "so much or more" ("or less")."""

    half: float
    end: Literal["low", "high"] | None = None


def enough(people: Iterable[int], minimum: int) -> bool:
    """Whether a table with so many people in each part gives nobody away."""
    return all(count >= minimum for count in people if count)


def coded(mean: float) -> Coded:
    """A part's mean, from 1 to 5, rounded to half points (a quarter goes up) and cut at both ends."""
    half = floor(2 * mean + 0.5) / 2
    if half <= LOW:
        return Coded(LOW, "low")
    return Coded(HIGH, "high") if half >= HIGH else Coded(half)


def outward(mean: float) -> float:
    """A part's mean as conditions reckon with it: exact in the middle, where several sets of answers come to each;
    towards the ends as if it were the end, so that no bound can part those who all said 5 from others near them."""
    if mean <= LOW:
        return LOWEST
    return HIGHEST if mean >= HIGH else mean


def most_said(said: Iterable[T]) -> T | None:
    """What a part says most; None where two things are said as often, or nothing is."""
    often = Counter(said).most_common(2)
    tied = len(often) > 1 and often[0][1] == often[1][1]
    return often[0][0] if often and not tied else None
