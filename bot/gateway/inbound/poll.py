"""Polling: each batch of updates is written down in one transaction, and only then confirmed.

Telegram takes the next request's offset as the receipt for everything before it. So whatever happens
between two requests, an update is either in the inbox or will be sent again; which of both doesn't
matter, since the inbox knows its number. The same transaction goes on to work on what it has written
down: one sync of the disk serves for both.

In a flood, where a batch is full, it is only written down, and the work loop is told when the flood ebbs: what came in
a chat is then worked on together, and its session read once for all of it. Should it not ebb, the work loop looks all
the same once a second.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from telegram.error import RetryAfter, TelegramError

from bot.gateway.inbound.decode import Read
from bot.gateway.inbound.updates import Incoming
from bot.gateway.waits import Waits
from bot.store import inbox
from bot.store.db import StoreError, Tx
from bot.store.file.disk import TroubleError

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[Tx], T | None]
Fetch = Callable[[int | None, int], Awaitable[Sequence[Read]]]

#: The long poll, in seconds. Telegram answers at once when there is something.
_POLL = 50
#: As many updates as getUpdates gives at most: then more are waiting.
FULL = 100
#: A flood has ebbed when the next batch is so many times as long in coming as the last one was; in seconds at least
#: and at most so long.
_TIMES_AS_LONG, _AT_LEAST, _AT_MOST = 3, 0.02, 1.0

#: What was read, by what was written down of it.
Fresh = Mapping[str, Incoming]


class Poll(Generic[T]):
    """The loop that fetches updates for as long as it isn't cancelled. `transact` runs a function in a transaction.
    `on_answer` is called whenever Telegram has answered, `work` in the transaction that has written a batch down, with
    what was read of it, and `on_new` after it with what `work` gave. What `work` raises doesn't undo what was written
    down; then `on_new` gets None: somebody else is to work on it. It gets None for a full batch too, once the flood
    has ebbed."""

    def __init__(
        self,
        fetch: Fetch,
        transact: Callable[[Work[T]], Awaitable[T | None]],
        now: Callable[[], datetime],
        work: Callable[[Tx, Fresh], T],
        on_new: Callable[[T | None], None],
        on_answer: Callable[[], Awaitable[None]],
        waits: Waits,
    ) -> None:
        self._fetch = fetch
        self._transact = transact
        self._now = now
        self._work = work
        self._on_new = on_new
        self._on_answer = on_answer
        self._waits = waits
        self.tried = monotonic()
        self._offset: int | None = None
        self._arrived: Sequence[Read] = ()
        self._written: Sequence[Read] = self._arrived
        self._ebb: asyncio.TimerHandle | None = None

    async def run(self) -> None:
        """Fetch until cancelled. No error of the network's, Telegram's or the database's ends it: it waits
        a while, longer each time (but where the database is in trouble), and tries again (401 and 404 too:
        a captive portal answers so)."""
        wait = self._waits.updates
        while True:
            self.tried = monotonic()
            try:
                await self.once()
                wait = self._waits.updates
            except asyncio.CancelledError:
                raise
            except TroubleError:  # the log has been told; what Telegram gave isn't confirmed and comes again
                await asyncio.sleep(self._waits.database)
            except Exception as error:
                pause = _told(error) or wait
                log.warning("fetching updates failed (%s), next try in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                wait = min(wait * 2, self._waits.longest)

    async def once(self, wait: int = _POLL) -> None:
        """Fetch one batch, waiting up to `wait` seconds for it, write it down, and move the offset."""
        asked = monotonic()
        updates = await self._fetch(self._offset, wait)
        took = monotonic() - asked
        if updates:
            self._arrived = updates
            if self._ebb:
                self._ebb.cancel()
        await self._on_answer()
        if not updates:
            # What was fetched is confirmed by now. Without an offset nothing is missed should Telegram's
            # numbers begin anew, and lower, as they do after a quiet week.
            self._offset = None
            return
        report = await self._transact(self._absorb)
        for update in updates:
            if update.aside:
                log.error("an update is set aside (%s): see palabre doctor", update.aside)
        self._offset = updates[-1].update_id + 1
        if len(updates) < FULL:
            self._on_new(report)
        else:
            after = min(max(_TIMES_AS_LONG * took, _AT_LEAST), _AT_MOST)
            self._ebb = asyncio.get_running_loop().call_later(after, self._on_new, None)

    def write_down(self, tx: Tx) -> None:
        """Write down what was fetched and isn't yet, in this or any other transaction."""
        arrived = self._arrived
        if arrived is not self._written:
            inbox.add(tx, arrived, self._now())
            tx.afterwards(("arrived",), partial(self._committed, arrived))

    def _committed(self, arrived: Sequence[Read]) -> None:
        """Called in the database's thread, so it changes nothing that the loop does."""
        self._written = arrived

    def _absorb(self, tx: Tx) -> T | None:
        if self._arrived is self._written:  # by another transaction
            return None
        self.write_down(tx)
        if len(self._arrived) >= FULL:
            return None
        try:
            with tx.savepoint():
                fresh = {update.payload: update.incoming for update in self._arrived if update.incoming is not None}
                report = self._work(tx, fresh)
                tx.settle()
        except StoreError:
            raise  # the disk's or the file's doing: then nothing was written down either
        except Exception as error:
            log.error("working on updates as they came failed: %s", type(error).__name__)
            return None
        return report


def _told(error: Exception) -> float | None:
    """How long Telegram itself says to wait, in seconds."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return float(after if isinstance(after, int) else after.total_seconds())
    return 1.0 if isinstance(error, TelegramError) and "timed out" in str(error).casefold() else None
