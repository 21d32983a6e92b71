"""Pacing: when a place may get its next message, by what went out lately. Pure.

Telegram allows about 1 message a second in a chat, 20 a minute in a group and 30 a second in all; these
windows stay a little under. They slide over the outbox's own timestamps, which a restart doesn't lose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)

#: In one group in any minute (Telegram: 20).
GROUP_MINUTE = 18
#: In all in any second (Telegram: 30).
OVERALL_SECOND = 25

#: What the longest window needs to know of the past.
LOOK_BACK = _MINUTE


def _free_at(times: Sequence[datetime], most: int, window: timedelta) -> datetime | None:
    """When a window that takes `most` has room again; None where it has now. `times` are in order."""
    return times[-most] + window if len(times) >= most else None


def next_at(now: datetime, place: str, history: Mapping[str, Sequence[datetime]]) -> datetime:
    """The first moment, not before now, at which something may go to this place."""
    here = history.get(place, ())
    overall = sorted(time for times in history.values() for time in times if time > now - _SECOND)
    waits = [_free_at(here, 1, _SECOND), _free_at(overall, OVERALL_SECOND, _SECOND)]
    if place.startswith("g:"):
        waits.append(_free_at(here, GROUP_MINUTE, _MINUTE))
    return max([now, *(wait for wait in waits if wait is not None)])
