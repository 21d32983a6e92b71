"""Orders: documents that somebody has asked for and that are still to be written. Gone once they are sent; after a day
in any case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.db import Tx, stamp
from bot.store.private_messages import full_hour

_KEPT = timedelta(hours=24)
#: So many of one person's wait at most; of more the oldest go.
_MOST_WAITING = 10


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants: of which sessions, by their codes; in which format and language. `taken`: it is being
    written, and nothing has been withdrawn since."""

    id: int
    person: str
    sessions: tuple[str, ...]
    format: str
    language: str
    taken: bool


def place(tx: Tx, person: str, sessions: Sequence[str], format: str, language: str, now: datetime) -> None:
    """Somebody wants a document."""
    values = (person, " ".join(sessions), format, language, stamp(full_hour(now)))
    tx.run("INSERT INTO orders (person, sessions, format, language, since) VALUES (?, ?, ?, ?, ?)", *values)
    newest = "SELECT id FROM orders WHERE person = ? ORDER BY id DESC LIMIT ?"
    tx.erase(f"DELETE FROM orders WHERE person = ? AND id NOT IN ({newest})", person, person, _MOST_WAITING)  # noqa: S608  constants


def take(tx: Tx) -> Order | None:
    """The one that has waited the longest, which is written next."""
    row = tx.one("SELECT id FROM orders ORDER BY id LIMIT 1")
    if row is None:
        return None
    tx.run("UPDATE orders SET taken = 1 WHERE id = ?", row["id"])
    return get(tx, row["id"])


def get(tx: Tx, id: int) -> Order | None:
    """The one of that number, if it still waits."""
    row = tx.one("SELECT * FROM orders WHERE id = ?", id)
    if row is None:
        return None
    codes = tuple(row["sessions"].split())
    return Order(row["id"], row["person"], codes, row["format"], row["language"], bool(row["taken"]))


def changed(tx: Tx, session: str) -> None:
    """Something of a session was withdrawn: what is being written of it is written anew."""
    tx.run("UPDATE orders SET taken = 0 WHERE taken AND instr(sessions, ?)", session)


def done(tx: Tx, id: int) -> None:
    """It is written, or won't be."""
    tx.erase("DELETE FROM orders WHERE id = ?", id)


def take_back_from(tx: Tx, person: str) -> None:
    """Nothing is written for somebody any more."""
    tx.erase("DELETE FROM orders WHERE person = ?", person)


def leave_out(tx: Tx) -> None:
    """What is on its way is in no copy."""
    tx.erase("DELETE FROM orders")


def prune(tx: Tx, now: datetime) -> None:
    """What couldn't be written for so long goes."""
    tx.erase("DELETE FROM orders WHERE since < ?", stamp(now - _KEPT))
