"""Fetching voice notes: what was sent as an answer is fetched at once, by the bot's own connection, and kept with it.

The answer counts meanwhile, and also where its sound can't be had. What fails is tried again for as long as
`store.voices` says. Knows nothing of sessions.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.gateway.waits import Waits
from bot.session.values import LARGEST_NOTE
from bot.store import voices
from bot.store.db import Database, Tx
from bot.store.file.disk import TroubleError
from bot.store.voices import ToFetch

log = logging.getLogger(__name__)

#: How many are fetched one after the other before the database is looked at again; and how many seconds the loop sleeps
#: at most.
_SOME, _LONGEST_SLEEP = 10, 60.0

Fetch = Callable[[str], Awaitable[bytes]]


def fetching(bot: Bot) -> Fetch:
    """Fetches a file by Telegram's name of it. Raises telegram.error.TelegramError."""

    async def fetch(name: str) -> bytes:
        file = await bot.get_file(name)
        if (file.file_size or 0) > LARGEST_NOTE:
            raise BadRequest("the file is larger than it was said to be")
        return bytes(await file.download_as_bytearray())

    return fetch


class Voices:
    """The loop that fetches, for as long as it isn't cancelled."""

    def __init__(self, database: Database, fetch: Fetch, now: Callable[[], datetime], waits: Waits) -> None:
        self._database, self._fetch, self._now, self._waits = database, fetch, now, waits
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
        due = await self._database.transact(voices.next_try)
        return min(max((due - self._now()).total_seconds(), 0.0), _LONGEST_SLEEP) if due else _LONGEST_SLEEP

    async def once(self) -> bool:
        """Fetch what may be fetched now; whether there was anything."""
        some = await self._database.transact(lambda tx: voices.to_fetch(tx, self._now(), _SOME))
        for one in some:
            note = await self._noted(one)
            await self._database.transact(note)
        return bool(some)

    async def _noted(self, one: ToFetch) -> Callable[[Tx], None]:
        """Fetch one; gives what is to be noted of it."""
        try:
            sound = await self._fetch(one.file)
        except TelegramError as error:
            log.warning("fetching a voice note failed: %s", type(error).__name__)
            gone = isinstance(error, BadRequest | Forbidden | InvalidToken) or not isinstance(error, NetworkError)
            now = self._now()
            return lambda tx: voices.lost(tx, one) if gone else voices.later(tx, one, now)
        return lambda tx: voices.fetched(tx, one, sound) if 0 < len(sound) <= LARGEST_NOTE else voices.lost(tx, one)
