"""What somebody with a role is called where no names are kept: by the role, and a number of the group's list.

    coordinator:2 · facilitator:3 · everywhere:1

Numbers count within one group, or among those who look after all groups, and aren't given twice while anything there
still tells of the one who had it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.session.roles import Role


class Reach(StrEnum):
    """How far a role reaches, as it is written in a name."""

    EVERYWHERE = "everywhere"
    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a role, by number alone."""

    reach: Reach
    number: int

    def __str__(self) -> str:
        return f"{self.reach}:{self.number}"


def holder(role: Role, number: int, *, everywhere: bool) -> Holder:
    """The name of whoever has that role: of a coordinator of all groups another than of one group's."""
    if role is Role.COORDINATOR:
        return Holder(Reach.EVERYWHERE if everywhere else Reach.COORDINATOR, number)
    return Holder(Reach.FACILITATOR, number)


def read_holder(written: str) -> Holder:
    """The name that was written as its `str`; raises ValueError for anything else."""
    reach, _, number = written.partition(":")
    return Holder(Reach(reach), int(number))
