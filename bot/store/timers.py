"""Timers: the moments at which a session, or a group, asked to be woken. A due one becomes a row of the inbox, so
time takes the same road as everything else."""

from __future__ import annotations

from datetime import datetime

from bot.session.wakes import GroupTimer, Wake, WindowOver, write_wake
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


def take_due(tx: Tx, now: datetime, *, hears: bool = True) -> int:
    """Put the timers that are due into the inbox; gives how many. `hears`: all that was sent to the bot has come; else
    no window ends, since what is on its way is in time."""
    but = "" if hears else write_wake(WindowOver())
    sql = "SELECT session, name FROM timers WHERE due <= ? AND name <> ? ORDER BY due"
    rows = tx.all(sql, stamp(now), but)
    rows += tx.all("SELECT '' AS session, name FROM group_timers WHERE due <= ? ORDER BY due", stamp(now))
    if not rows:
        return 0
    tx.invalidate("timer")
    inbox.moments(tx, [(row["session"], row["name"]) for row in rows], now)
    tx.run("DELETE FROM timers WHERE due <= ? AND name <> ?", stamp(now), but)
    tx.run("DELETE FROM group_timers WHERE due <= ?", stamp(now))
    return len(rows)


def next_due(tx: Tx, *, hears: bool = True) -> datetime | None:
    """When the next timer is due; `hears` as in `take_due`."""
    row = tx.one(
        "SELECT min(due) due FROM (SELECT min(due) due FROM timers WHERE name <> ?"
        " UNION ALL SELECT min(due) FROM group_timers)",
        "" if hears else write_wake(WindowOver()),
    )
    return moment(row["due"]) if row is not None and row["due"] is not None else None
