"""An empty database of today's version, made once a process: all the migrations take some 8 ms, and hundreds of tests
begin with them. That they make it is tested in `tests/store/`, on files of their own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.file.connect import connect
from bot.store.schema import migrate


def put_empty_database(path: Path) -> None:
    """An empty database is at that path, in the clear and as after a stop, with a secret of its own, unless something
    is there already."""
    if not path.exists():
        path.touch(0o600)
        path.write_bytes(_empty())
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE meta SET value = randomblob(32) WHERE key = 'secret'")


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite3"
        with closing(connect(path, None)) as connection:
            migrate(connection)
        return path.read_bytes()
