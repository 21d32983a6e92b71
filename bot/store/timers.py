"""Timers: the moments at which a session, or a group, asked to be woken. A due one becomes a row of the inbox, so
time takes the same road as everything else."""

from __future__ import annotations

import json
from datetime import datetime

from bot.session.wakes import GroupTimer, SessionWake, Wake, read_wake, write_wake
from bot.store import inbox
from bot.store.db import Tx, moment, stamp


def set(tx: Tx, session: str, wake: Wake, due: datetime) -> None:
    """Wake a session at that moment; a timer for the same is moved."""
    tx.invalidate("timer")
    tx.run("INSERT OR REPLACE INTO timers VALUES (?, ?, ?)", session, write_wake(wake), stamp(due))


def hasten(tx: Tx, session: str, wake: Wake, due: datetime) -> None:
    """Wake a session at that moment, unless it is to be woken for the same before."""
    sql = "INSERT INTO timers VALUES (?, ?, ?) ON CONFLICT (session, name) DO UPDATE SET due = min(due, excluded.due)"
    tx.run(sql, session, write_wake(wake), stamp(due))


def cancel(tx: Tx, session: str, wake: Wake) -> None:
    """Don't wake a session for this."""
    tx.invalidate("timer")
    tx.run("DELETE FROM timers WHERE session = ? AND name = ?", session, write_wake(wake))


def set_group(tx: Tx, wake: GroupTimer, due: datetime | None) -> None:
    """Wake a group at that moment, and not when it was asked for before; None: not at all."""
    name = write_wake(wake)
    if due is None:
        tx.run("DELETE FROM group_timers WHERE group_id = ? AND name = ?", wake.group, name)
    else:
        tx.run("INSERT OR REPLACE INTO group_timers VALUES (?, ?, ?)", wake.group, name, stamp(due))


#: Wakes that are left where they are for now.
Later = frozenset[SessionWake]

_DUE = (
    "SELECT NULL AS group_id, session, name, due FROM timers WHERE due <= ?"
    " AND name NOT IN (SELECT value FROM json_each(?))"
    " UNION ALL SELECT group_id, '', name, due FROM group_timers WHERE due <= ? ORDER BY due LIMIT ?"
)


def take_due(tx: Tx, now: datetime, most: int, later: Later = frozenset()) -> int:
    """Put the timers that have been due the longest into the inbox, so many at most, but for those that are to come
    later; gives how many."""
    rows = tx.all(_DUE, stamp(now), _names(later), stamp(now), most)
    if not rows:
        return 0
    tx.invalidate("timer")
    inbox.moments(tx, [(row["session"], row["name"]) for row in rows], now)
    own = [(row["session"], row["name"]) for row in rows if row["group_id"] is None]
    groups = [(row["group_id"], row["name"]) for row in rows if row["group_id"] is not None]
    tx.many("DELETE FROM timers WHERE session = ? AND name = ?", own)
    tx.many("DELETE FROM group_timers WHERE group_id = ? AND name = ?", groups)
    return len(rows)


def next_due(tx: Tx, later: Later = frozenset()) -> datetime | None:
    """When the next timer is due, but for those that are to come later."""
    own = "SELECT due FROM timers WHERE name NOT IN (SELECT value FROM json_each(?)) ORDER BY due LIMIT 1"
    found = [tx.one(own, _names(later)), tx.one("SELECT due FROM group_timers ORDER BY due LIMIT 1")]
    return moment(min(row["due"] for row in found if row)) if any(found) else None


def _names(wakes: Later) -> str:
    return json.dumps([write_wake(wake) for wake in wakes])


def coming(tx: Tx) -> list[tuple[Wake, datetime]]:
    """All that somebody is to be woken for, the soonest first."""
    rows = tx.all("SELECT name, due FROM timers UNION ALL SELECT name, due FROM group_timers ORDER BY due")
    return [(read_wake(row["name"]), moment(row["due"])) for row in rows]
