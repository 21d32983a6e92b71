"""Quiet hours: when nobody is to be disturbed, on the wall clock of where they are. Knows nothing of who sleeps.

Hours across a change of clocks are those of the wall: who sleeps until eight sleeps until eight that day too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From and to which minute after midnight nobody is disturbed in a zone (an IANA name); the same minute twice:
    never quiet. Mostly the night, so that `start` is greater than `end`."""

    zone: str = "UTC"
    start: int = 21 * 60
    end: int = 8 * 60

    @property
    def there(self) -> ZoneInfo:
        """The zone; raises zoneinfo.ZoneInfoNotFoundError for a name that names none."""
        return ZoneInfo(self.zone)

    def at(self, moment: datetime) -> bool:
        """Whether it is quiet at a moment (UTC)."""
        wall = moment.astimezone(self.there)
        minute = wall.hour * 60 + wall.minute
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end

    def over(self, moment: datetime) -> datetime:
        """The moment itself, or when the quiet hours that it falls into end (UTC)."""
        if not self.at(moment):
            return moment
        today = moment.astimezone(self.there).date()
        return next(end for end in (self._wall(day, self.end) for day in (today, today + _DAY)) if end > moment)

    def before(self, moment: datetime) -> datetime:
        """The moment itself, or when the quiet hours that it falls into began (UTC)."""
        if not self.at(moment):
            return moment
        today = moment.astimezone(self.there).date()
        return next(
            start for start in (self._wall(day, self.start) for day in (today, today - _DAY)) if start <= moment
        )

    def _wall(self, day: date, minute: int) -> datetime:
        """A minute of a day there; one that the change of clocks leaves out is as late as it would have been."""
        at = time(minute // 60, minute % 60)
        return datetime.combine(day, at, self.there).astimezone(UTC)

    def after_waking(self, moment: datetime, length: timedelta) -> datetime:
        """When so much time has passed outside the quiet hours (UTC)."""
        moment = self.over(moment)
        while length > timedelta():
            until = self._next_quiet(moment)
            if until is None or moment + length <= until:
                return moment + length
            length -= until - moment
            moment = self.over(until)
        return moment

    def _next_quiet(self, moment: datetime) -> datetime | None:
        if self.start == self.end:
            return None
        today = moment.astimezone(self.there).date()
        starts = (self._wall(today + n * _DAY, self.start) for n in range(3))
        return next(start for start in starts if start > moment)
