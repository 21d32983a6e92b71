"""How a measure moved from workshop to workshop, told so that no difference gives anybody away.

Whoever holds the figures of two workshops beside each other, knows who took part in each, and takes it that those who
were in both said the same again, would read from the difference what the others said. So:

- A workshop's mean counts from the group's number of people on, and is told to half a point, at the ends openly, as a
  part's is (`bot.session.small_numbers`). How many people it is of isn't told.
- What fewer people than that, coming or going, could have made of the last mean that was told is no move: it is told
  as "about the same". Whether it is so hangs on how many answered, and on nothing that those few said.

Knows no session: what a workshop measured comes from what stays of it, so that it is told alike before its answers are
erased and afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.session.small_numbers import HIGHEST, LOWEST, Coded, coded


@dataclass(frozen=True, slots=True)
class Taken:
    """A measure as one workshop took it: of how many people, and their mean; None where these may not be known."""

    code: str
    day: date
    people: int | None
    mean: float | None

    @property
    def total(self) -> int:
        """The sum of what was said."""
        return round((self.mean or 0) * (self.people or 0))


@dataclass(frozen=True, slots=True)
class Point:
    """What is told of it: the level, None where that isn't told; and whether it has moved there from the one before."""

    code: str
    day: date
    level: Coded | None
    moved: bool = False


def curve(taken: Sequence[Taken], least: int) -> tuple[Point, ...]:
    """What is told of a measure, workshop by workshop in their order; `least` is the group's number."""
    points: list[Point] = []
    last: Taken | None = None
    level: Coded | None = None
    for one in taken:
        if one.people is None or one.mean is None or one.people < least:
            points.append(Point(one.code, one.day, None))
            continue
        moved = last is not None and not _few_could(last, one, least)
        if last is None or moved:
            before, last, level = level, one, coded(one.mean)
            moved = before is not None and before != level
        points.append(Point(one.code, one.day, level, moved))
    return tuple(points)


def _few_could(before: Taken, now: Taken, least: int) -> bool:
    """Whether fewer than `least` people, coming or going, could have made the one of the other, whatever they said."""
    bounds = [bound for changed in _changes(before, now, least) for bound in _reach(before, *changed)]
    return bool(bounds) and min(bounds) <= now.total <= max(bounds)


def _changes(before: Taken, now: Taken, least: int) -> Iterator[tuple[int, int]]:
    """How many can have gone and come, fewer than `least` of them together."""
    there = before.people or 0
    more = (now.people or 0) - there
    return ((gone, gone + more) for gone in range(min(least, there)) if gone + more >= 0 and 2 * gone + more < least)


def _reach(before: Taken, gone: int, come: int) -> tuple[int, int]:
    """The lowest and the highest sum that so many coming and going could have left."""
    stay = (before.people or 0) - gone
    lowest = max(before.total - gone * HIGHEST, stay * LOWEST) + come * LOWEST
    highest = min(before.total - gone * LOWEST, stay * HIGHEST) + come * HIGHEST
    return lowest, highest
