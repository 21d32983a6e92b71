"""Files that were sent to become scenarios: what is still to be fetched, by Telegram's name of it, and what has come
and waits to be looked at, or for its author's word. Telegram's name is gone once it has been fetched; all of it after a
day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.wakes import UploadCame, write_wake
from bot.store import inbox
from bot.store.db import Tx, moment, stamp
from bot.store.private_messages import full_hour
from bot.store.voices import ToFetch, wait_after

#: The most that a file may have: a spreadsheet, as `bot.xlsform.archive` says; a YAML file has less.
LARGEST = 256 * 1024
_KEPT = timedelta(hours=24)
#: After so many failures, some ten minutes, somebody who waits for an answer is better told.
_MOST_TRIES = 7
#: So many of one person's wait at most; of more the oldest go.
_MOST_WAITING = 5


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, and who sent it; without a source where it couldn't be fetched."""

    place: int
    person: str
    source: bytes | None


def expect(tx: Tx, person: str, file: str, now: datetime) -> None:
    """Somebody has sent a file, which is to be fetched."""
    tx.run("INSERT INTO uploads (person, file, since) VALUES (?, ?, ?)", person, file, stamp(full_hour(now)))
    newest = "SELECT place FROM uploads WHERE person = ? ORDER BY place DESC LIMIT ?"
    tx.erase(f"DELETE FROM uploads WHERE person = ? AND place NOT IN ({newest})", person, person, _MOST_WAITING)  # noqa: S608  constants


def to_fetch(tx: Tx, now: datetime, most: int) -> list[ToFetch]:
    """What may be fetched now, the oldest first."""
    sql = "SELECT place, file, tries FROM uploads WHERE file IS NOT NULL AND not_before <= ? ORDER BY place LIMIT ?"
    return [ToFetch(row["place"], row["file"], row["tries"]) for row in tx.all(sql, stamp(now), most)]


def fetched(tx: Tx, one: ToFetch, source: bytes, now: datetime) -> None:
    """It is here, and is looked at next."""
    _came(tx, one, source, now)


def lost(tx: Tx, one: ToFetch, now: datetime) -> None:
    """It can't be had, and its author is told."""
    _came(tx, one, None, now)


def later(tx: Tx, one: ToFetch, now: datetime) -> None:
    """It couldn't be fetched, and is tried again."""
    if one.tries >= _MOST_TRIES:
        lost(tx, one, now)
        return
    sql = "UPDATE uploads SET tries = tries + 1, not_before = ? WHERE place = ? AND file = ?"
    tx.run(sql, stamp(now + wait_after(one)), one.place, one.file)


def next_try(tx: Tx) -> datetime | None:
    """When the next one may be fetched."""
    row = tx.one("SELECT min(not_before) AS at FROM uploads WHERE file IS NOT NULL")
    return moment(row["at"]) if row is not None and row["at"] is not None else None


def _came(tx: Tx, one: ToFetch, source: bytes | None, now: datetime) -> None:
    sql = "UPDATE uploads SET file = NULL, source = ? WHERE place = ? AND file = ?"
    if tx.run(sql, source, one.place, one.file):
        inbox.moments(tx, [("", write_wake(UploadCame(one.place)))], now)


def get(tx: Tx, place: int) -> Upload | None:
    """The one of that number, once it has come."""
    row = tx.one("SELECT * FROM uploads WHERE place = ? AND file IS NULL", place)
    return (
        Upload(row["place"], row["person"], bytes(row["source"]) if row["source"] is not None else None)
        if row
        else None
    )


def becomes(tx: Tx, place: int, source: bytes) -> None:
    """What was sent is this as a scenario file, and waits for its author's word."""
    tx.erase("UPDATE uploads SET source = ? WHERE place = ?", source, place)


def done(tx: Tx, place: int) -> None:
    """It has become a scenario, or won't."""
    tx.erase("DELETE FROM uploads WHERE place = ?", place)


def leave_out(tx: Tx) -> None:
    """What is on its way is in no copy."""
    tx.erase("DELETE FROM uploads")


def prune(tx: Tx, now: datetime) -> None:
    """What nobody wanted for so long goes."""
    tx.erase("DELETE FROM uploads WHERE since < ?", stamp(now - _KEPT))
