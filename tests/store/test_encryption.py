"""A database with a key: nothing of it can be read without, and what doesn't go together is refused."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.store.db import Database, StoreError, Tx
from tests.stage import Stage, open_stage

PASSPHRASE = SecretStr('l\'arbre à palabres "du soir"')
RAW = SecretStr("0123456789abcdef" * 4)
CANARY = "Le chemin derrière la rivière."

keys = pytest.mark.parametrize("key", [PASSPHRASE, RAW], ids=["a passphrase", "a raw key"])


async def _made(path: Path, key: SecretStr | None) -> None:
    database = await Database.open(path, key)
    await database.transact(lambda tx: tx.run("INSERT INTO meta VALUES ('canary', ?)", CANARY))
    await database.close()


def _canary(tx: Tx) -> object:
    row = tx.one("SELECT value FROM meta WHERE key = 'canary'")
    assert row is not None
    return row["value"]


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


@keys
async def test_a_whole_session_leaves_nothing_that_can_be_read(key: SecretStr, tmp_path: Path) -> None:
    """Neither while the bot runs, with its log, nor after it has stopped."""
    async with open_stage(tmp_path, key=key) as stage:
        await stage.begin("expertise")
        await _answer(stage)
        code = (await stage.session())[1].code
        assert _readable(tmp_path, code) == []
    assert _readable(tmp_path, code) == []
    database = await Database.look(tmp_path / "palabre.sqlite3", key)
    bodies = await database.transact(lambda tx: [row["body"] for row in tx.all("SELECT body FROM answers")])
    await database.close()
    assert any(CANARY in body for body in bodies)


async def _answer(stage: Stage) -> None:
    for _ in range(4):
        stage.say("Awa", "/next oui")
        await stage.settle()
        stage.say("Chidi", CANARY, reply_to=stage.question())
        stage.say("Chidi", CANARY, chat=stage.private("Chidi"))
        await stage.settle()


def _readable(folder: Path, code: str) -> list[bytes]:
    """What can be found in the files' bytes, of all that must not be."""
    words = [CANARY, "SQLite format", "CREATE TABLE", "Toit vert", "participants", f'"{code}"', "person"]
    return [word.encode() for word in words if word.encode() in _bytes(folder)]


@keys
async def test_the_same_key_opens_it_and_no_other(key: SecretStr, tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    path = tmp_path / "p.sqlite3"
    await _made(path, key)
    again = await Database.open(path, key)
    assert await again.transact(_canary) == CANARY
    reader = await Database.look(path, key)
    assert await reader.transact(_canary) == CANARY
    await reader.close()
    await again.close()
    before = path.read_bytes()
    for wrong in (SecretStr("l'arbre à palabres du matin"), SecretStr("f" * 64)):
        with pytest.raises(StoreError, match="The key doesn't open") as raised:
            await Database.open(path, wrong)
        assert wrong.get_secret_value() not in repr(raised.value)
    assert path.read_bytes() == before
    assert capfd.readouterr().err == ""


async def test_without_a_key_it_says_that_the_file_is_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    await _made(path, RAW)
    for attempt in (Database.open, Database.look):
        with pytest.raises(StoreError, match=r"is encrypted, and no key is set. Set PALABRE_DATABASE_KEY"):
            await attempt(path)


async def test_with_a_key_a_plain_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    await _made(path, None)
    before = path.read_bytes()
    for attempt in (Database.open, Database.look):
        with pytest.raises(StoreError, match="palabre key encrypt"):
            await attempt(path, RAW)
    assert path.read_bytes() == before


@pytest.mark.parametrize("installed", [None, SimpleNamespace(dbapi2=sqlite3)], ids=["none", "a plain SQLite"])
async def test_with_a_key_a_python_without_sqlcipher_is_refused(
    installed: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra; and where a plain SQLite stands under SQLCipher's name, which passes over `PRAGMA key`
    in silence and would write everything in the clear."""
    monkeypatch.setitem(sys.modules, "sqlcipher3", installed)
    monkeypatch.delitem(sys.modules, "bot.store.file.cipher", raising=False)
    monkeypatch.delattr("bot.store.file.cipher", raising=False)
    with pytest.raises(StoreError, match="no SQLCipher, so nothing would be encrypted"):
        await Database.open(tmp_path / "p.sqlite3", RAW)
    assert b"SQLite" not in _bytes(tmp_path)


async def test_its_errors_are_those_of_sqlite(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "p.sqlite3", RAW)
    with pytest.raises(sqlite3.IntegrityError) as raised:
        await database.transact(lambda tx: tx.run("INSERT INTO meta SELECT * FROM meta"))
    assert raised.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CONSTRAINT
    with pytest.raises(sqlite3.OperationalError):
        await database.transact(lambda tx: tx.all("SELECT nothing"))
    with pytest.raises(sqlite3.OperationalError):
        await database.transact(lambda tx: tx.many("INSERT INTO nowhere VALUES (?)", [(1,)]))
    await database.close()


async def test_a_second_instance_is_kept_out_of_an_encrypted_one_too(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    database = await Database.open(path, RAW)
    with pytest.raises(StoreError, match="Another Palabre is using"):
        await Database.open(path, RAW)
    assert _readable_by_others(tmp_path) == {"p.sqlite3.lock"}, "the lock is empty"
    await database.close()


def _readable_by_others(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.stat().st_mode & 0o077}


async def test_the_key_is_in_no_log_and_no_repr(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with open_stage(tmp_path, key=PASSPHRASE) as stage:
        app: App = stage.app
        await stage.settle()
        shown = repr(app.settings) + str(app.settings) + repr(vars(app)) + repr(vars(app.database))
    await asyncio.sleep(0)
    for secret in (PASSPHRASE.get_secret_value(), PASSPHRASE.get_secret_value().replace("'", "''")):
        assert secret not in caplog.text
        assert secret not in shown
