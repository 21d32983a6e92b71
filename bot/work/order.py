"""In what order the inbox is worked on: mostly as it was written.

In a flood, where more waits than one transaction takes, whatever else was said in the same chat is taken along with
the oldest message. So a session is read once for many of its answers, and need not be kept in memory meanwhile.
Nothing changes places within a chat, nor anything that one person sent, wherever they sent it; and only what is
plainly said is taken along: a command, a press, an edit or a moment that has come is never ahead of what is older.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.gateway.decode import decode
from bot.gateway.incoming import Heard, Incoming
from bot.store import inbox
from bot.store.db import Tx

#: How many more of a chat are looked at together.
_MORE = 50


def next_rows(tx: Tx, limit: int, now: datetime, read: dict[str, Incoming]) -> list[inbox.Row]:
    """The open rows to work on next, so many at most, in their order. What had to be read for that is added to
    `read`, by what was written down of it."""
    if not inbox.flooded(tx, limit):
        return inbox.open_rows(tx, limit, now)
    rows: dict[int, inbox.Row] = {}
    for seq, chat in inbox.oldest(tx, limit, now):
        if len(rows) == limit:
            break
        if seq not in rows and (row := inbox.open_row(tx, seq)):
            rows[seq] = row
            if chat is not None:
                rows |= {more.seq: more for more in _along(tx, chat, seq, limit - len(rows), read)}
    return list(rows.values())


def _along(tx: Tx, chat: int, after: int, limit: int, read: dict[str, Incoming]) -> Iterator[inbox.Row]:
    """What is taken along with a row of a chat."""
    while limit > 0:
        found = inbox.open_in_chat(tx, chat, after, min(limit, _MORE))
        for row, elsewhere in found:
            if elsewhere or not _plain(row, read):
                return
            yield row
        if len(found) < min(limit, _MORE):
            return
        limit -= len(found)
        after = found[-1][0].seq


def _plain(row: inbox.Row, read: dict[str, Incoming]) -> bool:
    try:
        incoming = read.get(row.payload) or decode(row.payload)
    except ValueError:  # it fails in its turn
        return False
    read[row.payload] = incoming
    return isinstance(incoming, Heard) and incoming.plain
