"""The organisations of a group, as its facilitators list them; who brought one in, while nobody else is with it; and
what was understood of a facilitator's text and waits to be confirmed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.organisations import Organisation, Side
from bot.session.roster import Line
from bot.store.db import Tx, stamp

#: How long what was understood waits to be confirmed.
_CONFIRMED_WITHIN = timedelta(days=1)


def of_group(tx: Tx, group: int) -> tuple[Organisation, ...]:
    """The organisations of a group, in the order in which they were listed."""
    rows = tx.all("SELECT * FROM organisations WHERE group_id = ? ORDER BY length(id), id", group)
    return tuple(Organisation(row["id"], row["name"], Side(row["side"])) for row in rows)


def made(tx: Tx, group: int) -> int:
    """How many ids the group has given to organisations: those up to this number are never given again."""
    row = tx.one("SELECT organisations_made n FROM groups WHERE id = ?", group)
    return int(row["n"]) if row is not None else 0


def save(tx: Tx, group: int, listed: Sequence[Organisation], author: str | None = None) -> None:
    """The group's list as it is now. Whoever chose one that is gone has none; of one that is new it is noted who
    brought it in (`author`), where that wasn't a facilitator."""
    tx.invalidate("group")
    ids = json.dumps([one.id for one in listed])
    gone = "id NOT IN (SELECT value FROM json_each(?))"
    tx.erase(f"DELETE FROM organisations WHERE group_id = ? AND {gone}", group, ids)  # noqa: S608  a constant
    tx.run(
        "UPDATE members SET organisation = NULL WHERE group_id = ?"
        " AND organisation NOT IN (SELECT value FROM json_each(?))",
        *(group, ids),
    )
    tx.many(
        "INSERT INTO organisations (group_id, id, name, side, author) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET name = excluded.name, side = excluded.side",
        [(group, one.id, one.name, one.side.value, author) for one in listed],
    )
    most = max((int(one.id[1:]) for one in listed), default=0)
    tx.run("UPDATE groups SET organisations_made = max(organisations_made, ?) WHERE id = ?", most, group)


def shared(tx: Tx, group: int, person: str, organisation: str | None) -> None:
    """Somebody is with this organisation: if others brought it in, it is no longer theirs alone."""
    sql = "UPDATE organisations SET author = NULL WHERE group_id = ? AND id = ? AND author <> ?"
    tx.run(sql, group, organisation, person)


def brought_in(tx: Tx, person: str) -> dict[int, frozenset[str]]:
    """The organisations that nobody but this person brought in, by their groups."""
    found: dict[int, frozenset[str]] = {}
    for row in tx.all("SELECT group_id, id FROM organisations WHERE author = ?", person):
        found[row["group_id"]] = found.get(row["group_id"], frozenset()) | {row["id"]}
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a facilitator's text, and the scenario that waits for it (empty: none)."""

    group: int
    scenario: str
    lines: tuple[Line, ...]


def read_back(tx: Tx, reading: Reading, now: datetime) -> int:
    """Keep what was understood until it is confirmed; gives its number, which is never another's. What was understood
    before it in that group no longer waits."""
    tx.erase("DELETE FROM readings WHERE group_id = ?", reading.group)
    lines = json.dumps([(line.name, line.side, line.id) for line in reading.lines])
    sql = "INSERT INTO readings (group_id, scenario, lines, made) VALUES (?, ?, ?, ?)"
    return tx.insert(sql, reading.group, reading.scenario, lines, stamp(now))


def reading(tx: Tx, number: int) -> Reading | None:
    """What was understood and still waits, by its number."""
    row = tx.one("SELECT * FROM readings WHERE id = ?", number)
    if row is None:
        return None
    lines = tuple(Line(name, Side(side) if side else None, id) for name, side, id in json.loads(row["lines"]))
    return Reading(row["group_id"], row["scenario"], lines)


def confirmed(tx: Tx, number: int) -> None:
    """It waits no longer."""
    tx.erase("DELETE FROM readings WHERE id = ?", number)


def prune(tx: Tx, now: datetime) -> None:
    """What nobody confirmed goes, and which messages read back what no longer waits: a reply to them means nothing."""
    tx.erase("DELETE FROM readings WHERE made < ?", stamp(now - _CONFIRMED_WITHIN))
    tx.invalidate("message")
    tx.run("DELETE FROM messages WHERE ref LIKE 'read-back:%' AND substr(ref, 11) NOT IN (SELECT id FROM readings)")
