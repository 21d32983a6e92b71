"""Organisations, and the sides on which they stand in the partnership. Knows no session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.content.phrase import Phrase, say
from bot.reading.normal import bare
from bot.reading.tokens import heard


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


def named_beside(who: str, own: Organisation | None, known: Sequence[Organisation]) -> Organisation | None:
    """The organisation that a text names, beside the one that its author is with."""
    said = heard(bare(who)).tokens
    for one in known:
        name = heard(bare(one.name)).tokens
        starts = range(len(said) - len(name) + 1) if name else ()
        if (own is None or one.id != own.id) and any(said[at : at + len(name)] == name for at in starts):
            return one
    return None
