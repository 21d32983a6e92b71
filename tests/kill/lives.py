"""A bot that is killed and starts again, as often as it must, while people go on talking to it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.rehearsal.emulator import Watch
from bot.rehearsal.model import Chat, Message, Person
from bot.rehearsal.room import Room
from bot.rehearsal.server import serve
from bot.rehearsal.shapes import Json
from tests.kill.child import SCENARIOS, live

TOKEN = "100001:killed"

#: A server that has everything imported and read, and forks the lives: each begins in milliseconds, without what
#: this process holds.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.kill.child", "tests.kill.warm"])


class Lives:
    """The bot's process, started anew whenever it was killed; `between` is called while it is dead."""

    def __init__(
        self, room: Room, address: str, path: Path, coordinator: Person, between: Callable[[Path], None] | None = None
    ) -> None:
        self.room = room
        self.path = path
        self._between = between
        self._arguments = (address, TOKEN, path, coordinator.id)
        self._process: BaseProcess | None = None
        self._ending = False
        self.deaths = 0

    def begin(self, when: str = "", nth: int = 0) -> None:
        """Start a life, which ends before or after its nth transaction, if any."""
        self._process = _FORKS.Process(target=live, args=(*self._arguments, when, nth, SCENARIOS))
        self._process.start()

    def kill(self) -> None:
        """SIGKILL, now."""
        if self._process is not None and self._process.pid is not None:
            os.kill(self._process.pid, signal.SIGKILL)

    async def watch_over(self) -> None:
        """Start the next life whenever one has been killed; any other end is an error."""
        while not self._ending:
            await asyncio.sleep(0.005)
            process = self._process
            if process is not None and process.exitcode is not None and not self._ending:
                assert process.exitcode == -signal.SIGKILL, f"the bot ended by itself: {process.exitcode}"
                self.deaths += 1
                process.close()
                if self._between:
                    self._between(self.path)
                self.begin()

    def rest(self) -> None:
        """Start no further life."""
        self._ending = True

    def end(self) -> None:
        """End this life as a supervisor would."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(10)
            assert self._process.exitcode is not None, "the bot doesn't stop"
            self._process.close()


@asynccontextmanager
async def lives(folder: Path, watch: Watch | None = None) -> AsyncIterator[tuple[Lives, Room, Chat, list[Person]]]:
    """A room with a group of three, Awa being its coordinator, and a bot that isn't started yet."""
    room = Room(lambda: datetime.now(UTC), token=TOKEN)
    people = [room.person(name) for name in ("Awa", "Chidi", "Camille")]
    group = room.group("Atelier", people, admins=people[:1])
    async with serve(room, people, watch=watch) as running:
        bot = Lives(room, running.address, folder / "killed.sqlite3", people[0])
        watching = asyncio.create_task(bot.watch_over())
        try:
            yield bot, room, group, people
        finally:
            bot.rest()
            await watching
            bot.end()


async def until(what: Callable[[], object], seconds: float = 15) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not what():  # noqa: ASYNC110  what is waited for is in files and in another process
            await asyncio.sleep(0.003)


def said(room: Room, chat: Chat, text: str) -> Message | None:
    """The bot's newest message that says so."""
    return next((m for m in reversed(room.messages(chat)) if m.sender == 0 and text in m.text), None)


def killer(bot: Callable[[], Lives], when: str, nth: int) -> tuple[Watch, Callable[[], int]]:
    """A watch that kills the bot at the nth call that says something, before or after it took effect;
    and how many such calls there were."""
    calls = 0

    async def watch(moment: str, method: str, call: Json) -> None:
        nonlocal calls
        if method in ("getupdates", "getme", "setmycommands") or moment != when:
            return
        calls += 1
        if calls == nth:
            bot().kill()
            await asyncio.sleep(0.05)

    return watch, lambda: calls
