"""The sound of voice notes that are answers: what is still to be fetched, by Telegram's name of it, and what is kept.

Found by its answer alone; it goes with it, or when that says something else (`sessions.save`). Telegram's name is gone
once it has been fetched, or after a day.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.kinds import has_voice
from bot.session.state import Session
from bot.store.db import Tx, moment, stamp
from bot.store.private_messages import full_hour

#: For how long it is tried: Telegram promises a file's link for an hour, and keeps the file for much longer.
_KEPT = timedelta(hours=24)
#: How long after a failure it is tried again at first; each later wait is twice as long, and an hour at most.
_AGAIN, _LONGEST = timedelta(seconds=5), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ToFetch:
    """A note that is still with Telegram, by its row, and how often it was asked for."""

    place: int
    file: str
    tries: int


def expect(tx: Tx, session: str, answer: str, file: str, now: datetime) -> None:
    """The sound of an answer is to be fetched."""
    sql = "INSERT OR REPLACE INTO voices (session, answer, file, since) VALUES (?, ?, ?, ?)"
    tx.run(sql, session, answer, file, stamp(full_hour(now)))


def to_fetch(tx: Tx, now: datetime, most: int) -> list[ToFetch]:
    """What may be fetched now, the oldest first."""
    sql = "SELECT place, file, tries FROM voices WHERE file IS NOT NULL AND not_before <= ? ORDER BY place LIMIT ?"
    return [ToFetch(row["place"], row["file"], row["tries"]) for row in tx.all(sql, stamp(now), most)]


def fetched(tx: Tx, one: ToFetch, sound: bytes, now: datetime) -> None:
    """It is here; what was forgotten meanwhile isn't kept."""
    tx.erase("UPDATE voices SET file = NULL, sound = ? WHERE place = ? AND file = ?", sound, one.place, one.file)


def lost(tx: Tx, one: ToFetch, now: datetime) -> None:
    """It can't be had any more: of the answer its length stays."""
    tx.erase("DELETE FROM voices WHERE place = ? AND file = ?", one.place, one.file)


def later(tx: Tx, one: ToFetch, now: datetime) -> None:
    """It couldn't be fetched, and is tried again."""
    sql = "UPDATE voices SET tries = tries + 1, not_before = ? WHERE place = ? AND file = ?"
    tx.run(sql, stamp(now + wait_after(one)), one.place, one.file)


def wait_after(one: ToFetch) -> timedelta:
    """How long what couldn't be fetched waits."""
    return min(_AGAIN * (1 << one.tries), _LONGEST)


def next_try(tx: Tx) -> datetime | None:
    """When the next one may be fetched."""
    row = tx.one("SELECT min(not_before) AS at FROM voices WHERE file IS NOT NULL")
    return moment(row["at"]) if row is not None and row["at"] is not None else None


def sound(tx: Tx, session: str, answer: str) -> bytes | None:
    """The sound of an answer, where it is kept."""
    row = tx.one("SELECT sound FROM voices WHERE session = ? AND answer = ?", session, answer)
    return bytes(row["sound"]) if row is not None and row["sound"] is not None else None


def kept(tx: Tx, session: str) -> set[str]:
    """The answers in a session, by their ids, whose sound is kept or on its way."""
    return {row["answer"] for row in tx.all("SELECT answer FROM voices WHERE session = ?", session)}


def gone(tx: Tx, session: str, answers: Collection[str]) -> None:
    """These answers are there no longer, or are no voice notes any more."""
    sql = "DELETE FROM voices WHERE session = ? AND answer IN (SELECT value FROM json_each(?))"
    tx.erase(sql, session, json.dumps(sorted(answers)))


def waits_no_longer(tx: Tx, before: Session, after: Session) -> None:
    """Of what waited for a yes and won't count the sound goes with the words."""
    waited = {answer.id for answer in before.held if has_voice(answer.value)} - {answer.id for answer in after.held}
    if dropped := {id for id in waited if after.answers.get(id) is None}:
        gone(tx, after.code, dropped)


def leave_out(tx: Tx) -> None:
    """What isn't fetched yet is in no copy: it is on its way."""
    tx.erase("DELETE FROM voices WHERE file IS NOT NULL")


def prune(tx: Tx, now: datetime) -> None:
    """What couldn't be fetched for so long isn't any more."""
    tx.erase("DELETE FROM voices WHERE file IS NOT NULL AND since < ?", stamp(now - _KEPT))
