"""Organisations, and the sides on which they stand in the partnership. Knows no session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The side on which an organisation stands in the partnership."""

    SOUTH = "south"
    NORTH = "north"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of the group; `id` is short and stable within the group."""

    id: str
    name: str
    side: Side
