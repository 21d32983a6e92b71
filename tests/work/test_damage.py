"""A commit that is refused itself, and a file that is damaged while it is used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.store.db import StoreError, Tx
from tests.work.test_disk import only_written_down, question


async def test_a_commit_that_fails_leaves_no_transaction_open(tmp_path: Path) -> None:
    """Each statement goes well, and only COMMIT itself is refused."""
    async with question(tmp_path) as stage:
        transact = stage.app.database.transact

        def half(tx: Tx) -> None:
            tx.run("PRAGMA defer_foreign_keys=ON")
            tx.run("INSERT INTO meta VALUES ('half', x'00')")
            tx.run(
                "INSERT INTO outbox (place, line, method, message, priority, queued, not_before)"
                " VALUES ('g:1', 'g:1', 'send', 999999, 1, 0, 0)"
            )

        with pytest.raises(sqlite3.IntegrityError):
            await transact(half)
        assert await transact(lambda tx: tx.one("SELECT 1 FROM meta WHERE key = 'half'")) is None
        await transact(lambda tx: tx.run("INSERT INTO meta VALUES ('whole', x'00')"))


async def test_a_file_that_is_damaged_while_it_is_used_ends_the_bot_with_a_word(tmp_path: Path) -> None:
    """Trying again mends no file. A row isn't blamed for it."""
    async with question(tmp_path) as stage:
        stage.say("Chidi", "4", reply_to=stage.question())
        await only_written_down(stage)
        await stage.app.database.truncate_log()
        with stage.app.settings.database.open("r+b") as file:
            for page in range(1, stage.app.settings.database.stat().st_size // 4096):
                file.seek(page * 4096)
                file.write(b"\x33" * 4096)
        await stage.app.database._connection.hop(lambda c: c.execute("PRAGMA shrink_memory").fetchall())
        with pytest.raises(StoreError, match=r"is damaged\. Stop the bot"):
            await stage.work()
