"""What waits to be sent, and mustn't be any more as it is: taken back, or worded anew, by the session that it is
about and by whether it may quote somebody (migrations/0004_unsent.sql says why it isn't known whom).

What waits to be sent to somebody who is forgotten, or about a session that is erased, goes by `erasure`.
"""

from __future__ import annotations

import json

from bot.session.addresses import Place, read_place
from bot.store.db import Tx
from bot.store.lines import messages_of
from bot.store.messages import MessageRow
from bot.store.outbox import EMPTIED, Keyboard

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
