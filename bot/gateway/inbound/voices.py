"""Fetching voice notes, and files that are to become scenarios: what was sent is fetched at once, by the bot's own
connection, and kept where it belongs.

An answer counts meanwhile, and also where its sound can't be had. What fails is tried again for as long as its store
says. Knows nothing of sessions.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.gateway.waits import Waits
from bot.session.values import LARGEST_NOTE
from bot.store import uploads, voices
from bot.store.db import Database, Tx
from bot.store.file.disk import TroubleError
from bot.store.voices import ToFetch

log = logging.getLogger(__name__)

#: How many are fetched one after the other before the database is looked at again; and how many seconds the loop sleeps
#: at most.
_SOME, _LONGEST_SLEEP = 10, 60.0

Fetch = Callable[[str, int], Awaitable[bytes]]


class Shelf(Protocol):
    """Where what is fetched is kept, and what is still to be."""

    def to_fetch(self, tx: Tx, now: datetime, most: int) -> list[ToFetch]: ...
    def fetched(self, tx: Tx, one: ToFetch, data: bytes, now: datetime, /) -> None: ...
    def lost(self, tx: Tx, one: ToFetch, now: datetime) -> None: ...
    def later(self, tx: Tx, one: ToFetch, now: datetime) -> None: ...
    def next_try(self, tx: Tx) -> datetime | None: ...


#: Each shelf, and how many bytes a file of it has at most.
_SHELVES: tuple[tuple[Shelf, int], ...] = ((voices, LARGEST_NOTE), (uploads, uploads.LARGEST))


def fetching(bot: Bot) -> Fetch:
    """Fetches a file by Telegram's name of it, of so many bytes at most. Raises telegram.error.TelegramError."""

    async def fetch(name: str, most: int) -> bytes:
        file = await bot.get_file(name)
        if (file.file_size or 0) > most:
            raise BadRequest("the file is larger than it was said to be")
        return bytes(await file.download_as_bytearray())

    return fetch


class Voices:
    """The loop that fetches, for as long as it isn't cancelled; `on_new` rings where something came to be worked on."""

    def __init__(
        self, database: Database, fetch: Fetch, now: Callable[[], datetime], waits: Waits, on_new: Callable[[], None]
    ) -> None:
        self._database, self._fetch, self._now, self._waits = database, fetch, now, waits
        self._on_new = on_new
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """There may be something to fetch."""
        self._bell.set()

    async def run(self) -> None:
        """Fetch until cancelled."""
        while True:
            self._bell.clear()
            try:
                if await self.once():
                    continue
                wait = await self._wait()
            except TroubleError:  # the log has been told
                wait = self._waits.database
            try:
                async with asyncio.timeout(wait):
                    await self._bell.wait()
            except TimeoutError:
                pass

    async def _wait(self) -> float:
        tries = [await self._database.transact(shelf.next_try) for shelf, _ in _SHELVES]
        due = min((at for at in tries if at), default=None)
        return min(max((due - self._now()).total_seconds(), 0.0), _LONGEST_SLEEP) if due else _LONGEST_SLEEP

    async def once(self) -> bool:
        """Fetch what may be fetched now; whether there was anything."""
        found = [await self._some(shelf, most) for shelf, most in _SHELVES]
        if any(found):
            self._on_new()
        return any(found)

    async def _some(self, shelf: Shelf, most: int) -> bool:
        some = await self._database.transact(lambda tx: shelf.to_fetch(tx, self._now(), _SOME))
        for one in some:
            note = await self._noted(shelf, one, most)
            await self._database.transact(note)
        return bool(some)

    async def _noted(self, shelf: Shelf, one: ToFetch, most: int) -> Callable[[Tx], None]:
        """Fetch one; gives what is to be noted of it."""
        try:
            data = await self._fetch(one.file, most)
        except TelegramError as error:
            log.warning("fetching a file failed: %s", type(error).__name__)
            gone = isinstance(error, BadRequest | Forbidden | InvalidToken) or not isinstance(error, NetworkError)
            now = self._now()
            return lambda tx: shelf.lost(tx, one, now) if gone else shelf.later(tx, one, now)
        now = self._now()
        good = 0 < len(data) <= most
        return lambda tx: shelf.fetched(tx, one, data, now) if good else shelf.lost(tx, one, now)
