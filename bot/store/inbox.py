"""The inbox: every update, written down before Telegram is told that it came.

A row is open until it is worked on; then its words go and its number stays for two days, by which a
redelivered update is known (Telegram keeps updates for one). A row that fails is tried again after a
while, five times, and then set aside; what comes after it in its chat waits for it only until then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.wakes import Wake, write_wake
from bot.store.db import Tx, moment, stamp

#: How often a row is tried, and how long after the first failure; each later wait is four times longer.
_TRIES = 5
_WAIT = timedelta(milliseconds=500)

#: How long the number of a row that is done is kept.
_LEDGER = timedelta(hours=48)

#: How long after its coming a row may have lost its words since the last purge, an hour ago. Were the file written
#: anew for each row that is done, it would be all the time.
_BYTES = timedelta(hours=2)

#: A row's columns, in the order of its fields.
_COLUMNS = "seq, chat, payload, session, name, attempts"


@dataclass(frozen=True, slots=True)
class Stored:
    """An update as it is written down: reduced to what is needed. `account` is who sent it, `aside` says why it
    can't be read. `with_file` is the payload with the name of a file that was sent, which is kept of those alone from
    whom files are taken."""

    update_id: int
    chat: int | None
    account: int | None
    payload: str
    aside: str | None = None
    with_file: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An open row: an update, or (with `session` and `name`) a moment that has come."""

    seq: int
    chat: int | None
    payload: str
    session: str | None
    name: str | None
    attempts: int


def add(tx: Tx, updates: Sequence[Stored], now: datetime) -> int:
    """Write updates down; gives how many were new."""
    rows = [
        (u.update_id, u.chat, u.account, None if u.aside else _payload(tx, u), stamp(now), *_state(u.aside))
        for u in updates
    ]
    sql = (
        "INSERT OR IGNORE INTO inbox (update_id, chat, account, payload, received, state, error)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    return tx.many(sql, rows)


def _payload(tx: Tx, update: Stored) -> str:
    """With the name of a file from whom the operator named (`roles.everywhere`); of anybody else's nothing is kept."""
    if not update.with_file:
        return update.payload
    sql = "SELECT 1 FROM grants JOIN people USING (person) WHERE account = ? AND grants.group_id = 0"
    return update.with_file if tx.one(sql, update.account) else update.payload


def _state(aside: str | None) -> tuple[str, str | None]:
    return ("aside" if aside else "open", aside)


def wake(tx: Tx, wake: Wake, now: datetime, session: str = "") -> None:
    """Write down that a session's moment has come, or without one a group's."""
    moments(tx, [(session, write_wake(wake))], now)


def moments(tx: Tx, written: Sequence[tuple[str, str]], now: datetime) -> None:
    """Write down moments that have come, each as its session and what `write_wake` made of it."""
    sql = "INSERT INTO inbox (session, name, received) VALUES (?, ?, ?)"
    tx.many(sql, [(session, name, stamp(now)) for session, name in written])


def open_rows(tx: Tx, limit: int, now: datetime) -> list[Row]:
    """The oldest open rows that may be worked on: not those that wait to be tried again, nor what else came
    in their chat."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM inbox WHERE state = 'open' AND not_before <= ?"  # noqa: S608  a constant
        " AND (chat IS NULL OR chat NOT IN (SELECT chat FROM inbox WHERE state = 'open' AND not_before > 0"
        " AND not_before > ? AND chat IS NOT NULL)) ORDER BY seq LIMIT ?",
        *(stamp(now), stamp(now), limit),
    )
    return [_row(row) for row in rows]


def _row(row: sqlite3.Row) -> Row:
    seq, chat, payload, session, name, attempts, *_ = row
    return Row(seq, chat, payload or "", session, name, attempts)


def done(tx: Tx, rows: Sequence[Row]) -> None:
    """These rows are done: their words go, their numbers stay."""
    sql = "UPDATE inbox SET state = 'done', chat = NULL, account = NULL, payload = NULL, error = NULL WHERE seq = ?"
    tx.many(sql, [(row.seq,) for row in rows])


def said_by(tx: Tx, account: int) -> list[tuple[int, str]]:
    """What an account sent that still has its words, open or set aside: number and payload of each row."""
    rows = tx.all("SELECT seq, payload FROM inbox WHERE account = ? AND payload IS NOT NULL ORDER BY seq", account)
    return [(row["seq"], row["payload"]) for row in rows]


def failed(tx: Tx, row: Row, error: str, now: datetime) -> bool:
    """A row has failed: it is tried again later, or set aside after the last try. Whether it is set aside."""
    tries = row.attempts + 1
    later = stamp(now + _WAIT * 4**row.attempts)
    state = "aside" if tries >= _TRIES else "open"
    tx.run(
        "UPDATE inbox SET attempts = ?, not_before = ?, state = ?, error = ? WHERE seq = ?",
        *(tries, later, state, error, row.seq),
    )
    return state == "aside"


def give_up(tx: Tx, row: Row, error: str) -> None:
    """A row is set aside at once, since no other try would go better."""
    tx.run("UPDATE inbox SET attempts = ?, state = 'aside', error = ? WHERE seq = ?", row.attempts + 1, error, row.seq)


def unheard(tx: Tx, wake: Wake) -> None:
    """What has come and isn't done goes, of what was set aside too, and so do moments of this kind; numbers stay."""
    sql = "UPDATE inbox SET state = 'done', chat = NULL, account = NULL, payload = NULL, error = NULL"
    tx.erase(f"{sql} WHERE payload IS NOT NULL OR state = 'aside'")
    tx.run("DELETE FROM inbox WHERE name = ?", write_wake(wake))


def next_try(tx: Tx, now: datetime) -> datetime | None:
    """When the next row that waits is to be tried again."""
    row = tx.one(
        "SELECT min(not_before) at FROM inbox WHERE state = 'open' AND not_before > 0 AND not_before > ?", stamp(now)
    )
    return moment(row["at"]) if row is not None and row["at"] is not None else None


def dead(tx: Tx) -> list[tuple[int, str]]:
    """The rows that were set aside: number and kind of error."""
    return [(r["seq"], r["error"] or "") for r in tx.all("SELECT seq, error FROM inbox WHERE state = 'aside'")]


def count_open(tx: Tx) -> int:
    """How many rows are open."""
    row = tx.one("SELECT count(*) n FROM inbox WHERE state = 'open'")
    return int(row["n"]) if row is not None else 0


def prune(tx: Tx, now: datetime) -> int:
    """The numbers of rows done go after two days; gives how many. For rows set aside see `dead_letters`."""
    if _anything_since(tx, now - _BYTES):
        tx.words_gone()
    return tx.run("DELETE FROM inbox WHERE state = 'done' AND received < ?", stamp(now - _LEDGER))


def _anything_since(tx: Tx, moment: datetime) -> bool:
    row = tx.one("SELECT received FROM inbox ORDER BY seq DESC LIMIT 1")
    return row is not None and row["received"] >= stamp(moment)
