"""Workshops that are to open by themselves, each with when it does so next. What a plan means says `reading.plans`."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reading.plans import Every, Plan
from bot.session.playing import Workshop, read_workshop
from bot.store.db import Tx, moment, stamp

#: How long one that was only asked about waits for a tap.
_CHOSEN_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A workshop that opens by itself: `next` is when (UTC), `person` who scheduled it (None: nobody any more); one
    that is `asked` waits for a tap, and opens nothing."""

    id: str
    group: int
    workshop: Workshop
    person: str | None
    next: datetime
    plan: Plan
    asked: bool


def _scheduled(row: sqlite3.Row) -> Scheduled:
    every = Every(row["every"], row["unit"]) if row["every"] else None
    plan = Plan(datetime.fromisoformat(row["first"]), every)
    workshop = read_workshop(row["workshop"])
    return Scheduled(row["id"], row["group_id"], workshop, row["person"], moment(row["next"]), plan, bool(row["asked"]))


def add(
    tx: Tx,
    group: int,
    workshop: Workshop,
    person: str | None,
    next: datetime,
    plan: Plan,
    now: datetime,
    *,
    asked: bool,
) -> Scheduled:
    """Schedule one, or, if it is only `asked`, keep it until somebody taps it."""
    id, every = secrets.token_hex(8), plan.every
    again = (every.n, every.unit) if every else (0, "")
    first = plan.first.isoformat(timespec="minutes")
    values = (id, group, str(workshop), person, stamp(next), first, *again, int(asked), stamp(now))
    tx.run("INSERT INTO schedules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *values)
    return Scheduled(id, group, workshop, person, next, plan, asked)


def get(tx: Tx, id: str) -> Scheduled | None:
    """The one of that id, asked about or set."""
    row = tx.one("SELECT * FROM schedules WHERE id = ?", id)
    return _scheduled(row) if row is not None else None


def of_group(tx: Tx, group: int) -> list[Scheduled]:
    """What is set in a group, the next first."""
    rows = tx.all("SELECT * FROM schedules WHERE group_id = ? AND NOT asked ORDER BY next, id", group)
    return [_scheduled(row) for row in rows]


def choose(tx: Tx, chosen: Scheduled) -> None:
    """One that was asked about is set; the others that were asked about with it go."""
    tx.erase("DELETE FROM schedules WHERE group_id = ? AND asked AND id <> ?", chosen.group, chosen.id)
    tx.run("UPDATE schedules SET asked = 0 WHERE id = ?", chosen.id)


def unask(tx: Tx, group: int) -> None:
    """What was asked about in a group and nobody has chosen goes."""
    tx.erase("DELETE FROM schedules WHERE group_id = ? AND asked", group)


def move(tx: Tx, id: str, next: datetime | None) -> None:
    """When it opens next; None: no more."""
    if next is None:
        tx.erase("DELETE FROM schedules WHERE id = ?", id)
    else:
        tx.run("UPDATE schedules SET next = ? WHERE id = ?", stamp(next), id)


def adopt(tx: Tx, group: int, workshop: Workshop, person: str) -> None:
    """What nobody steers any more of those that were planned of a workshop is this person's from now on."""
    sql = "UPDATE schedules SET person = ? WHERE group_id = ? AND workshop = ? AND person IS NULL AND NOT asked"
    tx.run(sql, person, group, str(workshop))


def drop(tx: Tx, ids: Sequence[str]) -> None:
    """These open no more."""
    tx.erase("DELETE FROM schedules WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))


def count_by(tx: Tx, person: str) -> int:
    """How many somebody has scheduled."""
    row = tx.one("SELECT count(*) n FROM schedules WHERE person = ?", person)
    return int(row["n"]) if row is not None else 0


def prune(tx: Tx, now: datetime) -> None:
    """What was asked about and nobody chose within a day goes."""
    tx.erase("DELETE FROM schedules WHERE asked AND made < ?", stamp(now - _CHOSEN_WITHIN))
