"""A room on the page without any bot: its server on a thread, and whatever is done in it done there too."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from playwright.sync_api import Page, expect

from bot.commands.rehearse import page_languages
from bot.rehearsal.cast import cast
from bot.rehearsal.model import Chat, Key, Message, Person
from bot.rehearsal.room import Room
from bot.rehearsal.runs import Run, read_html
from bot.rehearsal.server import Running, serve
from tests.rehearsal.browser import Phone

T = TypeVar("T")
_MOMENT = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


@dataclass
class Alone:
    """The room. `do` does something in it, as its server would, and waits until it is done."""

    room: Room
    group: Chat
    people: Mapping[str, Person]
    running: Running
    loop: asyncio.AbstractEventLoop

    def do(self, act: Callable[[], T]) -> T:
        """What the act gives, from the server's thread."""

        async def run() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(10)

    def bot(self, html: str, *keys: str, chat: Chat | None = None, reply_to: int | None = None) -> Message:
        """The bot writes, with a button a row."""
        keyboard = tuple((Key(key, data=key),) for key in keys)
        runs: tuple[Run, ...] = read_html(html)
        return self.do(lambda: self.room.post(chat or self.group, runs, keyboard=keyboard, reply_to=reply_to))

    def changed(self, message: Message) -> None:
        """The page is told of it."""
        self.do(lambda: self.room.changed(message))


@contextmanager
def alone(language: str = "fr", *, before: Callable[[Room, Chat, list[Person]], None] | None = None) -> Iterator[Alone]:
    """A room with six people, served until the block ends; `before` is done in it first."""
    made: list[Alone] = []
    ready, over = threading.Event(), asyncio.Event()

    async def run() -> None:
        room = Room(lambda: _MOMENT, token="1:x")
        group, people = cast(room, language, ("Atelier", "Toit vert", "Aurore"))
        room.add_bot(group, people[0])
        if before:
            before(room, group, people)
        async with serve(room, people, languages=page_languages()) as running:
            loop = asyncio.get_running_loop()
            made.append(Alone(room, group, {one.name: one for one in people}, running, loop))
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(10)
    try:
        yield made[0]
    finally:
        made[0].loop.call_soon_threadsafe(over.set)
        thread.join(10)


def opened(page: Page, room: Alone) -> dict[str, Phone]:
    """The phones on a page of the room, by whose they are."""
    page.goto(room.running.address)
    expect(page.locator(".phone")).to_have_count(len(room.people))
    return {name: Phone(page, name) for name in room.people}
