"""The ledger of withdrawals: whose answers, and which sessions and groups, were erased, so that a backup
that is restored doesn't bring them back.

    note(tx, person(id), now)             where something is erased
    meant(tx, entries)(person(id))        where a backup is restored (work/privacy/replay.py)

The ledger names nobody. An entry is a random number, a day, and a mark: a hash, keyed with the secret of
this database, of what was erased. Only a database with that secret can tell whether somebody in it is
meant. What a backup has in its own ledger was erased before it was taken; the rest is what it doesn't
know yet. So no time of day is needed, and whoever came back after a withdrawal stays.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NewType

from bot.store import meta
from bot.store.db import Tx
from bot.store.file import ledger_copy
from bot.store.file.ledger_copy import Withdrawal

log = logging.getLogger(__name__)

#: What can be withdrawn, as it is hashed.
What = NewType("What", str)
#: Whether something is meant by an entry of a ledger.
Meant = Callable[[What], bool]

#: How long an entry stays. No backup that is older is restored: after the longest retention there is, all
#: that it holds of closed sessions would go at once.
KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many people, answers, sessions and groups of a backup a ledger has taken out of it."""

    people: int = 0
    answers: int = 0
    sessions: int = 0
    groups: int = 0

    @property
    def anything(self) -> bool:
        """Whether there was anything to take out."""
        return bool(self.people or self.answers or self.sessions or self.groups)


def person(person: str) -> What:
    """Everything of somebody's."""
    return What(f"person {person}")


def answer(code: str, id: str) -> What:
    """An answer that its author withdraws."""
    return What(f"answer {code} {id}")


def session(code: str) -> What:
    """A session."""
    return What(f"session {code}")


def group(id: int) -> What:
    """A group, with its sessions."""
    return What(f"group {id}")


def note(tx: Tx, what: What, now: datetime) -> None:
    """Note that something is being erased."""
    day = now.date().isoformat()
    tx.run("INSERT INTO withdrawals VALUES (lower(hex(randomblob(8))), ?, ?)", _marker(tx)(what), day)
    mirrored(tx)


def known(tx: Tx, what: What) -> bool:
    """Whether the ledger has it that this was erased."""
    return tx.one("SELECT 1 FROM withdrawals WHERE mark = ?", _marker(tx)(what)) is not None


def mirrored(tx: Tx) -> None:
    """See to it that the ledger also stands beside the database, once this transaction is committed."""
    row = tx.one("PRAGMA database_list")
    path = Path(row["file"]) if row is not None else Path()
    tx.afterwards(("withdrawals",), lambda: _mirror(path, whose(tx), ledger(tx)))


def _mirror(path: Path, whose: str, entries: list[Withdrawal]) -> None:
    try:
        ledger_copy.write(path, whose, entries)
    except OSError as error:  # the ledger itself is in the database; the next entry or hour tries again
        log.warning("the copy of the ledger of withdrawals can't be written: %s", error.strerror)


def _marker(tx: Tx) -> Callable[[What], str]:
    secret = meta.secret(tx)
    return lambda what: hmac.digest(secret, f"withdrawn {what}".encode(), "sha256")[:16].hex()


def ledger(tx: Tx) -> list[Withdrawal]:
    """Every entry, in no order that says anything."""
    rows = tx.all("SELECT * FROM withdrawals ORDER BY entry")
    return [Withdrawal(row["entry"], row["mark"], date.fromisoformat(row["day"])) for row in rows]


def whose(tx: Tx) -> str:
    """The mark of this database and of all copies of it, by which their ledgers know each other."""
    return _marker(tx)(What("ledger"))


def prune(tx: Tx, now: datetime) -> int:
    """Entries that are older than any backup that may be restored go; gives how many."""
    mirrored(tx)
    return tx.run("DELETE FROM withdrawals WHERE day < ?", (now - KEPT).date().isoformat())


def enter(tx: Tx, entries: Iterable[Withdrawal]) -> None:
    """Take over entries that another database's ledger has."""
    rows = [(withdrawal.entry, withdrawal.mark, withdrawal.day.isoformat()) for withdrawal in entries]
    tx.many("INSERT INTO withdrawals VALUES (?, ?, ?)", rows)


def meant(tx: Tx, entries: Iterable[Withdrawal]) -> Meant:
    """Whether something of this database is meant by one of these entries."""
    marks, mark = {withdrawal.mark for withdrawal in entries}, _marker(tx)
    return lambda what: mark(what) in marks
