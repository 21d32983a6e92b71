"""The bot's own messages: by what they are about, and once they are sent by their number.

A reply is led to its question by the number, an edit to its message by the reference.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.addresses import Place, PrivatePlace, Ref, RefKind, listed_ref, read_place, read_ref
from bot.session.asking import asked_in
from bot.store.db import Tx, moment, stamp
from bot.store.private_messages import full_hour


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message, or one part of a long one; `number` is Telegram's, once it is sent. `edited` is when it was
    last brought up to date, `rest` how long it rests since then, `mark` how far the session was; `hour`, of one in a
    private chat, in which it was sent."""

    id: int
    place: Place
    session: str | None
    ref: Ref
    part: int
    number: int | None
    digest: bytes | None
    edited: datetime | None
    rest: timedelta | None
    mark: str | None
    hour: datetime | None


def _row(row: sqlite3.Row) -> MessageRow:
    """A row of the table as a message."""
    place, ref = read_place(row["place"]), read_ref(row["ref"])
    known = (row["id"], place, row["session"], ref, row["part"], row["number"], row["digest"])
    edited = moment(row["edited"]) if row["edited"] is not None else None
    rest = timedelta(microseconds=row["rest"]) if row["rest"] is not None else None
    hour = moment(row["hour"]) if row["hour"] is not None else None
    return MessageRow(*known, edited, rest, row["mark"], hour)


def queue(tx: Tx, place: Place, session: str | None, ref: Ref, part: int) -> int:
    """Note a message that is about to be queued; gives its id."""
    tx.invalidate("message")
    sql = "INSERT INTO messages (place, session, ref, part) VALUES (?, ?, ?, ?)"
    return tx.insert(sql, str(place), session, str(ref), part)


def says(tx: Tx, id: int, digest: bytes) -> None:
    """Note what a message says, or will once it is sent."""
    tx.run("UPDATE messages SET digest = ? WHERE id = ?", digest, id)


def shows(tx: Tx, ids: Sequence[int], steps: Sequence[str]) -> None:
    """Note that a message shows the results of steps, so that it can be told again."""
    tx.many("UPDATE messages SET result = ? WHERE id = ?", [(",".join(steps), id) for id in ids])


