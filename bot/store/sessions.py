"""Sessions: each one's state, its pinned scenario, and its answers, a row each.

A save writes the state without the answers, and of the answers only what has changed.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Set
from dataclasses import dataclass, fields, replace
from datetime import datetime
from operator import attrgetter, is_not

from bot.session.answers import Answers, answer_from_json, answer_to_json
from bot.session.kinds import has_voice
from bot.session.state import (
    GRACE,
    Phase,
    Session,
    session_from_json,
    session_to_json,
)
from bot.store import erasure, voices, withdrawals
from bot.store.db import Tx, moment, stamp

#: A code's characters: none that can be taken for another when read out on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 5

#: The fields of a session that its row holds; the answers have rows of their own.
_state_of = attrgetter(*(field.name for field in fields(Session) if field.name != "answers"))


@dataclass(frozen=True, slots=True)
class Stored:
    """A session as it is kept, with the scenario that it was started with."""

    session: Session
    group_id: int
    digest: str
    source: bytes

    @property
    def weight(self) -> int:
        """About how many kilobytes it takes: an answer is one, the rest is five; the scenario is shared."""
        return 5 + len(self.session.answers)


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in a list."""

    code: str
    group_id: int
    scenario: str
    opened: datetime
    closed: datetime | None


def spelt(chance: int) -> str:
    """Chance as a code."""
    code = ""
    for _ in range(_LENGTH):
        chance, letter = divmod(chance, len(_LETTERS))
        code += _LETTERS[letter]
    return code


def new_code(tx: Tx, chance: int) -> str:
    """A code that no session has or had, as far as anything tells: five characters, easy to read out."""
    code = spelt(chance)
    had = tx.one("SELECT 1 FROM sessions WHERE code = ? UNION ALL SELECT 1 FROM tallies WHERE code = ?", code, code)
    taken = had is not None or withdrawals.known(tx, withdrawals.session(code))
    return new_code(tx, chance + 7919) if taken else code


def create(tx: Tx, session: Session, group_id: int, source: bytes, retention: int | None = None) -> None:
    """Keep a new session, the scenario as it is now, and for how many days its group wants answers kept."""
    digest = hashlib.sha256(source).hexdigest()
    tx.run("INSERT OR IGNORE INTO scenarios VALUES (?, ?)", digest, source)
    tx.run(
        "INSERT INTO sessions (code, group_id, scenario, digest, phase, opened, state, retention)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        *(session.code, group_id, session.scenario, digest, session.phase, stamp(session.opened), _state(session)),
        retention,
    )


def _state(session: Session) -> str:
    return session_to_json(replace(session, answers=Answers())).decode()


def load(tx: Tx, code: str) -> Stored | None:
    """The session of that code, whole."""
    key = ("session", code)
    found = tx.staged.get(key) or (None if tx.stale else tx.cache.get(key))
    if isinstance(found, Stored):
        return found
    read = _read(tx, code)
    if read:
        tx.staged[key] = read
    return read


def _read(tx: Tx, code: str) -> Stored | None:
    row = tx.one("SELECT * FROM sessions WHERE code = ?", code)
    if row is None:
        return None
    bodies = tx.all("SELECT body FROM answers WHERE session = ?", code)
    answers = Answers(answer_from_json(body["body"]) for body in bodies)
    session = replace(session_from_json(row["state"]), answers=answers)
    digest: str = row["digest"]
    source = tx.once(("scenario", digest), lambda: _source(tx, digest))
    return Stored(session, row["group_id"], digest, source)


def _source(tx: Tx, digest: str) -> bytes:
    row = tx.one("SELECT source FROM scenarios WHERE digest = ?", digest)
    if row is None:
        raise LookupError("a session's scenario is kept as long as the session")
    return bytes(row["source"])


def save(tx: Tx, after: Session) -> None:
    """Keep a session after an event."""
    stored = load(tx, after.code)
    if stored is None:
        raise LookupError("a session is created before it is saved")
    tx.staged["session", after.code] = Stored(after, stored.group_id, stored.digest, stored.source)
    before = stored.session
    if any(map(is_not, _state_of(before), _state_of(after))):
        unheld = before.held and before.held != after.held  # words that waited for a yes went with the old state
        (tx.erase if unheld else tx.run)(
            "UPDATE sessions SET phase = ?, closed = ?, state = ? WHERE code = ?",
            *(after.phase, stamp(after.closed) if after.closed else None, _state(after), after.code),
        )
    if before.held is not after.held:
        voices.waits_no_longer(tx, before, after)
    if before.answers is not after.answers:
        _save_answers(tx, after.code, before.answers, after.answers)
    if before.participants.keys() != after.participants.keys():
        _save_participants(tx, after.code, _with_accounts(before), _with_accounts(after))


