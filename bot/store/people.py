"""People: the one table that knows a Telegram account, by its number alone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.session.addresses import PrivatePlace
from bot.store.db import Tx, stamp


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody: an opaque id, the language they chose (or that their Telegram has), whether they have opened the
    private chat, the zone they live in by its IANA name (None: their group's), and whether they want no reminders."""

    person: str
    language: str | None
    reachable: bool
    zone: str | None = None
    muted: bool = False


def _person(row: sqlite3.Row) -> Person:
    return Person(row["person"], row["language"], bool(row["reachable"]), row["zone"], bool(row["muted"]))


def by_account(tx: Tx, account: int, *, language: str | None = None) -> Person:
    """The person of an account, made known with a random id where they weren't."""
    return tx.once(("person", "account", account), lambda: _by_account(tx, account, language))


def _by_account(tx: Tx, account: int, language: str | None) -> Person:
    row = tx.one("SELECT * FROM people WHERE account = ?", account)
    if row is not None:
        return _person(row)
    insert = "INSERT INTO people (person, account, language) VALUES (lower(hex(randomblob(8))), ?, ?)"
    tx.run(insert, account, language)
    return _by_account(tx, account, language)


def known(tx: Tx, account: int) -> Person | None:
    """The person of an account, if anything is kept of them."""
    row = tx.one("SELECT * FROM people WHERE account = ?", account)
    return _person(row) if row is not None else None


def get(tx: Tx, person: str) -> Person | None:
    """The person of that id."""
    return tx.once(("person", person), lambda: _get(tx, person))


def _get(tx: Tx, person: str) -> Person | None:
    row = tx.one("SELECT * FROM people WHERE person = ?", person)
    return _person(row) if row is not None else None


def everyone(tx: Tx) -> list[str]:
    """Everybody who is known."""
    return [row["person"] for row in tx.all("SELECT person FROM people")]


def account(tx: Tx, person: str) -> int | None:
    """The Telegram account of a person, for sending."""
    row = tx.one("SELECT account FROM people WHERE person = ?", person)
    return int(row["account"]) if row is not None else None


def set_language(tx: Tx, person: str, language: str) -> None:
    """The language they read in private."""
    tx.invalidate("person")
    tx.run("UPDATE people SET language = ? WHERE person = ?", language, person)


def set_zone(tx: Tx, person: str, zone: str | None) -> None:
    """The zone they live in, by its IANA name; None is their group's."""
    tx.invalidate("person")
    tx.run("UPDATE people SET zone = ? WHERE person = ?", zone, person)


def set_muted(tx: Tx, person: str, muted: bool) -> None:
    """Whether they want no reminders."""
    tx.invalidate("person")
    tx.run("UPDATE people SET muted = ? WHERE person = ?", muted, person)


def set_reachable(tx: Tx, person: str, reachable: bool, now: datetime) -> None:
    """Whether they can be written to in private; since when is kept as a day."""
    tx.invalidate("person")
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    tx.run("UPDATE people SET reachable = ?, opened = ? WHERE person = ?", reachable, stamp(day), person)


def prune(tx: Tx, before: datetime) -> int:
    """Accounts that nothing leads to any more are erased; gives how many. Somebody who has opened the
    private chat since `before` may be about to take part."""
    tx.invalidate("person")
    return tx.erase(
        "DELETE FROM people WHERE (reachable = 0 OR opened < ?)"
        " AND person NOT IN (SELECT person FROM members)"
        " AND person NOT IN (SELECT person FROM participants)"
        " AND person NOT IN (SELECT person FROM grants)"
        " AND person NOT IN (SELECT person FROM admins)"
        " AND person NOT IN (SELECT person FROM pending)"
        " AND person NOT IN (SELECT person FROM downloads)"
        " AND ? || person NOT IN (SELECT place FROM outbox WHERE state = 'queued')",
        *(stamp(before), PrivatePlace.PREFIX),
    )
