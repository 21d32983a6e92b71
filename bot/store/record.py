"""The record: what those with a role did that concerns all who look after a group. Days and numbers, no content.

Who did it is known for as long as they aren't erased; afterwards it was somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.session.holders import Holder, read_holder
from bot.store.db import Tx
from bot.store.roles import EVERYWHERE, OWN, Grant

#: How long it is kept: as long as the sessions that it may tell of, at most.
KEPT = timedelta(days=180)


class Deed(StrEnum):
    """What was done."""

    DOWNLOADED = "downloaded"
    DRAFTED = "drafted"
    INVITED = "invited"
    JOINED = "joined"
    REVOKED = "revoked"
    PUT_OUT = "put-out"
    OPERATOR = "operator"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done: by whom (None: somebody), with whose role, and which session's summary."""

    day: date
    deed: Deed
    actor: Holder | None
    subject: Holder | None
    session: str | None


def note(
    tx: Tx, where: int, deed: Deed, now: datetime, *, actor: Grant | None = None, subject: Grant | None = None,
    session: str | None = None,
) -> None:  # fmt: skip
    """Note that something was done in a group, or where all groups are looked after."""
    who = (actor.person, str(actor.holder)) if actor else (None, None)
    whose = (subject.person, str(subject.holder)) if subject else (None, None)
    values = (EVERYWHERE if where == OWN else where, now.date().isoformat(), deed.value, *who, *whose, session)
    tx.run("INSERT INTO record VALUES (lower(hex(randomblob(8))), ?, ?, ?, ?, ?, ?, ?, ?)", *values)


def of(tx: Tx, where: int) -> list[Entry]:
    """What was done in a group, the newest day first; of one day nothing tells what came first."""
    by = "day DESC, act, actor_called, subject_called, session"
    rows = tx.all(f"SELECT * FROM record WHERE group_id = ? ORDER BY {by}", where)  # noqa: S608  a constant
    return [
        Entry(
            date.fromisoformat(row["day"]),
            Deed(row["act"]),
            read_holder(row["actor_called"]) if row["actor_called"] else None,
            read_holder(row["subject_called"]) if row["subject_called"] else None,
            row["session"],
        )
        for row in rows
    ]


def count_by(tx: Tx, person: str) -> int:
    """How many things the record tells of somebody."""
    row = tx.one("SELECT count(*) n FROM record WHERE ? IN (actor, subject)", person)
    return int(row["n"]) if row is not None else 0


def prune(tx: Tx, now: datetime) -> None:
    """What is older than it may be goes."""
    tx.erase("DELETE FROM record WHERE day < ?", (now - KEPT).date().isoformat())
