"""One transaction: statements, what is remembered, and what is to happen once it is committed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

from bot.store.cache import Cache, Key, Weighty
from bot.store.file.disk import explained

T = TypeVar("T")


class Tx:
    """One transaction. What is read again and again is remembered (`once`). `staged` is what will be kept in memory
    after the commit; both are undone with the part that they belong to. `stale` says that nothing kept from before
    may be used any more. `erased`: words, or what leads to somebody, have gone; `erase` sets it, and nobody else."""

    def __init__(self, connection: sqlite3.Connection, cache: Cache, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._memo: dict[Key, object] = {}
        self.cache = cache
        self.staged: dict[Key, Weighty] = {}
        self.stale = False
        self.after: dict[Key, Callable[[], None]] = {}
        self.erased = False

    def once(self, key: Key, make: Callable[[], T]) -> T:
        """What `make` gives, made once until its area is invalidated, be it in a later transaction. Of what is asked
        with every answer alone: that spares a quarter of a burst's CPU time (benchmarks/README.md)."""
        if key in self._memo:
            return cast(T, self._memo[key])
        facts = self.cache.facts(key[0])
        if key in facts:
            return cast(T, facts[key])
        made = self._memo[key] = make()
        return made

    def knows(self, key: Key) -> bool:
        """Whether something is remembered under this key."""
        return key in self._memo or key in self.cache.facts(key[0])

    def invalidate(self, area: str) -> None:
        """What is remembered of an area has changed."""
        self.cache.invalidate(area)
        for key in [key for key in self._memo if key[0] == area]:
            del self._memo[key]

    def committed(self) -> None:
        """The transaction has been committed: what it came to know holds for the next ones."""
        if self.stale:
            self.cache.clear()
        self.cache.learn(self._memo)
        for key, item in self.staged.items():
            self.cache.put(key, item)

    def afterwards(self, key: Key, act: Callable[[], None]) -> None:
        """Do this once the transaction is committed; of several under one key only the last."""
        self.after[key] = act

    def run(self, sql: str, *values: object) -> int:
        """Execute a statement; gives how many rows it changed."""
        return self._connection.execute(sql, values).rowcount

    def erase(self, sql: str, *values: object, **named: object) -> int:
        """Execute a statement by which words go, or what leads to somebody; gives how many rows it changed. If any,
        the file may hold traces of them until it is written anew."""
        changed = self._connection.execute(sql, named or values).rowcount
        if changed > 0:
            self.words_gone()
        return changed

    def words_gone(self) -> None:
        """The file may hold traces of words that went by statements which didn't say so, being too many for that."""
        self.erased = True

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
        staged = dict(self.staged)
        self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException as error:
            if told := explained(self._path, error, at_work=True):
                raise told from None
            self._connection.execute("ROLLBACK TO part")
            self._connection.execute("RELEASE part")
            self._memo.clear()
            self.staged = staged
            raise
        self._connection.execute("RELEASE part")
