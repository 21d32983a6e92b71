"""What a session plays: which scenario, and whether whole or short; and that scenario as the session has it, in its
variant and with the dates of its days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.scenario.model import Scenario
from bot.scenario.variant import played
from bot.session.state import Session


@dataclass(frozen=True, slots=True)
class Workshop:
    """A scenario by its id, and the variant that is wanted of it."""

    SHORT: ClassVar[str] = "short"
    scenario: str
    short: bool = False

    def __str__(self) -> str:
        return f"{self.scenario} {self.SHORT}" if self.short else self.scenario


def read_workshop(written: str) -> Workshop:
    """The workshop that was written down as its `str`."""
    scenario, _, variant = written.partition(" ")
    return Workshop(scenario, variant == Workshop.SHORT)


def as_played(scenario: Scenario, session: Session) -> Scenario:
    """A scenario as this session plays it."""
    return played(scenario, short=session.short, day=session.opened.date())
