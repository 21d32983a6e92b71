"""What can be wrong with the database's file and disk, in words for whoever looks after the bot.

Two sorts: trouble that passes once somebody makes room or closes a program, in which nothing is lost and
trying again is right (`TroubleError`); and a file that can't be used as it is (`StoreError`). Every other
error of a statement is a mistake of ours and stays what it is.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from time import monotonic

from bot.store.errors import StoreError

log = logging.getLogger(__name__)

#: How many seconds go by before the same trouble is told again, while it lasts, and once it was over.
_AGAIN, _QUIET = 600.0, 60.0


class TroubleError(StoreError):
    """The database can't be used at the moment: nothing was written, and the same may work later."""


#: SQLite's result codes that pass: what to say of the file, and what somebody can do.
_PASSING = {
    sqlite3.SQLITE_BUSY: ("Another program has {path} locked.", "Close it"),
    sqlite3.SQLITE_LOCKED: ("Another program has {path} locked.", "Close it"),
    sqlite3.SQLITE_FULL: ("The disk is full: nothing can be written into {path}.", "Make room"),
    sqlite3.SQLITE_IOERR: ("The disk refuses to write or read {path}.", "Look whether it is full or broken"),
    sqlite3.SQLITE_READONLY: (
        "{path} can't be written to.",
        "Give this user the right to write it and its folder",
    ),
    sqlite3.SQLITE_CANTOPEN: ("{path} or a file beside it can't be opened.", "Look at its folder and the rights in it"),
    sqlite3.SQLITE_NOMEM: ("There is no memory left to use {path}.", "End what takes so much of it"),
}
#: Those that don't: the file is no database, or a damaged one.
_LASTING = {
    sqlite3.SQLITE_NOTADB: "{path} is not a database of Palabre's. Move it away, or set PALABRE_DATABASE to another"
    " path.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged. Stop the bot, keep a copy of the file, and put a backup in its place.",
}
_ELSE = "then try again"
_AT_WORK = "the bot then goes on by itself, and nothing is lost"


def explained(path: Path, error: BaseException, *, at_work: bool) -> StoreError | None:
    """The error as one that says what to do; None for one that isn't the file's or the disk's. `at_work`:
    it is the bot's own, which will try again."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bits tell the kind of kind
    if code in _LASTING:
        return StoreError(_LASTING[code].format(path=path))
    if code not in _PASSING:
        return None
    if path.exists() and not os.access(path, os.W_OK):
        code = sqlite3.SQLITE_READONLY
    says, remedy = _PASSING[code]
    return TroubleError(f"{says.format(path=path)} {remedy}; {_AT_WORK if at_work else _ELSE}.")


@contextmanager
def explaining(path: Path, *, at_work: bool) -> Iterator[None]:
    """While the database is open: turn its errors into those that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        told = explained(path, error, at_work=at_work)
        if told is None:
            raise
        raise told from None


def unopened(path: Path, error: BaseException) -> StoreError:
    """Why a database couldn't be opened."""
    return explained(path, error, at_work=False) or StoreError(f"{path} can't be opened: {error}.")


class Teller:
    """Tells the log of trouble and of its end: once, and again only after a while, however often something
    is tried meanwhile. A disk that is nearly full lets some through: that isn't told more than once a minute."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}
        self._lasts = False

    def met(self, error: TroubleError) -> None:
        """Something couldn't be written or read."""
        text, now = str(error), monotonic()
        if now - self._told.get(text, -inf) >= (_AGAIN if self._lasts else _QUIET):
            self._told[text], self._lasts = now, True
            log.error(text)

    def over(self) -> None:
        """Something has been written."""
        if self._lasts:
            self._lasts = False
            log.warning("The database can be written again, and the bot goes on.")
