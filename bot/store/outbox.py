"""The outbox: what is to be sent, in order within a chat, and what was sent when.

Its own timestamps are what pacing goes by, so a restart forgets none of them. Words go as soon as they
are sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Literal

from pydantic import TypeAdapter

from bot.store import held
from bot.store.db import Tx, moment, stamp

Method = Literal["send", "edit", "delete", "react", "toast", "pin", "document", "leave"]
Keyboard = tuple[tuple[tuple[str, str, str], ...], ...]

#: How long it is remembered what was sent: pacing looks back a minute, a person who mends things longer.
_MEMORY = timedelta(hours=24)


class Priority(IntEnum):
    """Who goes first among the chats: lower numbers do."""

    HIGH = 0
    NORMAL = 1
    LOW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something to be sent to a place. `message` is the row of our message that it makes, edits, pins or
    deletes; `target` the number of somebody's message to react to. An unsent draft of the same `fold`
    is replaced."""

    place: str
    method: Method
    html: str = ""
    keyboard: Keyboard = ()
    reply_to: int | None = None
    message: int | None = None
    target: int | None = None
    emoji: str = ""
    force_reply: bool = False
    callback: str = ""
    alert: bool = False
    document: bytes | None = None
    filename: str = ""
    fold: str = ""
    priority: Priority = Priority.NORMAL
    not_before: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that heads its line."""

    id: int
    draft: Draft
    attempts: int


_CODEC: TypeAdapter[Draft] = TypeAdapter(Draft)
_LEFT_OUT = frozenset({"document", "message", "fold", "not_before", "expires"})


def _line(draft: Draft) -> str:
    """The line in which a draft waits. A toast is of one person and one moment, and a reaction depends
    on nothing: they don't wait behind the messages of their chat."""
    if draft.method == "toast":
        return f"toast:{draft.callback}"
    return f"react:{draft.place}:{draft.target}" if draft.method == "react" else draft.place


def put(tx: Tx, draft: Draft, now: datetime) -> None:
    """Queue a draft, or put it in the place of an unsent one with the same fold."""
    payload = _CODEC.dump_json(draft, exclude=set(_LEFT_OUT)).decode()
    if draft.fold and tx.run(
        "UPDATE outbox SET payload = ?, priority = min(priority, ?), not_before = min(not_before, ?)"
        " WHERE fold = ? AND fold <> '' AND state = 'queued' AND attempts = 0",
        *(payload, draft.priority, stamp(draft.not_before or now), draft.fold),
    ):
        return
    line = _line(draft)
    tx.run(
        "INSERT INTO outbox (place, line, method, payload, document, message, fold, priority, not_before, expires,"
        " queued) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(draft.place, line, draft.method, payload, draft.document, draft.message, draft.fold),
        *(draft.priority, stamp(draft.not_before or now), stamp(draft.expires) if draft.expires else None, stamp(now)),
    )
    if line == draft.place:
        held.joined(tx, line, fold=draft.fold, says=draft.method == "send", now=now)


def heads(tx: Tx, now: datetime, limit: int) -> list[Ready]:
    """The rows that may go now, one a line, the most urgent first. Within a chat the order is kept,
    except that a calm edit which still waits lets others by."""
    rows = tx.all(
        "SELECT * FROM outbox WHERE id IN (SELECT min(id) FROM outbox LEFT JOIN pauses USING (place)"
        " WHERE state = 'queued' AND (method <> 'edit' OR not_before <= ?) AND (until IS NULL OR until <= ?)"
        " GROUP BY line) AND not_before <= ? ORDER BY priority, id LIMIT ?",
        *(stamp(now), stamp(now), stamp(now), limit),
    )
    return [
        Ready(row["id"], _draft(row["payload"], row["document"], row["message"], row["expires"]), row["attempts"])
        for row in rows
    ]


def _draft(payload: str, document: bytes | None, message: int | None, expires: int | None) -> Draft:
    draft = _CODEC.validate_json(payload)
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__ if name not in _LEFT_OUT}
    return Draft(**values, document=document, message=message, expires=moment(expires) if expires else None)


def begin(tx: Tx, id: int, now: datetime) -> None:
    """A row is about to be sent."""
    tx.run("UPDATE outbox SET begun = ? WHERE id = ?", stamp(now), id)


def begun(tx: Tx) -> list[int]:
    """The messages (by their own ids) that were being sent when the program ended, and may have come."""
    rows = tx.all("SELECT message FROM outbox WHERE state = 'queued' AND begun IS NOT NULL AND message IS NOT NULL")
    return [row["message"] for row in rows]


def sent(tx: Tx, id: int, now: datetime) -> None:
    """A row has been sent: its words go, when it went stays."""
    tx.run(
        "UPDATE outbox SET state = 'sent', sent_at = ?, payload = NULL, document = NULL WHERE id = ?", stamp(now), id
    )


def retry(tx: Tx, id: int, at: datetime, error: str, now: datetime) -> None:
    """A row couldn't be sent and is tried again; the attempt counts for pacing, since Telegram saw it."""
    tx.run(
        "UPDATE outbox SET attempts = attempts + 1, not_before = ?, error = ?, sent_at = ? WHERE id = ?",
        *(stamp(at), error, stamp(now), id),
    )


def drop(tx: Tx, id: int, error: str, now: datetime) -> None:
    """A row will not be sent."""
    tx.run(
        "UPDATE outbox SET state = 'dropped', error = ?, sent_at = ?, payload = NULL, document = NULL WHERE id = ?",
        *(error, stamp(now), id),
    )


def pause(tx: Tx, place: str, until: datetime) -> None:
    """Nothing goes to a place before that moment: Telegram has said so."""
    tx.run("INSERT OR REPLACE INTO pauses VALUES (?, ?)", place, stamp(until))


def history(tx: Tx, since: datetime) -> Mapping[str, list[datetime]]:
    """When something went to each place lately, oldest first. Toasts go to no chat and don't count."""
    rows = tx.all(
        "SELECT place, sent_at AS at FROM outbox WHERE sent_at > ? AND method <> 'toast' UNION ALL"
        " SELECT place, begun FROM outbox WHERE state = 'queued' AND sent_at IS NULL AND begun > ? ORDER BY at",
        *(stamp(since), stamp(since)),
    )
    found: dict[str, list[datetime]] = {}
    for row in rows:
        found.setdefault(row["place"], []).append(moment(row["at"]))
    return found


def next_due(tx: Tx, now: datetime) -> datetime | None:
    """When the next row that waits for its time may go."""
    row = tx.one(
        "SELECT min(max(not_before, coalesce(until, 0))) at FROM outbox LEFT JOIN pauses USING (place)"
        " WHERE state = 'queued' AND max(not_before, coalesce(until, 0)) > ?",
        stamp(now),
    )
    return moment(row["at"]) if row is not None and row["at"] is not None else None


def waiting(tx: Tx) -> int:
    """How many rows are still to be sent."""
    row = tx.one("SELECT count(*) n FROM outbox WHERE state = 'queued'")
    return int(row["n"]) if row is not None else 0


def prune(tx: Tx, now: datetime) -> None:
    """Forget what was sent or dropped a day ago, and pauses that are over."""
    held.prune(tx, now)
    tx.run(
        "DELETE FROM outbox WHERE state NOT IN ('queued', 'held') AND coalesce(sent_at, queued) < ?",
        stamp(now - _MEMORY),
    )
    tx.run("DELETE FROM pauses WHERE until < ?", stamp(now))
