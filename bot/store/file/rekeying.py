"""Another key for a database, a first one, or none: it is written anew beside the old one, checked, and then
takes its place. Killed at any instant, there is one good database: the old one or the new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.store.errors import StoreError
from bot.store.file.connect import connect, is_plain, literal, locked, with_cipher
from bot.store.file.replacing import settle, staging, take_place

#: How many steps SQLite takes between two words on how far it is.
_STEPS = 200_000

#: Hears what is about to be done.
Tell = Callable[[str], None]


def encrypt(path: Path, key: SecretStr, tell: Tell) -> None:
    """Encrypt a plain database. Raises StoreError."""
    with _alone(path):
        if not is_plain(path):
            raise StoreError(f"{path} is encrypted already. Another key: `palabre key change`.")
        _rewrite(path, None, key, tell)


def decrypt(path: Path, key: SecretStr, tell: Tell) -> None:
    """Make a database plain again. Raises StoreError."""
    with _alone(path):
        if is_plain(path):
            raise StoreError(f"{path} is not encrypted.")
        _rewrite(path, key, None, tell)


def change(path: Path, key: SecretStr, new: SecretStr, tell: Tell) -> None:
    """Give a database another key. Raises StoreError."""
    with _alone(path):
        if is_plain(path):
            raise StoreError(f"{path} is not encrypted. Encrypt it with `palabre key encrypt`.")
        _rewrite(path, key, new, tell)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    if not path.is_file():
        raise StoreError(f"There is no database {path}. Set PALABRE_DATABASE to where it is.")
    with locked(path):
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            why = getattr(error, "sqlite_errorname", None) or getattr(error, "strerror", None)
            raise StoreError(
                f"{path} can't be written anew: {why}. Look whether the disk is full or broken; "
                "the file has been left as it was."
            ) from None


def _rewrite(path: Path, old: SecretStr | None, new: SecretStr | None, tell: Tell) -> None:
    tell("reading the old file")
    with closing(_keyed(path, old)) as source:
        _leave_no_log(source, path)
        fresh = staging(path)
        try:
            _copy(source, fresh, new, tell)
            tell("checking the new file")
            _compare(source, fresh, new)
        except BaseException:
            settle(path)
            raise
    for step in take_place(path):
        tell(step)


def _keyed(path: Path, key: SecretStr | None) -> sqlite3.Connection:
    """A connection that can also encrypt, to a file that may be plain."""
    if key is not None:
        return connect(path, key)
    return with_cipher(path)


def _leave_no_log(source: sqlite3.Connection, path: Path) -> None:
    """Everything into the file itself. That is refused as long as anybody else has it open."""
    try:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        mode = source.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        source.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        source.execute("BEGIN EXCLUSIVE")
        source.execute("COMMIT")
    except sqlite3.OperationalError:
        mode = "busy"
    if mode != "delete":
        raise StoreError(f"Another program is reading {path}. Close it, then try again.")


def _copy(source: sqlite3.Connection, fresh: Path, key: SecretStr | None, tell: Tell) -> None:
    whole = max(1, _size(source))

    def said() -> int:
        tell(f"copying, {min(99, 100 * fresh.stat().st_size // whole)} %")
        return 0

    tell("copying")
    source.execute(f"ATTACH ? AS fresh KEY {literal(key)}", (str(fresh),))
    source.execute("PRAGMA fresh.journal_mode=OFF").fetchall()  # a copy cut short is thrown away, not mended
    source.set_progress_handler(said, _STEPS)
    source.execute("SELECT sqlcipher_export('fresh')").fetchall()
    source.set_progress_handler(None, 0)
    source.execute(f"PRAGMA fresh.user_version={_number(source, 'PRAGMA user_version')}").fetchall()
    source.execute("DETACH fresh")


def _size(source: sqlite3.Connection) -> int:
    return _number(source, "PRAGMA page_count") * _number(source, "PRAGMA page_size")


def _number(source: sqlite3.Connection, sql: str) -> int:
    return int(source.execute(sql).fetchone()[0])  # SQLCipher gives some numbers as words


def _compare(source: sqlite3.Connection, fresh: Path, key: SecretStr | None) -> None:
    with closing(_keyed(fresh, key)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        whole = copy.execute("PRAGMA integrity_check").fetchall()
        if [tuple(row) for row in whole] != [("ok",)] or _contents(source) != _contents(copy):
            raise StoreError(
                "The copy isn't what the original is, so the original was left as it was. Look at the disk."
            )


def _contents(connection: sqlite3.Connection) -> dict[str, object]:
    """What must be the same in two copies: the version, what there is, and how many rows each table has."""
    schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    tables = [row[1] for row in schema if row[0] == "table"]
    return {
        "version": _number(connection, "PRAGMA user_version"),
        "schema": [tuple(row) for row in schema],
        "rows": {table: _number(connection, f'SELECT count(*) FROM "{table}"') for table in tables},  # noqa: S608  the names are the file's own
    }
