"""What waits to be sent: of each line its head, and which of them is the next to go. No clock, no database.

A line is looked at anew only when something was queued in it, or its head has gone; one that pacing holds
back isn't touched before its time. So the work doesn't grow with the backlog.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from heapq import heappop, heappush

from bot.store.lines import Line, is_toast
from bot.store.outbox import Head, Method

#: What comes twice when it is sent twice.
ONCE: frozenset[Method] = frozenset({"send", "document", "voice"})


class Kind(Enum):
    """What comes twice when it is sent twice, and all else."""

    MESSAGE = "message"
    REPEATABLE = "repeatable"


def kind_of(method: Method) -> Kind:
    """Of which kind a method is."""
    return Kind.MESSAGE if method in ONCE else Kind.REPEATABLE


class SendQueue:
    """The heads of all lines. Messages, which had better not be under way many at once, are kept apart from
    the rest, which can be repeated."""

    def __init__(self) -> None:
        self._heads: dict[Line, Head] = {}
        self._later: list[tuple[datetime, Line, int]] = []
        self._ready: dict[Kind, list[tuple[int, int, Line]]] = {kind: [] for kind in Kind}

    def set(self, line: Line, head: Head | None, at: datetime | None = None) -> None:
        """This is the line's head now (None: it is empty), and it may go at that moment, or at its own."""
        if head is None:
            self._heads.pop(line, None)
            return
        if at is None and self._heads.get(line) == head:
            return
        self._heads[line] = head
        heappush(self._later, (at or head.at, line, head.id))

    def known(self, line: Line, now: datetime) -> bool:
        """Whether the line's head is known and its own time has come, so that nothing new in the line can
        go before it."""
        head = self._heads.get(line)
        return head is not None and head.at <= now

    def ripen(self, now: datetime) -> None:
        """Put what may go from now on where it is looked for."""
        while self._later and self._later[0][0] <= now:
            _, line, id = heappop(self._later)
            head = self._heads.get(line)
            if head is not None and head.id == id:
                urgency = -1 if is_toast(line) else head.priority
                heappush(self._ready[kind_of(head.method)], (urgency, id, line))

    def first(self, kind: Kind) -> tuple[int, int, Line] | None:
        """The most urgent of a kind: its urgency, row and line."""
        heap = self._ready[kind]
        while heap and ((head := self._heads.get(heap[0][2])) is None or head.id != heap[0][1]):
            heappop(heap)
        return heap[0] if heap else None

    def pop(self, kind: Kind) -> Head:
        """Take the first of them out; its line has to be set again."""
        return self._heads.pop(heappop(self._ready[kind])[2])

    def ready(self, kind: Kind) -> int:
        """How many there are, at most."""
        return len(self._ready[kind])

    def next_at(self) -> datetime | None:
        """When the next of those that wait for their time may go."""
        while self._later and ((head := self._heads.get(self._later[0][1])) is None or head.id != self._later[0][2]):
            heappop(self._later)
        return self._later[0][0] if self._later else None
