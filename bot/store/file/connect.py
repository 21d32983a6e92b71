"""The one way in which a database file is opened: plain, or with a key.

A SQLite without cipher passes over `PRAGMA key` in silence and would write everything in the clear. So it is
looked at what the file is, whether there is a cipher, and whether the key fits, before anything else is
done. The key is in no message, in no log, and in no error that leaves this file.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import sqlite3
from pathlib import Path
from typing import IO

from pydantic import SecretStr

from bot.store.errors import StoreError
from bot.store.file.replacing import settle

log = logging.getLogger(__name__)

_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    # In KiB: a transaction changes some hundred pages, and what is read again and again is kept in other ways.
    "PRAGMA cache_size=-1000",
    # In pages: under a flood each of them is copied into the file once, not again and again.
    "PRAGMA wal_autocheckpoint=4000",
    # Nothing that is sorted goes through a temporary file, which would keep words.
    "PRAGMA temp_store=MEMORY",
)
#: For how many seconds another program's lock is waited for: it writes for a moment, or is stuck.
PATIENCE = 5.0
_PLAIN = b"SQLite format 3\x00"
_PAGE = 4096
#: Of the 256 values that a byte can have, so many are in a page of noise; in a page of anything else fewer.
_NOISE = 240
#: A raw key: 32 bytes in hexadecimal, as SQLCipher writes it or alone.
_RAW = re.compile(r"(?:x')?([0-9a-fA-F]{64})'?")

_NO_CIPHER = (
    "A key is set, but this Python has no SQLCipher, so nothing would be encrypted. "
    "Install it: pip install 'palabre[encryption]'"
)
_IS_PLAIN = (
    "{path} is not encrypted, but a key is set. Encrypt it with `palabre key encrypt`, "
    "or start without PALABRE_DATABASE_KEY and PALABRE_DATABASE_KEY_FILE."
)
_IS_ENCRYPTED = (
    "{path} is encrypted, and no key is set. Set PALABRE_DATABASE_KEY or PALABRE_DATABASE_KEY_FILE to the key "
    "it was encrypted with."
)
_WRONG = (
    "The key doesn't open {path}. Look at PALABRE_DATABASE_KEY or PALABRE_DATABASE_KEY_FILE: it must be the key "
    "that the file was encrypted with. With the right key this is said of a damaged file only."
)


def locked(path: Path) -> IO[bytes]:
    """The lock that one instance holds as long as it lives, however it ends. Whoever has it finds one whole
    database, also where a command that replaces it was cut short. Raises StoreError where there is no such
    folder, or another instance has the lock."""
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
    try:
        if settle(path):
            log.warning("%s: a command that was to replace it was cut short; the database is whole", path.name)
    except OSError as error:
        lock.close()
        raise StoreError(f"{path.parent}: what a command left there can't be removed: {error.strerror}.") from None
    return lock


def connect(path: Path, key: SecretStr | None, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open or make a database file, with our pragmas, readable by this user alone. Another program's lock is waited for
    so many seconds. Raises StoreError where the key and the file don't go together, sqlite3.Error for whatever else is
    wrong."""
    new = not path.exists()
    connection = _plain(path, patience) if key is None else _encrypted(path, key, patience)
    try:
        if new:
            path.chmod(0o600)
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def rewrite(connection: sqlite3.Connection) -> None:
    """Write the file anew, with nothing that isn't in a row any more. In between all of it is in a file without a
    name, in the database's own folder and encrypted if the database is: in memory it would take as much as the file."""
    folder = str(Path(connection.execute("PRAGMA database_list").fetchone()["file"]).parent)
    connection.execute("PRAGMA temp_store_directory = '" + folder.replace("'", "''") + "'")
    connection.execute("PRAGMA temp_store=FILE")
    try:
        connection.execute("VACUUM")
    finally:
        connection.execute("PRAGMA temp_store=MEMORY")


def is_plain(path: Path) -> bool:
    """Whether a file is a SQLite database that anybody can read."""
    return _start(path).startswith(_PLAIN)


def _looks_encrypted(path: Path) -> bool:
    start = _start(path)
    return len(start) == _PAGE and path.stat().st_size % _PAGE == 0 and len(set(start)) > _NOISE


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_PAGE)
    except OSError:  # not there, a folder, or not to be read: SQLite says which
        return b""


def _plain(path: Path, patience: float) -> sqlite3.Connection:
    if _looks_encrypted(path):
        raise StoreError(_IS_ENCRYPTED.format(path=path))
    connection = sqlite3.connect(path, patience, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _encrypted(path: Path, key: SecretStr, patience: float) -> sqlite3.Connection:
    if is_plain(path):
        raise StoreError(_IS_PLAIN.format(path=path))
    connection = with_cipher(path, patience)
    try:
        unlock(connection, key)
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise StoreError(_WRONG.format(path=path)) from None
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def with_cipher(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection that can encrypt, not keyed yet. Raises StoreError where there is no SQLCipher."""
    try:
        from bot.store.file import cipher
    except ImportError:
        raise StoreError(_NO_CIPHER) from None
    connection = cipher.connect(path, patience)
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        connection.close()
        raise StoreError(_NO_CIPHER)
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()  # else a wrong key is told on standard error
    connection.execute("PRAGMA cipher_memory_security=ON").fetchall()  # what it has used is overwritten
    return connection


def unlock(connection: sqlite3.Connection, key: SecretStr) -> None:
    """Give a connection its key. An error of SQLite's would quote the statement, and so the key."""
    try:
        connection.execute(f"PRAGMA key = {literal(key)}").fetchall()
    except (sqlite3.Error, UnicodeError):
        raise StoreError("The key can't be used. Use letters, digits and signs, or 64 hexadecimal digits.") from None


def literal(key: SecretStr | None) -> str:
    """A key as SQLCipher's SQL writes it; None is no encryption."""
    secret = key.get_secret_value() if key else ""
    raw = _RAW.fullmatch(secret)
    if raw:
        return f"\"x'{raw[1]}'\""
    return "'" + secret.replace("'", "''") + "'"
