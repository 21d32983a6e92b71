"""Backups: a copy of the database taken while the bot may be at work, and read by nobody who can't read the
database itself.

One statement copies what one moment was like; the bot goes on meanwhile. The copy has the key of the
original. It gets its name once it is whole, checked, without what isn't to be in it, and on the disk.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.store import meta
from bot.store.db import Tx, in_file, stamp
from bot.store.errors import StoreError
from bot.store.file.connect import connect
from bot.store.file.replacing import overwrite, sync_file, sync_folder

#: How old a backup becomes at most: what was erased is gone from everywhere a week later.
OLDEST = timedelta(days=7)

_NAME = "palabre-%Y%m%dT%H%M%SZ.backup"
_OURS = re.compile(r"palabre-\d{8}T\d{6}Z\.backup(\.part(-journal|-wal|-shm)?)?")

#: Takes out of a copy what isn't to be in it.
LeaveOut = Callable[[Tx], None]
#: What SQLite puts beside a file while it is at work.
_BESIDE = ("-journal", "-wal", "-shm")


def take(path: Path, key: SecretStr | None, target: Path, now: datetime, leave_out: LeaveOut, *, force: bool) -> Path:
    """Copy the database into a file, or into a folder under a name that says when; gives where it is. Raises
    StoreError, also where there is something already, unless `force`."""
    final = target / now.astimezone(UTC).strftime(_NAME) if target.is_dir() else target
    if not path.is_file():
        raise StoreError(f"There is no database {path}. Set PALABRE_DATABASE to where it is.")
    if final.exists() and (final.samefile(path) or not force):
        raise StoreError(f"{final} is there already. Choose another name, or --force to replace it.")
    part = Path(f"{final}.part")
    try:
        _copy(path, key, part)
        _check(part, key)
        in_file(part, key, leave_out)
        _mark(part, key, now)
        sync_file(part)
        part.replace(final)
        sync_folder(final)
    except (sqlite3.Error, OSError) as error:
        why = getattr(error, "sqlite_errorname", None) or getattr(error, "strerror", None)
        raise StoreError(f"{final} can't be written: {why}. Look whether there is room, and the right to.") from None
    finally:
        for left in (part, *(Path(f"{part}{beside}") for beside in _BESIDE)):
            overwrite(left)
    return final


def _copy(path: Path, key: SecretStr | None, part: Path) -> None:
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(connect(path, key)) as connection:
        connection.execute("VACUUM INTO ?", (str(part),))


def _check(part: Path, key: SecretStr | None) -> None:
    with closing(connect(part, key)) as connection:
        whole = [tuple(row) for row in connection.execute("PRAGMA integrity_check").fetchall()]
        if whole != [("ok",)]:
            raise StoreError("The database is damaged, so no backup was made. Restore an older one: palabre restore.")


def _mark(part: Path, key: SecretStr | None, now: datetime) -> None:
    """Write into the copy when it was taken; from here on it is one file."""
    with closing(connect(part, key)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (meta.TAKEN, stamp(now)))


def old_ones(folder: Path, now: datetime) -> Iterator[Path]:
    """Backups in a folder that are older than they may become, by their names, and what a kill left of one."""
    for found in sorted(folder.iterdir()):
        if _OURS.fullmatch(found.name):
            name, part, _ = found.name.partition(".part")
            taken = datetime.strptime(name, _NAME).replace(tzinfo=UTC)
            if taken < now - OLDEST or part:
                yield found
