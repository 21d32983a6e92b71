"""What waits for its moment alone, for whoever turns a clock by hand: something to be sent soon, an edit to be made."""

from __future__ import annotations

from datetime import datetime

from bot.store.db import Tx, moment


def sends_soon(tx: Tx) -> bool:
    """Whether anything waits to be sent but for what is to be deleted long after (the answer to /mydata)."""
    later = "method = 'delete' AND attempts = 0 AND not_before > queued + 600000000"
    return tx.one(f"SELECT 1 FROM outbox WHERE state = 'queued' AND NOT ({later})") is not None  # noqa: S608  a constant


def next_edit(tx: Tx) -> datetime | None:
    """When the next debounced edit is due."""
    row = tx.one("SELECT min(due) due FROM timers WHERE name LIKE 'revise %'")
    return moment(row["due"]) if row is not None and row["due"] is not None else None
