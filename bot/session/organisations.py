"""Organisations, and the sides on which they stand in the partnership. Knows no session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.content.phrase import Phrase, say


class Side(StrEnum):
    """The side on which an organisation stands in the partnership."""

    SOUTH = "south"
    NORTH = "north"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of the group; `id` is short and never another's in that group. One that is no longer `listed`
    was taken off the group's list: it can't be chosen, and keeps its place, so that numbers typed offline never mean
    another."""

    id: str
    name: str
    side: Side
    listed: bool = True


_NAMES: dict[Side, Phrase] = {Side.SOUTH: say("South"), Side.NORTH: say("North"), Side.OTHER: say("other")}


def side_name(side: Side) -> Phrase:
    """A side, as said in a sentence."""
    return _NAMES[side]
