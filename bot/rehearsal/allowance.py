"""What Telegram lets a bot send: windows that slide over the moments at which calls arrived.

About one call a second to a chat, with short bursts; 20 a minute to a group, where every call about it
counts, but for whether somebody is in it, which others ask a thousand times a minute; 30 a second in
all. Telegram doesn't publish more than that, so this is stricter than it may be: it
knows no average, only the windows.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.rehearsal.calls import RefusedError

#: Calls that put something into a chat. Those that only ask count for a group, and not in all.
_SENDS = frozenset({
    "sendmessage", "senddocument", "editmessagetext", "deletemessage", "deletemessages", "pinchatmessage",
    "setmessagereaction",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """At most so many calls in any stretch of time so long."""

    most: int
    length: timedelta


CHAT = Window(3, timedelta(seconds=3))
GROUP = Window(20, timedelta(minutes=1))
OVERALL = Window(30, timedelta(seconds=1))


class Allowance:
    """What has arrived, and whether one more is allowed. `refused` counts what was not."""

    def __init__(self) -> None:
        self._arrived: defaultdict[tuple[Window, int], deque[datetime]] = defaultdict(deque)
        self.refused = 0

    def ask(self, method: str, chat: int, now: datetime) -> None:
        """One more call arrives; raises RefusedError where it is one too many, with how long to wait."""
        windows = [(OVERALL, 0), (CHAT, chat)] if chat and method in _SENDS else []
        if chat < 0 and method != "getchatmember":
            windows.append((GROUP, chat))
        wait = max((self._wait(window, key, now) for window, key in windows), default=timedelta(0))
        if wait:
            self.refused += 1
            seconds = ceil(wait.total_seconds())
            raise RefusedError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for window, key in windows:
            self._arrived[window, key].append(now)

    def _wait(self, window: Window, key: int, now: datetime) -> timedelta:
        """How long until the window has room."""
        times = self._arrived[window, key]
        while times and times[0] + window.length <= now:
            times.popleft()
        return times[0] + window.length - now if len(times) >= window.most else timedelta(0)
