"""Buttons that do what can't be undone: each is good once, and for a quarter of an hour.

What a button says is signed for its chat and its person already (`gateway/api/buttons.py`); of it only a hash is kept,
so that nobody learns from it who was about to erase what.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.store.db import Tx, stamp

#: How long such a button is good (docs/safety.md).
GOOD_FOR = timedelta(minutes=15)


class Confirmation(Enum):
    """What becomes of a press: it is the first, a later one, or the button is too old or never was."""

    GOOD = auto()
    USED = auto()
    OVER = auto()


def _hash(data: str) -> str:
    return hashlib.sha256(data.encode()).hexdigest()


def offer(tx: Tx, data: str, now: datetime) -> None:
    """A button that says this is about to be shown."""
    tx.run("INSERT OR REPLACE INTO confirmations VALUES (?, ?, 0)", _hash(data), stamp(now + GOOD_FOR))


def use(tx: Tx, data: str, now: datetime) -> Confirmation:
    """A button that says this was pressed by whoever may."""
    row = tx.one("SELECT * FROM confirmations WHERE token = ?", _hash(data))
    if row is None or row["expires"] < stamp(now):
        return Confirmation.OVER
    tx.run("UPDATE confirmations SET used = 1 WHERE token = ?", _hash(data))
    return Confirmation.USED if row["used"] else Confirmation.GOOD


def prune(tx: Tx, now: datetime) -> None:
    """Those that are too old go."""
    tx.run("DELETE FROM confirmations WHERE expires < ?", stamp(now))
