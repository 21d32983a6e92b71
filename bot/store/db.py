"""The database: one connection, one writer, each transaction one function.

    await database.transact(lambda tx: people.by_account(tx, 42))

The function runs in the connection's own thread between BEGIN IMMEDIATE and COMMIT, in one hop. So two
tasks never mix their transactions, and a cancelled task leaves none open: its transaction ends as if it
hadn't been cancelled.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Protocol, Self, TypeVar, cast

import aiosqlite

from bot.store.disk import Teller, TroubleError, explained, explaining, unopened
from bot.store.trouble import StoreError as StoreError  # others know it by this room's name
from bot.store.versions import migrate, only_inbox, only_reads

T = TypeVar("T")
#: How many answers, about a kilobyte each, are kept in memory with their sessions.
_MOST_KEPT = 10_000
#: How many facts of an area (accounts, members, messages) are kept in memory, at some 300 bytes each.
_MOST_FACTS = 4_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    # In KiB: a transaction changes some hundred pages, and what is read again and again is kept in other ways.
    "PRAGMA cache_size=-1000",
    # In pages: under a flood each of them is copied into the file once, not again and again.
    "PRAGMA wal_autocheckpoint=4000",
)


def stamp(moment: datetime) -> int:
    """A moment as it is stored: microseconds since 1970, UTC."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment(stamp: int) -> datetime:
    """A stored moment as an aware datetime, UTC."""
    return _EPOCH + timedelta(microseconds=stamp)


#: What is remembered goes by an area ("session", "group" …) and whatever names it there.
Key = tuple[str, *tuple[object, ...]]


class Weighty(Protocol):
    """Something that is kept from one transaction to the next."""

    @property
    def weight(self) -> int:
        """About how many kilobytes it takes."""


class Kept:
    """What stays in memory from one transaction to the next, valid since this program alone writes: whole
    sessions, so that each is read once (the oldest go where their weights add up to more than `most`), and
    facts by area, such as whose account a number is."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._total = 0
        self._items: dict[Key, tuple[Weighty, int]] = {}
        self._facts: dict[str, dict[Key, object]] = {}

    def get(self, key: Key) -> Weighty | None:
        """What is kept under a key."""
        found = self._items.get(key)
        return found[0] if found else None

    def put(self, key: Key, item: Weighty) -> None:
        """Keep something, as the newest."""
        self._drop(key)
        self._items[key] = (item, item.weight)
        self._total += item.weight
        while self._total > self._most:
            self._drop(next(iter(self._items)))

    def _drop(self, key: Key) -> None:
        if known := self._items.pop(key, None):
            self._total -= known[1]

    def facts(self, area: str) -> Mapping[Key, object]:
        """The facts of an area."""
        return self._facts.get(area, {})

    def learn(self, facts: Mapping[Key, object]) -> None:
        """Keep what a transaction came to know. An area with too many facts begins anew."""
        if not self._most:
            return
        for key, fact in facts.items():
            known = self._facts.setdefault(key[0], {})
            if len(known) >= _MOST_FACTS:
                known.clear()
            known[key] = fact

    def forget(self, area: str) -> None:
        """The facts of an area have changed."""
        self._facts.pop(area, None)

    def clear(self) -> None:
        """Keep nothing."""
        self._items.clear()
        self._facts.clear()
        self._total = 0


class Tx:
    """One transaction. What is read again and again is remembered (`once`), and what may be written once
    for many events is put off to the end (`later`); both are undone with the part that they belong to.
    `staged` is what will be kept after the commit, `originals` what it was before, as it still is in the file."""

    def __init__(self, connection: sqlite3.Connection, kept: Kept, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._memo: dict[Key, object] = {}
        self._later: dict[Key, Callable[[], None]] = {}
        self.kept = kept
        self.staged: dict[Key, Weighty] = {}
        self.originals: dict[Key, object] = {}
        self.stale = False

    def once(self, key: Key, make: Callable[[], T]) -> T:
        """What `make` gives, made once until its area is forgotten, be it in a later transaction."""
        if key in self._memo:
            return cast(T, self._memo[key])
        kept = self.kept.facts(key[0])
        if key in kept:
            return cast(T, kept[key])
        made = self._memo[key] = make()
        return made

    def knows(self, key: Key) -> bool:
        """Whether something is remembered under this key."""
        return key in self._memo or key in self.kept.facts(key[0])

    def forget(self, area: str) -> None:
        """What is remembered of an area has changed."""
        self.kept.forget(area)
        for key in [key for key in self._memo if key[0] == area]:
            del self._memo[key]

    def committed(self) -> None:
        """The transaction has been committed: what it came to know holds for the next ones."""
        if self.stale:
            self.kept.clear()
        self.kept.learn(self._memo)
        for key, item in self.staged.items():
            self.kept.put(key, item)

    def later(self, key: Key, act: Callable[[], None]) -> None:
        """Do this before the commit; of several under one key only the last."""
        self._later[key] = act

    def settle(self, area: str = "") -> None:
        """Do now what was put off, all of it or that of one area."""
        while due := [key for key in self._later if not area or key[0] == area]:
            for key in due:
                self._later.pop(key)()

    def run(self, sql: str, *values: object) -> int:
        """Execute a statement; gives how many rows it changed."""
        return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, *values: object) -> int:
        """Execute an INSERT; gives the new row's id."""
        return self._connection.execute(sql, values).lastrowid or 0

    def many(self, sql: str, rows: Sequence[Sequence[object]]) -> int:
        """Execute a statement for each row of values; gives how many rows it changed."""
        return self._connection.executemany(sql, rows).rowcount

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        rows = self.all(sql, *values)
        return rows[0] if rows else None

    def all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a query; no cursor stays open."""
        return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that is undone alone if it raises. Where the disk or the file is in
        trouble that isn't the part's doing, and SQLite may have undone everything: raises StoreError."""
        later, staged, originals = dict(self._later), dict(self.staged), dict(self.originals)
        self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException as error:
            if told := explained(self._path, error, at_work=True):
                raise told from None
            self._connection.execute("ROLLBACK TO part")
            self._connection.execute("RELEASE part")
            self._memo.clear()
            self._later, self.staged, self.originals = later, staged, originals
            raise
        self._connection.execute("RELEASE part")


