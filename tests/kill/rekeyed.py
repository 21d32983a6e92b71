"""Commands that make, or replace, the database's file, in a process of its own which dies at a chosen step."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from bot.store import backups, restoring
from bot.store.file import rekeying
from bot.work.privacy.copying import leave_out
from bot.work.privacy.replay import replay

Tell = Callable[[str], None]
PLAIN, FIRST, SECOND = None, SecretStr("0123456789abcdef" * 4), SecretStr("fedcba9876543210" * 4)

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)

#: What the command does -> the key before, the key after.
KEYS = {"encrypt": (PLAIN, FIRST), "decrypt": (FIRST, PLAIN), "change": (FIRST, SECOND)}


def dying(nth: int) -> Tell:
    """Hears of each step, and dies at the nth; 0 is never."""
    heard = 0

    def tell(step: str) -> None:
        nonlocal heard
        heard += 1
        if heard == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return tell


def rekey(path: Path, act: str, nth: int) -> None:
    """Do it, and die at the nth step."""
    if act == "encrypt":
        rekeying.encrypt(path, FIRST, dying(nth))
    elif act == "decrypt":
        rekeying.decrypt(path, FIRST, dying(nth))
    else:
        rekeying.change(path, FIRST, SECOND, dying(nth))


def restore(path: Path, backup: Path, nth: int) -> None:
    """Restore a backup, and die at the nth step."""
    restoring.restore(path, FIRST, backup, NOW, dying(nth), replay, force=False)


def back_up(path: Path, target: Path) -> None:
    """Take a backup in the place of another."""
    backups.take(path, FIRST, target, NOW, leave_out, force=True)
