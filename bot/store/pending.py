"""Messages that wait for their authors to say whether, or to which question, they are meant as an answer.

Kept apart from all sessions: seen, counted and exported nowhere, and erased once it is said, with /forget, or within a
day. Knows no question but by its session's code and its step's id.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.addresses import Place, Source, read_place, source
from bot.store.db import Tx, moment, stamp

#: How long a message waits. A purge comes every hour, so after 24 hours at most it is gone (the notice promises that).
KEPT = timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class Pending:
    """A message that waits: whose and which it is, what it says (words, or a voice note of so many seconds), and the
    questions that it may answer, each as its session and step."""

    id: str
    person: str
    place: Place
    number: int
    words: str
    seconds: int
    asks: tuple[tuple[str, str], ...]
    at: datetime

    @property
    def source(self) -> Source:
        """The message itself."""
        return source(self.place, self.number)


def _pending(row: sqlite3.Row) -> Pending:
    asks = tuple((code, step) for code, step in json.loads(row["asks"]))
    known = (row["id"], row["person"], read_place(row["place"]), row["number"])
    return Pending(*known, row["words"], row["seconds"], asks, moment(row["at"]))


def keep(
    tx: Tx,
    person: str,
    place: Place,
    number: int,
    said: tuple[str, int],
    asks: tuple[tuple[str, str], ...],
    now: datetime,
) -> str:
    """Let a message wait; gives the id by which it is asked about. `said` are its words, and how many seconds a
    voice note has."""
    id = str(tx.all("SELECT lower(hex(randomblob(8))) id")[0]["id"])
    values = (id, person, str(place), number, *said, json.dumps(asks), stamp(now))
    tx.run("INSERT INTO pending VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *values)
    return id


def find(tx: Tx, id: str) -> Pending | None:
    """The message that is asked about under this id."""
    row = tx.one("SELECT * FROM pending WHERE id = ?", id)
    return _pending(row) if row is not None else None


def by_message(tx: Tx, place: Place, number: int) -> Pending | None:
    """What waits of this message."""
    row = tx.one("SELECT * FROM pending WHERE place = ? AND number = ?", str(place), number)
    return _pending(row) if row is not None else None


def of_person(tx: Tx, person: str) -> list[Pending]:
    """All that waits of somebody, oldest first."""
    return [_pending(row) for row in tx.all("SELECT * FROM pending WHERE person = ? ORDER BY at", person)]


def reword(tx: Tx, id: str, words: str) -> None:
    """The message was edited."""
    tx.erase("UPDATE pending SET words = ? WHERE id = ?", words, id)


def drop(tx: Tx, id: str) -> None:
    """It waits no longer."""
    tx.erase("DELETE FROM pending WHERE id = ?", id)


def leave_out(tx: Tx) -> None:
    """Nothing waits: a copy of the database holds only what its author has given as an answer."""
    tx.erase("DELETE FROM pending")


def prune(tx: Tx, now: datetime) -> int:
    """What nobody said anything of goes; gives how many."""
    return tx.erase("DELETE FROM pending WHERE at < ?", stamp(now - KEPT))
