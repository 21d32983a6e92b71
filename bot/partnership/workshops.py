"""The workshops of which an agreement is made: what their group has approved, and which are left out, and why.

A workshop counts once so many of those who took part have said of its summary "this is us". Of several of one scenario
the last that was approved is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.content.phrase import Phrase, ScenarioText
from bot.scenario.model import Scenario
from bot.summary.tally import Summary


class Why(StrEnum):
    """Why a workshop is left out."""

    NOT_APPROVED = "not-approved"
    REPLACED = "replaced"
    ERASED = "erased"
    UNREADABLE = "unreadable"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Held:
    """A workshop that was held: what it played, what it came to as its group has read it, and the number that holds for
    it."""

    scenario: Scenario
    summary: Summary
    least: int

    @property
    def day(self) -> date:
        """On which day it ended."""
        return self.summary.closed or self.summary.opened

    @property
    def title(self) -> Phrase:
        """What it is called."""
        return ScenarioText(self.scenario.title)

    @property
    def approved(self) -> int:
        """How many find themselves in it, where they are enough; else none."""
        agreed = self.summary.agreed or 0
        return agreed if agreed >= self.least else 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A workshop that isn't in it."""

    title: Phrase
    day: date
    why: Why


def sorted_out(held: Sequence[Held]) -> tuple[tuple[Held, ...], tuple[LeftOut, ...]]:
    """Those in force, and those that are left out."""
    newest: dict[str, Held] = {}
    for one in sorted(held, key=lambda one: (one.day, one.summary.code)):
        if one.approved:
            newest[one.scenario.id] = one
    left = [one for one in held if newest.get(one.scenario.id) is not one]
    return tuple(newest.values()), tuple(LeftOut(one.title, one.day, _why(one)) for one in left)


def _why(one: Held) -> Why:
    return Why.REPLACED if one.approved else Why.NOT_APPROVED
