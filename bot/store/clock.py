"""What was written down by a clock that has been set back since: moments that lie ahead, by which the bot would wait
for hours until it speaks again. They are moved by as much as the clock was.

What a session itself keeps (when a question opened, when an answer came) stays as it was written.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store import meta
from bot.store.db import Tx, stamp

#: Clocks that are kept right by the network are moved by less now and then, and nobody waits for that.
LEAST = timedelta(seconds=2)

#: The moments by which something waits, by their tables.
_MOMENTS = {
    "outbox": ("queued", "begun", "sent_at", "not_before", "expires"),
    "inbox": ("received", "not_before"),
    "messages": ("edited",),
    "pauses": ("until",),
    "timers": ("due",),
    "group_timers": ("due",),
    "invites": ("expires",),
    "confirmations": ("expires",),
}


def ahead(tx: Tx, now: datetime) -> timedelta:
    """By how much the clock was set back while the program didn't run; zero where it wasn't."""
    contact = meta.contact(tx)
    by = contact - now if contact else timedelta()
    return by if by > LEAST else timedelta()


def set_back(tx: Tx, by: timedelta, now: datetime) -> None:
    """The clock, which is at `now`, was set back by so much: what lies ahead comes by so much sooner."""
    for table, columns in _MOMENTS.items():
        for column in columns:
            sql = f"UPDATE {table} SET {column} = max(?1, {column} - ?2) WHERE {column} > ?1"  # noqa: S608  all above
            tx.run(sql, stamp(now), round(by.total_seconds() * 1_000_000))
    for area in ("timer", "message", "group"):
        tx.invalidate(area)
