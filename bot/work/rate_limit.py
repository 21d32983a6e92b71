"""The guard: nobody's flood of messages, or of presses, is worked on, so that the others don't feel it.

Over 20 messages or 60 presses a minute somebody is told once, and then not read for a quarter of an hour; whoever
presses too much can still write. Of a message it counts when Telegram got it, not when the bot did: after an outage of
the bot's many come at once. Presses don't say when they were made, and don't live long. It is kept in memory alone;
after a restart somebody has their 20 again, which harms nobody.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum

#: Messages, and presses, in a minute (docs/safety.md, "Abuse"): more than anybody writes or presses by hand.
MOST, MOST_PRESSES, WINDOW = 20, 60, 60
#: How long somebody isn't read, in seconds.
SILENCE = 15 * 60
#: While they aren't, a wish to be forgotten is heard all the same, once a minute.
_FORGET_EVERY = 60
#: Of so many people at most is it known what they wrote lately.
_KNOWN = 5_000


class Verdict(Enum):
    """What becomes of a message."""

    READ = "read"
    WARN = "warn"
    UNREAD = "unread"


@dataclass(slots=True)
class _Lately:
    """When somebody's last messages were written (seconds since 1970), which they were, until when nothing
    is read, and when they were last let through to be forgotten."""

    times: array[int] = field(default_factory=lambda: array("q"))
    messages: array[int] = field(default_factory=lambda: array("q"))
    silent_until: int = 0
    warned: int | None = None
    forgotten: int = 0

    def note(self, written: int, message: int) -> None:
        """One more."""
        self.times.append(written)
        self.messages.append(message)


class RateLimit:
    """Counts each person's messages, or presses: of so many in a minute each is read."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._people: dict[int, _Lately] = {}

    def verdict(self, account: int, number: Hashable, written: int, *, forget: bool = False) -> Verdict:
        """What becomes of a message: `number` is what it is known by, its chat and its number there, `written` when
        Telegram got it, in seconds since 1970. The same message can be asked about again."""
        lately = self._people.get(account) or self._newcomer(account)
        this = hash((number, written))  # eight bytes instead of two hundred
        if this in lately.messages:
            return Verdict.READ
        if this == lately.warned:
            return Verdict.WARN
        if lately.silent_until - SILENCE <= written < lately.silent_until:  # earlier: the clock was set back
            return self._silent(lately, written, forget=forget)
        if len(lately.times) == self._most and 0 <= written - lately.times[0] < WINDOW:
            lately.silent_until, lately.warned = written + SILENCE, this
            return Verdict.WARN
        lately.note(written, this)
        del lately.times[: -self._most], lately.messages[: -self._most]  # of the oldest nothing is kept
        return Verdict.READ

    @staticmethod
    def _silent(lately: _Lately, written: int, *, forget: bool) -> Verdict:
        if forget and written - lately.forgotten >= _FORGET_EVERY:
            lately.forgotten = written
            return Verdict.READ
        return Verdict.UNREAD

    def _newcomer(self, account: int) -> _Lately:
        while len(self._people) >= _KNOWN:
            self._people.pop(next(iter(self._people)))
        return self._people.setdefault(account, _Lately())