def rests(tx: Tx, id: int, edited: datetime, rest: timedelta, mark: str) -> None:
    """Note that a message is brought up to date, how far the session is, and how long it rests from now."""
    tx.invalidate("message")
    values = (stamp(edited), rest // timedelta(microseconds=1), mark, id)
    tx.run("UPDATE messages SET edited = ?, rest = ?, mark = ? WHERE id = ?", *values)


def first_part(tx: Tx, place: Place, session: str, ref: Ref) -> MessageRow | None:
    """The first part of a message that stands for a session, if there is one."""
    key = ("message", place, session, ref)
    return tx.once(key, lambda: next(iter(parts(tx, place, session, ref)), None))


def parts(tx: Tx, place: Place, session: str, ref: Ref) -> list[MessageRow]:
    """The parts of a message, in their order."""
    sql = "SELECT * FROM messages WHERE session = ? AND place = ? AND ref = ? ORDER BY part, id"
    return [_row(row) for row in tx.all(sql, session, str(place), str(ref))]


def holders(tx: Tx, session: str, ref: Ref) -> set[str]:
    """The people in whose private chats a session has a message of that name."""
    sql = "SELECT DISTINCT place FROM messages WHERE session = ? AND ref = ?"
    places = [read_place(row["place"]) for row in tx.all(sql, session, str(ref))]
    return {place.person for place in places if isinstance(place, PrivatePlace)}


def last_parts(tx: Tx, place: Place, session: str, ref: Ref) -> list[MessageRow]:
    """The parts of the newest message of that name, where there may have been one before."""
    sql = "SELECT * FROM messages WHERE session = ? AND place = ? AND ref = ? ORDER BY id"
    rows = [_row(row) for row in tx.all(sql, session, str(place), str(ref))]
    first = max((n for n, row in enumerate(rows) if not row.part), default=0)
    return rows[first:]


def posts(tx: Tx, session: str) -> list[tuple[list[MessageRow], tuple[str, ...]]]:
    """The bot's messages about a session, each with its parts in order, and the steps whose results it shows."""
    found: list[tuple[list[MessageRow], tuple[str, ...]]] = []
    rows = tx.all("SELECT * FROM messages WHERE session = ? ORDER BY place, ref, id", session)
    for row in rows:
        part = _row(row)
        same = [post for post, _ in reversed(found) if (post[0].place, post[0].ref) == (part.place, part.ref)]
        if part.part and (post := next((post for post in same if len(post) == part.part), None)):
            post.append(part)
        else:
            found.append(([part], tuple(row["result"].split(",")) if row["result"] else ()))
    return found


def in_private(tx: Tx, session: str) -> list[MessageRow]:
    """The bot's messages about a session in private chats."""
    rows = tx.all("SELECT * FROM messages WHERE session = ? AND place LIKE ?", session, f"{PrivatePlace.PREFIX}%")
    return [_row(row) for row in rows]


def in_place(tx: Tx, place: Place) -> list[MessageRow]:
    """The bot's messages in a place."""
    return [_row(row) for row in tx.all("SELECT * FROM messages WHERE place = ?", str(place))]


def lists(tx: Tx, group: int) -> list[list[MessageRow]]:
    """The messages that show the list of a group's organisations, wherever they are, each with its parts in order."""
    found: list[list[MessageRow]] = []
    for row in tx.all("SELECT * FROM messages WHERE session IS NULL AND ref = ? ORDER BY id", str(listed_ref(group))):
        part = _row(row)
        if part.part and found:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def get(tx: Tx, id: int) -> MessageRow | None:
    """The message of that id."""
    row = tx.one("SELECT * FROM messages WHERE id = ?", id)
    return _row(row) if row is not None else None


def find(tx: Tx, place: Place, number: int) -> MessageRow | None:
    """The message of ours that has this number in a chat. One that isn't known is the first copy of a
    message that came twice: the one whose known copy comes next."""
    return tx.once(("message", place, number), lambda: _find(tx, place, number))


def _find(tx: Tx, place: Place, number: int) -> MessageRow | None:
    row = tx.one("SELECT * FROM messages WHERE place = ? AND number = ?", str(place), number) or tx.one(
        "SELECT * FROM messages WHERE place = ? AND doubtful AND (number IS NULL OR number > ?)"
        " ORDER BY number IS NULL, number, id LIMIT 1",
        *(str(place), number),
    )
    return _row(row) if row is not None else None


def newest(tx: Tx, place: Place) -> Ref | None:
    """What our last message in a place is about."""
    row = tx.one("SELECT ref FROM messages WHERE place = ? ORDER BY id DESC LIMIT 1", str(place))
    return read_ref(row["ref"]) if row is not None else None


def came_before(tx: Tx, place: Place, session: str, step: str, number: int) -> bool | None:
    """Whether one of our messages that ask this step came to a place before the message of this number, or may have;
    None where there is none."""
    sql = "SELECT ref, coalesce(number < ?, 0) OR doubtful before FROM messages WHERE session = ? AND place = ?"
    rows = tx.all(sql, number, session, str(place))
    found = [bool(row["before"]) for row in rows if step in asked_in(read_ref(row["ref"]))]
    return any(found) if found else None


def newest_questions(tx: Tx, place: Place) -> MessageRow | None:
    """Our last message in a place that asks several questions at once."""
    kinds = " OR ".join(f"ref LIKE '{kind.value}:%'" for kind in (RefKind.QUESTIONS, RefKind.CATCH_UP))
    row = tx.one(f"SELECT * FROM messages WHERE place = ? AND ({kinds}) ORDER BY id DESC LIMIT 1", str(place))  # noqa: S608  constants
    return _row(row) if row is not None else None


def of_ref(tx: Tx, place: Place, ref: Ref) -> list[MessageRow]:
    """The parts of a message that may be about no session."""
    return [_row(row) for row in tx.all("SELECT * FROM messages WHERE place = ? AND ref = ?", str(place), str(ref))]


def doubt(tx: Tx, id: int) -> None:
    """A message may have come, though we don't know its number; it will be sent again."""
    tx.invalidate("message")
    tx.run("UPDATE messages SET doubtful = 1 WHERE id = ?", id)


def doubt_unsent(tx: Tx, session: str) -> None:
    """The messages about a session that wait to be sent may have come, and won't be sent."""
    tx.invalidate("message")
    waiting = "SELECT message FROM outbox WHERE state IN ('queued', 'held')"
    tx.run(f"UPDATE messages SET doubtful = 1 WHERE session = ? AND id IN ({waiting})", session)  # noqa: S608  a constant


def sent(tx: Tx, id: int, number: int, now: datetime) -> None:
    """A message has been sent and has got its number. Of one in a private chat the hour is kept too; of one that told
    somebody that their whisper went, these alone, so that it leaves the chat, and nothing says whose it is."""
    tx.invalidate("message")
    sql = "UPDATE messages SET number = ?, hour = CASE WHEN place LIKE ? THEN ? END WHERE id = ?"
    tx.run(sql, number, f"{PrivatePlace.PREFIX}%", stamp(full_hour(now)), id)
    whispered = f"FROM messages WHERE id = ? AND ref = '{RefKind.WHISPERED}'"
    if tx.run(f"INSERT OR IGNORE INTO private_messages SELECT session, number, hour {whispered}", id):
        tx.run(f"DELETE {whispered}", id)


def supersede(tx: Tx, place: Place, session: str, ref: Ref) -> None:
    """A newer message takes this reference: those that had it are no longer edited; replies still find them."""
    tx.invalidate("message")
    values = (str(ref.former), session, str(place), str(ref))
    tx.run("UPDATE messages SET ref = ? WHERE session = ? AND place = ? AND ref = ?", *values)


def lose(tx: Tx, place: Place) -> None:
    """A chat has lost our messages: they can't be edited or replied to any more, and a number of theirs that
    comes again is another message's."""
    tx.invalidate("message")
    tx.run("UPDATE messages SET number = NULL, doubtful = 0 WHERE place = ? AND number NOT NULL", str(place))


def unknown_in(tx: Tx, place: Place) -> None:
    """Which messages of ours there are in a place isn't known any more."""
    tx.invalidate("message")
    tx.erase("DELETE FROM messages WHERE place = ?", str(place))


def gone(tx: Tx, ids: Sequence[int]) -> None:
    """Messages have been deleted from their chats, or are about to be."""
    tx.invalidate("message")
    tx.run("DELETE FROM messages WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
