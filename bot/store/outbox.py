"""The outbox: what is to be sent, in order within a chat, and what was sent when.

What waits stands in lines. A line's head is found by one look into an index, however long the line is, so a backlog
costs nothing but its place on the disk. Pacing goes by the outbox's own timestamps, so a restart forgets none of them.
Words go as soon as they are sent, and so does who read them in private.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import IntEnum
from operator import attrgetter
from typing import Literal

from pydantic import TypeAdapter
from pydantic_core import to_json

from bot.session.addresses import Place, read_place
from bot.store import held_back
from bot.store.db import Tx, moment, stamp
from bot.store.emptied import EMPTIED
from bot.store.lines import Line, a_toast, messages_of, receipts_of

Method = Literal["send", "edit", "delete", "react", "toast", "pin", "document", "voice", "leave"]
Keyboard = tuple[tuple[tuple[str, str, str], ...], ...]

#: How long it is remembered what was sent: pacing looks back a minute, a person who mends things longer.
_MEMORY = timedelta(hours=24)


class Priority(IntEnum):
    """Who goes first among the chats: lower numbers do."""

    HIGH = 0
    NORMAL = 1
    LOW = 2
    LAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something to be sent to a place. `gathers`: with it go the receipts in that place that would have to wait for
    long, since it says that all is noted. `message` is the row of our message that it makes, edits, pins or deletes;
    `session` the one that it is about, where no such row tells; `quotes`: it may say somebody's words or pseudonym;
    `target` numbers somebody's message to react to, `numbers` those to delete (`html` stands in the place of one that
    can't be); `names` is whose name a toast tells, asked as it is sent. `protect`: it can't be passed on or saved;
    `silent`: it comes without a sound. An unsent draft of the same `fold` is replaced."""

    place: Place
    method: Method
    html: str = ""
    keyboard: Keyboard = ()
    reply_to: int | None = None
    message: int | None = None
    session: str | None = None
    quotes: bool = False
    target: int | None = None
    numbers: tuple[int, ...] = ()
    emoji: str = ""
    force_reply: bool = False
    protect: bool = False
    silent: bool = False
    callback: str = ""
    alert: bool = False
    names: str = ""
    document: bytes | None = None
    filename: str = ""
    gathers: bool = False
    fold: str = ""
    priority: Priority = Priority.NORMAL
    not_before: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The first of a line, and when it may go at the earliest."""

    line: Line
    id: int
    priority: int
    method: Method
    at: datetime


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that is about to be sent."""

    id: int
    draft: Draft
    attempts: int


_CODEC: TypeAdapter[Draft] = TypeAdapter(Draft)
#: What has a column of its own; the rest is the payload, as far as it says anything.
_COLUMNS = frozenset(
    {"place", "method", "document", "message", "session", "quotes", "fold", "priority", "not_before", "expires"}
)
_WORDS = {field.name: field.default for field in fields(Draft) if field.name not in _COLUMNS}
_words_of = attrgetter(*_WORDS)

#: A draft takes the place of an unsent one with its fold. One that isn't urgent keeps to the time that the
#: other had, or new ones could put it off for ever. Should the other be under way just now, the note that
#: it was sent finds it gone, and this one still goes.
_PUT = (
    "INSERT OR REPLACE INTO outbox (place, line, method, payload, document, session, message, quotes, fold, priority,"
    " expires, queued, not_before)"
    " VALUES (?, ?, ?, ?, ?, coalesce(?, (SELECT session FROM messages WHERE id = ?)), ?, ?, ?, ?, ?, ?, {at})"
)
_AT_ONCE = _PUT.format(at="?")
_IN_TIME = _PUT.format(
    at="min(?, coalesce((SELECT not_before FROM outbox WHERE fold = ? AND fold <> '' AND state = 'queued'), 1 << 62))"
)


def line_of(draft: Draft) -> Line:
    """The line in which a draft waits."""
    if draft.method == "toast":
        return a_toast()
    return (receipts_of if draft.method == "react" else messages_of)(draft.place)


def _payload(draft: Draft) -> str:
    words = zip(_WORDS.items(), _words_of(draft), strict=True)
    return to_json({name: value for (name, silent), value in words if value != silent}).decode()


def put(tx: Tx, draft: Draft, now: datetime) -> None:
    """Queue a draft, or put it in the place of an unsent one with the same fold."""
    line, expires = line_of(draft), stamp(draft.expires) if draft.expires else None
    values = (
        *(str(draft.place), line, draft.method, _payload(draft), draft.document, draft.session, draft.message),
        *(draft.message, draft.quotes, draft.fold, int(draft.priority), expires, stamp(now)),
    )
    if draft.not_before is None:
        tx.run(_AT_ONCE, *values, stamp(now))
    else:
        tx.run(_IN_TIME, *values, stamp(draft.not_before), draft.fold)
    if line == messages_of(draft.place):
        held_back.joined(tx, draft.place, fold=draft.fold, says=draft.method == "send", now=now)


