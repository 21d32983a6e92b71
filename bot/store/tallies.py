"""Tallies: what stays of a session when its time is over. Counts and measures, and of nobody anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from bot.store.db import Tx


@dataclass(frozen=True, slots=True)
class StepTally:
    """A step: its kind, the measure it takes if it does, and from three people on how many answered, the mean
    and the spread (standard deviation) of what they measured."""

    step: str
    kind: str
    measure: str | None = None
    people: int | None = None
    mean: float | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """A session, by the days on which it was opened and closed."""

    code: str
    group_id: int
    scenario: str
    opened: date
    closed: date
    steps: tuple[StepTally, ...]


_STEPS: TypeAdapter[tuple[StepTally, ...]] = TypeAdapter(tuple[StepTally, ...])


def keep(tx: Tx, tally: Tally) -> None:
    """Keep a tally."""
    tx.run(
        "INSERT OR REPLACE INTO tallies VALUES (?, ?, ?, ?, ?, ?)",
        *(tally.code, tally.group_id, tally.scenario, tally.opened.isoformat(), tally.closed.isoformat()),
        _STEPS.dump_json(tally.steps, exclude_none=True).decode(),
    )


def of_group(tx: Tx, group_id: int) -> list[Tally]:
    """What stays of a group's sessions, the oldest first."""
    rows = tx.all("SELECT * FROM tallies WHERE group_id = ? ORDER BY opened, code", group_id)
    return [
        Tally(
            row["code"],
            row["group_id"],
            row["scenario"],
            date.fromisoformat(row["opened"]),
            date.fromisoformat(row["closed"]),
            _STEPS.validate_json(row["steps"]),
        )
        for row in rows
    ]
