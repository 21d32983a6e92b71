"""One small server for both sides: the Bot API for the bot, the page for people. On this machine alone, unless it is
opened to a network (door.py)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.rehearsal.allowance import Allowance
from bot.rehearsal.door import LOOPBACK, Codes, Door
from bot.rehearsal.emulator import Emulator, Watch
from bot.rehearsal.guard import Guard
from bot.rehearsal.model import Person
from bot.rehearsal.phones import PageLanguage, Phones
from bot.rehearsal.room import Room

#: Only this machine can come in, under these names.
_NAMES = ["127.0.0.1", "localhost"]
#: How many seconds what is being answered gets when the server stops.
_GOODBYE = 2.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: `address` is where the page is, and what PALABRE_API_URL is set to; `outside` where it is for
    a network, if it is opened to one."""

    address: str
    outside: str
    emulator: Emulator
    phones: Phones

    def enter(self, room: Room, people: list[Person]) -> None:
        """Both sides go on in another room, with nothing said yet."""
        self.emulator.enter(room)
        self.phones.enter(room, people)


class _Server(uvicorn.Server):
    """uvicorn that says when it is ready, stops when it is told to instead of looking ten times a second whether it
    should, and leaves the signals to the program that runs it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.told = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        await self.on_tick(0)  # makes the headers that all answers have
        await self.told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of whoever waits, and finish what is being answered."""
        state = self.server_state
        for server in self.servers:
            server.close()
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            _, late = await asyncio.wait(state.tasks, timeout=_GOODBYE)
            for task in late:
                task.cancel()
        await asyncio.sleep(0)  # a connection that was closed is gone in the loop's next turn
        for connection in list(state.connections):
            connection.transport.abort()  # nobody reads there

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _listening(host: str, port: int) -> socket.socket:
    # With its protocol named, asyncio sends without waiting for the other side to acknowledge (TCP_NODELAY).
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def _all_listening(host: str, port: int) -> tuple[list[socket.socket], int]:
    """On this machine, and where it is opened to a network; on the same port, which this gives too."""
    home = _listening(LOOPBACK, port)
    port = home.getsockname()[1]
    return ([home] if host == LOOPBACK else [home, _listening(host, port)]), port


def _app(emulator: Emulator, phones: Phones, host: str, codes: Codes | None) -> Starlette:
    return Starlette(
        routes=[*emulator.routes(), *phones.routes()],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[*_NAMES, host]),
            Middleware(Door, codes=codes),
            Middleware(Guard),
        ],
    )


@asynccontextmanager
async def serve(
    room: Room,
    people: list[Person] | None = None,
    *,
    port: int = 0,
    watch: Watch | None = None,
    allowance: Allowance | None = None,
    languages: Sequence[PageLanguage] = (),
    host: str = LOOPBACK,
    codes: Codes | None = None,
) -> AsyncIterator[Running]:
    """Serve a room on 127.0.0.1 until the block ends; port 0 takes a free one. The page is read in `languages`, and
    can't be read without any. With `host`, an address of this machine in a network, it is opened there too, to whom the
    `codes` let in. Raises OSError where the port is taken, or the address isn't this machine's."""
    emulator = Emulator(room, watch=watch, allowance=allowance)
    phones = Phones(room, people or list(room.people.values()), languages)
    app, listeners, port = _app(emulator, phones, host, codes), *_all_listening(host, port)
    server = _Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off", date_header=False))
    task = asyncio.create_task(server.serve(sockets=listeners))
    try:
        await server.ready.wait()
        yield Running(f"http://{LOOPBACK}:{port}", f"http://{host}:{port}", emulator, phones)
    finally:
        emulator.stop()
        phones.stop()
        server.told.set()
        await task
        for listener in listeners:
            listener.close()
