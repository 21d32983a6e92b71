"""The send loop: what the outbox holds goes out, in order within a chat, as fast as pacing allows.

Each round looks, in a transaction of its own, which rows may go now, and starts their calls. A row is done once
Telegram has answered. Between its answer and our note of it a kill makes one message come twice; none is lost. So
no more messages are under way at once than the pace needs, and each is noted at once (`scheduler.py`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from telegram import Bot

from bot.gateway.outbound.calls import call
from bot.gateway.outbound.delivery_log import DeliveryLog
from bot.gateway.outbound.errors import came_through, failed
from bot.gateway.outbound.pacing import Limits
from bot.gateway.outbound.scheduler import Call, CallEnd, Scheduler
from bot.gateway.waits import Waits
from bot.store import messages, outbox, unsent
from bot.store.db import Database, Tx
from bot.store.file.disk import TroubleError
from bot.store.outbox import Draft, Priority, Ready

log = logging.getLogger(__name__)

#: How long the loop sleeps at most when nothing rings, and at least, in seconds.
_LONGEST_SLEEP = timedelta(seconds=30)
_SHORTEST_SLEEP = 0.005
#: How long a place is left alone when what came of a call couldn't be written down.
_UNNOTED = timedelta(seconds=1)
#: So many messages wait for nothing but the pace in all when none should be added that can wait: three seconds' worth.
#: The work loop looks again after one at the latest, and may have to ask Telegram something first: so the pace is kept.
_SOON = 90
#: How many seconds what is under way gets when the program is told to stop.
_GOODBYE = 2.5


class Sender:
    """The loop that empties the outbox, for as long as it isn't cancelled. `moved` is when it last began a round, in
    monotonic seconds."""

    def __init__(self, database: Database, bot: Bot, now: Callable[[], datetime], limits: Limits, waits: Waits) -> None:
        self._database = database
        self._bot = bot
        self._now = now
        self._waits = waits
        self._scheduler = Scheduler(limits)
        self._delivery_log = DeliveryLog(database, _sent)
        self._bell = asyncio.Event()
        self._news: list[CallEnd | timedelta] = []  # calls that have ended, and by how much the clock was set back
        self._tasks: set[asyncio.Task[None]] = set()
        self.moved = monotonic()

    def ring(self) -> None:
        """There may be something to send."""
        self._bell.set()

    @property
    def has_room(self) -> bool:
        """Whether what is queued now is sent soon, as far as the pace in all decides it."""
        return self._scheduler.waiting < _SOON

    def set_back(self, by: timedelta) -> None:
        """The clock was set back by so much, and so is what waits in the outbox."""
        self._news.append(by)
        self.ring()

    async def run(self) -> None:
        """Send until cancelled; what is under way gets a moment to finish. Should it not, it is sent again
        the next time."""
        try:
            while True:
                self.moved = monotonic()
                self._bell.clear()
                try:
                    await self._look()
                except TroubleError:  # the log has been told
                    await asyncio.sleep(self._waits.database)
                else:
                    await self._sleep(await self.next_wait())
        finally:
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=_GOODBYE)
            for task in self._tasks:
                task.cancel()
            await self._delivery_log.close()

    async def step(self) -> bool:
        """Send what may go now and wait until it has gone; whether there was anything."""
        sent = await self._look()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._delivery_log.write()
        return sent

    async def next_wait(self) -> float:
        """Seconds until something can go: when it is due, or when pacing allows it; half a minute where
        nothing waits."""
        self._take_note()
        now = self._now()
        latest = now + _LONGEST_SLEEP
        first = min(self._scheduler.next_at(now) or latest, latest)
        return max((first - now).total_seconds(), _SHORTEST_SLEEP)

    async def _look(self) -> bool:
        """Start what may go now; whether there was anything."""
        self._take_note()
        try:
            calls = await self._database.transact(lambda tx: self._scheduler.choose(tx, self._now()))
        except Exception:
            self._scheduler.roll_back()
            raise
        for chosen in calls:
            task = asyncio.create_task(self._send(chosen))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return bool(calls)

    def _take_note(self) -> None:
        """Tell the scheduler what has happened, in its order: what ended before the clock was set back did so by the
        old time. Done between two looks, never during one: a look runs in the database's thread."""
        for news in self._news:
            if isinstance(news, timedelta):
                self._scheduler.set_back(news)
            else:
                self._scheduler.ended(news, self._now())
        self._news.clear()
        self._scheduler.unlogged -= self._delivery_log.written()

    async def _sleep(self, seconds: float) -> None:
        """Until the bell rings, or the time is over."""
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            pass

    async def _send(self, chosen: Call) -> None:
        """Send one row and note what came of it."""
        ended = partial(CallEnd, chosen)
        try:
            number = await call(self._bot, chosen.ready.draft, chosen.target)
        except Exception as error:
            at = self._now()
            end = ended(at, failed=True, pause=await self._fail(chosen, error))
        else:
            at = self._now()
            end = ended(at)
            await self._delivery_log.add(chosen.ready, number, at, at_once=chosen.once)
        self._news.append(end)
        self._bell.set()

    async def _fail(self, chosen: Call, error: Exception) -> datetime | None:
        """Note a failure; gives until when the place is left alone."""
        now, place = self._now(), chosen.ready.draft.place

        def note(tx: Tx) -> datetime | None:
            failed(tx, chosen.ready, error, now)
            return outbox.pauses(tx).get(place)

        try:
            return await self._database.transact(note)
        except TroubleError:  # the log has been told
            return now + _UNNOTED
        except Exception as failure:
            log.error("noting that a call failed: %s", type(failure).__name__)
            return now + _UNNOTED


def _sent(tx: Tx, ready: Ready, number: int | None, now: datetime) -> None:
    draft = ready.draft
    if number is not None and unsent.taken_back(tx, ready.id):
        taken = Draft(place=draft.place, method="delete", numbers=(number,), priority=Priority.LOW)
        outbox.put(tx, taken, now)
    outbox.sent(tx, ready.id, now)
    if draft.message is not None and number is not None and draft.method in ("send", "document", "voice"):
        messages.sent(tx, draft.message, number, now)
    if draft.method == "delete" and draft.message is not None:
        messages.gone(tx, [draft.message])
    came_through(tx, draft)
