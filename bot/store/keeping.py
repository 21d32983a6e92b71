"""For how long a session's answers are kept: the least of what its group wants now, what was said when it began, and
what the operator allows. What was promised is never made longer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.db import Tx, stamp
from bot.store.groups import Group

#: In days, of a session's row and its group's; `?1` is the operator's number.
_DAYS = "min(?1, coalesce(sessions.retention, ?1), coalesce(groups.retention, ?1))"
_OF_SESSIONS = "FROM sessions JOIN groups ON groups.id = group_id"
_DAY = timedelta(days=1) // timedelta(microseconds=1)


def of_group(group: Group, most: timedelta) -> timedelta:
    """How long the answers of a group's next session are kept after its close; `most` is what the operator allows."""
    return most if group.retention is None else min(timedelta(days=group.retention), most)


def of_session(tx: Tx, code: str, most: timedelta) -> timedelta:
    """How long a session's answers are kept after its close."""
    row = tx.one(f"SELECT {_DAYS} AS days {_OF_SESSIONS} WHERE code = ?2", most.days, code)
    return timedelta(days=row["days"]) if row is not None else most


def shortened(tx: Tx, code: str, now: datetime, most: timedelta) -> bool:
    """Whether a session whose time is over would have more of it, had its group not chosen fewer days since it began: a
    backup doesn't know of that choice."""
    promised = "min(?1, coalesce(retention, ?1))"
    row = tx.one(
        f"SELECT closed >= ?2 - {promised} * ?3 early FROM sessions WHERE code = ?4",  # noqa: S608  a constant
        *(most.days, stamp(now), _DAY, code),
    )
    return bool(row and row["early"])


def longest_for(tx: Tx, person: str, most: timedelta) -> timedelta:
    """How long at most answers are kept in the groups in which somebody has said yes."""
    row = tx.one(
        "SELECT max(min(?1, coalesce(retention, ?1))) days FROM groups JOIN members ON groups.id = group_id"
        " WHERE person = ?2",
        *(most.days, person),
    )
    return timedelta(days=row["days"]) if row is not None and row["days"] is not None else most


def expired(tx: Tx, now: datetime, most: timedelta, longest: timedelta) -> list[str]:
    """The sessions whose time is over, counted from their close; of those that weren't closed, or not for very long,
    from when they must have been, `longest` after they were opened."""
    over = f"(?2 - {_DAYS} * ?3)"
    rows = tx.all(
        f"SELECT code {_OF_SESSIONS} WHERE closed < {over} OR sessions.opened < {over} - ?4",
        *(most.days, stamp(now), _DAY, longest // timedelta(microseconds=1)),
    )
    return [row["code"] for row in rows]
