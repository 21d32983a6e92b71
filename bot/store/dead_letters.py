"""What was set aside: rows of the inbox that nobody could read, or whose work failed five times.

Whoever looks after the bot sees them for a week, and can have them tried again as long as their words are
there. The words of somebody who has said yes stay that week; those of anybody else go after a day, as
everything that is said before a yes does (docs/safety.md, "Consent").
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.db import Tx, moment, stamp

#: How long a row is shown, and how long the words of somebody who hasn't said yes are kept.
_SHOWN = timedelta(days=7)
_BEFORE_A_YES = timedelta(hours=24)

#: There is something to try: an update's words, or the moment of a session.
_WHOLE = "state = 'aside' AND (payload IS NOT NULL OR session IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A row that was set aside: the kind of error, when it came, and whether it can be tried again."""

    error: str
    received: datetime
    whole: bool


def listing(tx: Tx) -> list[DeadLetter]:
    """All that is set aside, oldest first."""
    rows = tx.all(f"SELECT error, received, {_WHOLE} AS whole FROM inbox WHERE state = 'aside' ORDER BY seq")  # noqa: S608  a constant
    return [DeadLetter(row["error"] or "", moment(row["received"]), bool(row["whole"])) for row in rows]


def retry(tx: Tx) -> int:
    """Put back into the queue what can be tried again, as if it had never been tried; gives how many."""
    return tx.run(f"UPDATE inbox SET state = 'open', attempts = 0, not_before = 0 WHERE {_WHOLE}")  # noqa: S608  a constant


def prune(tx: Tx, now: datetime) -> int:
    """What has been kept as long as it may be goes; gives of how many rows words went."""
    strangers = [
        row["seq"] for row in _worded(tx, now - _BEFORE_A_YES) if not _said_yes(tx, row["account"], row["chat"])
    ]
    old = tx.erase("DELETE FROM inbox WHERE state = 'aside' AND received < ?", stamp(now - _SHOWN))
    return _without_words(tx, strangers) + old


def _worded(tx: Tx, before: datetime) -> list[sqlite3.Row]:
    sql = "SELECT seq, chat, account FROM inbox WHERE state = 'aside' AND payload IS NOT NULL AND received < ?"
    return tx.all(sql, stamp(before))


def _without_words(tx: Tx, rows: list[int]) -> int:
    sql = "UPDATE inbox SET payload = NULL, chat = NULL, account = NULL WHERE seq IN (SELECT value FROM json_each(?))"
    return tx.erase(sql, json.dumps(rows))


def _said_yes(tx: Tx, account: int | None, chat: int | None) -> bool:
    """Whether an account has said yes in that group or, in its private chat, in any."""
    sql = (
        "SELECT 1 FROM people JOIN members USING (person) JOIN groups ON groups.id = members.group_id"
        " WHERE people.account = ? AND ? IN (groups.chat, people.account)"
    )
    return account is not None and tx.one(sql, account, chat) is not None
