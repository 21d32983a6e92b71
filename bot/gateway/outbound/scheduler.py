"""The scheduler: which rows of the outbox go next. It chooses in a transaction, and writes only where a message
is about to be sent.

Prompts and summaries come first, across all chats: as long as one of them waits for its turn, nothing less
urgent takes the room that it needs in this second. To one place one call is under way at a time.

How many are under way at once has three reasons. A message comes twice if a kill falls between Telegram's answer and
our note of it, so there is one at a time, and as many more as a slow network makes it take to keep the pace: with
200 ms a call one at a time would be 5 a second of the 30 that Telegram allows. Of all calls there are six, which
keep up with that pace (with two to eight the rate is the same). And one that hangs, up to the 20 s after which it is
given up, must keep no other chat waiting: it counts for half a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from time import monotonic

from bot.gateway.api.client import IN_FLIGHT, MOST_IN_FLIGHT
from bot.gateway.outbound.pacing import LOOK_BACK, Limits, Pace
from bot.gateway.outbound.queue import ONCE, Kind, SendQueue
from bot.gateway.outbound.target import Target, resolve
from bot.session.addresses import Place
from bot.store import outbox, receipts
from bot.store.db import Tx
from bot.store.lines import Line, is_toast, lane_of, place_of
from bot.store.outbox import Head, Ready

#: A call that has been under way for so many seconds keeps nobody waiting any more.
_SLOW = 0.5
#: How much longer than the call itself a message keeps the next one waiting: it is noted before and after.
_NOTING = 0.005
#: So many messages a second are to be kept up: Telegram's limit, and half as many again, since they come in
#: bunches.
_RATE = 1.5 * 30


@dataclass(frozen=True, slots=True)
class Call:
    """A row under way: where to, in which line, and since when, by the clock and in monotonic seconds."""

    ready: Ready
    target: Target
    line: Line
    at: datetime
    began: float

    @property
    def once(self) -> bool:
        """Whether it comes twice when it is sent twice."""
        return self.ready.draft.method in ONCE

    @property
    def lane(self) -> Line:
        """By which calls to one place are kept apart."""
        return lane_of(self.line)

    @property
    def place(self) -> Place | None:
        """The place that it goes to; None for a toast."""
        return place_of(self.line)


@dataclass(frozen=True, slots=True)
class CallEnd:
    """The end of a call: when, whether it was in vain, and until when its place is to be left alone."""

    call: Call
    at: datetime
    failed: bool = False
    pause: datetime | None = None


class Scheduler:
    """What waits, what is under way, and what pacing says to it. Not to be used while it chooses."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pace = Pace(limits)
        self._waiting = SendQueue()
        self._calls: dict[Line, Call] = {}
        self._behind: dict[Line, dict[Line, Head]] = {}
        self._stale: set[Line] = set()
        self._chosen: list[Call] = []
        self._newest = -1
        #: Rows that are under way, or gone without its being noted yet.
        self.unlogged: set[int] = set()

    def choose(self, tx: Tx, now: datetime) -> list[Call]:
        """The rows that go now, as soon as the transaction is committed; if it isn't, call `roll_back`."""
        self._chosen = []
        self._refresh(tx, now)
        self._waiting.ripen(now)
        while kind := self._next(now):
            self._consider(tx, self._waiting.pop(kind), now)
        return self._chosen

    def roll_back(self) -> None:
        """What was chosen last was not committed. Nor, perhaps, were the rows that were found, and their numbers go
        to others; so what waits is looked for anew."""
        for call in self._chosen:
            del self._calls[call.lane]
            if call.place is not None:
                self._pace.stays(call.place)
            self.unlogged.discard(call.ready.id)
        self._chosen = []
        self._look_anew()

    def set_back(self, by: timedelta) -> None:
        """The clock was set back by so much, and so is all that waits."""
        self._pace.set_back(by)
        self._look_anew()

    def ended(self, end: CallEnd, now: datetime) -> None:
        """A call has ended."""
        call = end.call
        self._calls.pop(call.lane, None)
        if call.place is not None:
            self._pace.ended(call.place, end.at, max(end.at - call.at, timedelta()))  # the clock may have been set back
            if end.pause is not None:
                self._pace.pause(call.place, end.pause)
        if end.failed:
            self.unlogged.discard(call.ready.id)
            self._stale.add(call.line)
        for line, head in self._behind.pop(call.lane, {}).items():
            self._waiting.set(line, head, max(now, head.at))

    def next_at(self, now: datetime) -> datetime | None:
        """When something can go, as far as the clock decides it; None where nothing waits but for what is
        under way."""
        self._waiting.ripen(now)
        moments = [self._waiting.next_at()]
        if any(self._waiting.first(kind) for kind in Kind):
            free = self._pace.free_at(now)
            moments.append(free if free > now else now + timedelta(seconds=_SLOW) if self._calls else now)
        return min((moment for moment in moments if moment is not None), default=None)

    @property
    def waiting(self) -> int:
        """How many lines wait for nothing but the pace in all; never too few."""
        return sum(self._waiting.ready(kind) for kind in Kind)

    # -- inside ---------------------------------------------------------------------------------------

    def _look_anew(self) -> None:
        self._waiting = SendQueue()
        self._behind.clear()
        self._newest = min(self._newest, 0)

    def _refresh(self, tx: Tx, now: datetime) -> None:
        """Find the heads of the lines in which something may have changed."""
        if self._newest < 0:
            self._pace = Pace(self._limits, outbox.history(tx, now - LOOK_BACK, now))
            for place, until in outbox.pauses(tx).items():
                self._pace.pause(place, until)
        self._newest, changed = outbox.lines(tx, max(self._newest, 0))
        fresh = {line for line in changed if not self._waiting.known(line, now)}
        for line in fresh | self._stale:
            self._waiting.set(line, outbox.head(tx, line, now, self.unlogged))
        self._stale.clear()

    def _next(self, now: datetime) -> Kind | None:
        """Of which kind the next to go is; None where nothing may go now."""
        recent = [call for call in self._calls.values() if monotonic() - call.began < _SLOW]
        if len(recent) >= IN_FLIGHT or len(self._calls) >= MOST_IN_FLIGHT:
            return None
        message, other = self._waiting.first(Kind.MESSAGE), self._waiting.first(Kind.REPEATABLE)
        if other is not None and is_toast(other[2]):
            return Kind.REPEATABLE
        left = self._pace.left(now)
        if left <= 0:
            return None
        if message is not None and (other is None or message < other):
            if sum(call.once for call in recent) < self._abreast():
                return Kind.MESSAGE
            spare = left > self._waiting.ready(Kind.MESSAGE)
            return Kind.REPEATABLE if other is not None and spare else None
        return None if other is None else Kind.REPEATABLE

    def _abreast(self) -> int:
        """How many messages may be under way at once: one, unless calls take so long that the pace would
        suffer. What counts is the quickest of late: a busy machine is no slow network."""
        return min(max(1, ceil((self._pace.quickest + _NOTING) * _RATE)), IN_FLIGHT)

    def _consider(self, tx: Tx, head: Head, now: datetime) -> None:
        """Begin with the head of a line, unless it must wait, or has nowhere to go."""
        lane, place = lane_of(head.line), place_of(head.line)
        if lane in self._calls:
            self._behind.setdefault(lane, {})[head.line] = head
            return
        if place is not None:
            at = self._pace.next_at(now, place, receipt=head.method == "react")
            if at > now:
                self._waiting.set(head.line, head, at)
                return
        ready = outbox.take(tx, head.id)
        target = resolve(tx, ready.draft, now) if ready else None
        if ready is not None and target is not None:
            self._begin(tx, Call(ready, target, head.line, now, monotonic()), now)
            return
        if ready is not None:
            outbox.drop(tx, ready.id, "nowhere to send it", now)
        self._waiting.set(head.line, outbox.head(tx, head.line, now, self.unlogged))
        self._waiting.ripen(now)

    def _begin(self, tx: Tx, call: Call, now: datetime) -> None:
        self._calls[call.lane] = call
        self._chosen.append(call)
        self.unlogged.add(call.ready.id)
        if call.place is not None:
            self._pace.begins(call.place)
        if call.once:
            outbox.begin(tx, call.ready.id, now)
        if call.ready.draft.gathers and call.place is not None:
            receipts.gather(tx, call.place, self._limits.receipts_minute)
        following = outbox.head(tx, call.line, now, self.unlogged)
        if following is not None:
            self._behind.setdefault(call.lane, {})[call.line] = following
