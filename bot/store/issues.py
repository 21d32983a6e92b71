"""Troubles: what keeps the bot from speaking in a group at present. Each is noted once, so that it is told
once, however many messages meet it; it goes with the first message that gets through again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from bot.store.db import Tx, stamp


class Issue(StrEnum):
    """What can be wrong with a group: no right to write there, none to react, the topic closed or deleted,
    the bot no longer in it, a message that Telegram doesn't take as it is."""

    RIGHTS = "rights"
    REACTIONS = "reactions"
    TOPIC_CLOSED = "topic-closed"
    TOPIC_GONE = "topic-gone"
    OUT = "out"
    REFUSED = "refused"


#: The troubles that a message which got through has shown to be over.
WRITING = frozenset(Issue) - {Issue.REACTIONS}


def note(tx: Tx, group_id: int, trouble: Issue, now: datetime) -> bool:
    """Note a trouble; whether it is new."""
    sql = "INSERT OR IGNORE INTO troubles (group_id, kind, since) VALUES (?, ?, ?)"
    return tx.run(sql, group_id, trouble.value, stamp(now)) > 0


def over(tx: Tx, group_id: int, troubles: Iterable[Issue]) -> bool:
    """These troubles are over; whether there was one."""
    return tx.many("DELETE FROM troubles WHERE group_id = ? AND kind = ?", [(group_id, t.value) for t in troubles]) > 0


def of(tx: Tx, group_id: int) -> frozenset[Issue]:
    """The troubles that a group has now."""
    rows = tx.all("SELECT kind FROM troubles WHERE group_id = ?", group_id)
    return frozenset(Issue(row["kind"]) for row in rows)


def tried(tx: Tx, group_id: int, trouble: Issue) -> int:
    """Count one more try in spite of a trouble; gives how many there were before it."""
    tx.run("UPDATE troubles SET tries = tries + 1 WHERE group_id = ? AND kind = ?", group_id, trouble.value)
    row = tx.one("SELECT tries FROM troubles WHERE group_id = ? AND kind = ?", group_id, trouble.value)
    return int(row["tries"]) - 1 if row is not None else 0
