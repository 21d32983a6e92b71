"""Time and chance that do what they are told, so that the same is played each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.time = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def turn(self, by: timedelta) -> None:
        self.time += by


class Chance:
    """Chance that is the same each time: large odd numbers, all different. `hold` keeps one of them, so that
    whatever is drawn meanwhile gets the same."""

    def __init__(self) -> None:
        self._drawn = 0
        self._held: int | None = None

    def __call__(self) -> int:
        if self._held is not None:
            return self._held
        self._drawn += 1
        return (self._drawn * 0x9E3779B97F4A7C15) % 2**64

    def hold(self) -> int:
        self._held = None
        self._held = self()
        return self._held
