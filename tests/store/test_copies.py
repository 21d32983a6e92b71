"""Backups: whole and consistent while the bot writes, readable by nobody else, gone after a week."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.store import backups, meta
from bot.store.db import Database, StoreError, Tx
from bot.work.privacy.copying import leave_out

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
KEY = SecretStr("0123456789abcdef" * 4)

keys = pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])


def _pair(tx: Tx) -> None:
    """Two rows that belong together: a copy that has one of them is torn."""
    tx.run("INSERT INTO inbox (received) VALUES (1)")
    tx.run("INSERT INTO pauses VALUES (lower(hex(randomblob(8))), 1)")


def _counts(tx: Tx) -> tuple[int, int, list[tuple[object, ...]]]:
    first, second = len(tx.all("SELECT 1 FROM inbox")), len(tx.all("SELECT 1 FROM pauses"))
    return first, second, [tuple(row) for row in tx.all("PRAGMA integrity_check")]


async def _taken(path: Path, key: SecretStr | None, to: Path) -> Path:
    return await asyncio.to_thread(backups.take, path, key, to, NOW, leave_out, force=False)


@keys
async def test_a_copy_is_of_one_moment_while_the_bot_writes(key: SecretStr | None, tmp_path: Path) -> None:
    path, stop = tmp_path / "p.sqlite3", asyncio.Event()
    database = await Database.open(path, key)

    async def write() -> int:
        written = 0
        while not stop.is_set():
            await database.transact(_pair)
            written += 1
        return written

    writing = asyncio.create_task(write())
    made = []
    for n in range(5):
        made.append(await _taken(path, key, tmp_path / f"{n}.backup"))
        await database.transact(_pair)
    stop.set()
    written = await writing
    await database.close()
    seen = []
    for copy in made:
        database = await Database.look(copy, key)
        first, second, whole = await database.transact(_counts)
        assert await database.transact(meta.taken) == NOW
        await database.close()
        assert first == second
        assert whole == [("ok",)]
        seen.append(first)
    assert seen == sorted(set(seen)), "each holds more than the one before"
    assert 0 < seen[-1] <= written + 5


@keys
async def test_a_copy_is_as_closed_as_the_original(key: SecretStr | None, tmp_path: Path) -> None:
    path = await _database(tmp_path, key)
    copy = backups.take(path, key, tmp_path / "copy", NOW, leave_out, force=False)
    assert copy.read_bytes().startswith(b"SQLite") == (key is None)
    assert copy.stat().st_mode & 0o077 == 0
    assert _names(tmp_path) == {"p.sqlite3", "p.sqlite3.lock", "copy"}


async def _database(folder: Path, key: SecretStr | None) -> Path:
    await (await Database.open(folder / "p.sqlite3", key)).close()
    return folder / "p.sqlite3"


def _names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


async def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = await _database(tmp_path, None)
    copy = tmp_path / "copy"
    copy.write_text("something else", "utf-8")
    with pytest.raises(StoreError, match="is there already"):
        backups.take(path, None, copy, NOW, leave_out, force=False)
    assert copy.read_text("utf-8") == "something else"
    backups.take(path, None, copy, NOW, leave_out, force=True)
    assert copy.read_bytes().startswith(b"SQLite")
    with pytest.raises(StoreError, match="is there already"):
        backups.take(path, None, path, NOW, leave_out, force=True)


async def test_what_can_t_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    path = await _database(tmp_path, None)
    with pytest.raises(StoreError, match="can't be written"):
        backups.take(path, None, tmp_path / "nowhere" / "copy", NOW, leave_out, force=False)
    with pytest.raises(StoreError, match="There is no database"):
        backups.take(tmp_path / "absent", None, tmp_path / "copy", NOW, leave_out, force=False)
    assert _names(tmp_path) == {"p.sqlite3", "p.sqlite3.lock"}


async def test_a_damaged_database_makes_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    database = await Database.open(path)
    await database.transact(lambda tx: [_pair(tx) for _ in range(2000)])
    await database.truncate_log()
    await database.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    with pytest.raises((StoreError, sqlite3.Error)):
        backups.take(path, None, tmp_path / "copy", NOW, leave_out, force=False)
    assert _names(tmp_path) == {"p.sqlite3", "p.sqlite3.lock"}


async def test_in_a_folder_those_older_than_a_week_are_known(tmp_path: Path) -> None:
    path = await _database(tmp_path, None)
    folder = tmp_path / "backups"
    folder.mkdir()
    days = [NOW - timedelta(days=days) for days in (9, 8, 6, 0)]
    made = [backups.take(path, None, folder, day, leave_out, force=False) for day in days]
    (folder / "palabre-20261201T090000Z.notes").write_text("not ours")
    left = [folder / f"palabre-20270111T085900Z.backup.part{beside}" for beside in ("", "-wal", "-shm", "-journal")]
    for one in left:
        one.write_text("what a kill left")
    assert set(backups.old_ones(folder, NOW)) == {*made[:2], *left}
