"""How long the loops wait once something has failed. Knows nothing of what failed, nor of the pace of sending."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waits:
    """All in seconds. `database`: until the next try while the database is in trouble. `updates`: until the next try
    once updates couldn't be fetched, twice as long each time that they can't again, and `longest` at most. `quick`: an
    answer without updates that comes sooner than that wasn't waited for, and the next is asked for only after as long
    (a server that answers at once would else be asked thousands of times a second)."""

    database: float = 1.0
    updates: float = 0.5
    longest: float = 30.0
    quick: float = 1.0
