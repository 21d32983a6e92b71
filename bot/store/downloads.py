"""Downloads: who has had a summary of which session last, as what, and when; kept as long as the session.
Whether it says still what is so is known by what happened since: nothing of what it said is kept, nor a digest, by
which what was withdrawn could be tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.store.db import Tx

_NEW, _OLD, _TOLD = range(3)


@dataclass(frozen=True, slots=True)
class Download:
    """What somebody has had of a session last."""

    session: str
    person: str
    format: str
    language: str
    day: date


def there_are(tx: Tx) -> list[int]:
    """The groups of which there is something to download, in whose sessions anybody has answered
    or passed; the one with the newest session first."""
    rows = tx.all(
        "SELECT group_id FROM sessions WHERE EXISTS (SELECT 1 FROM answers WHERE session = code)"
        " GROUP BY group_id ORDER BY max(opened) DESC"
    )
    return [row["group_id"] for row in rows]


def note(tx: Tx, one: Download) -> None:
    """Somebody gets a document."""
    values = (one.session, one.person, one.format, one.language, one.day.isoformat(), _NEW)
    tx.run("INSERT OR REPLACE INTO downloads VALUES (?, ?, ?, ?, ?, ?)", *values)


def up_to_date(tx: Tx, session: str) -> bool:
    """Whether anybody has a document of a session that says what is so now."""
    return tx.one("SELECT 1 FROM downloads WHERE session = ? AND age = ?", session, _NEW) is not None


def grow_old(tx: Tx, session: str) -> None:
    """Something else is so in a session from now on."""
    tx.run("UPDATE downloads SET age = ? WHERE session = ? AND age = ?", _OLD, session, _NEW)


def to_tell(tx: Tx, session: str) -> list[Download]:
    """The documents of a session that have grown old, of which nobody has told who has them."""
    return _found(tx, "session = ? AND age = ?", session, _OLD)


def told(tx: Tx, one: Download) -> None:
    """Who has it knows that there is a newer one."""
    tx.run("UPDATE downloads SET age = ? WHERE session = ? AND person = ?", _TOLD, one.session, one.person)


def of_person(tx: Tx, person: str) -> list[Download]:
    """All that somebody has had, the newest first."""
    return _found(tx, "person = ?", person)


def _found(tx: Tx, where: str, *values: object) -> list[Download]:
    rows = tx.all(f"SELECT * FROM downloads WHERE {where} ORDER BY day DESC, session, person", *values)  # noqa: S608  conditions of this module
    return [Download(r["session"], r["person"], r["format"], r["language"], date.fromisoformat(r["day"])) for r in rows]
