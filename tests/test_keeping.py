"""`palabre key`, `backup` and `restore` on the command line: what they say, and what they refuse."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.store.db import Database
from tests.stage import open_stage
from tests.test_unlocking import PASSPHRASE, at_a_terminal

RAW = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    asyncio.run(_made(tmp_path / "palabre.sqlite3"))


async def _made(path: Path) -> None:
    database = await Database.open(path)
    await database.transact(lambda tx: tx.run("INSERT INTO meta VALUES ('canary', 'Le chemin.')"))
    await database.close()


def _in_the_clear() -> bool:
    return any(b"Le chemin." in file.read_bytes() for file in Path().glob("palabre.sqlite3*"))


def test_encrypted_changed_and_decrypted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY", PASSPHRASE)
    assert main(["key", "encrypt"]) == 0
    assert "Keep the key in a second place" in capsys.readouterr().out
    assert not _in_the_clear()
    assert main(["key", "encrypt"]) == 1
    assert "is encrypted already" in capsys.readouterr().err
    (tmp_path / "new").write_text(RAW)
    (tmp_path / "new").chmod(0o600)
    assert main(["key", "change", "--new-key", "new"]) == 0
    assert main(["export", "--format", "json", "--output", "-"]) == 1
    assert "The key doesn't open" in capsys.readouterr().err
    monkeypatch.setenv("PALABRE_DATABASE_KEY", RAW)
    assert main(["export", "--format", "json", "--output", "-"]) == 0
    assert main(["key", "decrypt"]) == 0
    assert _in_the_clear()
    said = capsys.readouterr()
    assert "Take the key out of the settings" in said.out
    assert main(["key", "decrypt"]) == 1
    assert main(["key", "change", "--new-key", "new"]) == 1
    assert capsys.readouterr().err.count("is not encrypted") == 2


@pytest.mark.slow
def test_a_new_passphrase_is_asked_for_twice_and_not_shown(tmp_path: Path) -> None:
    other = "une parole, un arbre"
    screen = at_a_terminal(["key", "encrypt"], [PASSPHRASE, PASSPHRASE], tmp_path)
    assert "is encrypted. Keep the key" in screen
    screen += at_a_terminal(["key", "change"], [PASSPHRASE, other, other], tmp_path)
    assert "has its new key" in screen
    assert "copying" in screen, "how far it is"
    assert "The key doesn't open" in at_a_terminal(["key", "decrypt"], [PASSPHRASE], tmp_path)
    assert "is not encrypted any more" in at_a_terminal(["key", "decrypt"], [other], tmp_path)
    assert PASSPHRASE not in screen
    assert other not in screen


@pytest.mark.parametrize("act", ["encrypt", "decrypt", "change"])
def test_without_a_key_it_says_to_set_one(act: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", act]) == 1
    assert "Set PALABRE_DATABASE_KEY or PALABRE_DATABASE_KEY_FILE" in capsys.readouterr().err


def test_where_there_is_no_terminal_a_new_key_comes_from_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY", PASSPHRASE)
    main(["key", "encrypt"])
    assert main(["key", "change"]) == 1
    assert "--new-key FILE" in capsys.readouterr().err


async def test_not_while_the_bot_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY", PASSPHRASE)
    async with open_stage(tmp_path):
        assert await asyncio.to_thread(main, ["key", "encrypt"]) == 1
    assert "Another Palabre is using" in capsys.readouterr().err


#: Somebody else who has the database open, until they are told to stop.
_READER = """
import sqlite3, sys
connection = sqlite3.connect("palabre.sqlite3", isolation_level=None)
connection.execute("SELECT * FROM meta").fetchall()
print("reading", flush=True)
sys.stdin.read()
"""


def test_nor_while_somebody_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PALABRE_DATABASE_KEY", PASSPHRASE)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", _READER], stdin=pipe, stdout=pipe, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        assert main(["key", "encrypt"]) == 1
        reader.communicate("")
    assert "Another program is reading" in capsys.readouterr().err
    assert _in_the_clear()
    assert main(["key", "encrypt"]) == 0


def test_backed_up_and_restored(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["backup", "copy"]) == 0
    assert "not encrypted." in (said := capsys.readouterr().out)
    assert "Delete it within 7 days" in said
    assert main(["backup", "copy"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["backup", "copy", "--force"]) == 0
    (tmp_path / "palabre.sqlite3").unlink()
    assert main(["restore", "copy"]) == 0
    assert "is again what it was at" in (said := capsys.readouterr().out)
    assert "ask the groups to send /forget again" in said
    assert main(["restore", "copy"]) == 0
    assert "Nothing was withdrawn since." in capsys.readouterr().out
    assert _in_the_clear()


def test_in_a_folder_old_backups_go(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = folder / "palabre-20200101T000000Z.backup"
    old.write_text("old")
    assert main(["backup", "backups"]) == 0
    assert "removed" in capsys.readouterr().out
    assert not old.exists()
    assert len(list(folder.iterdir())) == 1
