"""A backup in the place of the database, brought up to date with what was withdrawn since it was taken.

What was withdrawn is told by the ledger of the database that is there now, and by the copy of the ledger
beside it. Where both are gone with the machine, nobody can know it, and whoever restores is told so.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot.store import meta, withdrawals
from bot.store.backups import OLDEST
from bot.store.db import Database, StoreError, Tx
from bot.store.file import ledger_copy
from bot.store.file.connect import connect, is_plain, locked
from bot.store.file.ledger_copy import Withdrawal
from bot.store.file.replacing import settle, staging, take_place
from bot.store.withdrawals import KEPT, Replayed

Tell = Callable[[str], None]
#: Takes what a ledger says was withdrawn out of an older database.
Replay = Callable[[Tx, Iterable[Withdrawal], datetime], Replayed]


@dataclass(frozen=True, slots=True)
class Restored:
    """When the backup was taken, what was taken out of it, and whether there was a ledger that says what
    was withdrawn since."""

    taken: datetime | None
    replayed: Replayed
    ledger: bool


def restore(
    path: Path, key: SecretStr | None, backup: Path, now: datetime, tell: Tell, replay: Replay, *, force: bool
) -> Restored:
    """Put a backup in the place of the database, which stays as it is until the backup is whole, checked and
    up to date. Raises StoreError: for a file that is no backup, is damaged or has another key, for one older
    than a week unless `force`, and where the bot is running."""
    if not backup.is_file():
        raise StoreError(f"There is no backup {backup}.")
    with locked(path):
        if path.exists() and backup.samefile(path):
            raise StoreError(f"{backup} is the database itself.")
        try:
            restored, ledger = asyncio.run(_made_ready(path, key, backup, now, tell, replay, force))
            for step in take_place(path):
                tell(step)
            ledger_copy.write(path, *ledger)
        except (sqlite3.Error, OSError) as error:
            why = getattr(error, "sqlite_errorname", None) or getattr(error, "strerror", None)
            raise StoreError(f"{backup} can't be restored: {why}. Look whether the disk is full or broken.") from None
        finally:
            settle(path)
    return restored


async def _made_ready(
    path: Path, key: SecretStr | None, backup: Path, now: datetime, tell: Tell, replay: Replay, force: bool
) -> tuple[Restored, tuple[str, list[Withdrawal]]]:
    tell("copying the backup")
    fresh = staging(path)
    shutil.copyfile(backup, fresh)
    tell("checking the backup")
    try:
        database = await Database.alone(fresh, key)
    except StoreError as error:
        raise StoreError(str(error).replace(str(fresh), str(backup))) from None
    try:
        taken = await database.transact(lambda tx: _checked(tx, backup, now, force))
        tell("reading what was withdrawn since")
        whose = await database.transact(withdrawals.whose)
        known = await _ledger(path, key, whose)
        tell("erasing what was withdrawn since")
        replayed = await database.transact(lambda tx: _brought_up_to_date(tx, replay, known or [], now))
        ledger = await database.transact(withdrawals.ledger)
        tell("leaving no trace of it")
        await database.scrub()
    finally:
        await database.close()
    with closing(connect(fresh, key)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    return Restored(taken, replayed, known is not None), (whose, ledger)


def _checked(tx: Tx, backup: Path, now: datetime, force: bool) -> datetime | None:
    """When a backup was taken, where it may be restored."""
    found = [tuple(row) for row in tx.all("PRAGMA integrity_check")]
    if found != [("ok",)] or tx.all("PRAGMA foreign_key_check"):
        raise StoreError(f"{backup} is damaged. Take an older backup.")
    taken = meta.taken(tx)
    if taken is None and not force:
        raise StoreError(f"{backup} doesn't say when it was taken. If it is less than a week old: --force.")
    if taken is not None and now - taken > KEPT:
        raise StoreError(f"{backup} is of {taken.date()}: it isn't known any more who has withdrawn since. Delete it.")
    if taken is not None and now - taken > OLDEST and not force:
        raise StoreError(
            f"{backup} is of {taken.date()}, and backups are kept for {OLDEST.days} days. "
            "If there is no newer one: --force."
        )
    return taken


def _brought_up_to_date(tx: Tx, replay: Replay, known: list[Withdrawal], now: datetime) -> Replayed:
    meta.at_work(tx)
    return replay(tx, known, now)


async def _ledger(path: Path, key: SecretStr | None, whose: str) -> list[Withdrawal] | None:
    """What is known of withdrawals from the database that is there now and from the copy of its ledger; None
    where there is neither, or they belong to another database."""
    known = [ledger_copy.read(path, whose), await _present(path, key, whose)]
    if known == [None, None]:
        return None
    return list({withdrawal.entry: withdrawal for entries in known for withdrawal in entries or ()}.values())


async def _present(path: Path, key: SecretStr | None, whose: str) -> list[Withdrawal] | None:
    try:
        present = await Database.look(path, None if is_plain(path) else key)
    except StoreError:
        return None
    try:
        return await present.transact(lambda tx: withdrawals.ledger(tx) if withdrawals.whose(tx) == whose else None)
    except sqlite3.Error:  # damaged
        return None
    finally:
        await present.close()
