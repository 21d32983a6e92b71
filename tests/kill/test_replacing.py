"""A command that replaces the database is killed at each of its steps: there is one good database afterwards.
So is one that makes a backup: there is a whole one or none."""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.store import backups
from bot.store.db import Database, StoreError, Tx
from bot.work.privacy.copying import leave_out
from tests.kill.rekeyed import FIRST, KEYS, NOW, back_up, rekey, restore

pytestmark = pytest.mark.slow

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.kill.child"])

CANARY = b"Le chemin derriere la riviere."
_ROWS = 3_000


def made(path: Path, key: SecretStr | None) -> None:
    """A database with many rows that hold the canary, as a kill leaves it: with its log."""
    asyncio.run(_fill(path, key))
    for suffix in ("", "-wal"):
        Path(f"{path}.copy{suffix}").rename(f"{path}{suffix}")


async def _fill(path: Path, key: SecretStr | None) -> None:
    database = await Database.open(path, key)
    rows = [(f"canary {n}", CANARY) for n in range(_ROWS)]
    await database.transact(lambda tx: tx.many("INSERT INTO meta VALUES (?, ?)", rows))
    shutil.copy(path, f"{path}.copy")
    shutil.copy(f"{path}-wal", f"{path}.copy-wal")
    await database.close()


def run(target: Callable[..., None], *arguments: object) -> int:
    """Run it in a process of its own; gives how it ended."""
    process = _FORKS.Process(target=target, args=arguments)
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


def opens(path: Path, key: SecretStr | None) -> bool:
    """Whether it opens with that key, and then is whole."""
    try:
        asyncio.run(_look_at(path, key))
    except StoreError:
        return False
    return True


async def _look_at(path: Path, key: SecretStr | None) -> None:
    database = await Database.open(path, key)
    try:
        await database.transact(_whole)
    finally:
        await database.close()


def _whole(tx: Tx) -> None:
    assert [tuple(row) for row in tx.all("PRAGMA integrity_check")] == [("ok",)]
    found = tx.all("SELECT value FROM meta WHERE key LIKE 'canary %'")
    assert [bytes(row["value"]) for row in found] == [CANARY] * _ROWS


@pytest.mark.parametrize("act", KEYS)
def test_killed_at_any_step_there_is_one_good_database(act: str, tmp_path: Path) -> None:
    before, after = KEYS[act]
    path, nth, ends = tmp_path / "p.sqlite3", 0, set()
    while True:
        nth += 1
        made(path, before)
        ended = run(rekey, path, act, nth)
        good = [key for key in (before, after) if opens(path, key)]
        assert len(good) == 1
        assert {left.name for left in tmp_path.iterdir()} == {"p.sqlite3", "p.sqlite3.lock"}
        if good != [None]:
            assert CANARY not in path.read_bytes()
        ends.add(good[0])
        path.unlink()
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert good == [after]
    assert ends == {before, after}
    assert nth > 10


@pytest.mark.parametrize("state", ["whole", "damaged"])
def test_a_restore_killed_at_any_step_leaves_the_old_one_or_the_backup(state: str, tmp_path: Path) -> None:
    """The database that is there now may be damaged: then it stays as it was, to the last byte."""
    path, backup, nth, seen = tmp_path / "p.sqlite3", tmp_path / "copy", 0, set()
    made(path, FIRST)
    backups.take(path, FIRST, backup, NOW, leave_out, force=False)
    while True:
        nth += 1
        if state == "whole":
            asyncio.run(_change(path))
        else:
            path.write_bytes(bytes(range(256)) * 64)
            Path(f"{path}-wal").write_bytes(b"a log" * 1000)
        before = path.read_bytes()
        ended = run(restore, path, backup, nth)
        whole = opens(path, FIRST)
        assert whole or state == "damaged"
        assert whole or path.read_bytes() == before
        seen.add(asyncio.run(_changed(path)) if state == "whole" else not whole)
        assert not {left.name for left in tmp_path.iterdir()} & {"p.sqlite3.incoming", "p.sqlite3.outgoing"}
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert seen == {True, False}
    assert not asyncio.run(_changed(path))


async def _change(path: Path) -> None:
    database = await Database.open(path, FIRST)
    await database.transact(lambda tx: tx.run("INSERT OR IGNORE INTO meta VALUES ('changed', 1)"))
    await database.close()


async def _changed(path: Path) -> bool:
    database = await Database.open(path, FIRST)
    try:
        return await database.transact(lambda tx: tx.one("SELECT 1 FROM meta WHERE key = 'changed'")) is not None
    finally:
        await database.close()


def test_a_backup_killed_at_any_moment_is_the_one_before_or_a_whole_new_one(tmp_path: Path) -> None:
    path, target, unharmed, wait = tmp_path / "p.sqlite3", tmp_path / "copy", 0, 0.0
    made(path, FIRST)
    backups.take(path, FIRST, target, NOW, leave_out, force=False)
    while unharmed < 3:
        process = _FORKS.Process(target=back_up, args=(path, target))
        process.start()
        time.sleep(wait)
        process.kill()
        process.join(60)
        unharmed += process.exitcode == 0
        wait += 0.002
        assert opens(target, FIRST)
        assert CANARY not in b"".join(left.read_bytes() for left in tmp_path.iterdir())
    assert opens(path, FIRST)


@pytest.mark.parametrize("act", KEYS)
def test_killed_at_any_moment_there_is_one_good_database(act: str, tmp_path: Path) -> None:
    before, after = KEYS[act]
    path, killed, unharmed, wait = tmp_path / "p.sqlite3", 0, 0, 0.0
    while unharmed < 3:  # later and later, until it is through before
        made(path, before)
        process = _FORKS.Process(target=rekey, args=(path, act, 0))
        process.start()
        time.sleep(wait)
        process.kill()
        process.join(60)
        killed, unharmed = killed + (process.exitcode != 0), unharmed + (process.exitcode == 0)
        wait += 0.002
        good = [key for key in (before, after) if opens(path, key)]
        assert len(good) == 1
        assert {left.name for left in tmp_path.iterdir()} == {"p.sqlite3", "p.sqlite3.lock"}
        path.unlink()
    assert killed
