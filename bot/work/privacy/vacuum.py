"""Vacuum: after something was erased, no byte of it stays in any file of the database.

The file is written anew for that, which takes some 6 ms a megabyte. So it is done at once, but not again within
ten seconds, nor more than a fiftieth of the time: what is erased again and again, by /undo and edits, is out of
the files a few seconds later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.store.db import Database, DatabaseTrouble

log = logging.getLogger(__name__)

#: How long after one time the next may be: at least so long, and so many times as long as it took.
_BETWEEN = timedelta(seconds=10)
_TIMES = 50


class Vacuum:
    """When the file is next to be written anew. What was erased is marked in the database itself, so that a
    program that was killed before does it at its next start."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._ended: datetime | None = None
        self._rest = _BETWEEN

    async def turn(self) -> None:
        """Do it if something was erased and it is time. While somebody else reads the file it has to wait."""
        now = self._now()
        # Where it ended later than now the clock was set back, and nothing says how long ago that was.
        resting = self._ended is not None and self._ended <= now < self._ended + self._rest
        if resting or not self._database.traces:
            return
        try:
            await self._database.scrub()
        except DatabaseTrouble as error:
            log.warning("erased words are still in the file (%s); it is written anew later", type(error).__name__)
        self._ended = self._now()
        self._rest = max(_BETWEEN, (self._ended - now) * _TIMES)
