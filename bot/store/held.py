"""What can't be said in a group at present is held: it keeps its place in the line, and whatever is queued for
the group waits behind it, until it is let go or nobody needs it any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.db import Tx, stamp

#: How long a message waits for its group: as long as late answers still count (docs/reliability.md).
KEPT = timedelta(hours=72)


def hold(tx: Tx, line: str) -> None:
    """Hold whatever waits in a line."""
    tx.run("UPDATE outbox SET state = 'held' WHERE line = ? AND state = 'queued'", line)


def let_go(tx: Tx, line: str, now: datetime) -> bool:
    """Let what was held be tried again; whether there was anything."""
    sql = "UPDATE outbox SET state = 'queued', not_before = min(not_before, ?) WHERE line = ? AND state = 'held'"
    return tx.run(sql, stamp(now), line) > 0


def behind(tx: Tx, line: str, fold: str) -> bool:
    """Whether a new draft has to wait behind others that are held; one of the same fold gives way to it."""
    if tx.one("SELECT 1 FROM outbox WHERE line = ? AND state = 'held' LIMIT 1", line) is None:
        return False
    if fold:
        tx.run("DELETE FROM outbox WHERE line = ? AND state = 'held' AND fold = ? AND attempts = 0", line, fold)
    return True


def awaits(tx: Tx, message: int) -> bool:
    """Whether a message is still to be sent for the first time."""
    sql = "SELECT 1 FROM outbox WHERE message = ? AND method = 'send' AND state IN ('queued', 'held')"
    return tx.one(sql, message) is not None


def prune(tx: Tx, now: datetime) -> None:
    """Give up what was held for too long."""
    tx.run("DELETE FROM outbox WHERE state = 'held' AND queued < ?", stamp(now - KEPT))
