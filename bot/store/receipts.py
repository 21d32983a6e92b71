"""Receipts that wait: reactions on what people wrote. Where Telegram takes fewer than there are, one message that
says all is noted stands for those of a whole group."""

from __future__ import annotations

from bot.session.addresses import Place
from bot.store.db import Tx
from bot.store.emptied import EMPTIED
from bot.store.lines import receipts_of
from bot.store.outbox import Priority


def crowded(tx: Tx, place: Place, most: int) -> bool:
    """Whether more than so many receipts wait in a place."""
    sql = "SELECT 1 FROM outbox WHERE line = ? AND state = 'queued' LIMIT 1 OFFSET ?"
    return tx.one(sql, receipts_of(place), most) is not None


def gather(tx: Tx, place: Place, most: int) -> int:
    """Send of a place's receipts only the oldest, and those that take something back; gives how many aren't
    sent."""
    line = receipts_of(place)
    return tx.run(
        f"UPDATE outbox SET state = 'dropped', error = 'told by the status', {EMPTIED}"  # noqa: S608  a constant
        " WHERE line = ? AND state = 'queued' AND priority = ? AND id >"
        " (SELECT id FROM outbox WHERE line = ? AND state = 'queued' ORDER BY id LIMIT 1 OFFSET ?)",
        *(line, int(Priority.LOW), line, most - 1),
    )
