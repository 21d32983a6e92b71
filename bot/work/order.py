"""In what order the inbox is worked on: mostly as it was written.

In a flood, where more waits than one transaction takes, whatever else was said in the same chat is taken along with
the oldest message. So a session is read once for many of its answers, and need not be kept in memory meanwhile.
Nothing changes places within a chat, nor anything that one person sent, wherever they sent it; and only what is
plainly said is taken along: a command, a press, an edit or a moment that has come is never ahead of what is older.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from bot.gateway.inbound.decode import decode
from bot.gateway.inbound.updates import Incoming, IncomingMessage
from bot.store import inbox
from bot.store.db import Tx

#: How many more of a chat are looked at together.
_MORE = 50


def parts(tx: Tx, limit: int, now: datetime, read: dict[str, Incoming]) -> Iterator[list[inbox.Row]]:
    """The open rows to work on next, so many at most, in their order; part by part, each to be done before the next
    is asked for. What had to be read for that is added to `read`, by what was written down of it."""
    if not inbox.flooded(tx, limit):
        yield inbox.open_rows(tx, limit, now)
        return
    while limit > 0 and (first := inbox.open_rows(tx, 1, now)):
        yield first
        limit -= 1
        for part in _along(tx, first[0], limit, read):
            yield part
            limit -= len(part)


def _along(tx: Tx, row: inbox.Row, limit: int, read: dict[str, Incoming]) -> Iterator[list[inbox.Row]]:
    """What is taken along with a row."""
    while row.chat is not None and (asked := min(limit, _MORE)):
        found = inbox.open_after(tx, row, asked)
        part = [more for more, elsewhere in takewhile(lambda one: not one[1] and _plain(one[0], read), found)]
        yield part
        if len(part) < asked:
            return
        limit -= asked


def _plain(row: inbox.Row, read: dict[str, Incoming]) -> bool:
    try:
        incoming = read.get(row.payload) or decode(row.payload)
    except ValueError:  # it fails in its turn
        return False
    read[row.payload] = incoming
    return isinstance(incoming, IncomingMessage) and incoming.plain
