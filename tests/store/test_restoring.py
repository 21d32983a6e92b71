"""A backup in the place of the database: without what was withdrawn since, and never half."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.store import backups, group_settings, restoring, sessions
from bot.store.db import Database, StoreError, Tx
from bot.store.file.ledger_copy import beside
from bot.store.restoring import Restored
from bot.work.privacy.copying import leave_out
from bot.work.privacy.replay import replay
from tests.stage import Clock, Stage, open_stage, the_group
from tests.store.test_withdrawals import CANARY, OTHERS, SCENARIOS, stories

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
KEY = SecretStr("0123456789abcdef" * 4)

keys = pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])


def _restore(
    path: Path, backup: Path, *, key: SecretStr | None = None, at: datetime = NOW, force: bool = False
) -> Restored:
    return restoring.restore(path, key, backup, at, lambda _: None, replay, force=force)


def _bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("palabre.sqlite3*"))


async def _backed_up(stage: Stage, to: Path) -> Path:
    settings = stage.app.settings
    return await asyncio.to_thread(
        backups.take, settings.database, settings.database_key, to, stage.clock.now(), leave_out, force=False
    )


async def _said(path: Path, key: SecretStr | None) -> str:
    database = await Database.look(path, key)
    bodies = await database.transact(lambda tx: [row["body"] for row in tx.all("SELECT body FROM answers")])
    await database.close()
    return "\n".join(bodies)


async def _forgotten_after_the_backup(folder: Path, key: SecretStr | None = None) -> Path:
    """Three have answered, a backup is taken, one of them is forgotten. Gives the backup."""
    async with open_stage(folder, scenarios=SCENARIOS, key=key) as stage:
        await stories(stage)
        backup = await _backed_up(stage, folder / "copy.backup")
        stage.say("Chidi", "/forget oui", chat=stage.private("Chidi"))
        await stage.settle()
    return backup


@keys
async def test_whoever_was_forgotten_doesn_t_come_back(key: SecretStr | None, tmp_path: Path) -> None:
    backup = await _forgotten_after_the_backup(tmp_path, key)
    path = tmp_path / "palabre.sqlite3"
    assert CANARY in await _said(backup, key)
    restored = await asyncio.to_thread(_restore, path, backup, key=key)
    assert (restored.replayed.people, restored.ledger) == (1, True)
    said = await _said(path, key)
    assert CANARY not in said
    assert OTHERS in said
    assert CANARY.encode() not in _bytes(tmp_path)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("lost", ["gone", "damaged", "of another key"])
async def test_nor_where_the_database_is_lost(lost: str, tmp_path: Path) -> None:
    """The ledger stands beside it too."""
    backup = await _forgotten_after_the_backup(tmp_path)
    path = tmp_path / "palabre.sqlite3"
    _lose(path, lost)
    restored = await asyncio.to_thread(_restore, path, backup)
    assert (restored.replayed.people, restored.ledger) == (1, True)
    assert CANARY not in await _said(path, None)
    assert OTHERS in await _said(path, None)
    assert CANARY.encode() not in _bytes(tmp_path)


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
    backup = await _forgotten_after_the_backup(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    restored = await asyncio.to_thread(_restore, elsewhere / "palabre.sqlite3", backup)
    assert not restored.ledger
    assert CANARY in await _said(elsewhere / "palabre.sqlite3", None)


async def test_another_database_s_ledger_knows_nothing_of_it(tmp_path: Path) -> None:
    """The machine was lost, the bot started on another one, and only then was the backup found."""
    backup = await _forgotten_after_the_backup(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    async with open_stage(elsewhere) as stage:
        await stage.settle()
    assert not (await asyncio.to_thread(_restore, elsewhere / "palabre.sqlite3", backup)).ledger


async def test_what_was_withdrawn_stays_so_with_a_second_restore(tmp_path: Path) -> None:
    backup = await _forgotten_after_the_backup(tmp_path)
    path = tmp_path / "palabre.sqlite3"
    for _ in range(2):
        await asyncio.to_thread(_restore, path, backup)
        assert CANARY not in await _said(path, None)
    path.unlink()
    await asyncio.to_thread(_restore, path, backup)
    assert CANARY not in await _said(path, None)


async def test_what_was_kept_for_long_enough_goes_at_the_start(tmp_path: Path) -> None:
    """Retention holds for a restored backup as well."""
    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        stage.say("Awa", "/close oui")
        await stage.settle()
        backup = await _backed_up(stage, tmp_path / "copy.backup")
    path = tmp_path / "palabre.sqlite3"
    later = Clock()
    later.turn(timedelta(days=91))
    await asyncio.to_thread(_restore, path, backup, at=later.now(), force=True)
    assert CANARY.encode() in _bytes(tmp_path)
    async with open_stage(tmp_path, add=False, clock=later) as stage:
        assert await stage.app.database.transact(sessions.listing) == []
        assert CANARY.encode() not in _bytes(tmp_path)


async def test_what_a_group_has_chosen_to_keep_for_less_long_does_not_come_back(tmp_path: Path) -> None:
    """The choice came after the backup, which doesn't know of it."""

    def choose(tx: Tx) -> None:
        group_settings.set_retention(tx, the_group(tx), 30)

    async with open_stage(tmp_path, scenarios=SCENARIOS) as stage:
        await stories(stage)
        stage.say("Awa", "/close oui")
        await stage.settle()
        stage.clock.turn(timedelta(days=28))
        backup = await _backed_up(stage, tmp_path / "copy.backup")
        await stage.app.database.transact(choose)
        stage.clock.turn(timedelta(days=3))
        await stage.app.work.prune()
        assert CANARY.encode() not in _bytes(tmp_path)
        now = stage.clock.now()
    await asyncio.to_thread(_restore, tmp_path / "palabre.sqlite3", backup, at=now)
    assert CANARY.encode() not in _bytes(tmp_path)


async def test_not_while_the_bot_runs(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        backup = await _backed_up(stage, tmp_path / "copy.backup")
        with pytest.raises(StoreError, match="Another Palabre is using"):
            await asyncio.to_thread(_restore, stage.app.settings.database, backup)


@pytest.mark.parametrize(
    ("days", "force", "says"),
    [(8, False, "kept for 7 days"), (8, True, ""), (181, True, "who has withdrawn since"), (6, False, "")],
)
async def test_an_old_one_is_refused(days: int, force: bool, says: str, tmp_path: Path) -> None:
    path, backup = await _two(tmp_path)
    before = path.read_bytes()
    at = NOW + timedelta(days=days)
    if not says:
        await asyncio.to_thread(_restore, path, backup, at=at, force=force)
        return
    with pytest.raises(StoreError, match=says):
        await asyncio.to_thread(_restore, path, backup, at=at, force=force)
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
        await asyncio.to_thread(_restore, path, backup)
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
            await asyncio.to_thread(_restore, path, backup, key=key)
        assert str(backup) in str(raised.value)
    with pytest.raises(StoreError, match="is the database itself"):
        await asyncio.to_thread(_restore, path, path, key=KEY)
    assert path.read_bytes() == before
    shutil.copy(path, tmp_path / "copied")
    with pytest.raises(StoreError, match="doesn't say when it was taken"):
        await asyncio.to_thread(_restore, path, tmp_path / "copied", key=KEY)


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
