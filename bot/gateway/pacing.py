"""Pacing: when a place may get its next message, by what went out lately. Pure.

Telegram allows about 1 message a second in a chat, 20 a minute in a group and 30 a second in all; these
windows stay a little under. They slide over the outbox's own timestamps, which a restart doesn't lose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)

#: What the longest window needs to know of the past.
LOOK_BACK = _MINUTE


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may go out: the least time between two calls to one chat; the calls to one group in any
    minute (Telegram: 20), of which receipts may use up no more than `receipts_minute`, so that there is
    always room for a prompt; the calls in all in any second (Telegram: 30); and how long edits wait that may
    (of the status, say), so that all answers until then make one: an edit for each would use up the minute."""

    between: timedelta = _SECOND
    group_minute: int = 18
    receipts_minute: int = 12
    overall_second: int = 25
    calm: timedelta = timedelta(seconds=15)


def _free_at(times: Sequence[datetime], most: int, window: timedelta) -> datetime | None:
    """When a window that takes `most` has room again; None where it has now. `times` are in order."""
    return times[-most] + window if len(times) >= most else None


def next_at(
    now: datetime, place: str, history: Mapping[str, Sequence[datetime]], limits: Limits, *, receipt: bool = False
) -> datetime:
    """The first moment, not before now, at which something may go to this place."""
    here = history.get(place, ())
    overall = sorted(time for times in history.values() for time in times if time > now - _SECOND)
    waits = [_free_at(here, 1, limits.between), _free_at(overall, limits.overall_second, _SECOND)]
    if place.startswith("g:"):
        most = limits.receipts_minute if receipt else limits.group_minute
        waits.append(_free_at(here, most, _MINUTE))
    return max([now, *(wait for wait in waits if wait is not None)])
