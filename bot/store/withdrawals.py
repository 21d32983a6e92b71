"""The ledger of withdrawals: whose answers, and which sessions and groups, were erased, so that a backup
that is restored doesn't bring them back.

    note_person(tx, person, now)          where something is erased
    replay(tx, ledger, now)               where a backup is restored

The ledger names nobody. An entry is a random number, a day, and a mark: a hash, keyed with the secret of
this database, of what was erased. Only a database with that secret can tell whether somebody in it is
meant. What a backup has in its own ledger was erased before it was taken; the rest is what it doesn't
know yet. So no time of day is needed, and whoever came back after a withdrawal stays.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.scenario.load import read_scenario
from bot.session.addresses import GroupPlace, PrivatePlace
from bot.session.disclosure.batches import settled
from bot.session.engine import advance
from bot.session.events import Actor, Forget
from bot.session.participation import without
from bot.store import groups, inbox, meta, people, sessions, traces
from bot.store.db import Tx
from bot.store.file import ledger_copy
from bot.store.file.ledger_copy import Withdrawal

log = logging.getLogger(__name__)

T = TypeVar("T")

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


def note_person(tx: Tx, person: str, now: datetime) -> None:
    """Everything of somebody's is being erased."""
    _note(tx, f"person {person}", now)


def note_answer(tx: Tx, code: str, id: str, now: datetime) -> None:
    """An answer has been withdrawn by its author."""
    _note(tx, f"answer {code} {id}", now)


def note_session(tx: Tx, code: str, now: datetime) -> None:
    """A session is being erased."""
    _note(tx, f"session {code}", now)


def note_group(tx: Tx, id: int, now: datetime) -> None:
    """A group is being erased, with its sessions."""
    _note(tx, f"group {id}", now)


def _note(tx: Tx, what: str, now: datetime) -> None:
    day = now.date().isoformat()
    tx.run("INSERT INTO withdrawals VALUES (lower(hex(randomblob(8))), ?, ?)", _marker(tx)(what), day)
    mirrored(tx)


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


def _marker(tx: Tx) -> Callable[[str], str]:
    secret = meta.secret(tx)
    return lambda what: hmac.digest(secret, f"withdrawn {what}".encode(), "sha256")[:16].hex()


def ledger(tx: Tx) -> list[Withdrawal]:
    """Every entry, in no order that says anything."""
    rows = tx.all("SELECT * FROM withdrawals ORDER BY entry")
    return [Withdrawal(row["entry"], row["mark"], date.fromisoformat(row["day"])) for row in rows]


def whose(tx: Tx) -> str:
    """The mark of this database and of all copies of it, by which their ledgers know each other."""
    return _marker(tx)("ledger")


def prune(tx: Tx, now: datetime) -> int:
    """Entries that are older than any backup that may be restored go; gives how many."""
    mirrored(tx)
    return tx.run("DELETE FROM withdrawals WHERE day < ?", (now - KEPT).date().isoformat())


def replay(tx: Tx, entries: Iterable[Withdrawal], now: datetime) -> Replayed:
    """Erase what the ledger says was withdrawn and this database, an older one, doesn't know of; its own
    ledger has it from now on. Says nothing to anybody: that was done when it was withdrawn."""
    known = {withdrawal.entry for withdrawal in ledger(tx)}
    new = [withdrawal for withdrawal in entries if withdrawal.entry not in known]
    marks, mark = {withdrawal.mark for withdrawal in new}, _marker(tx)
    done = Replayed(
        groups=_each(marks, _groups(tx), lambda id: mark(f"group {id}"), lambda id: groups.erase(tx, id)),
        sessions=_each(marks, _codes(tx), lambda code: mark(f"session {code}"), lambda code: sessions.erase(tx, code)),
        people=_each(marks, _people(tx), lambda who: mark(f"person {who}"), lambda who: _forget(tx, who, now)),
        answers=sum(_take_out(tx, code, marks, mark, now) for code in _codes(tx)) if marks else 0,
    )
    rows = [(withdrawal.entry, withdrawal.mark, withdrawal.day.isoformat()) for withdrawal in new]
    tx.many("INSERT INTO withdrawals VALUES (?, ?, ?)", rows)
    return done


def _each(marks: set[str], known: Iterable[T], mark: Callable[[T], str], erase: Callable[[T], None]) -> int:
    found = [one for one in known if mark(one) in marks]
    for one in found:
        erase(one)
    return len(found)


def _groups(tx: Tx) -> list[int]:
    return [group.id for group in groups.everyone(tx)]


def _codes(tx: Tx) -> list[str]:
    return [listed.code for listed in sessions.listing(tx)]


def _people(tx: Tx) -> list[str]:
    return [row["person"] for row in tx.all("SELECT person FROM people")]


def _forget(tx: Tx, person: str, now: datetime) -> None:
    """What /forget does, without a word to anybody, and with all that waits to be worked on or sent."""
    for code in sessions.with_person(tx, person):
        stored = sessions.load(tx, code)
        if stored is None:
            continue
        scenario = read_scenario(stored.source)
        if scenario is None:
            after = without(stored.session, person)
        else:
            after = advance(scenario, stored.session, Forget(by=Actor(person), at=now)).session
        sessions.save(tx, after)
        _unsay(tx, code, stored.group_id)
    traces.recall(tx, PrivatePlace(person))
    traces.of_private_chat(tx, person)
    _unhear(tx, people.account(tx, person))
    people.erase(tx, person)


def _unsay(tx: Tx, code: str, group_id: int) -> None:
    """What was waiting to be sent about a session may quote what is erased. It was sent long ago, most likely: a
    reply to it is to find its question."""
    waiting = "SELECT message FROM outbox WHERE state IN ('queued', 'held')"
    tx.run(f"UPDATE messages SET doubtful = 1 WHERE session = ? AND id IN ({waiting})", code)  # noqa: S608  no value is in it
    traces.recall_session(tx, code)
    traces.hush(tx, GroupPlace(group_id))


def _unhear(tx: Tx, account: int | None) -> None:
    if account is not None:
        inbox.silence(tx, [seq for seq, _ in inbox.said_by(tx, account)])


def _take_out(tx: Tx, code: str, marks: set[str], mark: Callable[[str], str], now: datetime) -> int:
    stored = sessions.load(tx, code)
    if stored is None:
        return 0
    before = stored.session
    withdrawn = [answer for answer in before.answers if mark(f"answer {code} {answer.id}") in marks]
    left = before.answers
    for answer in withdrawn:
        left = left.minus(answer)
    if withdrawn:
        after, scenario = replace(before, answers=left), read_scenario(stored.source)
        if scenario is not None:  # what was shown of the question goes as a whole
            after = settled(scenario, before, after, Forget(by=Actor(""), at=now))
        sessions.save(tx, after)
        _unsay(tx, code, stored.group_id)
    return len(withdrawn)
