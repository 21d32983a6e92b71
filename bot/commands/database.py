"""`palabre key`, `palabre backup`, `palabre restore`: the database file by command. A backup can be taken while
the bot runs; the others need it stopped."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot.commands.passphrase import ask_key, read_key, unlocked
from bot.commands.purge import purge_now
from bot.settings import Settings, SettingsError
from bot.store import backups
from bot.store.file import rekeying
from bot.store.file.replacing import overwrite
from bot.store.restoring import Restored
from bot.store.restoring import restore as put_back
from bot.work.privacy.copying import leave_out
from bot.work.privacy.replay import replay

_NO_KEY = {
    "encrypt": "Set PALABRE_DATABASE_KEY or PALABRE_DATABASE_KEY_FILE to the key first: the bot needs it afterwards.",
    "decrypt": "Set PALABRE_DATABASE_KEY or PALABRE_DATABASE_KEY_FILE to the key that the database has now.",
    "change": "Set PALABRE_DATABASE_KEY or PALABRE_DATABASE_KEY_FILE to the key that the database has now.",
}
_DONE = {
    "encrypt": "{path} is encrypted. Keep the key in a second place: nobody can read the answers without it. "
    "Backups made before are not encrypted: delete them.",
    "decrypt": "{path} is not encrypted any more. Take the key out of the settings, then start the bot.",
    "change": "{path} has its new key. Put it into the settings, then start the bot. "
    "Backups made before keep the old one.",
}
_FOLLOW = "Delete it within {days} days: until then, what is erased in the bot lives on in it."
_LEFT_OUT = (
    "Not in a backup: answers to anonymous questions that were still open, and what waited for a yes. People can give "
    "them again."
)
_UNKNOWN = (
    "There was no ledger of withdrawals here. Whoever asked to be forgotten after that moment is back: ask the groups "
    "to send /forget again."
)


class Teller:
    """Says on a terminal, in one line that is written over, what is being done; elsewhere nothing."""

    def __call__(self, step: str) -> None:
        """What is about to be done."""
        if sys.stderr.isatty():
            print(f"\r\x1b[K{step} …", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Nothing more is being done."""
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def key(settings: Settings, act: str, new_key: Path | None) -> int:
    """Encrypt or decrypt the database, or change its key; gives the exit status. Raises StoreError or
    SettingsError."""
    settings = unlocked(settings, new=act == "encrypt")
    path, present = settings.database, settings.database_key
    if present is None:
        raise SettingsError(_NO_KEY[act])
    tell = Teller()
    try:
        if act == "encrypt":
            rekeying.encrypt(path, present, tell)
        elif act == "decrypt":
            rekeying.decrypt(path, present, tell)
        else:
            new = read_key(new_key, "--new-key") if new_key else _asked()
            rekeying.change(path, present, new, tell)
    finally:
        tell.end()
    print(_DONE[act].format(path=path))
    return 0


def _asked() -> SecretStr:
    return ask_key("New passphrase: ", twice=True, instead="--new-key FILE")


def backup(settings: Settings, target: Path, now: datetime, *, force: bool) -> int:
    """Copy the database, also while the bot runs; in a folder, remove backups that have become too old. Gives
    the exit status. Raises StoreError or SettingsError."""
    settings = unlocked(settings)
    made = backups.take(settings.database, settings.database_key, target, now, leave_out, force=force)
    print(f"{made}: {made.stat().st_size:,} bytes, {'encrypted' if settings.database_key else 'not encrypted'}.")
    if made == target:
        print(_FOLLOW.format(days=backups.OLDEST.days))
        return 0
    for old in backups.old_ones(target, now):
        overwrite(old)
        print(f"{old}: removed, it was older than {backups.OLDEST.days} days.")
    return 0


def restore(settings: Settings, source: Path, now: datetime, chance: Callable[[], int], *, force: bool) -> int:
    """Put a backup in the place of the database, without what was withdrawn since and what has been kept for long
    enough by now. Gives the exit status. Raises StoreError or SettingsError."""
    settings = unlocked(settings)
    tell = Teller()
    try:
        restored = put_back(settings.database, settings.database_key, source, now, tell, replay, force=force)
    finally:
        tell.end()
    for sentence in _told(restored, settings.database):
        print(sentence)
    print(asyncio.run(purge_now(settings, None, now, chance)))
    return 0


def _told(restored: Restored, path: Path) -> list[str]:
    of = f"{restored.taken:%Y-%m-%d %H:%M} UTC" if restored.taken else "an unknown time"
    done = restored.replayed
    said = [f"{path} is again what it was at {of}."]
    if done.anything:
        said.append(
            f"Withdrawn since, and erased in it too: {done.people} people, {done.answers} single answers, "
            f"{done.sessions} sessions, {done.groups} groups."
        )
    elif restored.ledger:
        said.append("Nothing was withdrawn since.")
    said.append(_LEFT_OUT)
    if not restored.ledger:
        said.append(_UNKNOWN)
    return said
