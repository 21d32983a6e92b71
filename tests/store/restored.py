"""Backups that are taken and put in the place of the database, and what is in it then."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.store import backups, restoring
from bot.store.db import Database
from bot.store.restoring import Restored
from bot.work.privacy.copying import leave_out
from bot.work.privacy.replay import replay
from tests.stage import Stage, open_stage
from tests.store.test_withdrawals import SCENARIOS, stories

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
KEY = SecretStr("0123456789abcdef" * 4)

keys = pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])


def restore(
    path: Path, backup: Path, *, key: SecretStr | None = None, at: datetime = NOW, force: bool = False
) -> Restored:
    return restoring.restore(path, key, backup, at, lambda _: None, replay, force=force)


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("palabre.sqlite3*"))


async def backed_up(stage: Stage, to: Path) -> Path:
    settings = stage.app.settings
    return await asyncio.to_thread(
        backups.take, settings.database, settings.database_key, to, stage.clock.now(), leave_out, force=False
    )


async def said_in(path: Path, key: SecretStr | None) -> str:
    database = await Database.look(path, key)
    bodies = await database.transact(lambda tx: [row["body"] for row in tx.all("SELECT body FROM answers")])
    await database.close()
    return "\n".join(bodies)


async def forgotten_after_the_backup(folder: Path, key: SecretStr | None = None) -> Path:
    """Three have answered, a backup is taken, one of them is forgotten. Gives the backup."""
    async with open_stage(folder, scenarios=SCENARIOS, key=key) as stage:
        await stories(stage)
        backup = await backed_up(stage, folder / "copy.backup")
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
    return backup
