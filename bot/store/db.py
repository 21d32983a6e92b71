"""The database: one connection, one writer, each transaction one function.

    await database.transact(lambda tx: people.by_account(tx, 42))

The function runs in the connection's own thread between BEGIN IMMEDIATE and COMMIT, in one hop. So two
tasks never mix their transactions, and a cancelled task leaves none open: its transaction ends as if it
hadn't been cancelled.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Self, TypeVar

import aiosqlite
from pydantic import SecretStr

from bot.store.cache import Cache
from bot.store.errors import StoreError as StoreError  # others know it by this room's name
from bot.store.file.connect import PATIENCE, connect, locked, rewrite
from bot.store.file.disk import Teller, TroubleError, explaining, unopened
from bot.store.schema import migrate, only_inbox, only_reads
from bot.store.tx import Tx as Tx

T = TypeVar("T")
#: What a database can fail with.
DatabaseTrouble = sqlite3.Error
#: How many answers, 550 bytes each, are kept in memory with their sessions: those of 50 groups with 240 each. What
#: isn't kept is read anew, a session with 200 answers in about a millisecond; a burst in more sessions than are kept
#: takes a third more CPU time.
_MOST_KEPT = 12_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: The mark in the database itself that something was erased of which the file may still hold traces.
_TRACES = "traces"


def stamp(moment: datetime) -> int:
    """A moment as it is stored: microseconds since 1970, UTC."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment(stamp: int) -> datetime:
    """A stored moment as an aware datetime, UTC."""
    return _EPOCH + timedelta(microseconds=stamp)


