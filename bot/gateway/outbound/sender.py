"""Sending: what the outbox holds goes out, in order within a chat, as fast as pacing allows.

A row is done once Telegram has answered. Between its answer and our note of it a kill makes one message
come twice; none is lost. So no more messages are under way at once than the pace needs, and each is noted
at once. Reactions, edits and toasts can be repeated freely: many are noted together.

What goes is chosen in a look, which is mostly part of the transaction that has worked on what came in.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import TypeVar

from markupsafe import escape
from telegram import Bot
from telegram.error import BadRequest

from bot.gateway.outbound.calls import CALLS, Target
from bot.gateway.outbound.delivery_log import DeliveryLog
from bot.gateway.outbound.errors import came_through, failed
from bot.gateway.outbound.pacing import Limits
from bot.gateway.outbound.scheduler import Flight, Landing, Scheduler
from bot.gateway.waits import Waits
from bot.store import messages, outbox
from bot.store.db import Database, StoreError, Tx
from bot.store.file.disk import TroubleError
from bot.store.outbox import Draft, Ready
from bot.wording.message import bare

log = logging.getLogger(__name__)

T = TypeVar("T")

#: How long the loop sleeps at most when nothing rings.
_LONGEST = timedelta(seconds=30)
#: How many seconds the loop lets the bell ring after it has looked in vain, before it looks again.
_BREATH = 0.05
#: How long a place is left alone when what came of a call couldn't be written down.
_UNNOTED = timedelta(seconds=1)
#: How many seconds what is under way gets when the program is told to stop.
_GOODBYE = 2.5


class Sender:
    """The loop that empties the outbox, for as long as it isn't cancelled."""

    def __init__(self, database: Database, bot: Bot, now: Callable[[], datetime], limits: Limits, waits: Waits) -> None:
        self._database = database
        self._bot = bot
        self._now = now
        self._waits = waits
        self._scheduler = Scheduler(limits)
        self._delivery_log = DeliveryLog(database, _sent)
        self._bell = asyncio.Event()
        self._rung = False
        #: Whether the loop sleeps, so that somebody else's transaction may look; and whether none does so just now.
        self._rests = False
        self._returned = asyncio.Event()
        self._returned.set()
        self._landings: list[Landing] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.looked = monotonic()

    def ring(self) -> None:
        """There may be something to send."""
        self._rung = True
        self._bell.set()

    async def transact(self, work: Callable[[Tx], T | None]) -> T | None:
        """Run a function in a transaction, and where it gives something look in the same one for what it has queued:
        that spares a transaction, and the way there and back. Where the loop looks itself, or isn't running, it is
        told to look; so it is where the look fails, which undoes nothing of the work."""
        if self._rests and self._returned.is_set():
            try:
                return await self._work_and_look(work)
            except StoreError:
                raise
            except Exception as error:
                log.error("looking for what is to be sent failed: %s", type(error).__name__)
        result = await self._database.transact(work)
        if result is not None:
            self.ring()
        return result

    async def _work_and_look(self, work: Callable[[Tx], T | None]) -> T | None:
        """The loop keeps away from the scheduler until this returns it."""

        def both(tx: Tx) -> tuple[T | None, list[Flight] | None]:
            result = work(tx)
            return result, None if result is None else self._scheduler.look(tx, self._now())

        rung, self._rung = self._rung, False
        self._returned.clear()
        try:
            result, flights = await self._database.transact(both)
        except Exception:
            self._scheduler.undo()
            self.ring()
            raise
        finally:
            self._returned.set()
        if flights is None:
            self._rung = self._rung or rung
        else:
            self._start(flights)
            self._bell.set()
        return result

    async def run(self) -> None:
        """Send until cancelled; what is under way gets a moment to finish. Should it not, it is sent again
        the next time."""
        self._rung = True
        try:
            while True:
                self._bell.clear()
                self._land()
                try:
                    vain = self._worthwhile() and not await self._launch()
                except TroubleError:  # the log has been told
                    vain, self._rung = False, True
                    await asyncio.sleep(self._waits.database)
                self.looked = monotonic()
                await self._sleep(vain=vain)
        finally:
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=_GOODBYE)
            for task in self._tasks:
                task.cancel()
            await self._delivery_log.close()

    async def step(self) -> bool:
        """Send what may go now and wait until it has gone; whether there was anything."""
        self._land()
        sent = await self._launch()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._delivery_log.write()
        return sent

    async def next_wait(self) -> float:
        """Seconds until something can go: when it is due, or when pacing allows it; half a minute where
        nothing waits."""
        self._land()
        now = self._now()
        first = min(self._scheduler.next_at(now) or now + _LONGEST, now + _LONGEST)
        return max((first - now).total_seconds(), 0.005)

    def _worthwhile(self) -> bool:
        """Whether a look can find anything."""
        return self._rung or not self._scheduler.idle(self._now())

    async def _sleep(self, *, vain: bool) -> None:
        """Until there may be something to send. After a look in vain, what is queued meanwhile is looked at
        together; not so where something has come back, since then there is room again."""
        wait = await self.next_wait()
        self._rests = True
        try:
            await self._doze(wait)
            if vain and not self._landings:
                await asyncio.sleep(_BREATH)
        finally:
            self._rests = False
        await self._returned.wait()

    async def _doze(self, seconds: float) -> None:
        """Until the bell rings, or the time is over."""
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            self._rung = True

    async def _launch(self) -> bool:
        """Start what may go now; whether there was anything."""
        self._rung = False
        try:
            flights = await self._database.transact(lambda tx: self._scheduler.look(tx, self._now()))
        except Exception:
            self._scheduler.undo()
            raise
        self._start(flights)
        return bool(flights)

    def _start(self, flights: list[Flight]) -> None:
        self._scheduler.committed()
        for flight in flights:
            task = asyncio.create_task(self._send(flight))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _land(self) -> None:
        """Take note of what has come back. Done between two looks, never during one: a look runs in the
        database's thread."""
        for landing in self._landings:
            self._scheduler.land(landing, self._now())
        self._landings.clear()
        self._scheduler.apart -= self._delivery_log.written()

    async def _send(self, flight: Flight) -> None:
        """Send one row and note what came of it."""
        landed = partial(Landing, flight)
        try:
            number = await self._call(flight.ready.draft, flight.target)
        except Exception as error:
            at = self._now()
            landing = landed(at, failed=True, pause=await self._fail(flight, error))
        else:
            at = self._now()
            landing = landed(at)
            await self._delivery_log.add(flight.ready, number, at, at_once=flight.once)
        self._landings.append(landing)
        self._bell.set()

    async def _fail(self, flight: Flight, error: Exception) -> datetime | None:
        """Note a failure; gives until when the place is left alone."""
        now, place = self._now(), flight.ready.draft.place

        def note(tx: Tx) -> datetime | None:
            failed(tx, flight.ready, error, now)
            return outbox.pauses(tx).get(place)

        try:
            return await self._database.transact(note)
        except TroubleError:  # the log has been told
            return now + _UNNOTED
        except Exception as failure:
            log.error("noting that a call failed: %s", type(failure).__name__)
            return now + _UNNOTED

    async def _call(self, draft: Draft, target: Target) -> int | None:
        try:
            return await CALLS[draft.method](self._bot, draft, target)
        except BadRequest as error:
            if "not modified" in error.message.casefold():
                return None
            if "parse entities" not in error.message.casefold():
                raise
            log.error("a message's markup was refused; it is sent as plain text")
            return await CALLS[draft.method](self._bot, _plain(draft, bare(draft.html)), target)


def _plain(draft: Draft, text: str) -> Draft:
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    return Draft(**{**values, "html": str(escape(text))})


def _sent(tx: Tx, ready: Ready, number: int | None, now: datetime) -> None:
    outbox.sent(tx, ready.id, now)
    if ready.draft.message is not None and number is not None and ready.draft.method in ("send", "document"):
        messages.sent(tx, ready.draft.message, number)
    if ready.draft.method == "delete" and ready.draft.message is not None:
        messages.gone(tx, ready.draft.message)
    came_through(tx, ready.draft)
