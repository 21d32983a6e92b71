"""What can't be said in a group at present is held: it keeps its place in the line, and whatever is queued for
the group waits behind it, until it is let go or nobody needs it any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.session.addresses import GroupPlace, Place
from bot.store.db import Tx, stamp
from bot.store.lines import messages_of

#: How long a message waits for its group: as long as late answers still count (docs/reliability.md).
KEPT = timedelta(hours=72)

_COLUMNS = (
    "place, line, method, payload, document, message, session, quotes, fold, priority, expires, queued, attempts, error"
)


def hold(tx: Tx, place: Place) -> None:
    """Hold whatever waits to be said in a place."""
    tx.run("UPDATE outbox SET state = 'held' WHERE line = ? AND state = 'queued'", messages_of(place))


def let_go(tx: Tx, place: Place, now: datetime) -> bool:
    """Let what was held be tried again, in its order; whether there was anything. The rows get new numbers, by
    which the sender sees that there is something new in the line."""
    line = messages_of(place)
    moved = tx.run(
        f"INSERT INTO outbox ({_COLUMNS}, not_before) SELECT {_COLUMNS}, ? FROM outbox"  # noqa: S608  names of ours
        " WHERE line = ? AND state = 'held' ORDER BY id",
        *(stamp(now), line),
    )
    return bool(moved) and tx.run("DELETE FROM outbox WHERE line = ? AND state = 'held'", line) > 0


def joined(tx: Tx, place: Place, *, fold: str, says: bool, now: datetime) -> None:
    """A row has just been queued for a place. If others are held there it waits behind them, in the place of one
    of the same fold, unless it `says` something new: that is a reason to try again. In a group that the bot isn't
    in by the will of anybody with a role nothing is tried, also while a stranger has added it."""
    outside = isinstance(place, GroupPlace) and _outside(tx, place.group)
    line = messages_of(place)
    if not outside and tx.one("SELECT 1 FROM outbox WHERE line = ? AND state = 'held' LIMIT 1", line) is None:
        return
    if fold:
        tx.run("DELETE FROM outbox WHERE line = ? AND state = 'held' AND fold = ?", line, fold)
    hold(tx, place)
    if says and not outside:
        let_go(tx, place, now)


def _outside(tx: Tx, group_id: int) -> bool:
    row = tx.one("SELECT active FROM groups WHERE id = ?", group_id)
    return row is not None and not row["active"]


def awaits(tx: Tx, message: int) -> bool:
    """Whether a message is still to be sent for the first time."""
    sql = "SELECT 1 FROM outbox WHERE message = ? AND method = 'send' AND state IN ('queued', 'held')"
    return tx.one(sql, message) is not None


def prune(tx: Tx, now: datetime) -> None:
    """Give up what was held for too long."""
    tx.run("DELETE FROM outbox WHERE state = 'held' AND queued < ?", stamp(now - KEPT))
