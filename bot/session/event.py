"""What all events share: who did something, what is known of them, and when. Time (`at`, UTC) and chance (256 random
bits that nobody keeps, see `bot.session.chance`) come with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict

from bot.session.addresses import NO_SOURCE, Source
from bot.session.answers import PersonId
from bot.session.roles import Act, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something: their role in the group at this moment, whether they have said
    yes to the present notice there, and the organisation they declared."""

    person: PersonId
    role: Role = Role.MEMBER
    consented: bool = False
    organisation: str | None = None


class Circumstances(TypedDict):
    """What every event carries, as its keyword arguments."""

    by: Actor
    at: datetime
    chance: int
    source: Source
    private: bool
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events share. `source` is the message that carried it (place and number), if it was a
    message; `private` says that it came from the private chat and is to be answered there. `act` is what it
    comes to in `roles`; what doesn't say so is nobody's. `day` is which day it is there; None: that of `at`."""

    by: Actor
    at: datetime
    chance: int = 0
    source: Source = NO_SOURCE
    private: bool = False
    day: date | None = None
    act: Act | None = field(default=None, init=False)

    @property
    def today(self) -> date:
        """The day from which "tomorrow" is counted."""
        return self.day or self.at.date()

    @property
    def circumstances(self) -> Circumstances:
        """What another event that this one comes to has of it."""
        return {
            "by": self.by,
            "at": self.at,
            "chance": self.chance,
            "source": self.source,
            "private": self.private,
            "day": self.day,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Event):
    """Something that nobody does, so that no role is asked for."""
