"""Durations as a scenario file writes them: a number and a unit. Hours elapse; days are the same time on the wall, also
where the clocks are changed between them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

_DURATION = re.compile(r"(\d{1,5})\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Days(timedelta):
    """A duration that was written in days, and so is told by the wall clock; in sums so many times 24 hours."""


def parse_duration(text: object) -> timedelta:
    """Turn `30s`, `45m`, `24h` or `5d` into a timedelta; raise ValueError for anything else."""
    if isinstance(text, timedelta):
        return text
    match = _DURATION.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None or int(match[1]) == 0:
        raise ValueError("a duration is a number and a unit: 30s, 45m, 24h or 5d")
    unit = _UNITS[match[2]]
    return Days(days=int(match[1])) if unit == "days" else timedelta(**{unit: int(match[1])})


def in_hours(hours: int) -> timedelta:
    """So many hours; whole days are told by the wall clock."""
    return timedelta(hours=hours) if hours % 24 else Days(days=hours // 24)


def after(moment: datetime, length: timedelta, zone: tzinfo) -> datetime:
    """The moment (UTC) at which a duration that begins at another is over, in that zone."""
    if not isinstance(length, Days):
        return moment + length
    wall = moment.astimezone(zone).replace(tzinfo=None) + length
    return wall.replace(tzinfo=zone).astimezone(UTC)


def show_duration(value: timedelta) -> str:
    """Write a duration as a scenario file would: the largest unit that holds it exactly."""
    seconds = int(value.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


Duration = Annotated[timedelta, BeforeValidator(parse_duration), PlainSerializer(show_duration)]
