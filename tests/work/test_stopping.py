"""The real program: told to stop it stops, whatever Telegram does; a supervisor hears how it is."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal.cast import cast
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.rehearsal.shapes import Json

TOKEN = "100001:stopping"

pytestmark = [pytest.mark.slow, pytest.mark.alone]


def _supervisor(folder: Path) -> socket.socket:
    """Where the supervisor hears of the program."""
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(str(folder / "notify"))
    heard.setblocking(False)
    return heard


async def _started(folder: Path, address: str, *, watchdog_us: int) -> Process:
    """The bot, as a supervisor starts it."""
    environment = {
        "PALABRE_TOKEN": TOKEN,
        "PALABRE_API_URL": address,
        "PALABRE_DATABASE": str(folder / "p.sqlite3"),
        "NOTIFY_SOCKET": str(folder / "notify"),
        "WATCHDOG_USEC": str(watchdog_us),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PATH": os.environ["PATH"],
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, cwd=folder, stdout=PIPE, stderr=PIPE
    )


async def test_sigterm_ends_it_within_five_seconds(tmp_path: Path) -> None:
    hold = asyncio.Event()

    async def watch(moment: str, method: str, call: Json) -> None:
        if moment == "before" and method == "sendmessage":
            await hold.wait()

    heard = _supervisor(tmp_path)
    room = Room(lambda: datetime.now(UTC), token=TOKEN)
    _, people = cast(room, "fr", ("Atelier", "Sud", "Nord"))
    async with serve(room, people, watch=watch) as running:
        program = await _started(tmp_path, running.address, watchdog_us=2_000_000)
        assert program.stdout is not None
        assert b"coordinates yet" in await asyncio.wait_for(program.stdout.readline(), 20)
        room.start(people[0])
        async with asyncio.timeout(20):
            while not any(method == "sendmessage" for _, method, _ in running.emulator.calls):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        told = time.monotonic()
        program.send_signal(signal.SIGTERM)
        await asyncio.wait_for(program.communicate(), 10)
        assert program.returncode == 0
        assert time.monotonic() - told < 5
        hold.set()
    states = _states(heard)
    heard.close()
    assert states[0] == "READY=1"
    assert states[-1] == "STOPPING=1"
    assert "WATCHDOG=1" in states


def _states(heard: socket.socket) -> list[str]:
    """What the supervisor has been told since it last looked."""
    states = []
    while True:
        try:
            states.append(heard.recv(100).decode())
        except BlockingIOError:
            return states


async def _portal(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A captive portal: whatever is asked, it wants somebody to log in."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>")
    await writer.drain()
    writer.close()


@pytest.mark.parametrize("portal", [False, True], ids=["nobody", "a captive portal"])
async def test_a_supervisor_hears_of_a_bot_that_waits_for_the_network(*, portal: bool, tmp_path: Path) -> None:
    """Nobody is where Telegram should be, or somebody else. The bot is up all the same, and stops when it is told
    to."""
    server = await asyncio.start_server(_portal, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1] if portal else 9
    heard = _supervisor(tmp_path)
    program = await _started(tmp_path, f"http://127.0.0.1:{port}", watchdog_us=100_000)
    assert program.stderr is not None
    assert b"can't be reached" in await asyncio.wait_for(program.stderr.readline(), 20)
    states: list[str] = []
    async with asyncio.timeout(10):
        while states.count("WATCHDOG=1") < 5:
            await asyncio.sleep(0.05)
            states += _states(heard)
    assert states[0] == "READY=1"
    program.send_signal(signal.SIGTERM)
    await asyncio.wait_for(program.communicate(), 10)
    assert program.returncode == 0
    assert _states(heard)[-1] == "STOPPING=1"
    heard.close()
    server.close()
