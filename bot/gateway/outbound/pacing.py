"""Pacing: when a place may get its next message, by what went out lately. No clock, no network, no database.

Telegram allows about 1 message a second in a chat, 20 a minute in a group and 30 a second in all; these
windows stay a little under. A call may reach Telegram at any moment between its beginning and its end. So
it counts as just now while it is under way, and from its end on afterwards: whatever the network does, no
more than that many can fall into any window of Telegram's. From the window in all, which is short, most of
the time is taken off that even the quickest call spends on its way: a call that ended just now was there
by so much earlier, or the next one comes by so much later.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.session.addresses import Place, PrivatePlace

_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)

#: What the longest window needs to know of the past.
LOOK_BACK = _MINUTE
#: Of how many calls the quickest is looked for, of how many at least, and how much of its time is sure to be
#: spent on the way.
_RECENT, _FEW, _SURE = 64, 8, 0.75


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may go out: the least time between two calls to one chat; the calls to one group in any
    minute (Telegram: 20, whatever they are), of which receipts may use up no more
    than `receipts_minute`, so that there is always room for a prompt; the calls in all in any second
    (Telegram: 30); and how long edits wait that may (of the status, say), so that all answers until then make
    one: an edit for each would use up the minute."""

    between: timedelta = _SECOND
    group_minute: int = 18
    receipts_minute: int = 12
    overall_second: int = 29
    debounce: timedelta = timedelta(seconds=15)


class Pace:
    """What went where in the last minute, what is under way, and which places are paused. One thing is
    under way to a place at a time."""

    def __init__(self, limits: Limits, history: Mapping[Place, Sequence[datetime]] | None = None) -> None:
        self.limits = limits
        self._places = {place: deque(times) for place, times in (history or {}).items()}
        self._all = deque(sorted(time for times in self._places.values() for time in times))
        self._pauses: dict[Place, datetime] = {}
        self._under_way: set[Place] = set()
        self._durations: deque[timedelta] = deque(maxlen=_RECENT)

    def begins(self, place: Place) -> None:
        """A call to a place begins."""
        self._under_way.add(place)

    def ended(self, place: Place, at: datetime, took: timedelta = timedelta(0)) -> None:
        """The call to a place has come to its end, good or bad, and took so long."""
        self._under_way.discard(place)
        self._durations.append(took)
        self._places.setdefault(place, deque()).append(at)
        self._all.append(at - _SURE * min(self._durations))
        if len(self._places) > 2 * len(self._under_way) + 1000:
            self._forget(at)

    @property
    def quickest(self) -> float:
        """How many seconds the quickest of the late calls took; 0 as long as there were but few."""
        few = len(self._durations) < _FEW
        return 0.0 if few else min(self._durations).total_seconds()

    def stays(self, place: Place) -> None:
        """The call to a place was not made after all."""
        self._under_way.discard(place)

    def pause(self, place: Place, until: datetime) -> None:
        """Nothing goes to a place before that moment."""
        self._pauses[place] = until

    def set_back(self, by: timedelta) -> None:
        """The clock was set back by so much: by it, all that is known has happened so much earlier."""
        self._places = {place: deque(at - by for at in times) for place, times in self._places.items()}
        self._all = deque(at - by for at in self._all)
        self._pauses = {place: until - by for place, until in self._pauses.items()}

    def left(self, now: datetime) -> int:
        """How many calls may begin now, to whichever places."""
        while self._all and self._all[0] <= now - _SECOND:
            self._all.popleft()
        return self.limits.overall_second - len(self._under_way) - len(self._all)

    def free_at(self, now: datetime) -> datetime:
        """When another call may begin, to whichever place, unless one under way ends earlier."""
        missing = 1 - self.left(now)
        if missing <= 0:
            return now
        return (self._all[missing - 1] if missing <= len(self._all) else now) + _SECOND

    def next_at(self, now: datetime, place: Place, *, receipt: bool = False) -> datetime:
        """The first moment, not before now, at which something may go to this place, to which nothing is
        under way."""
        times = self._places.get(place, deque[datetime]())
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        waits = [now, self.free_at(now), self._pauses.get(place, now)]
        if times:
            waits.append(times[-1] + self.limits.between)
        most = self.limits.receipts_minute if receipt else self.limits.group_minute
        if not isinstance(place, PrivatePlace) and len(times) >= most:
            waits.append(times[-most] + _MINUTE)
        return max(waits)

    def _forget(self, now: datetime) -> None:
        """Keep nothing of places where nothing went for a minute."""
        past = now - _MINUTE
        self._places = {place: times for place, times in self._places.items() if times[-1] > past}
        self._pauses = {place: until for place, until in self._pauses.items() if until > now}
