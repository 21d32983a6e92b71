"""A copy of the ledger of withdrawals beside the database, for the day on which the database itself can't be
read any more: then it is all that a backup can be brought up to date with.

It says no more than the ledger does: random numbers, keyed marks, days, and a mark of the database it belongs
to. Without that database, whose secret the key is, no entry leads to anybody.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.store.file.replacing import sync_folder

_LINE = re.compile(r"([0-9a-f]{16}) ([0-9a-f]{32}) (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One entry of the ledger: a random number, the mark of what was erased, and the day."""

    entry: str
    mark: str
    day: date


def beside(path: Path) -> Path:
    """Where the copy of a database's ledger is."""
    return Path(f"{path}.withdrawals")


def read(path: Path, whose: str) -> list[Withdrawal] | None:
    """The entries that stand beside a database, if it is the one with that mark, else None. Lines that are no
    entries are passed over."""
    try:
        first, *lines = beside(path).read_text("ascii", errors="replace").split("\n")
    except OSError:
        return None
    found = [_LINE.fullmatch(line) for line in lines]
    entries = [Withdrawal(match[1], match[2], date.fromisoformat(match[3])) for match in found if match]
    return entries if first == whose else None


def write(path: Path, whose: str, ledger: Iterable[Withdrawal]) -> None:
    """Put the ledger beside a database, whole or not at all, where another stands there. Raises OSError."""
    entries = sorted(ledger, key=lambda withdrawal: withdrawal.entry)
    if entries == read(path, whose):
        return
    lines = [f"{whose}\n", *(f"{w.entry} {w.mark} {w.day.isoformat()}\n" for w in entries)]
    new = Path(f"{beside(path)}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    new.rename(beside(path))
    sync_folder(path)
