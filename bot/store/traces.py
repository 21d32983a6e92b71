"""Traces: where somebody's words wait besides their answers and the inbox, and how they are taken out.

What is still to be sent may quote them. Whoever erases something calls on these; the bytes themselves go with
`Database.scrub`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from bot.session.addresses import Place, PrivatePlace, Ref, RefKind, read_place
from bot.store.db import Tx
from bot.store.lines import Line, messages_of
from bot.store.messages import MessageRow, row_of
from bot.store.outbox import Keyboard


def posts(tx: Tx, session: str) -> list[tuple[list[MessageRow], str | None]]:
    """The bot's messages about a session, each with its parts in order, and the step whose result it shows."""
    found: list[tuple[list[MessageRow], str | None]] = []
    rows = tx.all("SELECT * FROM messages WHERE session = ? ORDER BY place, ref, id", session)
    for row in rows:
        part = row_of(row)
        same = [post for post, _ in reversed(found) if (post[0].place, post[0].ref) == (part.place, part.ref)]
        if part.part and (post := next((post for post in same if len(post) == part.part), None)):
            post.append(part)
        else:
            found.append(([part], row["result"]))
    return found


def reword(tx: Tx, message: MessageRow, html: str, keyboard: Keyboard) -> bool:
    """Put other words into a message that still waits to be sent, and take back the edits of it that wait;
    whether it needs an edit now, being sent already, or perhaps."""
    waiting = [row for row in _unsent(tx, messages_of(message.place)) if row["message"] == message.id]
    _drop(tx, [row["id"] for row in waiting if row["method"] == "edit"])
    sends = [row for row in waiting if row["method"] == "send"]
    for row in sends:
        tx.run(
            "UPDATE outbox SET payload = json_set(payload, '$.html', ?, '$.keyboard', json(?)) WHERE id = ?",
            *(html, json.dumps(keyboard), row["id"]),
        )
    if sends:
        return any(row["begun"] is not None or row["attempts"] > 0 for row in sends)
    return message.number is not None


def recall(tx: Tx, place: Place) -> None:
    """Nothing that waits is sent to this place any more."""
    _drop(tx, [row["id"] for row in _unsent(tx) if row["place"] == str(place)])


def recall_documents(tx: Tx, session: str) -> list[Place]:
    """The documents about a session that wait to be sent aren't any more; gives to which places."""
    about = f"-{session}."
    waiting = [row for row in _unsent(tx) if row["method"] == "document" and about in (row["payload"] or "")]
    _drop(tx, [row["id"] for row in waiting])
    return [read_place(row["place"]) for row in waiting]


def recall_session(tx: Tx, session: str) -> None:
    """Nothing that waits is said about a session any more."""
    recall_documents(tx, session)
    about = {row["id"] for row in tx.all("SELECT id FROM messages WHERE session = ?", session)}
    _drop(tx, [row["id"] for row in _unsent(tx) if row["message"] in about])


def hush(tx: Tx, place: Place) -> None:
    """The words on pressed buttons that wait go; the buttons are answered without."""
    toasts = [(row["id"],) for row in _unsent(tx) if row["place"] == str(place) and row["method"] == "toast"]
    tx.many("UPDATE outbox SET payload = json_set(payload, '$.html', '') WHERE id = ?", toasts)


def _unsent(tx: Tx, line: Line | None = None) -> list[sqlite3.Row]:
    """What waits to be sent, and what is held until its group takes it again; in one line, or all of it. Each
    state has an index of its own."""
    if line is None:
        return tx.all("SELECT * FROM outbox WHERE state = 'queued' UNION ALL SELECT * FROM outbox WHERE state = 'held'")
    return tx.all(
        "SELECT * FROM outbox WHERE line = ? AND state = 'queued'"
        " UNION ALL SELECT * FROM outbox WHERE line = ? AND state = 'held'",
        *(line, line),
    )


def _drop(tx: Tx, rows: Sequence[int]) -> None:
    tx.many(
        "UPDATE outbox SET state = 'dropped', error = 'erased', line = '', payload = NULL, document = NULL"
        " WHERE id = ?",
        [(id,) for id in rows],
    )


def of_private_chat(tx: Tx, person: str) -> None:
    """Forget which messages somebody got in private, and under which pseudonym the group was told of them."""
    tx.invalidate("message")
    tx.run("DELETE FROM messages WHERE place = ?", str(PrivatePlace(person)))
    tx.run(
        "UPDATE messages SET ref = ? WHERE ref = ?",
        *(str(ref) for ref in (Ref(RefKind.RENAMED), Ref(RefKind.RENAMED, person))),
    )