def lines(tx: Tx, after: int) -> tuple[int, list[Line]]:
    """The lines in which something was queued after that row, and the newest row; 0: all lines that wait."""
    if after:
        rows = tx.all("SELECT line, max(id) newest FROM outbox NOT INDEXED WHERE id > ? GROUP BY line", after)
        return max((row["newest"] for row in rows), default=after), [row["line"] for row in rows]
    newest = tx.one("SELECT coalesce(max(id), 0) newest FROM outbox")
    rows = tx.all("SELECT DISTINCT line FROM outbox WHERE state = 'queued'")
    return newest["newest"] if newest is not None else 0, [row["line"] for row in rows]


#: What a line's first row is found by. A calm edit that still waits lets others by, and so does a deletion, or a
#: reaction that is to be tried again.
_HEAD = (
    "SELECT id, priority, method, not_before FROM outbox WHERE line = ? AND state = 'queued'"
    " AND id NOT IN (SELECT value FROM json_each(?)) AND (method NOT IN ('edit', 'delete', 'react') OR not_before <= ?)"
    " ORDER BY id LIMIT 1"
)
_LATER = (
    "SELECT id, priority, method, not_before FROM outbox WHERE line = ? AND state = 'queued'"
    " AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY not_before LIMIT 1"
)


def head(tx: Tx, line: Line, now: datetime, apart: Collection[int] = ()) -> Head | None:
    """The first of a line, as if the rows `apart` weren't there; None where it is empty."""
    without = json.dumps(list(apart))
    row = tx.one(_HEAD, line, without, stamp(now)) or tx.one(_LATER, line, without)
    return Head(line, row["id"], row["priority"], row["method"], moment(row["not_before"])) if row else None


def take(tx: Tx, id: int) -> Ready | None:
    """The row of that id with its words, if it is still to be sent."""
    row = tx.one("SELECT * FROM outbox WHERE id = ? AND state = 'queued'", id)
    return Ready(row["id"], _draft(row), row["attempts"]) if row else None


def _draft(row: sqlite3.Row) -> Draft:
    columns = {name: row[name] for name in ("method", "document", "message", "session", "quotes", "priority")}
    read = {"place": read_place(row["place"]), "expires": moment(row["expires"]) if row["expires"] else None}
    return _CODEC.validate_python({**json.loads(row["payload"]), **columns, **read})


def begin(tx: Tx, id: int, now: datetime) -> None:
    """A row is about to be sent."""
    tx.run("UPDATE outbox SET begun = ? WHERE id = ?", stamp(now), id)


def begun(tx: Tx) -> list[int]:
    """The messages (by their own ids) that were being sent when the program ended, and may have come."""
    rows = tx.all("SELECT message FROM outbox WHERE state = 'queued' AND begun IS NOT NULL AND message IS NOT NULL")
    return [row["message"] for row in rows]


def sent(tx: Tx, id: int, now: datetime) -> None:
    """A row has been sent: its words go, when it went stays."""
    tx.run(f"UPDATE outbox SET state = 'sent', sent_at = ?, {EMPTIED} WHERE id = ?", stamp(now), id)  # noqa: S608  a constant


def retry(tx: Tx, id: int, at: datetime, error: str, now: datetime) -> None:
    """A row couldn't be sent and is tried again; the attempt counts for pacing, since Telegram saw it."""
    sql = "UPDATE outbox SET attempts = attempts + 1, not_before = ?, error = ?, sent_at = ? WHERE id = ?"
    tx.run(sql, stamp(at), error, stamp(now), id)


def drop(tx: Tx, id: int, error: str, now: datetime) -> None:
    """A row will not be sent."""
    sql = f"UPDATE outbox SET state = 'dropped', error = ?, sent_at = ?, {EMPTIED} WHERE id = ?"  # noqa: S608  a constant
    tx.run(sql, error, stamp(now), id)


def pause(tx: Tx, place: Place, until: datetime) -> None:
    """Nothing goes to a place before that moment: Telegram has said so."""
    tx.run("INSERT OR REPLACE INTO pauses VALUES (?, ?)", str(place), stamp(until))


def pauses(tx: Tx) -> Mapping[Place, datetime]:
    """Until when nothing goes to a place."""
    return {read_place(row["place"]): moment(row["until"]) for row in tx.all("SELECT place, until FROM pauses")}


def history(tx: Tx, since: datetime, now: datetime) -> Mapping[Place, list[datetime]]:
    """When something went to each place lately, oldest first. Toasts go to no chat and don't count. What
    was under way when the program ended may have come as late as now."""
    rows = tx.all(
        "SELECT place, sent_at AS at FROM outbox WHERE sent_at > ? AND method <> 'toast' UNION ALL"
        " SELECT place, ? FROM outbox WHERE state = 'queued' AND sent_at IS NULL AND begun > ? ORDER BY at",
        *(stamp(since), stamp(now), stamp(since)),
    )
    found: dict[Place, list[datetime]] = {}
    for row in rows:
        found.setdefault(read_place(row["place"]), []).append(moment(row["at"]))
    return found


def prune(tx: Tx, now: datetime) -> None:
    """Forget what was sent or dropped a day ago, and pauses that are over."""
    held_back.prune(tx, now)
    over = "DELETE FROM outbox WHERE state NOT IN ('queued', 'held') AND coalesce(sent_at, queued) < ?"
    tx.run(over, stamp(now - _MEMORY))
    tx.run("DELETE FROM pauses WHERE until < ?", stamp(now))
