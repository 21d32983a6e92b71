"""Who plays a workshop through: some of the six people of the sample answers, of two organisations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.rehearsal.cast import NAMES
from bot.scenario.samples import PEOPLE


@dataclass(frozen=True, slots=True)
class Company:
    """So many people of the South and so many of the North, written `4+2`. Whose sample answer each gives: with four,
    the fourth could be of either side; with two of each, it is the two outer ones."""

    south: int
    north: int

    def __str__(self) -> str:
        return f"{self.south}+{self.north}"

    @property
    def numbers(self) -> tuple[int, ...]:
        """The people, by their places among the sample answers, from 0."""
        return (*range(self.south), *range(PEOPLE - self.north, PEOPLE))

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called; the first one facilitates."""
        return tuple(NAMES[number] for number in self.numbers)


#: With whom transcripts are made unless something else is said.
USUAL = Company(3, 3)


def read_company(written: str) -> Company:
    """The company that is written `3+3`; raises ValueError for one that can't be, or of more than there are answers."""
    found = re.fullmatch(r"([1-5])\+([1-5])", written)
    company = Company(int(found[1]), int(found[2])) if found else None
    if company is None or company.south + company.north > PEOPLE:
        raise ValueError(f"so many people, {PEOPLE} at most: 3+3, 4+2, 2+2")
    return company