class _Connection(aiosqlite.Connection):
    """aiosqlite runs each statement as its own hop to the thread; this runs a whole function there, so
    that no other task's statement can come in between."""

    async def hop(self, work: Callable[[sqlite3.Connection], T]) -> T:
        run: Callable[..., Awaitable[T]] = self._execute
        return await run(lambda: work(self._conn))

    async def ended(self) -> None:
        """Wait until the thread has ended, which it does a moment after the connection, or after none came
        about; else it would find the event loop closed."""
        await asyncio.to_thread(self._thread.join, 5)


def _in_transaction(connection: sqlite3.Connection, begin: str, kept: Kept, path: Path, work: Callable[[Tx], T]) -> T:
    connection.execute(begin)
    tx = Tx(connection, kept, path)
    try:
        result = work(tx)
        tx.settle()
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    tx.committed()
    return result


class Database:
    """An open database. Made by `Database.open`, and to be closed."""

    def __init__(self, connection: _Connection, lock: IO[bytes] | None, path: Path, begin: str) -> None:
        self._connection = connection
        self._lock = lock
        self._path = path
        self._begin = begin
        self._teller = Teller()
        self._kept = Kept(_MOST_KEPT if lock else 0)

    @classmethod
    async def open(cls, path: Path) -> Database:
        """Open or make the database, bring it up to date, and keep every second instance out.

        Raises StoreError with what to do: for a folder that is missing or can't be written to, a file
        that is no database, one from a newer version, and one that another instance is using.
        """
        return await cls._opened(path, _locked(path), migrate, "BEGIN IMMEDIATE")

    @classmethod
    async def look(cls, path: Path) -> Database:
        """Open a database to read it, also while an instance is using it.

        Raises StoreError where there is none, or where it isn't of this version.
        """
        _existing(path)
        return await cls._opened(path, None, only_reads, "BEGIN")

    @classmethod
    async def beside(cls, path: Path) -> Database:
        """Open a database to change its inbox, also while an instance is using it. No other table can be
        written to, since that instance keeps in memory what it has read of them.

        Raises StoreError where there is none, or where it isn't of this version.
        """
        _existing(path)
        return await cls._opened(path, None, only_inbox, "BEGIN IMMEDIATE")

    @classmethod
    async def _opened(
        cls, path: Path, lock: IO[bytes] | None, prepare: Callable[[sqlite3.Connection], None], begin: str
    ) -> Self:
        connection = _Connection(lambda: _connect(path), 64)
        try:
            await connection
            await connection.hop(prepare)
        except sqlite3.DatabaseError as error:
            await _end(connection, lock)
            raise unopened(path, error) from None
        except BaseException:
            await _end(connection, lock)
            raise
        return cls(connection, lock, path, begin)

    async def transact(self, work: Callable[[Tx], T]) -> T:
        """Run a function in a transaction; what it raises undoes the transaction and is raised here. Raises
        TroubleError where the database can't be used at the moment, after the log has been told."""
        return await asyncio.shield(self._connection.hop(lambda connection: self._whole(connection, work)))

    def _whole(self, connection: sqlite3.Connection, work: Callable[[Tx], T]) -> T:
        before = connection.total_changes
        try:
            with explaining(self._path, at_work=self._lock is not None):
                result = _in_transaction(connection, self._begin, self._kept, self._path, work)
        except TroubleError as error:
            if self._lock:
                self._teller.met(error)
            raise
        if connection.total_changes != before:
            self._teller.over()
        return result

    async def truncate_log(self) -> None:
        """Empty the write-ahead log, so that nothing deleted is left in it."""
        await self._connection.hop(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    async def close(self) -> None:
        """Close the database and let the next instance in."""
        await _end(self._connection, self._lock)


async def _end(connection: _Connection, lock: IO[bytes] | None) -> None:
    with suppress(ValueError, sqlite3.Error):
        await connection.close()
    await connection.ended()
    if lock:
        lock.close()


def _existing(path: Path) -> None:
    if not path.is_file():
        raise StoreError(f"There is no database {path}. Set PALABRE_DATABASE to where it is.")


def _locked(path: Path) -> IO[bytes]:
    """The lock that one instance holds as long as it lives, however it ends."""
    if not path.parent.is_dir():
        raise StoreError(f"There is no folder {path.parent}. Make it, or set PALABRE_DATABASE to another path.")
    if path.exists() and not os.access(path, os.W_OK):  # which SQLite would notice only when it first writes
        raise StoreError(f"{path} can't be written to. Give this user the right to write it and its folder.")
    try:
        lock = Path(f"{path}.lock").open("wb")  # noqa: SIM115  held as long as the database is open
    except OSError:
        raise StoreError(f"{path.parent} can't be written to. Give this user the right to, or move it.") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise StoreError(f"Another Palabre is using {path}. Stop it first.") from None
    return lock


def _connect(path: Path) -> sqlite3.Connection:
    new = not path.exists()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    if new:
        path.chmod(0o600)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
