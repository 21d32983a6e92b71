"""What stays the same from one update to the next: settings, scenarios, the bot's own name, chance.

Chance is injected here, so that a test, and a replay, can give it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from functools import lru_cache

from bot.scenario.library import Library
from bot.scenario.load import pinned_scenario
from bot.scenario.model import Scenario
from bot.scenario.variant import played
from bot.store.sessions import Stored
from bot.work.heard import Heard
from bot.work.rate_limit import MOST_PRESSES, RateLimit
from bot.work.whisper_limit import WhisperLimit

#: Of so many scenarios, variants and days what is played is remembered: making it anew takes 0.05 ms, and every day
#: brings others.
_PLAYED = 256


class PinnedScenarioError(Exception):
    """A scenario kept with a session can't be read any more; its digest is the message."""


@dataclass(frozen=True)
class Runtime:
    """What the work needs to know besides the database. `zone` is that in which days are told,
    `chance` gives 256 random bits, each time others, `debounce` is how long edits wait that may, so that several
    become one, `receipts` how many reactions Telegram lets go to a group in a minute, `heard` what memory holds of
    what came."""

    bot_id: int
    bot_username: str
    library: Library
    secret: bytes
    language: str
    retention: timedelta
    zone: tzinfo
    debounce: timedelta
    receipts: int
    chance: Callable[[], int]
    heard: Heard
    rate_limit: RateLimit = field(default_factory=RateLimit)
    presses: RateLimit = field(default_factory=lambda: RateLimit(MOST_PRESSES))
    whispers: WhisperLimit = field(default_factory=WhisperLimit)

    def scenario(self, stored: Stored) -> Scenario:
        """The scenario that a session was started with, as it plays it. Raises PinnedScenarioError."""
        session = stored.session
        found = _as_played(stored.source, session.short, session.opened.date())
        if found is None:
            raise PinnedScenarioError(stored.digest)
        return found


@lru_cache(_PLAYED)
def _as_played(source: bytes, short: bool, day: date) -> Scenario | None:
    read = pinned_scenario(source)
    return played(read, short=short, day=day) if read else None
