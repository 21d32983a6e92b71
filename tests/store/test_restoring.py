"""A backup in the place of the database: without what was withdrawn since, and never half."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.store import backups
from bot.store.db import Database, StoreError
from bot.store.file.ledger_copy import beside
from bot.work.privacy.copying import leave_out
from tests.stage import open_stage
from tests.store.restored import KEY, NOW, backed_up, bytes_in, forgotten_after_the_backup, keys, restore, said_in
from tests.store.test_withdrawals import CANARY, OTHERS, SCENARIOS, stories


@keys
async def test_whoever_was_forgotten_doesn_t_come_back(key: SecretStr | None, tmp_path: Path) -> None:
    backup = await forgotten_after_the_backup(tmp_path, key)
    path = tmp_path / "palabre.sqlite3"
    assert CANARY in await said_in(backup, key)
    restored = await asyncio.to_thread(restore, path, backup, key=key)
    assert (restored.replayed.people, restored.ledger) == (1, True)
    said = await said_in(path, key)
    assert CANARY not in said
    assert OTHERS in said
    assert CANARY.encode() not in bytes_in(tmp_path)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("lost", ["gone", "damaged", "of another key"])
async def test_nor_where_the_database_is_lost(lost: str, tmp_path: Path) -> None:
    """The ledger stands beside it too."""
    backup = await forgotten_after_the_backup(tmp_path)
    path = tmp_path / "palabre.sqlite3"
    _lose(path, lost)
    restored = await asyncio.to_thread(restore, path, backup)
    assert (restored.replayed.people, restored.ledger) == (1, True)
    assert CANARY not in await said_in(path, None)
    assert OTHERS in await said_in(path, None)
    assert CANARY.encode() not in bytes_in(tmp_path)


def _lose(path: Path, how: str) -> None:
    size = path.stat().st_size
    if how == "gone":
        path.unlink()
    elif how == "damaged":
        path.write_bytes(b"SQLite format 3\x00" + b"\x55" * (size - 16))
    else:
        path.write_bytes(bytes(range(256)) * (size // 256))
    Path(f"{path}-wal").write_bytes(b"a log that no longer belongs to anything" * 200)


async def test_where_nothing_is_left_it_says_that_it_can_t_know(tmp_path: Path) -> None:
    backup = await forgotten_after_the_backup(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    restored = await asyncio.to_thread(restore, elsewhere / "palabre.sqlite3", backup)
    assert not restored.ledger
    assert CANARY in await said_in(elsewhere / "palabre.sqlite3", None)


async def test_another_database_s_ledger_knows_nothing_of_it(tmp_path: Path) -> None:
    """The machine was lost, the bot started on another one, and only then was the backup found."""
    backup = await forgotten_after_the_backup(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    async with open_stage(elsewhere) as stage:
        await stage.settle()
    assert not (await asyncio.to_thread(restore, elsewhere / "palabre.sqlite3", backup)).ledger


async def test_what_was_withdrawn_stays_so_with_a_second_restore(tmp_path: Path) -> None:
    backup = await forgotten_after_the_backup(tmp_path)
    path = tmp_path / "palabre.sqlite3"
    for _ in range(2):
        await asyncio.to_thread(restore, path, backup)
        assert CANARY not in await said_in(path, None)
    path.unlink()
    await asyncio.to_thread(restore, path, backup)
    assert CANARY not in await said_in(path, None)


async def test_not_while_the_bot_runs(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        backup = await backed_up(stage, tmp_path / "copy.backup")
        with pytest.raises(StoreError, match="Another Palabre is using"):
            await asyncio.to_thread(restore, stage.app.settings.database, backup)


@pytest.mark.parametrize(
    ("days", "force", "says"),
    [(8, False, "kept for 7 days"), (8, True, ""), (181, True, "who has withdrawn since"), (6, False, "")],
)
async def test_an_old_one_is_refused(days: int, force: bool, says: str, tmp_path: Path) -> None:
    path, backup = await _two(tmp_path)
    before = path.read_bytes()
    at = NOW + timedelta(days=days)
    if not says:
        await asyncio.to_thread(restore, path, backup, at=at, force=force)
        return
    with pytest.raises(StoreError, match=says):
        await asyncio.to_thread(restore, path, backup, at=at, force=force)
    assert path.read_bytes() == before


async def _two(folder: Path, key: SecretStr | None = None) -> tuple[Path, Path]:
    """A database and a backup of it."""
    path = folder / "palabre.sqlite3"
    database = await Database.open(path, key)
    await database.transact(lambda tx: tx.run("INSERT INTO meta VALUES ('long', randomblob(100000))"))
    await database.close()
    return path, backups.take(path, key, folder / "copy.backup", NOW, leave_out, force=False)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda file: file.unlink(), "There is no backup"),
        (lambda file: file.write_bytes(b"no backup, but long enough to be taken for one" * 100), "not a database"),
        (lambda file: file.write_bytes(file.read_bytes()[:30_000]), "damaged|can't be"),
        (lambda file: file.write_bytes(file.read_bytes()[:20_000] + b"\xff" * 90_000), "damaged|can't be"),
        (lambda file: _altered(file, _OTHER_INDEX), "is damaged. Take an older backup"),
        (lambda file: _altered(file, _NO_SUCH_SESSION), "is damaged. Take an older backup"),
    ],
    ids=["absent", "another file", "cut short", "overwritten", "an index of something else", "a row of nothing"],
)
async def test_what_is_no_whole_backup_changes_nothing(harm: object, says: str, tmp_path: Path) -> None:
    path, backup = await _two(tmp_path)
    before = path.read_bytes()
    harm(backup)
    with pytest.raises(StoreError, match=says) as raised:
        await asyncio.to_thread(restore, path, backup)
    assert "incoming" not in str(raised.value)
    assert path.read_bytes() == before
    assert {file.name for file in _files(tmp_path)} <= {"palabre.sqlite3", "palabre.sqlite3.lock", "copy.backup"}


#: What reads well page by page, and is wrong all the same.
_OTHER_INDEX = """
INSERT INTO inbox (received) VALUES (7);
PRAGMA writable_schema=ON;
UPDATE sqlite_master SET sql = replace(sql, '(seq)', '(received)') WHERE name = 'inbox_open';
"""
_NO_SUCH_SESSION = "INSERT INTO timers VALUES ('ZZZZZ', 'due', 1);"


def _altered(file: Path, script: str) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(script)
    connection.close()


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_with_another_key_it_changes_nothing(tmp_path: Path) -> None:
    path, backup = await _two(tmp_path, KEY)
    before = path.read_bytes()
    for key, says in ((SecretStr("f" * 64), "The key doesn't open"), (None, "is encrypted, and no key")):
        with pytest.raises(StoreError, match=says) as raised:
            await asyncio.to_thread(restore, path, backup, key=key)
        assert str(backup) in str(raised.value)
    with pytest.raises(StoreError, match="is the database itself"):
        await asyncio.to_thread(restore, path, path, key=KEY)
    assert path.read_bytes() == before
    shutil.copy(path, tmp_path / "copied")
    with pytest.raises(StoreError, match="doesn't say when it was taken"):
        await asyncio.to_thread(restore, path, tmp_path / "copied", key=KEY)


async def test_the_ledger_beside_the_database_names_nobody(tmp_path: Path) -> None:
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
        rows = await stage.app.database.transact(lambda tx: [row["person"] for row in tx.all("SELECT * FROM people")])
        code = (await stage.session())[1].code
    ledger = beside(tmp_path / "palabre.sqlite3")
    assert ledger.stat().st_mode & 0o077 == 0
    text = ledger.read_text("ascii")
    assert text.count("2027-01-11") == 1
    assert not any(word in text for word in [*rows, code, str(stage.people["Chidi"].id)])
