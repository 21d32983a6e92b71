"""Choosing: which rows of the outbox go next. One look is one transaction, and writes only where a message
is about to be sent.

Prompts and summaries come first, across all chats: as long as one of them waits for its turn, nothing less
urgent takes the room that it needs in this second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from time import monotonic

from bot.gateway.api.client import IN_FLIGHT, MOST_IN_FLIGHT
from bot.gateway.outbound.calls import Target
from bot.gateway.outbound.pacing import LOOK_BACK, Limits, Pace
from bot.gateway.outbound.queue import ONCE, SendQueue
from bot.session.addresses import ChatPlace, GroupPlace, PrivatePlace
from bot.store import groups, messages, outbox, people, receipts
from bot.store.db import Tx
from bot.store.lines import Line, is_toast, lane_of, place_of
from bot.store.outbox import Draft, Head, Ready

#: A call that has been under way for so many seconds keeps nobody waiting any more.
_SLOW = 0.5
#: How much longer than the call itself a message keeps the next one waiting: it is noted before and after.
_NOTING = 0.005
#: So many messages a second are to be kept up: Telegram's limit, and half as many again, since they come in
#: bunches.
_RATE = 1.5 * 30


@dataclass(frozen=True, slots=True)
class Flight:
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


@dataclass(frozen=True, slots=True)
class Landing:
    """The end of a flight: when, whether it was in vain, and until when its place is to be left alone."""

    flight: Flight
    at: datetime
    failed: bool = False
    pause: datetime | None = None


class Scheduler:
    """What waits, what is under way, and what pacing says to it. Not to be used while a look is going on."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pace = Pace(limits)
        self._waiting = SendQueue()
        self._flights: dict[Line, Flight] = {}
        self._after: dict[Line, dict[Line, Head]] = {}
        self._stale: set[Line] = set()
        self._chosen: list[Flight] = []
        self._newest = -1
        #: Rows that are under way, or gone without its being noted yet.
        self.apart: set[int] = set()

    def look(self, tx: Tx, now: datetime) -> list[Flight]:
        """The rows that go now."""
        self._learn(tx, now)
        self._waiting.ripen(now)
        self._chosen = []
        while (messages_first := self._next(now)) is not None:
            self._depart(tx, self._waiting.pop(messages=messages_first), now)
        return self._chosen

    def committed(self) -> None:
        """What the look chose is on its way."""
        self._chosen = []

    def undo(self) -> None:
        """The look came to nothing: what it chose was not committed. Nor, perhaps, were the rows that it found, and
        their numbers go to others; so what waits is looked for anew."""
        for flight in self._chosen:
            del self._flights[lane_of(flight.line)]
            if (place := place_of(flight.line)) is not None:
                self._pace.stays(place)
            self.apart.discard(flight.ready.id)
        self._chosen = []
        self._waiting = SendQueue()
        self._after.clear()
        self._newest = min(self._newest, 0)

    def land(self, landing: Landing, now: datetime) -> None:
        """Something has come back."""
        flight = landing.flight
        lane, place = lane_of(flight.line), place_of(flight.line)
        self._flights.pop(lane, None)
        if place is not None:
            self._pace.ended(place, landing.at, landing.at - flight.at)
            if landing.pause is not None:
                self._pace.pause(place, landing.pause)
        if landing.failed:
            self.apart.discard(flight.ready.id)
            self._stale.add(flight.line)
        for line, head in self._after.pop(lane, {}).items():
            self._waiting.set(line, head, max(now, head.at))

    def idle(self, now: datetime) -> bool:
        """Whether a look could find nothing but what has been queued since the last one."""
        self._waiting.ripen(now)
        return self._newest >= 0 and not self._stale and self._next(now) is None

    def next_at(self, now: datetime) -> datetime | None:
        """When something can go, as far as the clock decides it; None where nothing waits but for what is
        under way."""
        self._waiting.ripen(now)
        moments = [self._waiting.next_at()]
        if any(self._waiting.first(messages=kind) for kind in (True, False)):
            free = self._pace.free_at(now)
            moments.append(free if free > now else now + timedelta(seconds=_SLOW) if self._flights else now)
        return min((moment for moment in moments if moment is not None), default=None)

    # -- inside ---------------------------------------------------------------------------------------

    def _learn(self, tx: Tx, now: datetime) -> None:
        """Find the heads of the lines in which something may have changed."""
        if self._newest < 0:
            self._pace = Pace(self._limits, outbox.history(tx, now - LOOK_BACK, now))
            for place, until in outbox.pauses(tx).items():
                self._pace.pause(place, until)
        self._newest, changed = outbox.lines(tx, max(self._newest, 0))
        fresh = {line for line in changed if not self._waiting.known(line, now)}
        for line in fresh | self._stale:
            self._waiting.set(line, outbox.head(tx, line, now, self.apart))
        self._stale.clear()

    def _next(self, now: datetime) -> bool | None:
        """Whether a message is the next to go (True), or something else (False), or nothing."""
        recent = [flight for flight in self._flights.values() if monotonic() - flight.began < _SLOW]
        if len(recent) >= IN_FLIGHT or len(self._flights) >= MOST_IN_FLIGHT:
            return None
        message, other = self._waiting.first(messages=True), self._waiting.first(messages=False)
        if other is not None and is_toast(other[2]):
            return False
        left = self._pace.left(now)
        if left <= 0:
            return None
        if message is not None and (other is None or message < other):
            if sum(flight.once for flight in recent) < self._abreast():
                return True
            spare = left > self._waiting.ready(messages=True)
            return False if other is not None and spare else None
        return None if other is None else False

    def _abreast(self) -> int:
        """How many messages may be under way at once: one, unless calls take so long that the pace would
        suffer. What counts is the quickest of late: a busy machine is no slow network."""
        return min(max(1, ceil((self._pace.quickest + _NOTING) * _RATE)), IN_FLIGHT)

    def _depart(self, tx: Tx, head: Head, now: datetime) -> None:
        """Send the head of a line on its way, unless it must wait, or has nowhere to go."""
        lane, place = lane_of(head.line), place_of(head.line)
        if lane in self._flights:
            self._after.setdefault(lane, {})[head.line] = head
            return
        if place is not None:
            at = self._pace.next_at(now, place, receipt=head.method == "react")
            if at > now:
                self._waiting.set(head.line, head, at)
                return
        ready = outbox.take(tx, head.id)
        target = resolve(tx, ready.draft, now) if ready else None
        if ready is not None and target is not None:
            self._begin(tx, Flight(ready, target, head.line, now, monotonic()), now)
            return
        if ready is not None:
            outbox.drop(tx, ready.id, "nowhere to send it", now)
        self._waiting.set(head.line, outbox.head(tx, head.line, now, self.apart))
        self._waiting.ripen(now)

    def _begin(self, tx: Tx, flight: Flight, now: datetime) -> None:
        lane, place = lane_of(flight.line), place_of(flight.line)
        self._flights[lane] = flight
        self._chosen.append(flight)
        self.apart.add(flight.ready.id)
        if place is not None:
            self._pace.begins(place)
        if flight.once:
            outbox.begin(tx, flight.ready.id, now)
        if flight.ready.draft.gathers and place is not None:
            receipts.gather(tx, place, self._limits.receipts_minute)
        following = outbox.head(tx, flight.line, now, self.apart)
        if following is not None:
            self._after.setdefault(lane, {})[flight.line] = following


def resolve(tx: Tx, draft: Draft, now: datetime) -> Target | None:
    """Where a draft goes at this moment; None where there is nowhere to send it, or no longer a reason."""
    if draft.expires and draft.expires < now:
        return None
    row = messages.get(tx, draft.message) if draft.message is not None else None
    number = draft.target if draft.target is not None else row.number if row else None
    if draft.method in ("edit", "delete", "pin") and number is None:
        return None
    if draft.method == "toast":
        return Target(0, None, None)
    match draft.place:
        case ChatPlace(chat):
            group = groups.by_chat(tx, chat)
            return None if group and group.active else Target(chat, None, number)
        case GroupPlace(id):
            group = groups.get(tx, id)
            return Target(group.chat, group.topic, number) if group else None
        case PrivatePlace(person):
            account = people.account(tx, person)
            return Target(account, None, number) if account is not None else None
