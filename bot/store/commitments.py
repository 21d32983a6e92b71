"""The commitments of groups: kept beyond their workshops, for 400 days. What they mean is `bot.session.pledges`'."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from bot.session.pledges import KEPT, Became, Pledge, Promised, Standing, first_asked
from bot.store import messages
from bot.store.db import Tx
from bot.store.messages import MessageRow

_DATES = ("made", "due", "ask_on", "asked_on")
_COLUMNS = {field.name: {"group": "group_id"}.get(field.name, field.name) for field in fields(Pledge)}


def _pledge(row: sqlite3.Row) -> Pledge:
    values = {name: row[column] for name, column in _COLUMNS.items()}
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in _DATES}
    kinds = {"standing": Standing(values["standing"]), "became": Became(values["became"])}
    return Pledge(**{**values, **days, **kinds})


def _found(tx: Tx, where: str, *values: object) -> list[Pledge]:
    """In the order in which they are told: those with a date first, the next before the others."""
    sql = f"SELECT * FROM commitments WHERE {where} ORDER BY due IS NULL, due, session, answer, place, id"  # noqa: S608  of this module
    return [_pledge(row) for row in tx.all(sql, *values)]


def of_group(tx: Tx, group: int) -> list[Pledge]:
    """All of a group's."""
    return _found(tx, "group_id = ?", group)


def of_person(tx: Tx, person: str) -> list[Pledge]:
    """All that lead to somebody."""
    return _found(tx, "person = ?", person)


def of_session(tx: Tx, code: str) -> list[Pledge]:
    """All that a workshop has left."""
    return _found(tx, "session = ?", code)


def those(tx: Tx, ids: Sequence[str]) -> list[Pledge]:
    """Those of these ids that there are, in their order."""
    found = {one.id: one for one in _found(tx, "id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))}
    return [found[id] for id in ids if id in found]


def save(tx: Tx, pledge: Pledge) -> None:
    """Keep one as it is now, new or not. What it said before is in no byte of the file."""
    values = {_COLUMNS[name]: _written(getattr(pledge, name)) for name in _COLUMNS}
    sets = ", ".join(f"{column} = excluded.{column}" for column in values if column != "id")
    marks = ", ".join("?" for _ in values)
    sql = f"INSERT INTO commitments ({', '.join(values)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}"  # noqa: S608
    known = tx.one("SELECT what, who, possible FROM commitments WHERE id = ?", pledge.id)
    reworded = known is not None and any(known[name] not in ("", values[name]) for name in ("what", "who", "possible"))
    (tx.erase if reworded else tx.run)(sql, *values.values())


def _written(value: object) -> object:
    if isinstance(value, Became | Standing):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def told_by(tx: Tx, id: str, person: str, day: date) -> None:
    """Who has said what a change made possible; kept no longer than a session is."""
    tx.run("UPDATE commitments SET told_by = ?, told_on = ? WHERE id = ?", person, day.isoformat(), id)


def possible_by(tx: Tx, person: str) -> list[str]:
    """What somebody has said that changes made possible."""
    rows = tx.all("SELECT possible FROM commitments WHERE told_by = ? AND possible <> '' ORDER BY id", person)
    return [row["possible"] for row in rows]


def mirror(tx: Tx, group: int, code: str, closed: date, there: Sequence[Promised], today: date) -> list[str]:
    """Keep what a session holds now; gives the ids of those that are gone or say something else. One whose answer was
    edited is known by its words, else by its place in the answer."""
    left = of_session(tx, code)
    changed: list[str] = []
    for one in there:
        same = [p for p in left if p.answer == one.answer and p.what == one.of.what]
        before = next(iter(same or [p for p in left if (p.answer, p.place) == (one.answer, one.place)]), None)
        if before is not None:
            left.remove(before)
        now = _now(before, one, group, code, closed, today)
        if now != before:
            save(tx, now)
            changed += [before.id] if before else []
    return [*changed, *_drop(tx, [one.id for one in left])]


def _now(before: Pledge | None, one: Promised, group: int, code: str, closed: date, today: date) -> Pledge:
    """One as it is now, kept anew or in the place of what was there."""
    ask_on, whose = first_asked(one.of, closed, today), _whose(one)
    said: dict[str, Any] = {"what": one.of.what, "who": one.of.who, "said": one.of.said, "due": one.of.due}
    if before is None:
        known: dict[str, Any] = {
            "id": secrets.token_hex(8),
            "group": group,
            "session": code,
            "made": closed,
            "ask_on": ask_on,
        }
        return Pledge(answer=one.answer, place=one.place, **known, **said, **whose)
    settled = before.standing in (Standing.AGREED, Standing.DECLINED) and before.other == whose["other"]
    again = before.due != one.of.due and not before.asked
    kept: dict[str, Any] = {"ask_on": ask_on if again else before.ask_on, **({} if settled else whose)}
    return replace(before, answer=one.answer, place=one.place, **said, **kept)


def _whose(one: Promised) -> dict[str, Any]:
    """Whose it is, and what other organisation it names."""
    own, other = one.organisation, one.other
    return {
        "organisation": own.id if own else None,
        "organisation_name": own.name if own else "",
        "standing": Standing.PROPOSED if other else Standing.OWN,
        "other": other.id if other else None,
        "other_name": other.name if other else "",
        "person": one.person,
    }


def _drop(tx: Tx, ids: Sequence[str]) -> Sequence[str]:
    if ids:
        tx.erase("DELETE FROM commitments WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
    return ids


def left(tx: Tx, group: int, person: str) -> None:
    """Somebody is in the group no longer: nothing there leads to them."""
    tx.erase("UPDATE commitments SET person = NULL WHERE group_id = ? AND person = ?", group, person)


def expired(tx: Tx, today: date) -> list[Pledge]:
    """Those that have been kept for long enough."""
    return _found(tx, "made < ?", (today - KEPT).isoformat())


def drop(tx: Tx, ids: Sequence[str]) -> None:
    """These go."""
    _drop(tx, ids)


def unlink(tx: Tx, before: date) -> None:
    """Who said by then what a change made possible isn't known any more."""
    tx.erase("UPDATE commitments SET told_by = NULL WHERE told_on < ? AND told_by IS NOT NULL", before.isoformat())


def tell(tx: Tx, ids: Sequence[str], rows: Sequence[int]) -> None:
    """Note that a message, by the rows of its parts, tells of these."""
    pairs = [(id, row) for id in ids for row in rows]
    tx.many("INSERT OR IGNORE INTO commitment_messages VALUES (?, ?)", pairs)


def told_in(tx: Tx, ids: Sequence[str]) -> list[list[MessageRow]]:
    """The bot's messages that tell of one of these, each with its parts in order."""
    rows = tx.all(
        "SELECT DISTINCT message FROM commitment_messages WHERE commitment IN (SELECT value FROM json_each(?))"
        " ORDER BY message",
        json.dumps(list(ids)),
    )
    found: list[list[MessageRow]] = []
    for row in rows:
        if part := messages.get(tx, row["message"]):
            if part.part and found:
                found[-1].append(part)
            else:
                found.append([part])
    return found