def _save_answers(tx: Tx, code: str, before: Answers, after: Answers) -> None:
    """Write what has changed. Rows stand in the order in which they are written, which must not tell whose the
    answers are that lead to nobody: all of their step are written anew, one more among them or not, and in places
    drawn at random, away from the others', between whose moments they would stand."""
    stale, fresh = after.changes(before)
    for step in {answer.step for answer in fresh if answer.person is None}:
        stale += [answer.id for answer in before.to(step)]
        fresh = [*(answer for answer in fresh if answer.step != step), *after.to(step)]
    if stale:
        sql = "DELETE FROM answers WHERE session = ? AND id IN (SELECT value FROM json_each(?))"
        tx.erase(sql, code, json.dumps(stale))
    still = {answer.id for answer in fresh if has_voice(answer.value) and answer.person}
    if quiet := {*stale} - still:
        voices.gone(tx, code, quiet)
    rows = [(_anywhere() if a.person is None else None, code, a.id, answer_to_json(a)) for a in fresh]
    tx.many("INSERT INTO answers (place, session, id, body) VALUES (?, ?, ?, ?)", rows)


def _anywhere() -> int:
    """A place for an answer that leads to nobody: below zero, since SQLite numbers the others upwards."""
    return -1 - secrets.randbits(62)


def _with_accounts(session: Session) -> Set[str]:
    """Those who take part by an account: a voice that is passed on leads to nobody, and stands in its session alone."""
    return {person for person, who in session.participants.items() if not who.relayed}


def _save_participants(tx: Tx, code: str, before: Set[str], after: Set[str]) -> None:
    """Write who has come and who has gone: a row is found by its person, not by its session."""
    if gone := before - after:
        sql = "DELETE FROM participants WHERE session = ? AND person IN (SELECT value FROM json_each(?))"
        tx.erase(sql, code, json.dumps(sorted(gone)))
    tx.many("INSERT INTO participants VALUES (?, ?)", [(person, code) for person in after - before])


def running_in(tx: Tx, group_id: int) -> str | None:
    """The session that is under way in a group."""
    row = tx.one("SELECT code FROM sessions WHERE group_id = ? AND phase <> ?", group_id, Phase.CLOSED.value)
    return str(row["code"]) if row is not None else None


def latest_in(tx: Tx, group_id: int) -> str | None:
    """The session that was opened last in a group."""
    row = tx.one("SELECT code FROM sessions WHERE group_id = ? ORDER BY opened DESC LIMIT 1", group_id)
    return str(row["code"]) if row is not None else None


def open_to(tx: Tx, person: str, now: datetime) -> list[str]:
    """The sessions that still take something from a participant, the newest last."""
    rows = tx.all(
        "SELECT code FROM sessions JOIN participants ON session = code"
        " WHERE person = ? AND (closed IS NULL OR closed > ?) ORDER BY opened",
        *(person, stamp(now - GRACE)),
    )
    return [row["code"] for row in rows]


def with_person(tx: Tx, person: str) -> list[str]:
    """Every session in which something leads to a person: those they take part in or have steered, and
    those in which an answer of theirs waits for a yes."""
    rows = tx.all(
        "SELECT code FROM sessions WHERE instr(state, ?) UNION SELECT session FROM participants WHERE person = ?",
        *(person, person),
    )
    return [row["code"] for row in rows]


def listing(tx: Tx, group_id: int | None = None) -> list[Listed]:
    """All sessions, or those of a group, the newest first."""
    where, values = ("", ()) if group_id is None else (" WHERE group_id = ?", (group_id,))
    sql = f"SELECT code, group_id, scenario, opened, closed FROM sessions{where} ORDER BY opened DESC"  # noqa: S608  constants
    rows = tx.all(sql, *values)
    return [
        Listed(code, group_id, scenario, moment(opened), moment(closed) if closed else None)
        for code, group_id, scenario, opened, closed in rows
    ]


def count_by_group(tx: Tx) -> dict[int, int]:
    """How many sessions each group has had, those included of which only a tally is left."""
    rows = tx.all(
        "SELECT group_id, count(*) n FROM (SELECT group_id FROM sessions UNION ALL SELECT group_id FROM tallies)"
        " GROUP BY group_id"
    )
    return {row["group_id"]: row["n"] for row in rows}


def of_group(tx: Tx, group_id: int) -> list[str]:
    """All sessions of a group, oldest first."""
    rows = tx.all("SELECT code FROM sessions WHERE group_id = ? ORDER BY opened", group_id)
    return [row["code"] for row in rows]


def erase(tx: Tx, code: str) -> None:
    """A session and all that was said in it; the pinned scenario too, unless another has it."""
    tx.staged.pop(("session", code), None)
    tx.stale = True
    erasure.erase_session(tx, code)
