"""What people wrote in private about a session: the numbers of these messages and the hour of each, until they leave
the chats. In whose chat each is isn't known (migrations/0006_private_chats.sql says why)."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from bot.store.db import Tx, moment, stamp


def full_hour(at: datetime) -> datetime:
    """The last full hour: no moment that has to do with a private chat is kept more exactly."""
    return at.replace(minute=0, second=0, microsecond=0)


def note(tx: Tx, session: str, number: int, written: datetime) -> None:
    """Somebody wrote a message about a session at that moment."""
    hour = stamp(full_hour(written))
    tx.run("INSERT OR IGNORE INTO private_messages VALUES (?, ?, ?)", session, number, hour)


def noted(tx: Tx, number: int) -> bool:
    """Whether a message is known to be about a session."""
    return tx.one("SELECT 1 FROM private_messages WHERE number = ?", number) is not None


def of_session(tx: Tx, session: str) -> dict[int, datetime]:
    """The messages about a session, each with its hour."""
    rows = tx.all("SELECT number, hour FROM private_messages WHERE session = ?", session)
    return {row["number"]: moment(row["hour"]) for row in rows}


def gone(tx: Tx, session: str, numbers: Collection[int]) -> None:
    """These messages leave the chats."""
    sql = "DELETE FROM private_messages WHERE session = ? AND number IN (SELECT value FROM json_each(?))"
    tx.run(sql, session, json.dumps(sorted(numbers)))


def prune(tx: Tx, before: datetime) -> None:
    """Those that were written before that moment, and can't be taken out of a chat any more, are forgotten."""
    tx.run("DELETE FROM private_messages WHERE hour < ?", stamp(before))
