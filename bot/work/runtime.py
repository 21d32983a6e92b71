"""What stays the same from one update to the next: settings, scenarios, the bot's own name, chance.

Chance is injected here, so that a test, and a replay, can give it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo

from bot.scenario.library import Library
from bot.scenario.load import pinned_scenario
from bot.scenario.model import Scenario
from bot.session.playing import as_played
from bot.store.sessions import Stored
from bot.work.heard import Heard
from bot.work.rate_limit import MOST_PRESSES, RateLimit
from bot.work.whisper_limit import WhisperLimit


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
    pinned: dict[tuple[str, bool, date], Scenario] = field(default_factory=dict)
    rate_limit: RateLimit = field(default_factory=RateLimit)
    presses: RateLimit = field(default_factory=lambda: RateLimit(MOST_PRESSES))
    whispers: WhisperLimit = field(default_factory=WhisperLimit)

    def scenario(self, stored: Stored) -> Scenario:
        """The scenario that a session was started with, as it plays it: made once for each digest, variant and day.
        Raises PinnedScenarioError."""
        key = (stored.digest, stored.session.short, stored.session.opened.date())
        if key not in self.pinned:
            read = pinned_scenario(stored.source)
            if read is None:
                raise PinnedScenarioError(stored.digest)
            self.pinned[key] = as_played(read, stored.session)
        return self.pinned[key]
