"""How the database is and what waits in it, as figures: no text, no name and no number of anybody's."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store import dead_letters, groups, issues, meta
from bot.store.db import Tx, moment, stamp
from bot.store.dead_letters import DeadLetter
from bot.store.groups import Group
from bot.store.issues import Issue

#: Up to so many bytes a database is read whole; in a larger one indexes aren't compared with their tables.
_WHOLE = 256 * 2**20

#: Messages that a chat can do without. What is given up of them needs nobody's care.
_COURTESIES = "('pin', 'react', 'toast', 'delete')"


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: how many rows, since when the oldest, and how many have failed at least once."""

    waiting: int
    oldest: datetime | None
    failing: int


@dataclass(frozen=True, slots=True)
class Health:
    """Everything that is looked up at once. `flaws`: how many mistakes SQLite finds in the file.
    `given_up`: messages of the last day that weren't sent, by the kind of error. `pauses`: until when
    Telegram wants no messages for some chats. `held`: messages kept back for groups that don't take them now,
    and `troubles` why not. `contact`: when Telegram last answered the bot. `busiest`: the most calls to chats in an
    hour of the last day. `due`: moments of sessions and groups that have come, and that nobody has worked on."""

    flaws: int
    version: int
    sqlite: str
    inbox: Queue
    outbox: Queue
    held: int
    pauses: tuple[datetime, ...]
    aside: tuple[DeadLetter, ...]
    given_up: Mapping[str, int]
    contact: datetime | None
    groups: tuple[Group, ...]
    troubles: Mapping[int, frozenset[Issue]]
    busiest: int
    due: Queue


def examine(tx: Tx, now: datetime, size: int) -> Health:
    """Look at a database whose file has that many bytes. Raises StoreError where it can't even be read."""
    known = groups.everyone(tx)
    return Health(
        flaws=_flaws(tx, "integrity_check" if size <= _WHOLE else "quick_check"),
        version=_version(tx),
        sqlite=sqlite3.sqlite_version,
        inbox=_queue(tx, "SELECT count(*) n, min(received) oldest, sum(attempts > 0) failing FROM inbox"
                         " WHERE state = 'open'"),
        outbox=_queue(tx, "SELECT count(*) n, min(queued) oldest, sum(attempts > 0) failing FROM outbox"
                          " WHERE state = 'queued'"),
        held=_queue(tx, "SELECT count(*) n, min(queued) oldest, 0 failing FROM outbox WHERE state = 'held'").waiting,
        pauses=tuple(moment(row["until"]) for row in tx.all("SELECT until FROM pauses WHERE until > ?", stamp(now))),
        aside=tuple(dead_letters.listing(tx)),
        given_up=_given_up(tx, now - timedelta(days=1)),
        contact=meta.contact(tx),
        groups=tuple(known),
        troubles={group.id: issues.of(tx, group.id) for group in known},
        busiest=_busiest(tx, now),
        due=_queue(tx, "SELECT count(*) n, min(due) oldest, 0 failing FROM (SELECT due FROM timers"
                       " UNION ALL SELECT due FROM group_timers) WHERE due <= ?", stamp(now)),
    )  # fmt: skip


def _flaws(tx: Tx, check: str) -> int:
    return sum(row[0] != "ok" for row in tx.all(f"PRAGMA {check}"))


def _version(tx: Tx) -> int:
    row = tx.one("PRAGMA user_version")
    return int(row[0]) if row is not None else 0


def _busiest(tx: Tx, now: datetime) -> int:
    hours = "SELECT count(*) n FROM outbox WHERE sent_at > ? AND method <> 'toast' GROUP BY sent_at / 3600000000"
    row = tx.one(f"SELECT coalesce(max(n), 0) n FROM ({hours})", stamp(now - timedelta(days=1)))  # noqa: S608  a constant
    return int(row["n"]) if row is not None else 0


def _queue(tx: Tx, sql: str, *values: object) -> Queue:
    row = tx.one(sql, *values)
    if row is None or not row["n"]:
        return Queue(0, None, 0)
    return Queue(row["n"], moment(row["oldest"]), row["failing"])


def _given_up(tx: Tx, since: datetime) -> Mapping[str, int]:
    rows = tx.all(
        f"SELECT error, count(*) n FROM outbox WHERE state = 'dropped' AND sent_at > ? AND method NOT IN {_COURTESIES}"  # noqa: S608  a constant
        " AND error <> 'nowhere to send it' GROUP BY error ORDER BY error",
        stamp(since),
    )
    return {row["error"]: row["n"] for row in rows}