class _Connection(aiosqlite.Connection):
    """aiosqlite runs each statement as its own hop to the thread; this runs a whole function there, so
    that no other task's statement can come in between. Should nobody close it, that keeps no process from ending."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, 64)
        self._thread.daemon = True

    async def hop(self, work: Callable[[sqlite3.Connection], T]) -> T:
        run: Callable[..., Awaitable[T]] = self._execute
        return await run(lambda: work(self._conn))

    async def ended(self) -> None:
        """Wait until the thread has ended, which it does a moment after the connection, or after none came
        about; else it would find the event loop closed."""
        await asyncio.to_thread(self._thread.join, 5)


def _in_transaction(connection: sqlite3.Connection, begin: str, cache: Cache, path: Path, work: Callable[[Tx], T]) -> T:
    connection.execute(begin)
    tx = Tx(connection, cache, path)
    try:
        result = work(tx)
        if tx.erased and not cache.traces:
            connection.execute("INSERT OR IGNORE INTO meta VALUES (?, 1)", (_TRACES,))
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    cache.traces = cache.traces or tx.erased
    tx.committed()
    for act in tx.after.values():
        act()
    return result


def _scrub(connection: sqlite3.Connection, cache: Cache) -> bool:
    """`secure_delete` overwrites what is deleted, but where SQLite moves rows from page to page it leaves
    older copies of them in the room between (about one deletion in three hundred could be read again). So
    the file is written anew; a megabyte takes some 6 ms."""
    rewrite(connection)
    busy = int(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    if not busy:
        connection.execute("DELETE FROM meta WHERE key = ?", (_TRACES,))
        cache.traces = False
    return not busy


def in_file(path: Path, key: SecretStr | None, work: Callable[[Tx], T]) -> T:
    """Run one function in a file that only the caller knows of, brought up to date; of what goes by it no byte stays.
    Raises StoreError as `Database.open` does, sqlite3.Error for whatever else is wrong with it."""
    with closing(connect(path, key)) as connection:
        migrate(connection)
        cache = Cache(0)
        result = _in_transaction(connection, "BEGIN IMMEDIATE", cache, path, work)
        _scrub(connection, cache)
        return result


class Database:
    """An open database. Made by `Database.open`, and to be closed."""

    def __init__(self, connection: _Connection, lock: IO[bytes] | None, path: Path, begin: str) -> None:
        self._connection = connection
        self._lock = lock
        self._path = path
        self._begin = begin
        self._teller = Teller()
        self._cache = Cache(_MOST_KEPT if lock else 0)

    @classmethod
    async def open(cls, path: Path, key: SecretStr | None = None, *, patience: float = PATIENCE) -> Database:
        """Open or make the database, with its key if it is encrypted, bring it up to date, and keep every
        second instance out. Another program's lock is waited for `patience` seconds each time.

        Raises StoreError with what to do: for a folder that is missing or can't be written to, a file
        that is no database, one from a newer version, one that another instance is using, and where the key
        and the file don't go together.
        """
        return await cls._opened(path, key, locked(path), migrate, "BEGIN IMMEDIATE", patience)

    @classmethod
    async def look(cls, path: Path, key: SecretStr | None = None) -> Database:
        """Open a database to read it, also while an instance is using it.

        Raises StoreError where there is none, where it isn't of this version, or the key isn't its own.
        """
        _existing(path)
        return await cls._opened(path, key, None, only_reads, "BEGIN")

    @classmethod
    async def beside(cls, path: Path, key: SecretStr | None = None) -> Database:
        """Open a database to change its inbox, also while an instance is using it. No other table can be
        written to, since that instance keeps in memory what it has read of them.

        Raises StoreError where there is none, where it isn't of this version, or the key isn't its own.
        """
        _existing(path)
        return await cls._opened(path, key, None, only_inbox, "BEGIN IMMEDIATE")

    @classmethod
    async def alone(cls, path: Path, key: SecretStr | None = None) -> Database:
        """Open a file that only the caller knows of, and bring it up to date. Raises StoreError as `open` does."""
        return await cls._opened(path, key, None, migrate, "BEGIN IMMEDIATE")

    @classmethod
    async def _opened(
        cls,
        path: Path,
        key: SecretStr | None,
        lock: IO[bytes] | None,
        prepare: Callable[[sqlite3.Connection], None],
        begin: str,
        patience: float = PATIENCE,
    ) -> Self:
        connection = _Connection(lambda: connect(path, key, patience))
        try:
            await connection
            await connection.hop(prepare)
            traces = await connection.hop(_traced)
        except sqlite3.DatabaseError as error:
            await _end(connection, lock)
            raise unopened(path, error) from None
        except BaseException:
            await _end(connection, lock)
            raise
        database = cls(connection, lock, path, begin)
        database._cache.traces = traces
        return database

    async def transact(self, work: Callable[[Tx], T]) -> T:
        """Run a function in a transaction; what it raises undoes the transaction and is raised here. Raises
        TroubleError where the database can't be used at the moment, after the log has been told. Whoever is
        cancelled while waiting here stops waiting; the transaction goes on to its end."""
        return await self._connection.hop(lambda connection: self._whole(connection, work))

    def _whole(self, connection: sqlite3.Connection, work: Callable[[Tx], T]) -> T:
        before = connection.total_changes
        try:
            with explaining(self._path, at_work=self._lock is not None):
                result = _in_transaction(connection, self._begin, self._cache, self._path, work)
        except TroubleError as error:
            if self._lock:
                self._teller.met(error)
            raise
        if connection.total_changes != before:
            self._teller.over()
        return result

    async def truncate_log(self) -> None:
        """Empty the write-ahead log, so that the file alone holds everything."""
        await self._connection.hop(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    @property
    def traces(self) -> bool:
        """Whether the file may still hold words that were erased, also by an instance before this one."""
        return self._cache.traces

    async def scrub(self) -> bool:
        """Write the file anew, without anything that was erased, and empty the write-ahead log; whether that
        could be done now. It can't while somebody reads."""
        return await self._connection.hop(lambda connection: _scrub(connection, self._cache))

    async def close(self) -> None:
        """Close the database and let the next instance in."""
        await _end(self._connection, self._lock)


def _traced(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM meta WHERE key = ?", (_TRACES,)).fetchone() is not None


async def _end(connection: _Connection, lock: IO[bytes] | None) -> None:
    with suppress(ValueError, sqlite3.Error):
        await connection.close()
    await connection.ended()
    if lock:
        lock.close()


def _existing(path: Path) -> None:
    if not path.is_file():
        raise StoreError(f"There is no database {path}. Set PALABRE_DATABASE to where it is.")
