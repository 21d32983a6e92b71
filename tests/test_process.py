"""What the machine may see of the process: nothing in its environment, no dump of its memory, no file for others."""

from __future__ import annotations

import asyncio
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.process import write_private
from bot.store.db import Database
from bot.store.file.connect import with_cipher

ROOT = Path(__file__).parents[1]
SECRET = "canary words of a key"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel shows it in /proc on Linux alone")


def _child(code: str, **environment: str) -> str:
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout


@LINUX
@pytest.mark.parametrize("name", ["PALABRE_DATABASE_KEY", "PALABRE_TOKEN", "PALABRE_PROXY"])
def test_a_secret_is_out_of_the_environment_once_it_is_read(name: str) -> None:
    code = (
        "import os, sys; from bot.process import forget; before = open('/proc/self/environ', 'rb').read(); forget(); "
        f"after = open('/proc/self/environ', 'rb').read(); print({SECRET!r}.encode() in before, "
        f"{SECRET!r}.encode() in after, {name!r} in os.environ, b'OTHER=stays' in after, os.environ['OTHER'])"
    )
    assert _child(code, **{name: SECRET, "OTHER": "stays"}).split() == ["True", "False", "False", "True", "stays"]


@LINUX
def test_it_leaves_no_core_and_can_t_be_looked_into() -> None:
    code = (
        "import ctypes, os, resource; from bot.process import close_up; close_up(); "
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.umask(0)))"
    )
    assert _child(code) == "(0, 0) 0 0o77\n"


def test_what_it_writes_is_its_owner_s_alone(tmp_path: Path) -> None:
    new, old = tmp_path / "new.json", tmp_path / "old.json"
    old.write_bytes(b"much longer than what comes")
    old.chmod(0o644)
    for path in (new, old):
        write_private(path, b"words")
        assert path.read_bytes() == b"words"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_device_is_written_to_and_left_as_it_is() -> None:
    before = Path("/dev/null").stat().st_mode
    write_private(Path("/dev/null"), b"words")
    assert Path("/dev/null").stat().st_mode == before


def test_the_cipher_overwrites_the_memory_that_it_has_used(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    connection = with_cipher(tmp_path / "x.sqlite3")
    assert [*connection.execute("PRAGMA cipher_memory_security").fetchone()] == ["1"]
    connection.close()


async def _made(database: Path) -> None:
    await (await Database.open(database)).close()


@pytest.mark.slow
def test_what_the_program_writes_is_its_owner_s_alone(tmp_path: Path) -> None:
    """Whatever the umask of whoever starts it, and whatever was there."""
    database, output = tmp_path / "palabre.sqlite3", tmp_path / "all.json"
    asyncio.run(_made(database))
    output.write_bytes(b"{}")
    output.chmod(0o666)
    argv = ["palabre", "export", "--format", "json", "--output", str(output)]
    code = f"import os, sys; os.umask(0); sys.argv = {argv}; from bot.cli import main; sys.exit(main())"
    assert "bytes" in _child(code, PALABRE_DATABASE=str(database))
    for path in (database, output):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
