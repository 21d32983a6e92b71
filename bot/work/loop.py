"""The work loop: takes what is in the inbox, batch by batch, each in a transaction of its own.

It sleeps until its bell rings, a timer is due, or a row that failed is to be tried again. What must not be asked
inside a transaction, such as whether somebody is in a group, it asks between two of them. It also erases once an hour
what has been kept as long as it may be.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic
from typing import TypeVar

from bot.gateway.api.rights import Standing
from bot.gateway.waits import Waits
from bot.session.roles import Presence
from bot.session.wakes import NewerDue, RemindersDue, TidyDue, WindowOver
from bot.store import clock, groups, inbox, timers
from bot.store.db import Database, StoreError, Tx
from bot.store.file.disk import TroubleError
from bot.work.asked import NOTHING, Asked, Membership
from bot.work.batch import Heard, Report, work_off, work_singly
from bot.work.chats.leaving import learned
from bot.work.privacy.retention import purge
from bot.work.privacy.vacuum import Vacuum
from bot.work.runtime import Runtime

log = logging.getLogger(__name__)

#: How often what is kept too long is looked for.
_PRUNE_EVERY = timedelta(hours=1)
#: How many seconds the loop sleeps at most when nothing rings: a row put back by the doctor rings no bell, and a
#: rehearsal's clock can be turned meanwhile.
_LONGEST_SLEEP = 1.0
_SHORTEST_SLEEP = 0.005

#: How many questions to Telegram are under way at once: the connection has room for twice as many.
_QUESTIONS = 16

#: For how many rows it is asked before work goes on: what the first come to is sent while the others are asked for.
_ASKED_AT_ONCE = 64

#: Moments that can wait: what comes of them comes by the clock, to everybody in a group, and to many groups at once.
_PATIENT: timers.Later = frozenset({WindowOver(), RemindersDue(), TidyDue(), NewerDue()})

_Q = TypeVar("_Q")
_A = TypeVar("_A")

#: What an account is in a chat, asked of Telegram; and what the bot may do in one, None where that can't be told.
FindPresence = Callable[[int, int], Awaitable[Presence]]
FindStanding = Callable[[int], Awaitable[Standing | None]]


async def _each(questions: Iterable[_Q], ask: Callable[[_Q], Awaitable[_A]]) -> dict[_Q, _A]:
    """What Telegram says to each."""
    slots = asyncio.Semaphore(_QUESTIONS)

    async def one(question: _Q) -> tuple[_Q, _A]:
        async with slots:
            return question, await ask(question)

    return dict(await asyncio.gather(*map(one, questions)))


class WorkLoop:
    """The loop that empties the inbox, for as long as it isn't cancelled. `on_done` is called once something is
    committed that may have queued messages; `on_set_back` where the clock was set back, with by how much; `hears` tells
    whether all that was sent to the bot has come, `room` whether what is said now is sent soon. `moved` is when it last
    began a round, in monotonic seconds."""

    def __init__(
        self,
        database: Database,
        runtime: Runtime,
        now: Callable[[], datetime],
        waits: Waits,
        *,
        find_presence: FindPresence,
        hears: Callable[[], bool],
        room: Callable[[], bool],
        find_standing: FindStanding,
        on_done: Callable[[], None],
        on_set_back: Callable[[timedelta], None],
    ) -> None:
        self._database = database
        self._runtime = runtime
        self._now = now
        self._waits = waits
        self._find_presence = find_presence
        self.hears = hears
        self.room = room
        self._find_standing = find_standing
        self._asked: Heard = {}
        self._on_done = on_done
        self._on_set_back = on_set_back
        self._seen = now()
        self._vacuum = Vacuum(database, now)
        self._next_prune = now() + _PRUNE_EVERY
        self._bell = asyncio.Event()
        self.moved = monotonic()

    def ring(self) -> None:
        """There may be something in the inbox."""
        self._bell.set()

    async def run(self) -> None:
        """Work until cancelled. Where the database is in trouble it begins anew after a moment."""
        while True:
            self.moved = monotonic()
            self._bell.clear()
            try:
                wait = await self._round()
            except TroubleError:  # the log has been told
                await asyncio.sleep(self._waits.database)
            else:
                await self._sleep(wait)

    async def _round(self) -> float:
        """Work on a batch; gives for how many seconds there is nothing to do."""
        await self.look_at_clock()
        report = await self.once()
        if self._now() >= self._next_prune:
            await self.prune()
            self._next_prune = self._now() + _PRUNE_EVERY
        return await self._database.transact(self._next_wait) if report.whole else 0.0

    async def look_at_clock(self) -> None:
        """Should the clock have been set back, nothing waits for the hours that it has lost."""
        now = self._now()
        by, self._seen = self._seen - now, now
        if by > clock.LEAST:
            log.warning("the clock was set back by %.0f s", by.total_seconds())
            await self._database.transact(lambda tx: clock.set_back(tx, by, now))
            self._next_prune = min(self._next_prune, now + _PRUNE_EVERY)
            self._on_set_back(by)

    async def once(self) -> Report:
        """Work on one batch of what is in the inbox, and ask Telegram what it wants to know for the next."""
        asked, self._asked = self._asked, {}  # good for one try, and no longer
        runtime, now, later = self._runtime, self._now, self._later()
        try:
            report = await self._database.transact(lambda tx: work_off(tx, runtime, now(), asked, later))
        except StoreError:
            raise  # the disk's or the file's doing, and not a row's
        except Exception:
            report = await self._database.transact(lambda tx: work_singly(tx, runtime, now(), asked, later))
        if report.to_ask:
            self._asked = await self._ask(report, asked)
        if report.done or report.failed or report.to_ask:
            self._on_done()
        await self._vacuum.turn()
        return report

    async def prune(self) -> None:
        """Erase what has been kept as long as it may be, and leave no trace of it in any file."""
        await self.purge()
        await self._vacuum.turn()

    async def purge(self) -> None:
        """Erase what has been kept as long as it may be; of its traces the next round takes care."""
        await self._database.transact(lambda tx: purge(tx, self._runtime, self._now()))

    async def _ask(self, report: Report, before: Heard) -> Heard:
        """Ask Telegram what the rows of a batch want to know, beside what was asked for them already; what it says
        also takes effect for others at once, where somebody turns out to be gone."""
        rows = dict(islice(report.to_ask.items(), _ASKED_AT_ONCE))
        presences = await _each({one for row in rows.values() for one in row.memberships}, self._presence)
        found = Asked(presences, await _each({one for row in rows.values() for one in row.standings}, self._standing))
        await self._database.transact(lambda tx: learned(tx, self._runtime, self._now(), presences))
        return {seq: before.get(seq, NOTHING).also(found, wanted) for seq, wanted in rows.items()}

    async def _presence(self, membership: Membership) -> Presence:
        group_id, account = membership
        group = await self._database.transact(lambda tx: groups.get(tx, group_id))
        return await self._find_presence(group.chat, account) if group is not None else Presence.OUT

    async def _standing(self, group_id: int) -> Standing | None:
        group = await self._database.transact(lambda tx: groups.get(tx, group_id))
        return await self._find_standing(group.chat) if group is not None else None

    def _next_wait(self, tx: Tx) -> float:
        """Seconds until a timer is due or a failed row is to be tried again."""
        now = self._now()
        due = [moment for moment in (timers.next_due(tx, self._later()), inbox.next_try(tx, now)) if moment]
        soonest = min([(moment - now).total_seconds() for moment in due], default=_LONGEST_SLEEP)
        return min(max(soonest, _SHORTEST_SLEEP), _LONGEST_SLEEP)

    def _later(self) -> timers.Later:
        """The moments that aren't for now. As long as something that was sent to the bot may be on its way, no window
        ends: it is in time. As long as much waits to be sent, nothing is added that can wait: what is decided later is
        decided better (whoever answers meanwhile isn't reminded), and receipts needn't wait behind all of it."""
        if not self.room():
            return _PATIENT
        return frozenset() if self.hears() else frozenset({WindowOver()})

    async def _sleep(self, seconds: float) -> None:
        """Until the bell rings, or the time is over."""
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            pass
