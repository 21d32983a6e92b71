"""SQLCipher's connection, made to fail as SQLite's does.

Its exceptions are a family of their own. Here, at the border, each becomes the one of the same name in
`sqlite3`, with its result code, so that the store catches one kind whether the file is encrypted or not.
Importing this raises ImportError where SQLCipher isn't installed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlcipher3 import dbapi2 as sqlcipher

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")


def _known(error: Exception) -> sqlite3.Error:
    kind: type[sqlite3.Error] = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
    known = kind(*error.args)
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(error, name):
            setattr(known, name, getattr(error, name))
    return known


def _failing_alike(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    def call(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except sqlcipher.Error as error:
            raise _known(error) from None

    return call


class _Cursor(sqlcipher.Cursor):
    """A cursor whose statements and rows fail as SQLite's."""

    @_failing_alike
    def execute(self, sql: str, *values: Any) -> Any:
        return super().execute(sql, *values)

    @_failing_alike
    def executemany(self, sql: str, rows: Any) -> Any:
        return super().executemany(sql, rows)

    @_failing_alike
    def executescript(self, sql: str) -> Any:
        return super().executescript(sql)

    @_failing_alike
    def fetchone(self) -> Any:
        return super().fetchone()

    @_failing_alike
    def fetchall(self) -> Any:
        return super().fetchall()


class _Connection(sqlcipher.Connection):
    """A connection whose statements fail as SQLite's."""

    @_failing_alike
    def cursor(self) -> Any:
        return super().cursor(_Cursor)

    def execute(self, sql: str, *values: Any) -> Any:
        return self.cursor().execute(sql, *values)

    def executemany(self, sql: str, rows: Any) -> Any:
        return self.cursor().executemany(sql, rows)

    def executescript(self, sql: str) -> Any:
        return self.cursor().executescript(sql)

    @_failing_alike
    def commit(self) -> None:
        super().commit()

    @_failing_alike
    def rollback(self) -> None:
        super().rollback()

    @_failing_alike
    def close(self) -> None:
        super().close()


def connect(path: Path, patience: float) -> sqlite3.Connection:
    """A connection to a file, not keyed yet. Raises sqlite3.Error."""
    try:
        connection = sqlcipher.connect(path, patience, isolation_level=None, factory=_Connection)
    except sqlcipher.Error as error:
        raise _known(error) from None
    connection.row_factory = sqlcipher.Row
    return cast(sqlite3.Connection, connection)  # the same methods; no type of SQLCipher's is seen outside
