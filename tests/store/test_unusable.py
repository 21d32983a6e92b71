"""The real program on a file or a folder that it can't use: a clear word, no traceback, and nothing damaged."""

from __future__ import annotations

import asyncio
import ctypes
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal.cast import cast
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.store.db import Database

TOKEN = "100001:unusable"

pytestmark = pytest.mark.slow

#: linux/prctl.h and linux/capability.h: what lets the superuser pass over the rights of files.
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 24, 1, 2


def _like_anybody() -> None:
    """Called between fork and exec: rights of files count for this process too, should it be the superuser's."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        assert prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0) == 0
        assert prctl(_PR_CAPBSET_DROP, _CAP_DAC_READ_SEARCH, 0, 0, 0) == 0


def _environment(path: Path, address: str = "http://127.0.0.1:9") -> dict[str, str]:
    return {
        "PALABRE_TOKEN": TOKEN,
        "PALABRE_API_URL": address,
        "PALABRE_DATABASE": str(path),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PATH": os.environ["PATH"],
    }


def _palabre(command: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd="/",
        env=_environment(path),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        preexec_fn=_like_anybody,
    )


def _read_only_file(path: Path) -> None:
    path.chmod(0o400)


def _read_only_folder(path: Path) -> None:
    path.parent.chmod(0o500)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database in a folder of its own."""
    path = tmp_path / "data" / "p.sqlite3"
    path.parent.mkdir()

    async def make() -> None:
        await (await Database.open(path)).close()

    asyncio.run(make())
    Path(f"{path}.lock").unlink()
    return path


READ_ONLY: dict[str, tuple[Callable[[Path], None], str]] = {
    "file": (_read_only_file, "p.sqlite3 can't be written to. Give this user the right"),
    "folder": (_read_only_folder, "data can't be written to. Give this user the right"),
}


@pytest.mark.parametrize("what", READ_ONLY)
def test_what_is_read_only_is_told_and_left_as_it_is(what: str, path: Path) -> None:
    protect, says = READ_ONLY[what]
    before = path.read_bytes()
    protect(path)
    ran = _palabre("run", path)
    looked = _palabre("doctor", path)
    path.parent.chmod(0o700)
    path.chmod(0o600)
    assert ran.returncode == 1
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert f"This user can't write to {path if what == 'file' else path.parent}" in looked.stdout
    assert "Traceback" not in looked.stderr
    assert path.read_bytes() == before


async def test_a_file_that_is_damaged_ends_the_bot_with_a_word(tmp_path: Path) -> None:
    """Damaged while the bot is at work: another program's write makes it read the file again."""
    room = Room(lambda: datetime.now(UTC), token=TOKEN)
    _, people = cast(room, "fr", ("Atelier", "Sud", "Nord"))
    path = tmp_path / "p.sqlite3"
    async with serve(room, people) as running:
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=tmp_path,
            env=_environment(path, running.address),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert program.stdout is not None
        assert b"coordinates yet" in await asyncio.wait_for(program.stdout.readline(), 20)
        _damage(path)
        _, errors = await asyncio.wait_for(program.communicate(), 20)
    assert program.returncode == 1
    assert errors.decode().endswith(
        f"{path} is damaged. Stop the bot, keep a copy of the file, and put a backup in its place.\n"
    )
    assert "Traceback" not in errors.decode()


def _damage(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, timeout=10)
    other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    other.execute("INSERT INTO meta VALUES ('other', x'00')")
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\x33" * 4096)
    other.close()
