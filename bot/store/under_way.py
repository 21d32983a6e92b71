"""Which sessions are under way, of thousands: found in the database by what their states say, and none of them is read
whole for that. Reading all would take seconds, and hundreds of megabytes. A session whose state is damaged is none of
them: it is for the doctor.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from bot.session.state import Phase
from bot.store.db import Tx, stamp


def at_rest(tx: Tx, moved: datetime, opened: datetime) -> list[str]:
    """The sessions that haven't ended and came to no other step since one moment, or were opened before the other."""
    sql = (
        "SELECT code FROM sessions WHERE phase <> ?1 AND (opened < ?2 OR opened < ?3"
        " AND CASE WHEN json_valid(state) THEN coalesce(json_extract(state, '$.moved'), '') < ?4 END)"
    )
    return [row["code"] for row in tx.all(sql, Phase.CLOSED.value, stamp(opened), stamp(moved), moved.isoformat())]


def tapped(tx: Tx) -> list[tuple[str, int]]:
    """The sessions in open groups in which something may be open that is pressed alone, and their groups: all that
    haven't ended, but for those over days in which a question is open."""
    rows = tx.all(
        "SELECT code, group_id FROM sessions JOIN groups ON groups.id = group_id WHERE active AND phase <> ?"
        " AND (phase = ? OR CASE WHEN json_valid(state) THEN json_type(state, '$.pace') <> 'object' END)"
        " ORDER BY sessions.opened",
        *(Phase.CLOSED.value, Phase.OPENING.value),
    )
    return [(row["code"], row["group_id"]) for row in rows]


def steered_by(tx: Tx, person: str, groups: Collection[int]) -> list[tuple[str, int]]:
    """The sessions under way in these groups that somebody steers, and their groups."""
    rows = tx.all(
        "SELECT code, group_id FROM sessions WHERE phase <> ? AND group_id IN (SELECT value FROM json_each(?))"
        " AND CASE WHEN json_valid(state) THEN json_extract(state, '$.facilitator') END = ?",
        *(Phase.CLOSED.value, json.dumps(list(groups)), person),
    )
    return [(row["code"], row["group_id"]) for row in rows]
