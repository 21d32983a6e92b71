"""What waits to be sent, and mustn't be any more as it is: taken back, or worded anew, by the session that it is
about and by whether it may quote somebody (migrations/0004_unsent.sql says why it isn't known whom).

What waits to be sent to somebody who is forgotten, or about a session that is erased, goes by `erasure`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.session.addresses import Place, PrivatePlace, RefKind, read_place
from bot.store.db import Tx, moment, stamp
from bot.store.emptied import EMPTIED
from bot.store.lines import messages_of
from bot.store.messages import MessageRow
from bot.store.outbox import Keyboard

#: What isn't sent yet, and what is held until its group takes it again. Each state has an index of its own.
WAITING = "id IN (SELECT id FROM outbox WHERE state = 'queued' UNION ALL SELECT id FROM outbox WHERE state = 'held')"

#: What becomes of a row that is taken back.
TAKEN_BACK = f"state = 'dropped', error = 'erased', {EMPTIED}"

#: What is about a session, and what may quote somebody of it. Of what was queued by an earlier version it isn't
#: always known about which session it is.
ABOUT = "(session = :session OR quotes AND session IS NULL)"
_QUOTING = f"{WAITING} AND {ABOUT} AND quotes"


def reword(tx: Tx, message: MessageRow, html: str, keyboard: Keyboard) -> bool:
    """Put other words into a message that still waits to be sent, and take back the edits of it that wait;
    whether it needs an edit now, being sent already, or perhaps."""
    of_it = f"{WAITING} AND line = ? AND message = ?"
    line = messages_of(message.place)
    tx.erase(f"UPDATE outbox SET {TAKEN_BACK} WHERE {of_it} AND method = 'edit'", line, message.id)  # noqa: S608  constants
    sql = f"SELECT id, begun, attempts FROM outbox WHERE {of_it} AND method = 'send'"  # noqa: S608  as above
    sends = tx.all(sql, line, message.id)
    for row in sends:
        tx.erase(
            "UPDATE outbox SET payload = json_set(payload, '$.html', ?, '$.keyboard', json(?)) WHERE id = ?",
            *(html, json.dumps(keyboard), row["id"]),
        )
    if sends:
        return any(row["begun"] is not None or row["attempts"] > 0 for row in sends)
    return message.number is not None


def simplify(tx: Tx, id: int, html: str) -> bool:
    """Put plain words into a row that was refused, and take its buttons away; whether that makes it another."""
    sql = "UPDATE outbox SET payload = json_remove(json_set(payload, '$.html', ?1), '$.keyboard') WHERE id = ?2 AND "
    return tx.erase(sql + "(payload ->> '$.html' <> ?1 OR payload -> '$.keyboard' IS NOT NULL)", html, id) > 0


def cancel(tx: Tx, messages: Sequence[MessageRow]) -> None:
    """These messages, of a place each, aren't sent any more, nor edited."""
    sql = f"UPDATE outbox SET {TAKEN_BACK} WHERE {WAITING} AND line = ? AND message = ?"  # noqa: S608  constants
    for message in messages:
        tx.erase(sql, messages_of(message.place), message.id)


def move_edits(tx: Tx, old: Place, new: Place, now: datetime) -> None:
    """The edits that wait in one place and are of messages that nothing is known of any more go by another name of
    it, and from now on: before whatever is queued there next."""
    waiting = f"{WAITING} AND line = ? AND method = 'edit' AND message IS NULL AND session IS NULL"
    sql = f"UPDATE outbox SET place = ?, line = ?, not_before = ? WHERE {waiting}"  # noqa: S608  constants
    tx.run(sql, str(new), messages_of(new), stamp(now), messages_of(old))


def deletions(tx: Tx, place: Place) -> set[int]:
    """The numbers of the messages that wait to be deleted in a place."""
    sql = f"SELECT payload FROM outbox WHERE {WAITING} AND line = ? AND method = 'delete'"  # noqa: S608  constants
    rows = tx.all(sql, messages_of(place))
    return {number for row in rows for number in json.loads(row["payload"]).get("numbers", ())}


def taken_back(tx: Tx, id: int) -> bool:
    """Whether a row was taken back, so that what of it was under way isn't to stay."""
    return tx.one("SELECT 1 FROM outbox WHERE id = ? AND state = 'dropped'", id) is not None


def last_edit(tx: Tx, place: Place) -> datetime | None:
    """When the last edit that waits in a place is due."""
    sql = "SELECT max(not_before) due FROM outbox WHERE line = ? AND state = 'queued' AND method = 'edit'"
    row = tx.one(sql, messages_of(place))
    return moment(row["due"]) if row is not None and row["due"] is not None else None


def leave_out(tx: Tx) -> None:
    """Of what is being sent, and was, only what a later moment needs stays: no receipts, in words or without, and
    nothing of what is sent already."""
    words = f"SELECT id FROM messages WHERE ref IN ('', '{RefKind.JOIN_FIRST}', '{RefKind.NO_ORGANISATION}')"  # noqa: S608  constants
    private = f"place LIKE '{PrivatePlace.PREFIX}%' AND (message IS NULL OR message IN ({words}))"
    tx.erase(f"DELETE FROM outbox WHERE NOT ({WAITING}) OR method IN ('react', 'toast') OR {private}")  # noqa: S608  constants


def take_back(tx: Tx, session: str) -> None:
    """Nothing that waits is said about a session any more."""
    tx.erase(f"UPDATE outbox SET {TAKEN_BACK} WHERE {WAITING} AND {ABOUT}", session=session)  # noqa: S608  constants


def take_back_to(tx: Tx, place: Place, session: str | None = None) -> None:
    """Nothing that waits is said to a place about that session any more, nor, without one, any document given there."""
    if session is None:
        tx.erase(f"UPDATE outbox SET {TAKEN_BACK} WHERE {WAITING} AND method = 'document' AND place = ?", str(place))  # noqa: S608  constants
    else:
        tx.erase(f"UPDATE outbox SET {TAKEN_BACK} WHERE {WAITING} AND session = ? AND place = ?", session, str(place))  # noqa: S608  constants


def take_back_quotes(tx: Tx, session: str) -> None:
    """Nothing that waits and may quote somebody is said about a session any more."""
    tx.erase(f"UPDATE outbox SET {TAKEN_BACK} WHERE {_QUOTING}", session=session)  # noqa: S608  constants


def take_back_documents(tx: Tx, session: str) -> list[Place]:
    """The documents about a session that wait to be sent aren't any more; gives to which places."""
    documents = f"{_QUOTING} AND method = 'document'"
    rows = tx.all(f"SELECT place FROM outbox WHERE {documents} ORDER BY id", session)  # noqa: S608  constants
    tx.erase(f"UPDATE outbox SET {TAKEN_BACK} WHERE {documents}", session=session)  # noqa: S608  constants
    return [read_place(row["place"]) for row in rows]


def empty_toasts(tx: Tx, session: str) -> None:
    """The words on pressed buttons that wait and may quote somebody go; the buttons are answered without."""
    toasts = f"{_QUOTING} AND method = 'toast'"
    tx.erase(f"UPDATE outbox SET payload = json_set(payload, '$.html', ''), quotes = 0 WHERE {toasts}", session=session)  # noqa: S608  constants
