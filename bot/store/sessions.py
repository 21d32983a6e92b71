"""Sessions: each one's state, its pinned scenario, and its answers, a row each.

A save writes the state without the answers, and of the answers only what has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.session.state import (
    GRACE,
    Answer,
    Phase,
    Session,
    answer_from_json,
    answer_to_json,
    session_from_json,
    session_to_json,
)
from bot.store.db import Tx, moment, stamp

#: A code's characters: none that can be taken for another when read out on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Stored:
    """A session as it is kept, with the scenario that it was started with."""

    session: Session
    group_id: int
    digest: str
    source: bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in a list."""

    code: str
    group_id: int
    scenario: str
    opened: datetime
    closed: datetime | None


def new_code(tx: Tx, chance: int) -> str:
    """A code that no session has: five characters, easy to read out."""
    code = ""
    for _ in range(_LENGTH):
        chance, letter = divmod(chance, len(_LETTERS))
        code += _LETTERS[letter]
    taken = tx.one("SELECT 1 FROM sessions WHERE code = ?", code)
    return new_code(tx, chance + 7919) if taken is not None else code


def create(tx: Tx, session: Session, group_id: int, source: bytes) -> None:
    """Keep a new session, and the scenario as it is now."""
    digest = hashlib.sha256(source).hexdigest()
    tx.run("INSERT OR IGNORE INTO scenarios VALUES (?, ?)", digest, source)
    tx.run(
        "INSERT INTO sessions (code, group_id, scenario, digest, phase, opened, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(session.code, group_id, session.scenario, digest, session.phase, stamp(session.opened), _state(session)),
    )


def _state(session: Session) -> str:
    return session_to_json(replace(session, answers=())).decode()


def load(tx: Tx, code: str) -> Stored | None:
    """The session of that code, whole."""
    key = ("session", code)
    found = tx.staged.get(key, (tx.kept.get(key) if not tx.stale else None, 0))[0]
    if isinstance(found, Stored):
        return found
    read = _read(tx, code)
    if read:
        _stage(tx, read)
    return read


def _stage(tx: Tx, stored: Stored) -> None:
    tx.staged["session", stored.session.code] = (stored, 20 + len(stored.session.answers))


def _read(tx: Tx, code: str) -> Stored | None:
    row = tx.one("SELECT * FROM sessions JOIN scenarios USING (digest) WHERE code = ?", code)
    if row is None:
        return None
    bodies = tx.all("SELECT body FROM answers WHERE session = ?", code)
    answers = sorted((answer_from_json(body["body"]) for body in bodies), key=_arrival)
    session = replace(session_from_json(row["state"]), answers=tuple(answers))
    return Stored(session, row["group_id"], row["digest"], row["source"])


def _arrival(answer: Answer) -> tuple[int, str]:
    """Answers in the order in which they came; those that no longer tell when come first, by their ids."""
    return (stamp(answer.at) if answer.at else 0, answer.id)


def save(tx: Tx, before: Session, after: Session) -> None:
    """Keep a session after an event, given what it was before. It is written once for all events of the
    transaction."""
    stored = load(tx, after.code)
    if stored is None:
        raise LookupError("a session is created before it is saved")
    written = tx.once(("written", after.code), lambda: stored.session)
    _stage(tx, replace(stored, session=after))
    tx.later(("session", after.code), lambda: _write(tx, written, after))


def _write(tx: Tx, before: Session, after: Session) -> None:
    tx.forget("written")
    tx.run(
        "UPDATE sessions SET phase = ?, closed = ?, state = ? WHERE code = ?",
        *(after.phase, stamp(after.closed) if after.closed else None, _state(after), after.code),
    )
    _save_answers(tx, after.code, before.answers, after.answers)
    if before.participants.keys() != after.participants.keys():
        _save_participants(tx, after.code, after.participants)


def _save_answers(tx: Tx, code: str, before: tuple[Answer, ...], after: tuple[Answer, ...]) -> None:
    if before is after:
        return
    old, new = {a.id: a for a in before}, {a.id: a for a in after}
    tx.many("DELETE FROM answers WHERE session = ? AND id = ?", [(code, id) for id in old if id not in new])
    changed = [(code, id, answer_to_json(a)) for id, a in new.items() if old.get(id) != a]
    tx.many("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", changed)


def _save_participants(tx: Tx, code: str, people: Iterable[str]) -> None:
    tx.run("DELETE FROM participants WHERE session = ?", code)
    tx.many("INSERT INTO participants VALUES (?, ?)", [(person, code) for person in people])


def running_in(tx: Tx, group_id: int) -> str | None:
    """The session that is under way in a group."""
    tx.settle("session")
    row = tx.one("SELECT code FROM sessions WHERE group_id = ? AND phase <> ?", group_id, Phase.CLOSED.value)
    return str(row["code"]) if row is not None else None


def latest_in(tx: Tx, group_id: int) -> str | None:
    """The session that was opened last in a group."""
    row = tx.one("SELECT code FROM sessions WHERE group_id = ? ORDER BY opened DESC LIMIT 1", group_id)
    return str(row["code"]) if row is not None else None


def open_to(tx: Tx, person: str, now: datetime) -> list[str]:
    """The sessions that still take something from a participant, the newest last."""
    tx.settle("session")
    rows = tx.all(
        "SELECT code FROM sessions JOIN participants ON session = code"
        " WHERE person = ? AND (closed IS NULL OR closed > ?) ORDER BY opened",
        *(person, stamp(now - GRACE)),
    )
    return [row["code"] for row in rows]


def with_person(tx: Tx, person: str) -> list[str]:
    """Every session in which something may lead to a person: those they take part in, and those under
    way in a group, where an answer of theirs may be waiting for a yes."""
    tx.settle("session")
    rows = tx.all(
        "SELECT code FROM sessions WHERE phase <> ? UNION SELECT session FROM participants WHERE person = ?",
        *(Phase.CLOSED.value, person),
    )
    return [row["code"] for row in rows]


def listing(tx: Tx) -> list[Listed]:
    """All sessions, the newest first."""
    tx.settle("session")
    rows = tx.all("SELECT code, group_id, scenario, opened, closed FROM sessions ORDER BY opened DESC")
    return [
        Listed(
            row["code"],
            row["group_id"],
            row["scenario"],
            moment(row["opened"]),
            moment(row["closed"]) if row["closed"] else None,
        )
        for row in rows
    ]


def count_by_group(tx: Tx) -> dict[int, int]:
    """How many sessions each group has had."""
    return {row["group_id"]: row["n"] for row in tx.all("SELECT group_id, count(*) n FROM sessions GROUP BY group_id")}


def expired(tx: Tx, before: datetime) -> list[str]:
    """The sessions that were closed before a moment."""
    tx.settle("session")
    return [row["code"] for row in tx.all("SELECT code FROM sessions WHERE closed < ?", stamp(before))]


def erase(tx: Tx, code: str) -> None:
    """A session and all that was said in it; the pinned scenario too, unless another session has it."""
    tx.settle()
    tx.staged.pop(("session", code), None)
    tx.stale = True
    tx.run(
        "UPDATE outbox SET payload = NULL, document = NULL WHERE message IN"
        " (SELECT id FROM messages WHERE session = ?)",
        code,
    )
    tx.run("DELETE FROM messages WHERE session = ?", code)
    tx.run("DELETE FROM sessions WHERE code = ?", code)
    tx.run("DELETE FROM scenarios WHERE digest NOT IN (SELECT digest FROM sessions)")
