"""What is kept for long enough doesn't come back with a backup."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.store import group_settings, sessions
from bot.store.db import Tx
from tests.stage import Clock, open_stage, the_group
from tests.store.restored import backed_up, bytes_in, restore
from tests.store.test_withdrawals import CANARY, SCENARIOS, stories


async def test_what_was_kept_for_long_enough_goes_at_the_start(tmp_path: Path) -> None:
    """Retention holds for a restored backup as well."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        stage.say("Awa", "/close oui")
        await stage.settle()
        backup = await backed_up(stage, tmp_path / "copy.backup")
    path = tmp_path / "palabre.sqlite3"
    later = Clock()
    later.turn(timedelta(days=91))
    await asyncio.to_thread(restore, path, backup, at=later.now(), force=True)
    assert CANARY.encode() in bytes_in(tmp_path)
    async with open_stage(tmp_path, add=False, clock=later) as stage:
        await stage.app.work.once()  # its first round, while updates are asked for already
        assert await stage.app.database.transact(sessions.listing) == []
        assert CANARY.encode() not in bytes_in(tmp_path)


async def test_what_a_group_has_chosen_to_keep_for_less_long_does_not_come_back(tmp_path: Path) -> None:
    """The choice came after the backup, which doesn't know of it."""

    def choose(tx: Tx) -> None:
        group_settings.set_retention(tx, the_group(tx), 30)

    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.clock.turn(timedelta(days=28))
        backup = await backed_up(stage, tmp_path / "copy.backup")
        await stage.app.database.transact(choose)
        stage.clock.turn(timedelta(days=3))
        await stage.app.work.prune()
        assert CANARY.encode() not in bytes_in(tmp_path)
        now = stage.clock.now()
    await asyncio.to_thread(restore, tmp_path / "palabre.sqlite3", backup, at=now)
    assert CANARY.encode() not in bytes_in(tmp_path)
