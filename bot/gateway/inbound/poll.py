"""Polling: each batch of updates is written down in a transaction, and only then confirmed.

Telegram takes the next request's offset as the receipt for everything before it. So whatever happens
between two requests, an update is either in the inbox or will be sent again; which of both doesn't
matter, since the inbox knows its number. What an update means is nothing that this loop knows.

A full batch means that more is waiting, which is fetched before the next loop's bell rings. So all of a flood is
soon confirmed, and worked on in fewer and larger transactions: 10,000 answers then take 120 syncs of the disk and not
200. (The work loop looks once a second anyway.)
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from time import monotonic

from telegram.error import RetryAfter, TelegramError

from bot.gateway.waits import Waits
from bot.store import inbox
from bot.store.db import Database
from bot.store.file.disk import TroubleError
from bot.store.inbox import Stored

log = logging.getLogger(__name__)

Fetch = Callable[[int | None, int], Awaitable[Sequence[Stored]]]

#: The long poll, in seconds. Telegram answers at once when there is something.
_POLL = 50
#: As many updates as getUpdates gives at most: then more are waiting.
FULL = 100


class Poll:
    """The loop that fetches updates for as long as it isn't cancelled. `on_answer` is called whenever Telegram has
    answered, `on_new` once what was waiting is committed. `moved` is when it last began a round (monotonic
    seconds), `caught_up` whether all that was sent to the bot has come: not before the first answer, nor in an
    outage."""

    def __init__(
        self,
        fetch: Fetch,
        database: Database,
        now: Callable[[], datetime],
        waits: Waits,
        *,
        on_answer: Callable[[], Awaitable[None]],
        on_new: Callable[[], None],
    ) -> None:
        self._fetch = fetch
        self._database = database
        self._now = now
        self._waits = waits
        self._on_answer = on_answer
        self._on_new = on_new
        self._offset: int | None = None
        self._more = False
        self.moved = monotonic()
        self.caught_up = False

    async def run(self) -> None:
        """Fetch until cancelled. No error of the network's, Telegram's or the database's ends it: it waits
        a while, longer each time (but where the database is in trouble), and tries again (401 and 404 too:
        a captive portal answers so)."""
        wait = self._waits.updates
        while True:
            self.moved = monotonic()
            try:
                if not await self.once() and monotonic() - self.moved < self._waits.quick:
                    await asyncio.sleep(self._waits.quick)  # whoever answers doesn't wait for what comes
                wait = self._waits.updates
            except TroubleError:  # the log has been told; what Telegram gave isn't confirmed and comes again
                await asyncio.sleep(self._waits.database)
            except Exception as error:
                self.caught_up = False
                pause = _retry_after(error) or wait
                log.warning("fetching updates failed (%s), next try in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                wait = min(wait * 2, self._waits.longest)

    async def once(self, wait: int = _POLL) -> bool:
        """Fetch one batch, waiting up to `wait` seconds for it, write it down, and move the offset; whether there was
        anything."""
        updates = await self._fetch(self._offset, 0 if self._more else wait)
        await self._on_answer()
        if updates:
            await self._write_down(updates)
        else:
            # What was fetched is confirmed by now. Without an offset nothing is missed should Telegram's
            # numbers begin anew, and lower, as they do after a quiet week.
            self._offset = None
        new, self._more = bool(updates) or self._more, len(updates) >= FULL
        self.caught_up = not self._more
        if new and not self._more:
            self._on_new()
        return new

    async def _write_down(self, updates: Sequence[Stored]) -> None:
        await self._database.transact(lambda tx: inbox.add(tx, updates, self._now()))
        self._offset = updates[-1].update_id + 1
        for update in updates:
            if update.aside:
                log.error("an update is set aside (%s): see palabre doctor", update.aside)


def _retry_after(error: Exception) -> float | None:
    """How long Telegram itself says to wait, in seconds."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return float(after if isinstance(after, int) else after.total_seconds())
    return 1.0 if isinstance(error, TelegramError) and "timed out" in str(error).casefold() else None
