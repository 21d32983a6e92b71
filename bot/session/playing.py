"""What a session plays: which scenario, and whether whole or short; and that scenario as the session has it, in its
variant and with the dates of its days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.scenario.model import Scenario
from bot.scenario.variant import played
from bot.session.pace import Mode as Mode
from bot.session.state import Session


@dataclass(frozen=True, slots=True)
class Workshop:
    """A scenario by its id, the variant that is wanted of it, and how it is played; over days, over how many, where
    others are wanted than the scenario says."""

    SHORT: ClassVar[str] = "short"
    scenario: str
    short: bool = False
    mode: Mode = Mode.LIVE
    days: int | None = None

    def __str__(self) -> str:
        over = (Mode.DAYS.value,) if self.mode is Mode.DAYS else ()
        return " ".join((self.scenario, *((self.SHORT,) if self.short else ()), *over, *_days(self.days)))


def _days(days: int | None) -> tuple[str, ...]:
    return (f"{days}d",) if days else ()


def read_workshop(written: str) -> Workshop:
    """The workshop that was written down as its `str`."""
    scenario, *rest = written.split(" ")
    days = next((int(word[:-1]) for word in rest if word[:-1].isdecimal() and word.endswith("d")), None)
    mode = Mode.DAYS if Mode.DAYS.value in rest else Mode.LIVE
    return Workshop(scenario, Workshop.SHORT in rest, mode, days)


def as_played(scenario: Scenario, session: Session) -> Scenario:
    """A scenario as this session plays it."""
    return played(scenario, short=session.short, day=session.opened.date())
