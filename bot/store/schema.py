"""Which version a database is of: brought up to date, or refused; and what may be done to it from then on."""

from __future__ import annotations

import sqlite3
from importlib import resources
from importlib.resources.abc import Traversable

from bot.store.errors import StoreError


def _migrations() -> list[Traversable]:
    folder = resources.files("bot.store") / "migrations"
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _this_version(connection: sqlite3.Connection) -> None:
    if _version(connection) != len(_migrations()):
        raise StoreError("The database is of another version of Palabre. Start the bot once with this version.")


def only_reads(connection: sqlite3.Connection) -> None:
    """Refuse a database of another version; from here on nothing is written."""
    _this_version(connection)
    connection.execute("PRAGMA query_only=ON").fetchall()


def only_inbox(connection: sqlite3.Connection) -> None:
    """Refuse a database of another version; from here on only the inbox is written to."""
    _this_version(connection)
    writes = (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE)

    def allowed(action: int, table: str | None, *_: object) -> int:
        return sqlite3.SQLITE_DENY if action in writes and table != "inbox" else sqlite3.SQLITE_OK

    connection.set_authorizer(allowed)


def migrate(connection: sqlite3.Connection) -> None:
    """Each migration and the record of it in one transaction; `user_version` is the record. A file that
    isn't ours, or not yet, is left as it is."""
    steps, version = _migrations(), _version(connection)
    if version > len(steps):
        raise StoreError("The database comes from a newer version of Palabre. Install that version, or a later one.")
    if version == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise StoreError("The database is another program's. Set PALABRE_DATABASE to another path.")
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    for number, entry in enumerate(steps[version:], version + 1):
        script = f"BEGIN IMMEDIATE; {entry.read_text('utf-8')}; PRAGMA user_version={number}; COMMIT;"
        try:
            connection.executescript(script)
        except BaseException:
            connection.rollback()
            raise
