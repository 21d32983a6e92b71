"""What waits in the database, counted."""

from __future__ import annotations

from bot.store.db import Tx


def count_queued(tx: Tx) -> int:
    """How many rows of the outbox wait to be sent."""
    row = tx.one("SELECT count(*) n FROM outbox WHERE state = 'queued'")
    return int(row["n"]) if row is not None else 0
